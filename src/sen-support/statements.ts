import { sql } from 'kysely';
import { insertRows } from '../db/bulk.ts';
import { type Db, transaction } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { Expectation, Intervention, Statement } from './statement-rules.ts';

/** A version of the statement of expected provision; `number` null: the draft. */
export interface Version {
  id: number;
  number: number | null;
  made_by: string;
  note: string;
  review_months: number;
  /** YYYY-MM-DD */
  review_by: string | null;
  is_demonstration: boolean;
  based_on: number | null;
  edit: number;
  begun_by: string;
  published_at: Date | null;
  published_by: string | null;
}

const versionColumns = [
  'id',
  'number',
  'made_by',
  'note',
  'review_months',
  'review_by',
  'is_demonstration',
  'based_on',
  'edit',
  'begun_by',
  'published_at',
  'published_by',
] as const;

/** All published versions, the newest first. */
export async function publishedVersions(db: Db): Promise<Version[]> {
  return db
    .selectFrom('provision_version')
    .select(versionColumns)
    .where('number', 'is not', null)
    .orderBy('number', 'desc')
    .execute();
}

/** The number of the newest published version; 0 where there is none. */
export async function newestNumber(db: Db): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) as number from provision_version`.execute(db);
  return rows[0]?.number ?? 0;
}

/** The draft that waits; undefined where there is none. */
export async function draftVersion(db: Db): Promise<Version | undefined> {
  return db.selectFrom('provision_version').select(versionColumns).where('number', 'is', null).executeTakeFirst();
}

/** Everything that a version says, in its order. */
export async function statementOf(db: Db, version_id: number): Promise<Statement> {
  const expectations = await db
    .selectFrom('provision_expectation')
    .selectAll()
    .where('version_id', '=', version_id)
    .orderBy('position')
    .orderBy('code')
    .execute();
  const interventions = await db
    .selectFrom('provision_intervention')
    .selectAll()
    .where('version_id', '=', version_id)
    .orderBy('position')
    .orderBy('code')
    .execute();
  const own = <Row extends { version_id: number }>({ version_id: _, ...rest }: Row) => rest;
  return {
    expectations: expectations.map(own) as Expectation[],
    interventions: interventions.map(own) as Intervention[],
  };
}

/** Begins a draft from the newest version; gives the one that waits, where one does. */
export async function beginDraft(db: Db, who: Who, now: Date): Promise<number> {
  return transaction(db, async (tx) => {
    const [newest] = await publishedVersions(tx);
    const begun = await sql<{ id: number }>`
      insert into provision_version (made_by, review_months, based_on, begun_at, begun_by)
      values (${newest?.made_by ?? ''}, ${newest?.review_months ?? 12}, ${newest?.id ?? null}, ${now}, ${who.name || who.email})
      on conflict do nothing returning id`.execute(tx);
    const id = begun.rows[0]?.id;
    if (id === undefined) return (await draftVersion(tx))?.id ?? 0;
    for (const [table, columns] of [
      ['provision_expectation', 'code, setting, need, step, cycle, says, text, law, position'],
      ['provision_intervention', 'code, name, need, ages, what, strength, outcomes, cost, source, position'],
    ] as const)
      await sql`insert into ${sql.table(table)} (version_id, ${sql.raw(columns)})
        select ${id}, ${sql.raw(columns)} from ${sql.table(table)} where version_id = ${newest?.id ?? 0}`.execute(tx);
    await record(tx, who, { action: 'began_provision_draft', entity: 'provision_version', entity_id: String(id) }, now);
    return id;
  });
}

/**
 * Changes the draft as it was seen (`edit`), with whatever `work` does to it: false, and nothing done, where somebody else
 * was quicker or it has been published.
 */
export async function changeDraft(
  db: Db,
  who: Who,
  { edit, deed, detail = {} }: { edit: number; deed: string; detail?: Record<string, unknown> },
  now: Date,
  work: (tx: Db, version_id: number) => Promise<void>,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const taken = await tx
      .updateTable('provision_version')
      .set({ edit: edit + 1 })
      .where('number', 'is', null)
      .where('edit', '=', edit)
      .returning('id')
      .executeTakeFirst();
    if (!taken) return false;
    await work(tx, taken.id);
    await record(tx, who, { action: deed, entity: 'provision_version', entity_id: String(taken.id), detail }, now);
    return true;
  });
}

/** The lists of a statement, each with its table. */
const tables = { expectations: 'provision_expectation', interventions: 'provision_intervention' } as const;

/** Writes an expectation, or something that is known to help, into a draft: in place of the one with its code, or last. */
export async function saveEntry(
  tx: Db,
  version_id: number,
  list: keyof typeof tables,
  entry: { code: string } & Record<string, unknown>,
): Promise<void> {
  const { rows } = await sql<{ position: number }>`
    select coalesce(max(position) filter (where code = ${entry.code}), max(position) + 1, 1) as position
    from ${sql.table(tables[list])} where version_id = ${version_id}`.execute(tx);
  await removeEntry(tx, version_id, list, entry.code);
  await insertRows(tx, tables[list], [{ ...entry, version_id, position: rows[0]?.position }]);
}

/** Takes an expectation, or something that is known to help, out of a draft. */
export async function removeEntry(tx: Db, version_id: number, list: keyof typeof tables, code: string): Promise<void> {
  await sql`delete from ${sql.table(tables[list])} where version_id = ${version_id} and code = ${code}`.execute(tx);
}

/** Makes a draft the version that everybody reads, from today. In a transaction of `changeDraft`. */
export async function publishDraft(
  tx: Db,
  version_id: number,
  {
    made_by,
    note,
    review_months,
    by,
    now,
  }: { made_by: string; note: string; review_months: number; by: string; now: Date },
): Promise<void> {
  await sql`update provision_version set number = 1 + coalesce((select max(number) from provision_version), 0), made_by = ${made_by},
      note = ${note}, review_months = ${review_months}, review_by = ${addMonths(dayOf(now), review_months)},
      published_at = ${now}, published_by = ${by}
    where id = ${version_id}`.execute(tx);
}

/** Throws the draft away. In a transaction of `changeDraft`. */
export async function discardDraft(tx: Db, version_id: number): Promise<void> {
  await tx.deleteFrom('provision_version').where('id', '=', version_id).where('number', 'is', null).execute();
}

/** Writes a first version where there is none; returns whether it did. */
export async function seedStatement(
  db: Db,
  {
    made_by,
    note,
    review_months,
    expectations,
    interventions,
  }: Statement & Pick<Version, 'made_by' | 'note' | 'review_months'>,
  { now, is_demonstration, by }: { now: Date; is_demonstration: boolean; by: string },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const written = await sql<{ id: number }>`
      insert into provision_version (number, made_by, note, review_months, review_by, is_demonstration, begun_at, begun_by, published_at, published_by)
      select 1, ${made_by}, ${note}, ${review_months}, ${addMonths(dayOf(now), review_months)}, ${is_demonstration}, ${now}, ${by}, ${now}, ${by}
      where not exists (select from provision_version) returning id`.execute(tx);
    const version_id = written.rows[0]?.id;
    if (version_id === undefined) return false;
    await insertRows(
      tx,
      'provision_expectation',
      expectations.map((one) => ({ version_id, ...one })),
    );
    await insertRows(
      tx,
      'provision_intervention',
      interventions.map((one) => ({ version_id, ...one })),
    );
    return true;
  });
}

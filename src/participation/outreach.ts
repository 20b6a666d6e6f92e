import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { Topic } from './comments.ts';
import type { OutreachKind, OutreachWay } from './outreach-rules.ts';

/** Something by which the council told people of the Local Offer, or asked them about it. */
export interface Outreach {
  id: number;
  /** `YYYY-MM-DD` */
  on_day: string;
  /** a group or organisation, never a private person */
  who: string;
  kind: OutreachKind;
  how: OutreachWay;
  /** of what was asked */
  topic: Topic | null;
  what: string;
  /** how many people it reached; null where nobody counted */
  people: number | null;
  came_of: string | null;
  /** counts up with every change */
  version: number;
  written_by: string;
  changed_by: string;
  changed_at: Date;
}

export type NewOutreach = Pick<Outreach, 'on_day' | 'who' | 'kind' | 'how' | 'topic' | 'what' | 'people' | 'came_of'>;

/** Which entries are asked for: of a year, of a kind, with words in them. */
export interface OutreachWanted {
  q: string;
  year: number | undefined;
  kind: OutreachKind | undefined;
}

/** The entries of the log that are asked for, the latest day first. */
export async function listOutreach(
  db: Db,
  { q, year, kind }: OutreachWanted,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<Outreach[]> {
  const words = q.split(/\s+/).filter(Boolean).slice(0, 8);
  const rows = await sql<Outreach>`
    select * from outreach
    where true
      ${year ? sql`and on_day between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date` : sql``}
      ${kind ? sql`and kind = ${kind}` : sql``}
      ${sql.join(
        words.map((word) => {
          const like = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
          return sql`and concat_ws(' ', who, what, came_of) ilike ${like}`;
        }),
        sql` `,
      )}
    order by on_day desc, id desc limit ${limit} offset ${offset}`.execute(db);
  return rows.rows;
}

/** An entry by its id. Undefined if there is none. */
export async function findOutreach(db: Db, id: string): Promise<Outreach | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const row = await db.selectFrom('outreach').selectAll().where('id', '=', Number(id)).executeTakeFirst();
  return row as Outreach | undefined;
}

/** The years of which there are entries, the latest first. */
export async function yearsOfOutreach(db: Db): Promise<number[]> {
  const rows = await sql<{ year: number }>`
    select distinct extract(year from on_day)::int as year from outreach order by year desc`.execute(db);
  return rows.rows.map(({ year }) => year);
}

/** How often people were told and asked in a year, how many were reached, and on which topics comments were sought. */
export async function outreachInYear(
  db: Db,
  year: number,
): Promise<{ told: number; asked: number; people: number; topics: { topic: Topic; n: number }[] }> {
  const of = sql`on_day between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`;
  const counts = await sql<{ told: number; asked: number; people: number }>`
    select count(*) filter (where kind = 'told') as told, count(*) filter (where kind = 'asked') as asked,
      coalesce(sum(people), 0) as people
    from outreach where ${of}`.execute(db);
  const topics = await sql<{ topic: Topic; n: number }>`
    select topic, count(*) as n from outreach where ${of} and kind = 'asked' and topic is not null
    group by topic order by topic`.execute(db);
  return { ...(counts.rows[0] ?? { told: 0, asked: 0, people: 0 }), topics: topics.rows };
}

/** Writes an entry into the log, with the audit log. Returns its id. */
export async function addOutreach(db: Db, who: Who, entry: NewOutreach, now: Date): Promise<number> {
  return transaction(db, async (tx) => {
    const by = who.name || who.email;
    const { id } = await tx
      .insertInto('outreach')
      .values({ ...entry, written_at: now, written_by: by, changed_at: now, changed_by: by })
      .returning('id')
      .executeTakeFirstOrThrow();
    await record(tx, who, { action: 'logged_outreach', entity: 'outreach', entity_id: String(id) }, now);
    return id;
  });
}

/** Changes an entry as it was seen (`version`), with the audit log. False where somebody else changed it meanwhile. */
export async function changeOutreach(
  db: Db,
  who: Who,
  { id, version }: Pick<Outreach, 'id' | 'version'>,
  entry: NewOutreach,
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const changed = await tx
      .updateTable('outreach')
      .set({ ...entry, version: version + 1, changed_at: now, changed_by: who.name || who.email })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return false;
    await record(tx, who, { action: 'changed_outreach', entity: 'outreach', entity_id: String(id) }, now);
    return true;
  });
}

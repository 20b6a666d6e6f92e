import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { decideOpen } from '../desk/items.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { type Came, type Kind, type Stage, slugOf, stages } from './stage-rules.ts';

/** Something that is planned, proposed, tried out, changing or closing. Days are YYYY-MM-DD. */
export interface Development {
  id: number;
  slug: string;
  kind: Kind;
  title: string;
  summary: string;
  stage: Stage;
  /** the role or team that answers for it */
  owner: string;
  task_group_id: number | null;
  decided_by: string;
  decision: string;
  take_part: string;
  take_part_href: string | null;
  take_part_until: string | null;
  outcome: string;
  page: string | null;
  is_demonstration: boolean;
  published_at: Date | null;
  version: number;
  changed_at: Date;
  promises: DevelopmentPromise[];
}

/** A date that was promised, and what came. */
export interface DevelopmentPromise {
  id: number;
  what: string;
  promised_on: string;
  due_on: string;
  due_words: string;
  came: Came | null;
  came_on: string | null;
  note: string;
}

export type WrittenDevelopment = Omit<
  Development,
  'id' | 'slug' | 'is_demonstration' | 'published_at' | 'version' | 'changed_at' | 'promises'
>;
export type NewPromise = Pick<DevelopmentPromise, 'what' | 'due_on' | 'due_words'>;

/** Everything in development with its promises, in the order of its stages; only what is public, unless all is asked for. */
export async function allDevelopments(db: Db, { is_public }: { is_public: boolean }): Promise<Development[]> {
  const rows = await sql<Development>`
    select development.*, coalesce((select jsonb_agg(jsonb_build_object('id', id, 'what', what,
        'promised_on', to_char(promised_on, 'YYYY-MM-DD'), 'due_on', to_char(due_on, 'YYYY-MM-DD'), 'due_words', due_words,
        'came', came, 'came_on', to_char(came_on, 'YYYY-MM-DD'), 'note', note) order by id)
      from development_promise where development_id = development.id), '[]') as promises
    from development where ${is_public ? sql`published_at is not null` : sql`true`} order by title, development.id`.execute(
    db,
  );
  const order = Object.keys(stages);
  return rows.rows.toSorted((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
}

/** What was said of one, step by step, the first first. */
export async function stepsOf(
  db: Db,
  development_id: number,
): Promise<{ stage: Stage; text: string; at: Date; by: string }[]> {
  const rows = await db
    .selectFrom('development_step')
    .select(['stage', 'text', 'at', 'by'])
    .where('development_id', '=', development_id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, stage: row.stage as Stage }));
}

interface Change {
  id: number | null;
  version: number;
  is_published: boolean;
  /** what is said of the change in its history */
  note: string;
}

/**
 * Adds something, or changes it as it was seen: in one transaction with its step and the audit log. Returns its id;
 * undefined where somebody else was quicker.
 */
export async function saveDevelopment(
  db: Db,
  who: Who,
  change: Change,
  written: WrittenDevelopment,
  now: Date,
): Promise<number | undefined> {
  const { id, version, is_published, note } = change;
  return transaction(db, async (tx) => {
    const public_since = is_published ? sql<Date>`coalesce(development.published_at, ${now}::timestamptz)` : null;
    const saved =
      id === null
        ? await tx
            .insertInto('development')
            .values({
              ...written,
              slug: await freeSlug(tx, slugOf(written.title)),
              published_at: is_published ? now : null,
              created_at: now,
              changed_at: now,
            })
            .returning('id')
            .executeTakeFirst()
        : await tx
            .updateTable('development')
            .set({ ...written, published_at: public_since, changed_at: now, version: sql`version + 1` })
            .where('id', '=', id)
            .where('version', '=', version)
            .returning('id')
            .executeTakeFirst();
    if (!saved) return undefined;
    await addStep(
      tx,
      saved.id,
      { stage: written.stage, text: note || written.outcome || written.summary, by: who.name || who.email },
      now,
    );
    const detail = { stage: written.stage, is_published };
    await record(
      tx,
      who,
      { action: 'changed_programme', entity: 'development', entity_id: String(saved.id), detail },
      now,
    );
    return saved.id;
  });
}

async function freeSlug(tx: Db, slug: string): Promise<string> {
  const rows = await sql<{
    slug: string;
  }>`select slug from development where slug = ${slug} or slug like ${`${slug}-%`}`.execute(tx);
  const taken = new Set(rows.rows.map((row) => row.slug));
  for (let n = 1; ; n++) if (!taken.has(n === 1 ? slug : `${slug}-${n}`)) return n === 1 ? slug : `${slug}-${n}`;
}

async function addStep(
  tx: Db,
  development_id: number,
  { stage, text, by }: { stage: Stage; text: string; by: string },
  now: Date,
): Promise<void> {
  await tx.insertInto('development_step').values({ development_id, stage, text, at: now, by }).execute();
}

/** Promises a date for something, from today on. */
export async function addPromise(db: Db, who: Who, one: Development, promise: NewPromise, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await writePromise(tx, one, promise, { by: who.name || who.email, now });
    await record(
      tx,
      who,
      { action: 'promised_date', entity: 'development', entity_id: String(one.id), detail: { ...promise } },
      now,
    );
  });
}

async function writePromise(
  tx: Db,
  one: Pick<Development, 'id' | 'stage'>,
  promise: NewPromise,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('development_promise')
    .values({ development_id: one.id, ...promise, promised_on: dayOf(now), made_by: by })
    .execute();
  await addStep(tx, one.id, { stage: one.stage, text: `Promised: ${promise.what}, ${promise.due_words}`, by }, now);
}

/**
 * Says what came of a promise, once: kept on a day, moved (with the new date as a promise of its own) or dropped. What was
 * promised stays as it was. Its item leaves the desk. False where somebody said so before.
 */
export async function settlePromise(
  db: Db,
  who: Who,
  {
    one,
    promise,
    came,
    came_on,
    note,
    next,
  }: {
    one: Development;
    promise: DevelopmentPromise;
    came: Came;
    came_on: string | null;
    note: string;
    next: NewPromise | null;
  },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const settled = await tx
      .updateTable('development_promise')
      .set({ settled_on: dayOf(now), came, came_on, note })
      .where('id', '=', promise.id)
      .where('settled_on', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!settled) return false;
    const by = who.name || who.email;
    const words = { kept: 'Kept', moved: 'Moved', dropped: 'Will not come' }[came];
    await addStep(
      tx,
      one.id,
      {
        stage: one.stage,
        text: [`${words}: ${promise.what}, promised for ${promise.due_words}`, note].filter(Boolean).join('. '),
        by,
      },
      now,
    );
    if (next) await writePromise(tx, one, next, { by, now });
    await decideOpen(tx, { kind: 'late_promise', subject_id: `promise:${promise.id}` }, { decision: came, by, now });
    await record(
      tx,
      who,
      {
        action: 'settled_promise',
        entity: 'development',
        entity_id: String(one.id),
        detail: { promise: promise.id, came, came_on, note },
      },
      now,
    );
    return true;
  });
}

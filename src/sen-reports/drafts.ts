import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { keptMonths, overBefore } from '../retention.ts';

/** An answer of a report as it was saved once. */
export interface SavedAnswer {
  item_key: string;
  version: number;
  text: string;
  written_by: string;
  written_at: Date;
  /** somebody else had saved meanwhile: it stands beside what they wrote */
  is_aside: boolean;
}

/** An answer as it stands, and what others wrote beside it that nobody has looked at yet, the oldest first. */
export interface DraftAnswer {
  /** 0 where nobody has written yet */
  version: number;
  text: string;
  written: { by: string; at: Date } | null;
  beside: SavedAnswer[];
}

/** An answer that nobody has begun. */
export const noAnswer: DraftAnswer = { version: 0, text: '', written: null, beside: [] };

/** What a school has written of its report so far, by the keys of its parts. */
export async function draftOf(db: Db, urn: string): Promise<Map<string, DraftAnswer>> {
  return answersWhere(db, urn, null);
}

/** One answer of a school's report as it stands. */
export async function draftAnswer(db: Db, urn: string, key: string): Promise<DraftAnswer> {
  return (await answersWhere(db, urn, key)).get(key) ?? noAnswer;
}

async function answersWhere(db: Db, urn: string, key: string | null): Promise<Map<string, DraftAnswer>> {
  const { rows } = await sql<SavedAnswer>`
    with own as (
      select report_draft.*, max(version) filter (where not is_aside) over (partition by item_key) as head,
        coalesce(max(settles) over (partition by item_key), 0) as settled,
        max(version) filter (where is_aside) over (partition by item_key, written_by) as last_aside
      from report_draft where urn = ${urn} and (${key}::text is null or item_key = ${key}))
    select item_key, version, text, written_by, written_at, is_aside from own
    where version = head or (is_aside and version > settled and version = last_aside)
    order by item_key, is_aside, version`.execute(db);
  const answers = new Map<string, DraftAnswer>();
  for (const row of rows) {
    const answer = answers.get(row.item_key) ?? { ...noAnswer, beside: [] };
    if (row.is_aside) answer.beside.push(row);
    else
      Object.assign(answer, {
        version: row.version,
        text: row.text,
        written: { by: row.written_by, at: row.written_at },
      });
    answers.set(row.item_key, answer);
  }
  return answers;
}

/** Every text that is kept of an answer, the newest first. */
export async function savedAnswers(db: Db, urn: string, key: string): Promise<SavedAnswer[]> {
  return db
    .selectFrom('report_draft')
    .select(['item_key', 'version', 'text', 'written_by', 'written_at', 'is_aside'])
    .where('urn', '=', urn)
    .where('item_key', '=', key)
    .orderBy('version', 'desc')
    .execute();
}

/** What somebody saves: the text, the version that they began from (0: none), and which texts beside it they have seen. */
export interface Saving {
  urn: string;
  key: string;
  text: string;
  based_on: number;
  /** every text beside, up to this version or the newest that there is, was before the writer; null where none was */
  settles: number | null;
  by: string;
}

/**
 * Saves an answer as a row of its own, so that no text is lost. It counts as the answer where its writer began from the
 * one that counts now; where somebody else has saved meanwhile, it stands beside theirs (`is_aside`) for people to decide.
 */
export async function saveAnswer(
  db: Db,
  { urn, key, text, based_on, settles, by }: Saving,
  now: Date,
): Promise<{ version: number; is_aside: boolean }> {
  for (let tries = 0; tries < 20; tries++) {
    const { rows } = await sql<{ version: number; is_aside: boolean }>`
      insert into report_draft (urn, item_key, version, based_on, is_aside, settles, text, written_by, written_at)
      select ${urn}, ${key}, 1 + coalesce(max(version), 0), ${based_on}::int,
        coalesce(max(version) filter (where not is_aside), 0) <> ${based_on}::int,
        nullif(least(coalesce(${settles}::int, 0), coalesce(max(version), 0)), 0), ${text}, ${by}, ${now}
      from report_draft where urn = ${urn} and item_key = ${key}
      on conflict do nothing returning version, is_aside`.execute(db);
    if (rows[0]) return rows[0];
  }
  throw new Error(`Too many people save ${key} of ${urn} in one moment.`);
}

/**
 * Forgets what one person typed and overwrote on the same day, when its time is over (`report_typing`): of each day's
 * writing its last text stays, and so does every text that stood beside another's, or that another began from. Runs once a
 * day.
 */
export async function forgetTyping(db: Db, now: Date): Promise<void> {
  const kept = await keptMonths(db, dayOf(now));
  const dayIn = (column: string) => sql`(${sql.ref(column)} at time zone 'Europe/London')::date`;
  await sql`
    delete from report_draft old using report_draft new
    where new.urn = old.urn and new.item_key = old.item_key and new.based_on = old.version
      and new.written_by = old.written_by and ${dayIn('new.written_at')} = ${dayIn('old.written_at')}
      and not new.is_aside and not old.is_aside and old.settles is null
      and old.written_at < ${overBefore(kept, 'report_typing', now)}
      and not exists (select from report_draft other where other.urn = old.urn and other.item_key = old.item_key
        and other.based_on = old.version and (other.is_aside or other.written_by <> old.written_by))`.execute(db);
}

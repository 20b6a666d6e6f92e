import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { postcodeWithin } from '../places/postcode-rules.ts';

/**
 * The answer to what was asked, made before or made now. It is the same object for as long as the services, the pages, what
 * is known of words and the day stand as they stood. Where a postcode is asked for, nothing is kept.
 */
export type KeptAnswers = <Answer extends object>(asked: string, make: () => Promise<Answer>) => Promise<Answer>;

/** What is asked for again soon is mostly among the last so many. */
const most = 150;

/** Keeps answers about the directory in memory while they hold, those asked for last. */
export function keepAnswers(
  db: Db,
  { known, today }: { known: () => Promise<object>; today: () => string },
): KeptAnswers {
  let standing: { known: object; version: string; answers: Map<string, Promise<object>> } | undefined;
  return async <Answer extends object>(asked: string, make: () => Promise<Answer>): Promise<Answer> => {
    if (asked.length > 500 || postcodeWithin(spoken(asked))?.reading.kind === 'postcode') return make();
    const now = { known: await known(), version: `${today()} ${await versionOf(db)}` };
    if (standing?.known !== now.known || standing.version !== now.version) standing = { ...now, answers: new Map() };
    const { answers } = standing;
    const answer = (answers.get(asked) as Promise<Answer> | undefined) ?? make();
    // behind all others: what was asked for longest ago stands first, and goes first
    answers.delete(asked);
    answers.set(asked, answer);
    const [oldest] = answers.keys();
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    answer.catch(() => answers.delete(asked));
    return answer;
  };
}

/** What stands in an address, as words. */
function spoken(address: string): string {
  return address.replace(/(?:%[0-9a-f]{2})+/gi, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ');
}

/** Another text after whatever search and pages read has changed. */
export async function versionOf(db: Db): Promise<string> {
  const row = await sql<{ version: string }>`
    select concat_ws(' ', (select value from setting where name = 'index_raised'),
      (select max(id) from page_publication)) as version`.execute(db);
  return row.rows[0]?.version ?? '';
}

/** Says that what search and pages read has changed. Others who say so wait for its transaction: it comes late, or in a turn. */
export async function indexHasChanged(db: Db): Promise<void> {
  await sql`insert into setting (name, value) values ('index_raised', '1')
    on conflict (name) do update set value = (setting.value::bigint + 1)::text`.execute(db);
}

import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { addDays, firstOfMonth } from './date-rules.ts';
import { normalWords } from './searches-without-result.ts';

/** How a service's page is used, in numbers of nobody in particular. */
export interface ServiceFigures {
  views: number;
  contacts: number;
  /** how many days are added up */
  days: number;
  /** what was searched for by those who opened the page, where five or more searches had these words in a year */
  found_by: { words: string; searches: number }[];
}

const daysShown = 30;
/** Fewer searches than this could tell of one family. */
const fewestSearches = 5;

/**
 * Counts that a page was opened, or that somebody went on to a contact, on a day (`YYYY-MM-DD`); and the words of the
 * search that led there, without numbers and addresses. Nothing of who it was is kept.
 */
export async function countUse(
  db: Db,
  service_id: string,
  { what, day, words }: { what: 'views' | 'contacts'; day: string; words?: string | undefined },
): Promise<void> {
  await sql`
    insert into service_use as known (service_id, day, ${sql.ref(what)}) values (${service_id}, ${day}, 1)
    on conflict (service_id, day) do update set ${sql.ref(what)} = known.${sql.ref(what)} + 1`.execute(db);
  const counted = normalWords(words ?? '');
  if (counted === '') return;
  await sql`
    insert into service_found_by as known (service_id, month, words, searches)
    values (${service_id}, ${firstOfMonth(day)}, ${counted}, 1)
    on conflict (service_id, month, words) do update set searches = known.searches + 1`.execute(db);
}

/** The use of a service over the last thirty days, and the words by which it was found over the last twelve months. */
export async function serviceFigures(db: Db, service_id: string, today: string): Promise<ServiceFigures> {
  const used = await sql<{ views: number; contacts: number }>`
    select coalesce(sum(views), 0)::int as views, coalesce(sum(contacts), 0)::int as contacts from service_use
    where service_id = ${service_id} and day > ${addDays(today, -daysShown)}`.execute(db);
  const found = await sql<{ words: string; searches: number }>`
    select words, sum(searches)::int as searches from service_found_by
    where service_id = ${service_id} and month > ${firstOfMonth(today, -12)}
    group by words having sum(searches) >= ${fewestSearches} order by 2 desc, 1 limit 10`.execute(db);
  return { views: 0, contacts: 0, ...used.rows[0], days: daysShown, found_by: found.rows };
}

import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
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

/** One use of a service's page on a day (`YYYY-MM-DD`), with the words of the search that led there. */
export interface Use {
  service_id: string;
  what: 'views' | 'contacts';
  day: string;
  words?: string | undefined;
}

/** Counts how services are used. What is counted is in memory for some seconds, and lost if the machine fails in them. */
export interface UseCounter {
  /** Counts, without anybody having to wait for it. */
  count(use: Use): void;
  /** Writes what has been counted so far; for whoever wants to read it, and when the site stops. */
  write(): Promise<void>;
}

const daysShown = 30;
/** Fewer searches than this could tell of one family. */
const fewestSearches = 5;
/** So long what was counted waits for more, in milliseconds; and so many different things at most. */
const waitsFor = 5000;
const mostWaiting = 2000;

/**
 * Gathers uses in memory and writes them together every five seconds, so that no reader waits for a count. What could
 * not be written waits for the next time; `log` is told.
 */
export function gatherUse(db: Db, log: (error: unknown) => void): UseCounter {
  let waiting: Use[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function writeWaiting(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const uses = waiting;
    waiting = [];
    try {
      await writeUses(db, uses);
    } catch (error) {
      log(error);
      if (waiting.length < mostWaiting) waiting = [...uses, ...waiting];
    }
  }

  function write(): Promise<void> {
    writing = writing.then(writeWaiting);
    return writing;
  }

  return {
    count(use) {
      // put right at once: what somebody typed is not kept, not even for seconds
      waiting.push({ ...use, words: normalWords(use.words ?? '') });
      if (waiting.length === mostWaiting) void write();
      timer ??= setTimeout(write, waitsFor).unref();
    },
    write,
  };
}

/**
 * Adds uses up and writes them: pages opened and contacts by day, words of searches by month, without numbers and
 * addresses. Nothing of who it was is kept. What is about a service that is not there any more is left out.
 */
export async function writeUses(db: Db, uses: readonly Use[]): Promise<void> {
  if (uses.length === 0) return;
  const found = uses.flatMap(({ service_id, day, words }) => {
    const counted = normalWords(words ?? '');
    return counted === '' ? [] : { service_id, month: firstOfMonth(day), words: counted };
  });
  await transaction(db, async (tx) => {
    await sql`
      insert into service_use as known (service_id, day, views, contacts)
      select service_id, day, count(*) filter (where what = 'views'), count(*) filter (where what = 'contacts')
      from jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) as used(service_id uuid, day date, what text)
        join service on service.id = service_id
      group by service_id, day order by service_id, day
      on conflict (service_id, day) do update
        set views = known.views + excluded.views, contacts = known.contacts + excluded.contacts`.execute(tx);
    if (found.length === 0) return;
    await sql`
      insert into service_found_by as known (service_id, month, words, searches)
      select service_id, month, words, count(*)
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as found(service_id uuid, month date, words text)
        join service on service.id = service_id
      group by service_id, month, words order by service_id, month, words
      on conflict (service_id, month, words) do update set searches = known.searches + excluded.searches`.execute(tx);
  });
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

import type { Db } from '../db/database.ts';
import { longDate } from '../directory/date-rules.ts';
import { closedSchools, countSchools, type Wanted } from './find-schools.ts';
import { type Asked, type AskedPart, addressOf, mostFound, offeredMiles } from './finder-rules.ts';

/** What helps when no school fits. */
export interface NothingFound {
  /** what to leave out or widen, and how many schools there are then */
  loosen: { text: string; count: string; href: string }[];
  /** closed schools of the name */
  closed: { name: string; href: string; note: string | null }[];
}

const mostClosed = 3;

/** Looks for what would find a school: the question without each of its parts, and one step further away. */
export async function whatToLoosen(
  db: Db,
  { asked, wanted, parts }: { asked: Asked; wanted: Wanted; parts: readonly AskedPart[] },
): Promise<NothingFound> {
  const loosen: (NothingFound['loosen'][number] & { total: number })[] = [];
  const add = (text: string, total: number, href: string) => {
    if (total > 0) loosen.push({ text, total, count: countInWords(total), href });
  };
  for (const { text, without } of parts) {
    const { q, near, ...others } = without;
    const left: Wanted = {
      ...wanted,
      ...others,
      ...(q === undefined ? {} : { named: undefined }),
      ...(near === undefined ? {} : { near: undefined }),
    };
    add(`Leave out: ${text}`, await countSchools(db, left), addressOf(asked, without));
  }
  loosen.sort((one, other) => one.total - other.total);
  if (wanted.near)
    for (const miles of [...offeredMiles, 80]) {
      if (miles <= wanted.near.miles) continue;
      const total = await countSchools(db, { ...wanted, near: { ...wanted.near, miles } });
      if (total === 0) continue;
      loosen.unshift({
        text: `Look within ${miles} miles`,
        total,
        count: countInWords(total),
        href: addressOf(asked, { within: miles }),
      });
      break;
    }
  const closed = wanted.named?.needed.length ? await closedSchools(db, wanted.named, mostClosed) : [];
  return {
    loosen: loosen.map(({ text, count, href }) => ({ text, count, href })),
    closed: closed.map(({ urn, name, town, closed_on }) => ({
      name: town ? `${name}, ${town}` : name,
      href: `/schools/${urn}`,
      note: closed_on ? `closed on ${longDate(closed_on)}` : null,
    })),
  };
}

function countInWords(total: number): string {
  return total > mostFound ? `more than ${mostFound.toLocaleString('en-GB')}` : total.toLocaleString('en-GB');
}

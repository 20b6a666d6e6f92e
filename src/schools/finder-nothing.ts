import { longDate } from '../directory/date-rules.ts';
import type { Wanted } from './find-schools-rules.ts';
import { type Asked, type AskedPart, addressOf, mostFound, offeredMiles } from './finder-rules.ts';
import type { SchoolFinder } from './school-finder.ts';

/** What helps when no school fits. */
export interface NothingFound {
  /** what to leave out or widen, and how many schools there are then */
  loosen: { text: string; count: string; href: string }[];
  /** closed schools of the name */
  closed: { name: string; href: string; note: string | null }[];
}

const mostClosed = 3;
/** Further than any form offers: who lives far from every such school still hears of one. */
const furthestMiles = 80;

/** Looks for what would find a school: the question without each of its parts, and one step further away. */
export async function whatToLoosen(
  finder: SchoolFinder,
  { asked, wanted, parts }: { asked: Asked; wanted: Wanted; parts: readonly AskedPart[] },
): Promise<NothingFound> {
  const miles = await milesToNearest(finder, wanted);
  const counts = await finder.count([
    ...parts.map(
      ({ without: { q, near, ...others } }): Wanted => ({
        ...wanted,
        ...others,
        ...(q === undefined ? {} : { named: undefined }),
        ...(near === undefined ? {} : { near: undefined }),
      }),
    ),
    ...(miles ? [within(wanted, miles)] : []),
  ]);
  const left_out = parts
    .map(({ text, without }, at) => ({
      text: `Leave out: ${text}`,
      total: counts[at] ?? 0,
      href: addressOf(asked, without),
    }))
    .sort((one, other) => one.total - other.total);
  const total = counts[parts.length] ?? 0;
  const widened = { text: `Look within ${miles} miles`, total, href: addressOf(asked, { within: miles }) };
  const closed = wanted.named?.needed.length ? await finder.closed(wanted.named, mostClosed) : [];
  return {
    loosen: [widened, ...left_out]
      .filter(({ total }) => total > 0)
      .map(({ text, total, href }) => ({ text, count: countInWords(total), href })),
    closed: closed.map(({ urn, name, town, closed_on }) => ({
      name: town ? `${name}, ${town}` : name,
      href: `/schools/${urn}`,
      note: closed_on ? `closed on ${longDate(closed_on)}` : null,
    })),
  };
}

const within = (wanted: Wanted, miles: number): Wanted => ({
  ...wanted,
  near: wanted.near && { ...wanted.near, miles },
});

/** Within how many miles, of those that a form offers, the nearest school lies that fits the rest of a question. */
async function milesToNearest(finder: SchoolFinder, wanted: Wanted): Promise<number | undefined> {
  if (!wanted.near) return undefined;
  const anywhere: Wanted = { ...within(wanted, furthestMiles), sort: 'nearest' };
  const [nearest] = (await finder.list(anywhere, { from: 0, most: 1 })).schools;
  return nearest && [...offeredMiles, furthestMiles].find((miles) => miles >= (nearest.miles ?? 0));
}

function countInWords(total: number): string {
  return total > mostFound ? `more than ${mostFound.toLocaleString('en-GB')}` : total.toLocaleString('en-GB');
}

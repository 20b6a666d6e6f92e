import { type HasRoute, pageFacts } from '../content/page-facts.ts';
import type { Db } from '../db/database.ts';
import { isMeant } from './audience-rules.ts';
import type { BulletinFacts } from './bulletin-check-rules.ts';
import { addressOf } from './number-rules.ts';
import { readingSchools } from './reading-schools.ts';

/** Gives what one bulletin is checked against: when its text was written, when it comes out, and on which day it is checked. */
export type BulletinFactsFor = (days: Pick<BulletinFacts, 'written_on' | 'out_on' | 'today'>) => BulletinFacts;

/** Reads what bulletins are checked against on a day: the pages of this site, dead links, the schools that are open. */
export async function bulletinFacts(db: Db, app: HasRoute, on: string): Promise<BulletinFactsFor> {
  const factsFor = await pageFacts(db, app, on);
  const published = await db
    .selectFrom('bulletin')
    .select(['year', 'number'])
    .where('number', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .execute();
  const own = new Set(published.map(({ year, number }) => addressOf({ year: year ?? 0, number: number ?? 0 })));
  const schools = await readingSchools(db);
  return ({ out_on, ...days }) => {
    const facts = factsFor({ audience: 'professional', ...days });
    return {
      ...facts,
      out_on,
      isThere: (path) => facts.isThere(path) || own.has(path),
      // before there is a register nobody can tell
      reaches: (audience) => schools.length === 0 || schools.some((school) => isMeant(audience, school)),
    };
  };
}

import type { Db } from '../db/database.ts';
import { schoolNeeds } from '../schools/need-rules.ts';
import { type OfferedSchools, offeredNeeds, offeredSchools } from '../schools/offered-schools.ts';
import { kindNames } from '../schools/school-words-rules.ts';

/** A number with the list of what was counted. */
interface Counted {
  count: number;
  href: string | null;
}

/** The schools, nurseries and colleges of the offer, in the council's area and outside it. */
export interface SchoolTables {
  kinds: { name: string; inside: Counted; outside: number; with_base: number }[];
  needs: { name: string; inside: Counted; outside: number; bases: number; places: number }[];
  inside: number;
  outside: number;
}

/** Counts the open schools of the offer on a day, by kind and by type of need; null where there is none. */
export async function schoolTables(db: Db, today: string): Promise<SchoolTables | null> {
  const offered = await offeredSchools(db, today);
  if (offered.length === 0) return null;
  const needs = new Map((await offeredNeeds(db)).map((one) => [one.need, one]));
  const sum = (count: (group: OfferedSchools) => number) => offered.reduce((all, group) => all + count(group), 0);
  const schools = (is_outside: boolean, of?: OfferedSchools['kind']) =>
    sum((group) => (group.is_outside === is_outside && (!of || group.kind === of) ? group.schools : 0));
  const counted = (count: number, filter: string): Counted => ({
    count,
    href: count === 0 ? null : `/schools?${filter}&home=1`,
  });
  return {
    kinds: Object.entries(kindNames).map(([code, name]) => {
      const kind = code as OfferedSchools['kind'];
      return {
        name,
        inside: counted(schools(false, kind), `kind=${kind}`),
        outside: schools(true, kind),
        with_base: sum((group) => (group.kind === kind && !group.is_outside ? group.with_base : 0)),
      };
    }),
    needs: schoolNeeds.map(({ code, name }) => {
      const { inside = 0, outside = 0, bases = 0, places = 0 } = needs.get(code) ?? {};
      return { name, inside: counted(inside, `need=${code}`), outside, bases, places };
    }),
    inside: schools(false),
    outside: schools(true),
  };
}

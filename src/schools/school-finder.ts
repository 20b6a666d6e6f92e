import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { foldName } from '../places/name-rules.ts';
import { speaksOfSchool } from '../thesaurus/school-phrase-rules.ts';
import { prepareSpeller, type Speller } from '../thesaurus/spelling-rules.ts';
import { anySchool, type FoundSchool, findSchools, listSchools, type Wanted } from './find-schools.ts';
import { correctSchoolName, readSchoolName } from './name-search-rules.ts';

/** Finds schools, and puts right what was mistyped. */
export interface SchoolFinder {
  /** a page of the schools that fit; `shown` is the name as it was put right, where no school is called as typed */
  find: (
    wanted: Wanted,
    page: number,
  ) => Promise<{ total: number; schools: FoundSchool[]; wanted: Wanted; shown: string | null }>;
  /** the schools that a question names, among all else that it may be about */
  named: (typed: string, most: number) => Promise<FoundSchool[]>;
}

/** How long the words of names are kept before they are read again, in milliseconds. */
const patience = 600_000;

/** Finds schools in a database; the words of their names are read when somebody first mistypes one. */
export function schoolFinder(db: Db): SchoolFinder {
  let kept: { speller: Promise<Speller>; until: number } | undefined;

  function speller(): Promise<Speller> {
    if (!kept || performance.now() > kept.until) kept = { speller: readWords(db), until: performance.now() + patience };
    return kept.speller.catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
  }

  const find: SchoolFinder['find'] = async (wanted, page) => {
    const found = await findSchools(db, wanted, page);
    if (found.total > 0 || !wanted.named || wanted.named.urn) return { ...found, wanted, shown: null };
    const { named, shown } = correctSchoolName(wanted.named, await speller());
    if (shown === wanted.named.folded) return { ...found, wanted, shown: null };
    const put_right = { ...wanted, named };
    const again = await findSchools(db, put_right, page);
    return again.total > 0 ? { ...again, wanted: put_right, shown } : { ...found, wanted, shown: null };
  };

  return {
    find,
    async named(typed, most) {
      const named = readSchoolName(typed);
      const wanted: Wanted = { ...anySchool, named };
      if (speaksOfSchool(typed)) return (await find(wanted, 1)).schools.slice(0, most);
      if (named.needed.length === 0) return [];
      // a question that only names a town is not about its schools
      const schools = await listSchools(db, wanted, { from: 0, most: most * 4 });
      const isOfName = ({ urn, name }: FoundSchool) =>
        urn === named.urn || named.needed.every((word) => ` ${foldName(name)}`.includes(` ${word}`));
      return schools.filter(isOfName).slice(0, most);
    },
  };
}

async function readWords(db: Db): Promise<Speller> {
  const { rows } = await sql<{ word: string; schools: number }>`
    select word, count(*) as schools from (
      select unnest(string_to_array(folded_name, ' ')) as word from school where status <> 'closed'
      union all
      select unnest(string_to_array(translate(lower(town), '-’''.', ' '), ' ')) from school where status <> 'closed'
    ) named where length(word) > 2 group by word`.execute(db);
  return prepareSpeller(new Map(rows.map(({ word, schools }) => [word, schools])));
}

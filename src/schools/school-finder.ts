import type { Db } from '../db/database.ts';
import { versionOf } from '../directory/kept-answers.ts';
import { speaksOfSchool } from '../thesaurus/school-phrase-rules.ts';
import { anySchool, type ListedSchool, schoolsThatFit, type Wanted } from './find-schools-rules.ts';
import { pageSize } from './finder-rules.ts';
import { correctSchoolName, type NamedSchool, readSchoolName } from './name-search-rules.ts';
import { readSchoolIndex, type SchoolIndex } from './school-index.ts';

/** A school in a list. */
export interface FoundSchool extends ListedSchool {
  /** in a straight line; null where no place was asked for */
  miles: number | null;
}

/** How many schools fit, and a part of them. */
export interface FoundSchools {
  total: number;
  schools: FoundSchool[];
}

/** Finds schools, and puts right what was mistyped. Closed schools never fit. */
export interface SchoolFinder {
  /** so many of the schools that fit, in their order */
  list: (wanted: Wanted, part: { from: number; most: number }) => Promise<FoundSchools>;
  /** how many schools fit each of some questions */
  count: (questions: readonly Wanted[]) => Promise<number[]>;
  /** a page of the schools that fit; `shown` is the name as it was put right, where no school is called as typed */
  find: (wanted: Wanted, page: number) => Promise<FoundSchools & { wanted: Wanted; shown: string | null }>;
  /** the schools that a question names, among all else that it may be about */
  named: (typed: string, most: number) => Promise<ListedSchool[]>;
  /** closed schools of a name, the last closed first: they are not listed, and somebody may look for one */
  closed: (named: NamedSchool, most: number) => Promise<ListedSchool[]>;
}

/**
 * Finds schools among all that a database holds. They are read once, and again when a register was imported or somebody has
 * written what the finder looks at: whoever writes that says `indexHasChanged`.
 */
export function schoolFinder(db: Db): SchoolFinder {
  let read: { version: string; index: Promise<SchoolIndex> } | undefined;

  async function index(): Promise<SchoolIndex> {
    const version = await versionOf(db);
    if (read?.version !== version) read = { version, index: readSchoolIndex(db) };
    const reading = read;
    return reading.index.catch((error: unknown) => {
      if (read === reading) read = undefined;
      throw error;
    });
  }

  const list: SchoolFinder['list'] = async (wanted, part) => partOf(await index(), wanted, part);

  const find: SchoolFinder['find'] = async (wanted, page) => {
    const all = await index();
    const part = { from: (page - 1) * pageSize, most: pageSize };
    const found = { ...partOf(all, wanted, part), wanted, shown: null };
    if (found.total > 0 || !wanted.named || wanted.named.urn) return found;
    const { named, shown } = correctSchoolName(wanted.named, all.speller());
    if (shown === wanted.named.folded) return found;
    const put_right = { ...wanted, named };
    const again = partOf(all, put_right, part);
    return again.total > 0 ? { ...again, wanted: put_right, shown } : found;
  };

  return {
    list,
    async count(questions) {
      const { open } = await index();
      return questions.map((wanted) => schoolsThatFit(open, wanted).length);
    },
    find,
    async named(typed, most) {
      const named = readSchoolName(typed);
      const wanted: Wanted = { ...anySchool, named };
      if (speaksOfSchool(typed)) return (await find(wanted, 1)).schools.slice(0, most);
      // a question that only names a town is not about its schools
      const isOfName = ({ urn, folded_name }: ListedSchool) =>
        urn === named.urn || named.needed.every((word) => ` ${folded_name}`.includes(` ${word}`));
      return schoolsThatFit((await index()).open, wanted)
        .map(({ school }) => school)
        .filter(isOfName)
        .slice(0, most);
    },
    async closed(named, most) {
      return schoolsThatFit((await index()).closed, { ...anySchool, named })
        .map(({ school }) => school)
        .sort((one, other) => one.area.localeCompare(other.area) || lastDay(other).localeCompare(lastDay(one)))
        .slice(0, most);
    },
  };
}

const lastDay = ({ closed_on }: ListedSchool) => closed_on ?? '';

function partOf({ open }: SchoolIndex, wanted: Wanted, { from, most }: { from: number; most: number }): FoundSchools {
  const fitting = schoolsThatFit(open, wanted);
  return {
    total: fitting.length,
    schools: fitting.slice(from, from + most).map(({ school, miles }) => ({ ...school, miles })),
  };
}

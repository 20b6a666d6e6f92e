import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { prepareSpeller, type Speller } from '../thesaurus/spelling-rules.ts';
import { written_by_register } from './bases.ts';
import { type FoundBase, type ListedSchool, type PreparedSchools, prepareSchools } from './find-schools-rules.ts';

/** Every school, as the finder looks through them. */
export interface SchoolIndex {
  /** all that are not closed, in the order of the list */
  open: PreparedSchools;
  /** those that are */
  closed: PreparedSchools;
  /** the words of the names and towns of schools that are not closed; laid out when first asked for */
  speller: () => Speller;
}

/** What most schools have: one list for all of them. */
const none: FoundBase[] = [];

/** Reads all schools, with what each says of needs and the bases that count. */
export async function readSchoolIndex(db: Db): Promise<SchoolIndex> {
  const listed = await db
    .selectFrom('school')
    .select([
      'urn',
      'name',
      'folded_name',
      'kind',
      'phase',
      'status',
      'area',
      'la_name',
      'low_age',
      'high_age',
      'has_nursery',
      'has_sixth_form',
      'needs',
      'town',
      'postcode',
      'latitude',
      'longitude',
      'closed_on',
    ])
    .execute();
  const [needs, bases] = [await needsThatSchoolsSay(db), await basesThatCount(db)];
  const schools = listed.map(
    (school): ListedSchool => ({
      ...school,
      needs: needs.get(school.urn) ?? school.needs,
      bases: bases.get(school.urn) ?? none,
    }),
  );
  const open = prepareSchools(schools.filter(({ status }) => status !== 'closed'));
  let speller: Speller | undefined;
  return {
    open,
    closed: prepareSchools(schools.filter(({ status }) => status === 'closed')),
    speller: () => (speller ??= spellerOf(open)),
  };
}

// What a school says in its newest addition takes the place of what the register says.
async function needsThatSchoolsSay(db: Db): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ urn: string; needs: string[] }>`
    select urn, addition->'needs' as needs from (
      select distinct on (urn) urn, addition from school_addition order by urn, id desc) newest
    where addition ? 'needs'`.execute(db);
  return new Map(rows.map(({ urn, needs }) => [urn, needs]));
}

// What the register says of a school's bases counts only where the council has written of none.
async function basesThatCount(db: Db): Promise<Map<string, FoundBase[]>> {
  const rows = await db
    .selectFrom('specialist_base')
    .select(['urn', 'name', 'needs', 'places', 'occupied', 'counted_on', 'written_by'])
    .where('ended_at', 'is', null)
    .orderBy('name')
    .execute();
  const of_school = Map.groupBy(rows, ({ urn }) => urn);
  return new Map(
    [...of_school].map(([urn, all]) => {
      const ours = all.filter(({ written_by }) => written_by !== written_by_register);
      return [urn, ours.length > 0 ? ours : all];
    }),
  );
}

function spellerOf({ names: { places } }: PreparedSchools): Speller {
  const telling = [...places].filter(([word]) => word.length > 2);
  return prepareSpeller(new Map(telling.map(([word, schools]) => [word, schools.length])));
}

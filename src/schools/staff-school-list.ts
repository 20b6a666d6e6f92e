import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { foldName } from '../places/name-rules.ts';
import type { School } from './schools.ts';
import { needsSenco, type Qualification, type SencoStanding, sencoStanding } from './senco-rules.ts';

/** What the council looks for among schools. */
export interface SchoolFilter {
  /** part of a name, a town, or a URN */
  q: string;
  area: 'in_area' | 'out_of_area';
  /** a cluster by its slug, a co-ordinator by the id; '' for all, 'none' for schools without */
  cluster: string;
  coordinator: string;
  look: keyof typeof looks;
}

/** What to look for, in the words of the page. */
export const looks = {
  '': 'All that are not closed',
  no_senco: 'Must have a SENCO, and we know none',
  senco_due: 'SENCO’s qualification is due soon, or overdue',
  base: 'Has a specialist base',
  closing: 'Closing, or closed and still in a cluster or with a co-ordinator',
  closed: 'Closed',
} as const;

/** A school in the council's list. */
export interface ListedSchool
  extends Pick<School, 'urn' | 'name' | 'town' | 'kind' | 'phase' | 'status' | 'governance' | 'la_name' | 'type'> {
  cluster: string | null;
  coordinator: string | null;
  senco: string | null;
  standing: SencoStanding | null;
  bases: number;
  places: number | null;
  occupied: number | null;
}

type Row = Omit<ListedSchool, 'standing'> & {
  appointed_on: string | null;
  months_before: number | null;
  is_qualified_teacher: boolean | null;
  course_started_on: string | null;
  qualification: Qualification | null;
  qualified_on: string | null;
};

/** What is found at most: far more than a council has schools. */
const most = 20_000;

/** The schools that a council looks for, by name; at most 20,000. */
export async function listSchoolsForStaff(db: Db, filter: SchoolFilter, today: string): Promise<ListedSchool[]> {
  const { rows } = await sql<Row>`
    select school.urn, school.name, town, school.kind, phase, status, governance, la_name, type,
      cluster.name as cluster, coordinator.name as coordinator, senco.name as senco, senco.appointed_on,
      senco.months_before, senco.is_qualified_teacher, senco.course_started_on, senco.qualification, senco.qualified_on,
      coalesce(base.bases, 0) as bases, base.places, base.occupied
    from school
    left join cluster_member member on member.urn = school.urn and member.left_at is null
    left join cluster on cluster.id = member.cluster_id
    left join coordinator_school given on given.urn = school.urn and given.ended_at is null
    left join coordinator on coordinator.id = given.coordinator_id
    left join senco on senco.urn = school.urn and senco.ended_on is null
    left join (select urn, count(*) as bases, sum(places) as places, sum(occupied) as occupied
      from specialist_base where ended_at is null group by urn) base on base.urn = school.urn
    where ${conditionsOf(filter)} order by folded_name, school.urn limit ${most}`.execute(db);
  const schools = rows.map(
    ({
      appointed_on,
      months_before,
      is_qualified_teacher,
      course_started_on,
      qualification,
      qualified_on,
      ...row
    }) => ({
      ...row,
      standing:
        appointed_on === null
          ? null
          : sencoStanding(
              { appointed_on, months_before, is_qualified_teacher, course_started_on, qualification, qualified_on },
              today,
            ),
    }),
  );
  if (filter.look === 'no_senco') return schools.filter((school) => school.senco === null && needsSenco(school));
  if (filter.look === 'senco_due')
    return schools.filter(({ standing }) => standing?.state === 'due_soon' || standing?.state === 'overdue');
  return schools;
}

function conditionsOf({ q, area, cluster, coordinator, look }: SchoolFilter) {
  const folded = foldName(q);
  const like = `%${folded}%`;
  const states =
    look === 'closed'
      ? sql`status = 'closed'`
      : look === 'closing'
        ? sql`status in ('closing', 'closed')`
        : sql`status <> 'closed'`;
  const conditions = [sql`area = ${area}`, states];
  if (look === 'closing') conditions.push(sql`(status = 'closing' or member.urn is not null or given.urn is not null)`);
  if (look === 'base') conditions.push(sql`base.bases > 0`);
  if (folded !== '')
    conditions.push(sql`(folded_name like ${like} or lower(town) like ${like} or school.urn = ${q.trim()})`);
  if (cluster !== '') conditions.push(cluster === 'none' ? sql`member.urn is null` : sql`cluster.slug = ${cluster}`);
  if (coordinator !== '')
    conditions.push(coordinator === 'none' ? sql`given.urn is null` : sql`coordinator.id::text = ${coordinator}`);
  return sql.join(conditions, sql` and `);
}

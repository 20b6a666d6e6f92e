import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { School } from '../schools/schools.ts';

/** A school as bulletins know it. */
export interface ReadingSchool extends Pick<School, 'urn' | 'name' | 'kind' | 'phase' | 'opened_on'> {
  /** its cluster's slug; null: in none */
  cluster: string | null;
  is_open: boolean;
  /** whether a head teacher or SENCO has an account here, and can answer */
  has_account: boolean;
}

/** The council's schools that are open, and those of `others` whether they are or not; by name. */
export async function readingSchools(db: Db, others: readonly string[] = []): Promise<ReadingSchool[]> {
  const rows = await sql<ReadingSchool>`
    select school.urn, school.name, school.kind, school.phase, school.opened_on, cluster.slug as cluster,
      school.status in ('open', 'closing') and school.area = 'in_area' as is_open,
      exists (select from role where role.school_urn = school.urn and role.role in ('head', 'senco')
        and role.ended_at is null) as has_account
    from school
      left join cluster_member on cluster_member.urn = school.urn and left_at is null
      left join cluster on cluster.id = cluster_member.cluster_id
    where (school.status in ('open', 'closing') and school.area = 'in_area') or school.urn = any(${others}::text[])
    order by school.folded_name, school.urn`.execute(db);
  return rows.rows;
}

/** One school as bulletins know it; undefined where there is none of that number. */
export async function readingSchool(db: Db, urn: string): Promise<ReadingSchool | undefined> {
  return (await readingSchools(db, [urn])).find((one) => one.urn === urn);
}

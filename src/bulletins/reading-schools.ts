import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { School } from '../schools/schools.ts';

/** A school as bulletins know it. */
export interface ReadingSchool extends Pick<School, 'urn' | 'name' | 'kind' | 'phase' | 'opened_on'> {
  /** its cluster's slug; null: in none */
  cluster: string | null;
  /** it leads its cluster, or somebody there does */
  leads_cluster: boolean;
  /** open, and in the council's area */
  is_open: boolean;
}

const isOpen = sql`school.status in ('open', 'closing') and school.area = 'in_area'`;

/** The council's schools that are open, and those of `others` whether they are or not; by name. */
export async function readingSchools(db: Db, others: readonly string[] = []): Promise<ReadingSchool[]> {
  return schoolsWhere(db, sql`(${isOpen}) or school.urn = any(${others}::text[])`);
}

/** One school as bulletins know it; undefined where there is none of that number. */
export async function readingSchool(db: Db, urn: string): Promise<ReadingSchool | undefined> {
  return (await schoolsWhere(db, sql`school.urn = ${urn}`))[0];
}

async function schoolsWhere(db: Db, which: RawBuilder<unknown>): Promise<ReadingSchool[]> {
  const { rows } = await sql<ReadingSchool>`
    select school.urn, school.name, school.kind, school.phase, school.opened_on, cluster.slug as cluster,
      ${isOpen} as is_open,
      coalesce(is_lead, false) or exists (select from role where role.school_urn = school.urn
        and role.role = 'cluster_lead' and role.ended_at is null) as leads_cluster
    from school
      left join cluster_member on cluster_member.urn = school.urn and left_at is null
      left join cluster on cluster.id = cluster_member.cluster_id
    where ${which} order by school.folded_name, school.urn`.execute(db);
  return rows;
}

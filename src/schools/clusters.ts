import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { foldName } from '../places/name-rules.ts';

/** The cluster that a school is in, with all that are in it. */
export interface ClusterOfSchool {
  slug: string;
  name: string;
  /** the lead first */
  members: { urn: string; name: string; is_lead: boolean }[];
}

export interface Cluster {
  id: string;
  slug: string;
  name: string;
}

/** The cluster that a school is in now. */
export async function clusterOf(db: Db, urn: string): Promise<ClusterOfSchool | null> {
  const cluster = await db
    .selectFrom('cluster_member')
    .innerJoin('cluster', 'cluster.id', 'cluster_member.cluster_id')
    .select(['cluster.id', 'cluster.slug', 'cluster.name'])
    .where('cluster_member.urn', '=', urn)
    .where('cluster_member.left_at', 'is', null)
    .executeTakeFirst();
  if (!cluster) return null;
  const { id, ...named } = cluster;
  return { ...named, members: await membersOf(db, id) };
}

/** The schools of a cluster now, the lead first. */
export async function membersOf(db: Db, cluster_id: string): Promise<ClusterOfSchool['members']> {
  return db
    .selectFrom('cluster_member')
    .innerJoin('school', 'school.urn', 'cluster_member.urn')
    .select(['school.urn', 'school.name', 'cluster_member.is_lead'])
    .where('cluster_id', '=', cluster_id)
    .where('left_at', 'is', null)
    .orderBy('is_lead', 'desc')
    .orderBy('school.folded_name')
    .execute();
}

/** The clusters that there are now, with how many schools each has and which leads it. */
export async function allClusters(db: Db): Promise<(Cluster & { schools: number; lead: string | null })[]> {
  const { rows } = await sql<Cluster & { schools: number; lead: string | null }>`
    select cluster.id, slug, cluster.name, count(member.urn) as schools, max(school.name) filter (where is_lead) as lead
    from cluster
    left join cluster_member member on member.cluster_id = cluster.id and member.left_at is null
    left join school on school.urn = member.urn
    where cluster.ended_at is null group by cluster.id order by cluster.name, slug`.execute(db);
  return rows;
}

/** A cluster that there is now. */
export async function findCluster(db: Db, slug: string): Promise<Cluster | undefined> {
  return db
    .selectFrom('cluster')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** Makes a cluster; its address is made of its name, and never changes. Gives the address. */
export async function addCluster(db: Db, who: Who, name: string, now: Date): Promise<string> {
  return transaction(db, async (tx) => {
    const stem = foldName(name).replaceAll(' ', '-').slice(0, 60) || 'cluster';
    const taken = await tx.selectFrom('cluster').select('slug').where('slug', 'like', `${stem}%`).execute();
    const slugs = new Set(taken.map(({ slug }) => slug));
    let slug = stem;
    for (let n = 2; slugs.has(slug); n++) slug = `${stem}-${n}`;
    await tx.insertInto('cluster').values({ slug, name }).execute();
    await record(tx, who, { action: 'added_cluster', entity: 'cluster', entity_id: slug, detail: { name } }, now);
    return slug;
  });
}

/** Gives a cluster another name; its address stays. */
export async function renameCluster(db: Db, who: Who, { id, slug }: Cluster, name: string, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.updateTable('cluster').set({ name }).where('id', '=', id).execute();
    await record(tx, who, { action: 'renamed_cluster', entity: 'cluster', entity_id: slug, detail: { name } }, now);
  });
}

/** Ends a cluster: its schools are in none. */
export async function endCluster(db: Db, who: Who, { id, slug }: Cluster, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.updateTable('cluster').set({ ended_at: now }).where('id', '=', id).execute();
    await leave(tx, 'cluster_id', id, now);
    await record(tx, who, { action: 'ended_cluster', entity: 'cluster', entity_id: slug }, now);
  });
}

/**
 * Puts schools into a cluster, or (null) into none; each leaves the one it was in. With `before`, the slug of the cluster
 * that stood in the form or '', refuses (false) when a school has been moved meanwhile.
 */
export async function putIntoCluster(
  db: Db,
  who: Who,
  urns: readonly string[],
  { cluster, before }: { cluster: Cluster | null; before?: string },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    await tx.selectFrom('school').select('urn').where('urn', 'in', urns).orderBy('urn').forUpdate().execute();
    const there = await tx
      .selectFrom('cluster_member')
      .innerJoin('cluster', 'cluster.id', 'cluster_member.cluster_id')
      .select(['urn', 'slug'])
      .where('urn', 'in', urns)
      .where('left_at', 'is', null)
      .execute();
    if (before !== undefined && (there[0]?.slug ?? '') !== before) return false;
    const same = new Set(there.filter(({ slug }) => slug === cluster?.slug).map(({ urn }) => urn));
    for (const urn of urns.filter((one) => !same.has(one))) {
      await leave(tx, 'urn', urn, now);
      if (cluster)
        await tx.insertInto('cluster_member').values({ cluster_id: cluster.id, urn, joined_at: now }).execute();
      const detail = { cluster: cluster?.slug ?? null };
      await record(tx, who, { action: 'put_into_cluster', entity: 'school', entity_id: urn, detail }, now);
    }
    return true;
  });
}

async function leave(tx: Db, column: 'urn' | 'cluster_id', of: string, now: Date): Promise<void> {
  await tx
    .updateTable('cluster_member')
    .set({ left_at: now })
    .where(column, '=', of)
    .where('left_at', 'is', null)
    .execute();
}

/** Says which school of a cluster leads it: the high school whose feeders the others are. */
export async function setLead(db: Db, who: Who, { id, slug }: Cluster, urn: string, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`update cluster_member set is_lead = (urn = ${urn}) where cluster_id = ${id} and left_at is null`.execute(
      tx,
    );
    await record(tx, who, { action: 'named_lead', entity: 'cluster', entity_id: slug, detail: { urn } }, now);
  });
}

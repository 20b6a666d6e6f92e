import type { Db } from '../db/database.ts';

/** Who has money: a school by its URN, or a cluster by its name or address. */
export interface Recipient {
  name: string;
  /** null for a cluster */
  urn: string | null;
}

/** Whom somebody means by a URN or the name of a cluster; undefined where there is nobody of that name. */
export async function findRecipient(db: Db, typed: string): Promise<Recipient | undefined> {
  return (await recipientsOf(db, [typed])).get(typed);
}

/** The schools and clusters of a list, each by what was typed for it. */
export async function recipientsOf(db: Db, typed: readonly string[]): Promise<Map<string, Recipient>> {
  const urns = typed.filter((one) => /^\d{5,6}$/.test(one));
  const schools = await db
    .selectFrom('school')
    .select(['urn', 'name'])
    .where('urn', 'in', ['', ...urns])
    .execute();
  const clusters = await db.selectFrom('cluster').select(['slug', 'name']).execute();
  const found = new Map<string, Recipient>(schools.map(({ urn, name }) => [urn, { name, urn }]));
  for (const one of typed) {
    const folded = one.trim().toLowerCase();
    const cluster = clusters.find(({ slug, name }) => slug === folded || name.toLowerCase() === folded);
    if (cluster && !found.has(one)) found.set(one, { name: cluster.name, urn: null });
  }
  return found;
}

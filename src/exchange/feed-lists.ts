import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { plainQuery } from './feed-query-rules.ts';
import { all, type FeedList, type FeedSearch, type Sql, statementOf } from './feed-statements.ts';

/** A record of a list: what it takes to load it. */
export interface FeedRow {
  id: string;
  service_id: string;
  last_modified: Date;
  /** when it, or the organisation that an answer shows with it, last changed */
  changed_at: Date;
}

const everything: FeedSearch = { query: plainQuery, wanted: undefined, point: undefined };

/** How many records a list has in all. */
export async function countFeed(db: Db, list: FeedList, search: FeedSearch): Promise<number> {
  const { first, from, conditions } = statementOf(list, search);
  const rows = await sql<{ n: number }>`
    ${first} select count(*)::int as n from ${from} where ${all(conditions)}`.execute(db);
  return rows.rows[0]?.n ?? 0;
}

/** The records of one page: in the order of their ids, or of a search the best match first. */
export async function pageOfFeed(
  db: Db,
  list: FeedList,
  search: FeedSearch,
  { limit, offset }: { limit: number; offset: number },
): Promise<FeedRow[]> {
  const { first, columns, from, conditions, order } = statementOf(list, search);
  const rows = await sql<FeedRow>`
    ${first} select ${columns} from ${from} where ${all(conditions)} order by ${order} limit ${limit} offset ${offset}`.execute(
    db,
  );
  return rows.rows;
}

/** The whole list, so many records at a time, in the order of their ids: never all of it in memory. */
export async function* batchesOfFeed(
  db: Db,
  list: FeedList,
  search: FeedSearch,
  size: number,
): AsyncGenerator<FeedRow[]> {
  const { first, columns, from, conditions, id } = statementOf(list, search);
  // ids are small: many at once, so that what is searched for is searched seldom
  const many = 10 * size;
  let last: string | undefined;
  while (true) {
    const after = last === undefined ? conditions : [...conditions, sql`${id} > ${last}::uuid`];
    const { rows } = await sql<FeedRow>`
      ${first} select ${columns} from ${from} where ${all(after)} order by ${id} limit ${many}`.execute(db);
    for (let n = 0; n < rows.length; n += size) yield rows.slice(n, n + size);
    if (rows.length < many) return;
    last = rows.at(-1)?.id;
  }
}

/** One record of a list by its id; undefined when it is not public, or not there. */
export async function rowOfFeed(db: Db, list: FeedList, id: string): Promise<FeedRow | undefined> {
  const { columns, from, conditions, id: column } = statementOf(list, everything);
  const rows = await sql<FeedRow>`
    select ${columns} from ${from} where ${column} = ${id}::uuid and ${all(conditions)}`.execute(db);
  return rows.rows[0];
}

/** Whether an id that is not public now once was: it answers 410, where one that never was answers 404. */
export async function wasInFeed(db: Db, list: FeedList, id: string): Promise<boolean> {
  const services: Partial<Record<FeedList, Sql>> = {
    services: sql`s.id = ${id}::uuid`,
    service_at_locations: sql`s.id = (select service_id from service_at_location where id = ${id}::uuid)`,
    organizations: sql`s.organization_id = ${id}::uuid`,
  };
  const chosen = services[list];
  if (!chosen) return false;
  const rows = await sql`
    select from service s join publication p on p.service_id = s.id where ${chosen} limit 1`.execute(db);
  return rows.rows.length > 0;
}

/** When the feed last changed: a record written, published or taken down. */
export async function feedChangedAt(db: Db): Promise<Date> {
  const rows = await sql<{ at: Date | null }>`
    select greatest((select max(last_modified) from service), (select max(published_at) from publication),
      (select max(withdrawn_at) from publication)) as at`.execute(db);
  return rows.rows[0]?.at ?? new Date(0);
}

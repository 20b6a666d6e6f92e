import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { ServiceRecord } from './records.ts';

/** The states of a record that are rows with a who and a when, and that a decision may write. */
const tables = ['confirmation', 'commitment', 'waiting_time', 'local_offer_membership', 'local_offer_request'] as const;
type StateTable = (typeof tables)[number];

/** The states of a record at one moment: the last row of each table, and the mark of one that nobody confirmed. */
export interface StatesNow {
  last: Record<StateTable, number>;
  mark: { warned_at: string | null; dropped_at: string | null } | null;
}

/** What a decision wrote of a record's states; empty for one that wrote none. */
export interface WrittenStates {
  /** the ids of the rows that it wrote */
  rows?: Record<StateTable, number[]>;
  /** the last rows when it was done */
  last?: Record<StateTable, number>;
  /** the mark that it took away */
  mark?: StatesNow['mark'];
  /** what stood of the organisation before, which all its records say */
  organization?: ServiceRecord['organization'];
}

/** The states of a record as they stand; of none (null), the states of a record that is not there. */
export async function statesOf(db: Db, service_id: string | null): Promise<StatesNow> {
  const none = Object.fromEntries(tables.map((table) => [table, 0])) as Record<StateTable, number>;
  if (!service_id) return { last: none, mark: null };
  const found = await rowsAfter(db, service_id, none);
  const last = tables.map((table) => [table, Math.max(0, ...found[table])]);
  const mark = await db
    .selectFrom('freshness_mark')
    .select(['warned_at', 'dropped_at'])
    .where('service_id', '=', service_id)
    .executeTakeFirst();
  const iso = (moment: Date | null) => moment?.toISOString() ?? null;
  return {
    last: Object.fromEntries(last) as Record<StateTable, number>,
    mark: mark ? { warned_at: iso(mark.warned_at), dropped_at: iso(mark.dropped_at) } : null,
  };
}

/** What has been written of a record's states since they stood as they `were`. */
export async function writtenSince(db: Db, service_id: string, were: StatesNow): Promise<WrittenStates> {
  const { last } = await statesOf(db, service_id);
  return { rows: await rowsAfter(db, service_id, were.last), last, mark: were.mark };
}

/** Whether somebody wrote of a record's states after the decision that wrote these. */
export async function changedSince(db: Db, service_id: string, { last }: WrittenStates): Promise<boolean> {
  if (!last) return false;
  const since = await rowsAfter(db, service_id, last);
  return tables.some((table) => since[table].length > 0);
}

/** Takes away what a decision wrote of a record's states, and gives back the mark that it took. */
export async function takeStatesBack(tx: Db, service_id: string, { rows, mark }: WrittenStates): Promise<void> {
  for (const table of tables)
    if (rows?.[table].length)
      await sql`delete from ${sql.table(table)} where id = any(${rows[table]}::bigint[])`.execute(tx);
  if (mark)
    await tx
      .insertInto('freshness_mark')
      .values({ service_id, ...mark })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

async function rowsAfter(
  db: Db,
  service_id: string,
  last: Record<StateTable, number>,
): Promise<Record<StateTable, number[]>> {
  const found = tables.map(
    (table) => sql`select ${table}::text as of, id from ${sql.table(table)}
      where service_id = ${service_id} and id > ${last[table]}`,
  );
  const { rows } = await sql<{ of: StateTable; id: number }>`${sql.join(found, sql` union all `)}`.execute(db);
  const by = Map.groupBy(rows, ({ of }) => of);
  return Object.fromEntries(tables.map((table) => [table, (by.get(table) ?? []).map(({ id }) => id)])) as Record<
    StateTable,
    number[]
  >;
}

import type { Db } from '../db/database.ts';
import type { ReportPolicyTable } from '../db/types.ts';
import policies from './reference/policies.json' with { type: 'json' };

/**
 * What is promised of schools' reports from a day on: after how many months one is old, how often it is looked at, and how
 * the yearly round goes (days before a report is old, then after it).
 */
export type ReportPolicy = ReportPolicyTable;

/** The policies that every installation begins with. */
export const shippedPolicies: readonly ReportPolicy[] = policies;

/** The policy that holds on a day (`YYYY-MM-DD`), of those that are shipped: for whoever has no database. */
export function shippedPolicy(day: string): ReportPolicy {
  const [newest] = shippedPolicies
    .filter(({ holds_from }) => holds_from <= day)
    .toSorted((one, other) => other.holds_from.localeCompare(one.holds_from));
  if (!newest) throw new Error(`No policy on reports holds on ${day}.`);
  return newest;
}

/** Writes the policies that are shipped; those of a day of which the council has its own stay. */
export async function seedReportPolicies(tx: Db): Promise<void> {
  await tx
    .insertInto('report_policy')
    .values([...shippedPolicies])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The policy that holds on a day (`YYYY-MM-DD`), as the council has it. */
export async function reportPolicy(db: Db, day: string): Promise<ReportPolicy> {
  return db
    .selectFrom('report_policy')
    .selectAll()
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

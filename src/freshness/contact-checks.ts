import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { type Answered, afterAnswer, type CheckPromise, type CheckState } from './check-rules.ts';

export type CheckKind = 'web' | 'mail';

/** Something to be asked: a web address, or a mail domain. */
export interface Target {
  kind: CheckKind;
  target: string;
}

/** What is known of the targets: by `web https://…`. */
export type Checks = Map<string, CheckState & { checked_on: string }>;

/** How a target is looked up among what is known. */
export function checkKey({ kind, target }: Target): string {
  return `${kind} ${target}`;
}

/** How often each kind is checked, and when it counts as broken, by the policy of a day; before the first one, by that. */
export async function checkPromises(db: Db, day: string): Promise<Record<CheckKind, CheckPromise>> {
  const rows = await db
    .selectFrom('contact_check_promise')
    .select(['kind', 'holds_from', 'every_days', 'broken_after_days'])
    .orderBy('holds_from')
    .execute();
  const policyOf = (kind: CheckKind) => {
    const ofKind = rows.filter((row) => row.kind === kind);
    const policy = ofKind.findLast(({ holds_from }) => holds_from <= day) ?? ofKind[0];
    if (!policy) throw new Error(`No policy says how often a ${kind} address is checked`);
    return policy;
  };
  return { web: policyOf('web'), mail: policyOf('mail') };
}

/** Everything that is known of web addresses and mail domains. */
export async function allChecks(db: Db): Promise<Checks> {
  const rows = await db.selectFrom('contact_check').selectAll().execute();
  return new Map(rows.map(({ checked_at, ...row }) => [checkKey(row), { ...row, checked_on: dayOf(checked_at) }]));
}

const atOnce = 500;

/** Keeps what targets answered. */
export async function keepAnswers(
  db: Db,
  answers: readonly { target: Target; answered: Answered }[],
  { checks, promises, now }: { checks: Checks; promises: Record<CheckKind, CheckPromise>; now: Date },
): Promise<void> {
  const rows = answers.map(({ target, answered }) => {
    const state = afterAnswer(checks.get(checkKey(target)), answered, promises[target.kind], dayOf(now));
    const { is_good, reason, failed_days, next_on } = state;
    return { ...target, is_good, reason, failed_days, next_on, checked_at: now };
  });
  for (let at = 0; at < rows.length; at += atOnce)
    await db
      .insertInto('contact_check')
      .values(rows.slice(at, at + atOnce))
      .onConflict((conflict) =>
        conflict.columns(['kind', 'target']).doUpdateSet(({ ref }) => ({
          is_good: ref('excluded.is_good'),
          reason: ref('excluded.reason'),
          failed_days: ref('excluded.failed_days'),
          next_on: ref('excluded.next_on'),
          checked_at: ref('excluded.checked_at'),
        })),
      )
      .execute();
  for (const { checked_at, ...row } of rows) checks.set(checkKey(row), { ...row, checked_on: dayOf(checked_at) });
}

/** Forgets targets that no record has any more. */
export async function forgetUnused(db: Db, used: ReadonlySet<string>, checks: Checks): Promise<void> {
  const unused = [...checks.keys()].filter((key) => !used.has(key));
  if (unused.length > 0)
    await sql`delete from contact_check where kind || ' ' || target = any(${unused}::text[])`.execute(db);
}

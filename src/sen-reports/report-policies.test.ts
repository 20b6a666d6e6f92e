import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { reportPolicy, seedReportPolicies, shippedPolicies, shippedPolicy } from './report-policies.ts';

test('a database begins with the policies that are shipped, and keeps those of its own', async (t) => {
  const db = await inTransaction(t);
  assert.deepEqual(await db.selectFrom('report_policy').selectAll().execute(), shippedPolicies);
  await db.updateTable('report_policy').set({ stale_months: 6 }).execute();
  await seedReportPolicies(db);
  assert.equal((await reportPolicy(db, '2026-11-22')).stale_months, 6);
});

test('the policy of a day is known without a database', () => {
  assert.equal(shippedPolicy('2026-11-22').stale_months, 12);
  assert.throws(() => shippedPolicy('2013-01-01'), /No policy/);
});

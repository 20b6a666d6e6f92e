import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { exampleService } from './examples.ts';
import { forgetOldReports } from './jobs.ts';
import { saveProblemReport } from './problem-reports.ts';

test('how to reach who reported a problem is forgotten after 12 months, and the report after 24', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db);
  const report = { service_id: id, reason: 'closed', reply_to: 'parent@example.org' } as const;
  for (const day of ['2024-11-15', '2025-11-15', '2025-11-17'])
    await saveProblemReport(db, { ...report, details: day }, new Date(`${day}T10:00:00Z`));
  await forgetOldReports(db, new Date('2026-11-16T10:00:00Z'));
  const left = await db.selectFrom('problem_report').select(['details', 'reply_to']).orderBy('details').execute();
  assert.deepEqual(left, [
    { details: '2025-11-15', reply_to: null },
    { details: '2025-11-17', reply_to: 'parent@example.org' },
  ]);
});

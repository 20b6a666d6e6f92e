import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { putOnDesk } from '../desk/items.ts';
import { exampleSending } from '../participation/examples.ts';
import { exampleService } from './examples.ts';
import { forgetOldReports, forgetOldUse } from './jobs.ts';
import { saveProblemReport } from './problem-reports.ts';
import { writeUses } from './service-use.ts';

test('how to reach who reported a problem is forgotten after 12 months, and the report after 24', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db);
  const report = { service_id: id, reason: 'closed', reply_to: 'parent@example.org' } as const;
  for (const day of ['2024-11-15', '2025-11-15', '2025-11-17'])
    await saveProblemReport(db, { ...report, details: day }, exampleSending(new Date(`${day}T10:00:00Z`)));
  await forgetOldReports(db, new Date('2026-11-16T10:00:00Z'));
  const left = await db.selectFrom('problem_report').select(['details', 'reply_to']).orderBy('details').execute();
  assert.deepEqual(left, [
    { details: '2025-11-15', reply_to: null },
    { details: '2025-11-17', reply_to: 'parent@example.org' },
  ]);
});

test('counts of use are forgotten after 25 months, the words of searches after 13', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db);
  for (const day of ['2024-09-01', '2024-11-16', '2026-11-15'])
    await writeUses(db, [{ service_id: id, what: 'views', day, words: 'swimming' }]);
  await forgetOldUse(db, new Date('2026-11-16T10:00:00Z'));
  const days = await db.selectFrom('service_use').select('day').orderBy('day').execute();
  assert.deepEqual(
    days.map(({ day }) => day),
    ['2024-11-16', '2026-11-15'],
  );
  const months = await db.selectFrom('service_found_by').select('month').execute();
  assert.deepEqual(
    months.map(({ month }) => month),
    ['2026-11-01'],
  );
});

test('what a decision keeps so that it can be undone is forgotten a month later; what it changed stays', async (t) => {
  const db = await inTransaction(t);
  for (const day of ['2026-10-15', '2026-10-17']) {
    const decided_at = new Date(`${day}T10:00:00Z`);
    const id = await putOnDesk(db, { kind: 'new_record', subject_id: day, title: day, now: decided_at });
    await db.updateTable('desk_item').set({ decided_at }).where('id', '=', id).execute();
    const kept = { draft: '{"saved_by":"olive@example.org"}', former_record: '{}', was_public: false, decided_at };
    await db
      .insertInto('record_decision')
      .values({ ...kept, item_id: id })
      .execute();
    const edit = { base: '{}', record: '{}', saved_at: decided_at, saved_by: 'mo' };
    await db
      .insertInto('record_edit')
      .values({ ...edit, item_id: id })
      .execute();
  }
  await forgetOldUse(db, new Date('2026-11-16T10:00:00Z'));
  const left = await db.selectFrom('record_decision').select(['draft', 'former_record']).orderBy('id').execute();
  assert.deepEqual(left, [
    { draft: null, former_record: {} },
    { draft: { saved_by: 'olive@example.org' }, former_record: {} },
  ]);
  assert.equal((await db.selectFrom('record_edit').select('item_id').execute()).length, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { monthsBefore } from '../date-rules.ts';
import { saveComment } from './comments.ts';
import { forgetOldMessages } from './jobs.ts';
import { savePageRating } from './page-ratings.ts';

const comment = { topic: 'other', body: 'A thought', page: '', reply_to: 'parent@example.org' } as const;

test('how to reach somebody is forgotten after 12 months, and the comment after 24', async (t) => {
  const db = await inTransaction(t);
  for (const day of ['2024-11-15', '2024-11-17', '2025-11-15', '2025-11-17'])
    await saveComment(db, { ...comment, body: day }, new Date(`${day}T10:00:00Z`));
  await forgetOldMessages(db, new Date('2026-11-16T10:00:00Z'));
  const left = await db.selectFrom('comment').select(['body', 'reply_to']).orderBy('body').execute();
  assert.deepEqual(left, [
    { body: '2024-11-17', reply_to: null },
    { body: '2025-11-15', reply_to: null },
    { body: '2025-11-17', reply_to: 'parent@example.org' },
  ]);
});

test('what somebody said of a page is forgotten after 12 months', async (t) => {
  const db = await inTransaction(t);
  for (const day of ['2025-11-15', '2025-11-17'])
    await savePageRating(db, { page: '/', is_helpful: true, body: day }, new Date(`${day}T10:00:00Z`));
  await forgetOldMessages(db, new Date('2026-11-16T10:00:00Z'));
  assert.deepEqual(await db.selectFrom('page_rating').select('body').execute(), [{ body: '2025-11-17' }]);
});

const dates: [now: string, months: number, before: string][] = [
  ['2026-11-16', 12, '2025-11-16'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2024-02-29', 12, '2023-02-28'],
  ['2026-01-10', 2, '2025-11-10'],
];

for (const [now, months, before] of dates)
  test(`${months} months before ${now} is ${before}`, () => {
    assert.equal(
      monthsBefore(new Date(`${now}T10:00:00Z`), months)
        .toISOString()
        .slice(0, 10),
      before,
    );
  });

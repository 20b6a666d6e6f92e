import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from '../../test/database.ts';
import { monthsBefore } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { exampleComment, examplePublished, exampleSending } from './examples.ts';
import { forgetOldMessages, warnOfPublication } from './jobs.ts';
import { savePageRating } from './page-ratings.ts';

const reply_to = 'parent@example.org';
const at = (day: string) => new Date(`${day}T10:00:00Z`);
const today = at('2026-11-16');

async function left(db: Db) {
  const rows = await sql<{ day: string; body: string | null; reply_to: string | null; words: string | null }>`
    select to_char(received_at, 'YYYY-MM-DD') as day, body, reply_to, words from comment order by received_at`.execute(
    db,
  );
  return rows.rows;
}

test('without an answer, how to reach somebody is forgotten after 12 months, and the words after 24', async (t) => {
  const db = await inTransaction(t);
  for (const day of ['2024-11-15', '2024-11-17', '2025-11-15', '2025-11-17'])
    await exampleComment(db, { body: 'Words', reply_to, page: 'Jake’s page' }, at(day));
  await forgetOldMessages(db, today);
  await forgetOldMessages(db, today);
  assert.deepEqual(await left(db), [
    { day: '2024-11-15', body: null, reply_to: null, words: null },
    { day: '2024-11-17', body: 'Words', reply_to: null, words: null },
    { day: '2025-11-15', body: 'Words', reply_to: null, words: null },
    { day: '2025-11-17', body: 'Words', reply_to, words: null },
  ]);
  const pages = await db.selectFrom('comment').select('page').orderBy('received_at').execute();
  assert.deepEqual(
    pages.map(({ page }) => page),
    [null, 'Jake’s page', 'Jake’s page', 'Jake’s page'],
  );
});

test('6 months after the answer how to reach somebody is forgotten, with the mail that had it', async (t) => {
  const db = await inTransaction(t);
  for (const day of ['2026-05-15', '2026-05-17']) await examplePublished(db, { reply_to }, at(day));
  await forgetOldMessages(db, today);
  assert.deepEqual(
    (await left(db)).map((row) => row.reply_to),
    [null, reply_to],
  );
  const mails = await db.selectFrom('mail').select('id').where('to_address', '=', reply_to).execute();
  assert.equal(mails.length, 1);
});

test('12 months after publication the words as they came are forgotten, and what was published stays', async (t) => {
  const db = await inTransaction(t);
  for (const day of ['2023-01-01', '2025-11-15', '2025-11-17']) await examplePublished(db, { body: 'Words' }, at(day));
  await forgetOldMessages(db, today);
  assert.deepEqual(
    (await left(db)).map(({ body, words }) => [body, words]),
    [
      [null, 'Words'],
      [null, 'Words'],
      ['Words', 'Words'],
    ],
  );
});

test('what somebody said of a page is forgotten after 12 months', async (t) => {
  const db = await inTransaction(t);
  for (const day of ['2025-11-15', '2025-11-17'])
    await savePageRating(db, { page: '/', is_helpful: true, body: day }, exampleSending(at(day)));
  await forgetOldMessages(db, today);
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
    assert.equal(monthsBefore(at(now), months).toISOString().slice(0, 10), before);
  });

const officer = 'officer@example.org';
const letterhead = { ...exampleSending(today), officer };

test('the officer is warned a month before the law asks for the next publication, and once more when it is late', async (t) => {
  const db = await inTransaction(t);
  const subjects = async () =>
    (await db.selectFrom('mail').select('subject').where('key', 'like', 'publication-%').orderBy('id').execute()).map(
      ({ subject }) => subject,
    );
  await warnOfPublication(db, today, letterhead);
  assert.deepEqual(await subjects(), [], 'nobody has said anything yet');
  await exampleComment(db, {}, at('2026-01-10'));
  await warnOfPublication(db, at('2026-12-09'), letterhead);
  assert.deepEqual(await subjects(), []);
  for (const day of ['2026-12-10', '2026-12-11']) await warnOfPublication(db, at(day), letterhead);
  assert.deepEqual(await subjects(), ['Publish comments and answers by 10 January 2027']);
  await examplePublished(db, {}, at('2026-12-12'));
  await warnOfPublication(db, at('2027-01-20'), letterhead);
  assert.equal((await subjects()).length, 1, 'it was published in time');
  for (const day of ['2027-12-13', '2027-12-14']) await warnOfPublication(db, at(day), letterhead);
  assert.deepEqual((await subjects()).slice(1), ['Comments should have been published by 12 December 2027']);
});

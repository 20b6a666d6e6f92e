import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { exampleSchool } from '../schools/examples.ts';
import { draftAnswer, forgetTyping, saveAnswer, savedAnswers } from './drafts.ts';

test('what one person typed on the way to a text is forgotten in time; no text that somebody left, or wrote beside another', async (t) => {
  const db = await inTransaction(t);
  const { urn } = await exampleSchool(db);
  const save = (by: string, text: string, based_on: number, at: string, settles: number | null = null) =>
    saveAnswer(db, { urn, key: 'IR-1', text, based_on, settles, by }, new Date(at));
  await save('Hannah', 'We', 0, '2026-09-01T10:00:00Z');
  await save('Hannah', 'We help', 1, '2026-09-01T10:01:00Z');
  await save('Hannah', 'We help all.', 2, '2026-09-01T10:02:00Z');
  await save('Hannah', 'We help everybody.', 3, '2026-09-02T10:00:00Z');
  await save('Sanjay', 'Beside.', 3, '2026-09-02T10:00:30Z');
  await save('Hannah', 'We help every', 4, '2026-09-02T10:01:00Z', 5);
  await save('Hannah', 'We help everyone.', 6, '2026-09-02T10:02:00Z');
  await save('Hannah', 'New', 7, '2026-11-15T10:00:00Z');
  await save('Hannah', 'Newer', 8, '2026-11-15T10:01:00Z');
  const before = await draftAnswer(db, urn, 'IR-1');
  for (let times = 0; times < 2; times++) await forgetTyping(db, new Date('2026-11-16T10:00:00Z'));
  assert.deepEqual(await draftAnswer(db, urn, 'IR-1'), before);
  assert.deepEqual((await savedAnswers(db, urn, 'IR-1')).map(({ text }) => text).reverse(), [
    'We help all.',
    'Beside.',
    'We help every',
    'We help everyone.',
    'New',
    'Newer',
  ]);
});

test('who says that they saw every text to come has seen those that there are', async (t) => {
  const db = await inTransaction(t);
  const { urn } = await exampleSchool(db);
  const save = (by: string, based_on: number, settles: number | null) =>
    saveAnswer(db, { urn, key: 'IR-1', text: `By ${by}.`, based_on, settles, by }, new Date('2026-11-16T10:00:00Z'));
  await save('Hannah', 0, 999_999_999);
  await save('Hannah', 1, 999_999_999);
  await save('Sanjay', 1, null);
  const { text, beside } = await draftAnswer(db, urn, 'IR-1');
  assert.deepEqual([text, beside.map(({ text }) => text)], ['By Hannah.', ['By Sanjay.']]);
});

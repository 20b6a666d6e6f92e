import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerState, readinessOf } from './draft-rules.ts';

const published_at = new Date('2026-09-01T10:00:00Z');
const since = { at: new Date('2026-10-01T10:00:00Z') };
const earlier = { at: new Date('2026-08-01T10:00:00Z') };

for (const { name, answer, before, has_suggestion = false, state } of [
  { name: 'nobody has written', answer: { text: '', written: null }, state: 'empty' },
  { name: 'the site can begin it', answer: { text: '', written: null }, has_suggestion: true, state: 'begun' },
  { name: 'somebody emptied it', answer: { text: ' ', written: since }, has_suggestion: true, state: 'empty' },
  { name: 'it is new', answer: { text: 'New.', written: since }, state: 'written' },
  { name: 'it is as it was published', answer: { text: 'Old.', written: earlier }, before: 'Old.', state: 'published' },
  {
    name: 'somebody looked, and it is still right',
    answer: { text: 'Old.', written: since },
    before: 'Old.',
    state: 'looked',
  },
  { name: 'it was changed since', answer: { text: 'New.', written: since }, before: 'Old.', state: 'changed' },
  { name: 'two texts wait', answer: { text: 'New.', written: since, beside: [1] }, before: 'Old.', state: 'beside' },
])
  test(`the state of a part: ${name}`, () => {
    assert.equal(answerState({ beside: [], ...answer }, { before, published_at, has_suggestion }), state);
  });

test('gaps are named, two texts or one that cannot be shown come first, and nothing at all is nothing', () => {
  const part = { key: 'IR-1', is_asked: true, unreadable: undefined };
  assert.deepEqual(
    readinessOf([
      { ...part, state: 'written' },
      { ...part, key: 'IR-2', state: 'empty' },
      { ...part, key: 'IR-3a', state: 'beside' },
      { ...part, key: 'IR-3b', state: 'published' },
      { ...part, key: 'IR-3c', state: 'written', unreadable: 'Too deep.' },
      { ...part, key: 'IR-4', state: 'begun' },
      { ...part, key: 'money', state: 'empty', is_asked: false },
    ]),
    {
      missing: ['IR-2', 'IR-4'],
      blocked: [
        { key: 'IR-3a', why: 'Two people wrote at once. Choose what stands.' },
        { key: 'IR-3c', why: 'Too deep.' },
      ],
      unlooked: ['IR-3b'],
      is_empty: false,
    },
  );
  assert.equal(readinessOf([{ ...part, state: 'begun' }]).is_empty, true);
});

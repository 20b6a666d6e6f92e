import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expectation } from '../sen-support/statement-rules.ts';
import { bySetting, expectedBeside, guidanceFor } from './guide-rules.ts';
import { itemKeys } from './item-rules.ts';
import { moneyKey } from './section-rules.ts';

test('every part of a report has hints and a model answer', () => {
  for (const key of [...itemKeys, moneyKey]) {
    const { hints, model } = guidanceFor(key);
    assert.ok(hints.length > 0 && model.length > 40, key);
  }
});

const one = (code: string, fields: Partial<Expectation>): Expectation => ({
  code,
  setting: 'any',
  need: 'any',
  step: 'every_child',
  cycle: null,
  says: 'does',
  text: '',
  law: null,
  position: 1,
  ...fields,
});
const statement = [
  one('all', { text: 'Let children join clubs and trips.' }),
  one('pays', { says: 'pays', text: 'Use the main budget.' }),
  one('school-pays', { says: 'pays', setting: 'school', text: 'Pay the first part.', position: 9 }),
  one('special', { setting: 'special_school', text: 'Plan sport for all.' }),
  one('college', { setting: 'post_16', text: 'Join in.' }),
  one('begins', { says: 'when', step: 'sen_support', text: 'Your child makes less progress than expected.' }),
  one('hears', { says: 'parents', step: 'sen_support', text: 'To meet you about progress.' }),
  one('room', { text: 'Think about seats, light and space to move.' }),
  one('assess', { step: 'sen_support', cycle: 'assess', text: 'Ask a specialist.' }),
];

for (const { kind, key, codes } of [
  { kind: 'mainstream', key: 'IR-3f', codes: ['all'] },
  { kind: 'special', key: 'IR-3f', codes: ['special', 'all'] },
  { kind: 'college', key: 'IR-3f', codes: ['college', 'all'] },
  { kind: 'mainstream', key: 'money', codes: ['school-pays', 'pays'] },
  { kind: 'mainstream', key: 'IR-2', codes: ['assess'] },
  { kind: 'mainstream', key: 'IR-1', codes: [] },
  { kind: 'mainstream', key: 'IR-7', codes: [] },
  { kind: 'mainstream', key: 'IR-12', codes: [] },
  { kind: 'mainstream', key: 'IR-9', codes: [] },
] as const)
  test(`beside ${key} of a ${kind} school stands what the council expects of it there`, () => {
    assert.deepEqual(
      expectedBeside(statement, { kind }, key).map(({ code }) => code),
      codes,
    );
  });

test('what is expected stands under the kind of setting that it is expected of', () => {
  const groups = bySetting(expectedBeside(statement, { kind: 'special' }, 'IR-3f'));
  assert.deepEqual(
    groups.map(({ whom, those }) => [whom, those.map(({ code }) => code)]),
    [
      ['Special school', ['special']],
      ['Every setting', ['all']],
    ],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LawfulKind, lettersOf } from './provider-kind-rules.ts';

const cases: [name: string, school: Partial<LawfulKind>, letters: string][] = [
  ['a community primary school', {}, 'b'],
  ['one with a nursery', { has_nursery: true }, 'ab'],
  ['a maintained nursery school', { kind: 'nursery' }, 'ab'],
  ['an academy', { governance: 'academy' }, 'c'],
  ['a special academy', { kind: 'special', governance: 'academy' }, 'c'],
  ['a charity’s special school', { kind: 'non_maintained_special', governance: 'independent' }, 'd'],
  ['a college', { kind: 'college', governance: 'college' }, 'e'],
  ['a sixth form academy', { kind: 'college', governance: 'academy' }, 'ce'],
  [
    'an approved special college',
    { kind: 'specialist_college', governance: 'college', is_section_41_approved: true },
    'ef',
  ],
  ['a pupil referral unit', { kind: 'alternative_provision' }, 'g'],
  ['an alternative provision academy', { kind: 'alternative_provision', governance: 'academy' }, 'c'],
  ['a private school', { kind: 'independent', governance: 'independent' }, ''],
];
for (const [name, school, letters] of cases)
  test(`which kinds of provider of the law it is: ${name}`, () => {
    const plain: LawfulKind = {
      kind: 'mainstream',
      governance: 'maintained',
      is_section_41_approved: false,
      has_nursery: null,
    };
    assert.equal(lettersOf({ ...plain, ...school }).join(''), letters);
  });

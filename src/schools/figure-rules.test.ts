import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresToShow, withoutSmallCounts } from './figure-rules.ts';

type Case = [
  why: string,
  counts: [pupils: number | undefined, support: number | undefined, plans: number | undefined],
  shown: unknown[],
];

const cases: Case[] = [
  ['nothing is small', [212, 38, 9], [212, 38, 9]],
  ['few plans: support would tell them from all with SEN', [74, 13, 3], [74, 'hidden', 'few']],
  ['few on support: plans would tell them', [120, 4, 12], [120, 'few', 'hidden']],
  ['both are few: nothing else is needed', [60, 3, 2], [60, 'few', 'few']],
  ['none is nobody, and tells of nobody', [124, 13, 0], [124, 13, 0]],
  ['few and none: none may stand', [124, 2, 0], [124, 'few', 0]],
  ['five is not small', [100, 5, 5], [100, 5, 5]],
  ['one more or less than the limit', [100, 5, 4], [100, 'hidden', 'few']],
  ['all but a few have a plan', [120, 0, 118], [120, 0, 'hidden']],
  ['all but a few have SEN: the smaller goes', [120, 20, 97], [120, 'hidden', 97]],
  ['all have a plan', [90, 0, 90], [90, 0, 90]],
  ['a school of few pupils', [4, 2, 1], ['few', 'hidden', 'hidden']],
  ['a school of few pupils, none with SEN', [4, 0, 0], ['few', 'hidden', 'hidden']],
  ['nobody counted support', [200, undefined, 9], [200, undefined, 9]],
  ['nobody counted all pupils', [undefined, 30, 3], [undefined, 'hidden', 'few']],
  ['nobody counted anything', [undefined, undefined, undefined], [undefined, undefined, undefined]],
];

test('small counts of pupils are not shown, nor what would give them away', () => {
  for (const [why, [pupils, sen_support, ehc_plans], expected] of cases) {
    const counts = {
      ...(pupils === undefined ? {} : { pupils }),
      ...(sen_support === undefined ? {} : { sen_support }),
      ...(ehc_plans === undefined ? {} : { ehc_plans }),
    };
    const shown = withoutSmallCounts(counts, 5);
    assert.deepEqual([shown.pupils, shown.sen_support, shown.ehc_plans], expected, why);
  }
});

test('whatever the counts are, no small one can be worked out from what is shown and how many have SEN', () => {
  for (let pupils = 1; pupils <= 24; pupils++)
    for (let support = 0; support <= pupils; support++)
      for (let plans = 0; support + plans <= pupils; plans++) {
        const shown = withoutSmallCounts({ pupils, sen_support: support, ehc_plans: plans }, 5);
        const small = (n: number) => n > 0 && n < 5;
        const why = `${pupils}, ${support}, ${plans}`;
        for (const one of Object.values(shown)) assert.ok(typeof one !== 'number' || !small(one), why);
        if (small(support)) assert.ok(typeof shown.ehc_plans !== 'number' || plans === 0, why);
        if (small(plans)) assert.ok(typeof shown.sen_support !== 'number' || support === 0, why);
        const others = pupils - support - plans;
        const areAllShown = Object.values(shown).every((one) => typeof one === 'number');
        if (small(others)) assert.ok(!areAllShown, why);
      }
});

test('figures say their day and source, and a share only of counts that are shown', () => {
  const figure = (measure: 'pupils' | 'sen_support' | 'ehc_plans', count: number) => ({
    measure,
    count,
    as_of: '2026-01-15',
    source: 'school census',
  });
  const shown = figuresToShow([figure('ehc_plans', 9), figure('pupils', 212), figure('sen_support', 38)], 5);
  assert.deepEqual(
    shown.map(({ measure, words, share }) => [measure, words, share]),
    [
      ['pupils', '212', null],
      ['sen_support', '38', 'about 18 in 100 pupils'],
      ['ehc_plans', '9', 'about 4 in 100 pupils'],
    ],
  );
  assert.equal(shown[0]?.source, '15 January 2026, school census');
  const few = figuresToShow([figure('pupils', 74), figure('sen_support', 13), figure('ehc_plans', 3)], 5);
  assert.deepEqual(
    few.map(({ words, share, count }) => [words, share, count]),
    [
      ['74', null, 74],
      ['not shown', null, null],
      ['fewer than 5', null, null],
    ],
  );
  assert.deepEqual(
    figuresToShow([], 5).map(({ words }) => words),
    ['not known', 'not known', 'not known'],
  );
});

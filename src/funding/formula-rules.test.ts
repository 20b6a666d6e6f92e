import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreement, changeFrom } from './change-rules.ts';
import { type Factor, type Method, memoLines, recounted, totalOf } from './formula-rules.ts';
import { pounds, readNumber, roundPounds, signedPounds, whyNotNumber } from './pounds-rules.ts';
import { payersOf, payFromPot, sufficiency } from './top-up-rules.ts';

const each = (code: string, rate: string, hidden_below: string | null = null): Factor => ({
  code,
  label: code,
  kind: 'each',
  rate,
  hidden_below,
});
const fixed = (code: string, rate: string): Factor => ({ ...each(code, rate), kind: 'fixed' });
const rates = [each('pupils', '60.89'), each('lpa', '610', '5'), each('deprived', '300', '5'), fixed('fixed', '7180')];

const examples: [string, Method, Factor[], Record<string, string>, string[], string][] = [
  [
    'A: 210 pupils, 62 with low prior attainment, 48 deprived',
    'rates',
    rates,
    { pupils: '210', lpa: '62', deprived: '48' },
    ['12786.90', '37820.00', '14400.00', '7180.00'],
    '72186.90',
  ],
  [
    'B: shares of what each factor gives',
    'shares',
    [each('basic', '3'), each('deprivation', '40'), each('lpa', '75'), each('lump', '5')],
    { basic: '798000', deprivation: '48000', lpa: '72850', lump: '140000' },
    ['23940.00', '19200.00', '54637.50', '7000.00'],
    '104777.50',
  ],
  [
    'half a penny goes up, line by line',
    'rates',
    [each('one', '0.05'), each('two', '0.15')],
    { one: '0.5', two: '0.1' },
    ['0.03', '0.02'],
    '0.05',
  ],
  ['a factor of nobody gives nothing', 'rates', [each('one', '610')], {}, ['0.00'], '0.00'],
  [
    'a fixed sum beside shares is paid whole',
    'shares',
    [each('basic', '3.125'), fixed('sum', '7180')],
    { basic: '1000.20' },
    ['31.26', '7180.00'],
    '7211.26',
  ],
  [
    'sums that floating point gets wrong',
    'rates',
    [each('a', '0.1'), each('b', '0.2'), each('c', '1.005')],
    { a: '1', b: '1', c: '1000000000000' },
    ['0.10', '0.20', '1005000000000.00'],
    '1005000000000.30',
  ],
];

for (const [name, method, factors, counts, amounts, total] of examples)
  test(`the notional budget, example ${name}`, () => {
    const lines = memoLines(method, factors, new Map(Object.entries(counts)));
    assert.deepEqual(
      lines.map(({ amount }) => amount),
      amounts,
    );
    assert.equal(totalOf(lines), total);
  });

test('a correction changes counts, and keeps the rates that were published', () => {
  const lines = memoLines(
    'rates',
    rates,
    new Map([
      ['pupils', '210'],
      ['lpa', '62'],
      ['deprived', '48'],
    ]),
  );
  const anew = recounted(
    'rates',
    lines,
    new Map([
      ['deprived', '50'],
      ['fixed', '3'],
    ]),
  );
  assert.equal(totalOf(anew), '72786.90');
  assert.deepEqual(anew.at(-1), lines.at(-1));
});

test('example C: what would be needed beside what there is', () => {
  const asked = { sen_support: '31', cost_each: '1400', high_needs: '6', threshold: '6000', budget: '72186.90' };
  assert.deepEqual(sufficiency(asked), { needed: '79400.00', shortfall: '7213.10', coverage: '90.9' });
  assert.deepEqual(sufficiency({ ...asked, budget: '80000' }).shortfall, '0.00');
  assert.equal(sufficiency({ ...asked, sen_support: '0', high_needs: '0' }).coverage, null);
});

test('example D: the school pays up to the threshold, the top-up is what lies above', () => {
  for (const [cost, school, top_up] of [
    ['9450', '6000.00', '3450.00'],
    ['5200', '5200.00', '0.00'],
    ['6000', '6000.00', '0.00'],
  ] as const)
    assert.deepEqual(payersOf(cost, '6000'), { school, top_up });
});

test('example E: a pot pays as far as it goes, and only then the way to the council may open', () => {
  const asked = { pot: '40000', approved: ['18000', '14500'], request: '11000', has_evidence: true };
  const whole = payFromPot({ ...asked, has_joint_options: true });
  assert.deepEqual(whole, {
    remaining: '7500.00',
    pay: '7500.00',
    unmet: '3500.00',
    left: '0.00',
    is_exceptional: true,
    wanted: [],
  });
  assert.equal(payFromPot({ ...asked, has_joint_options: false }).is_exceptional, false);
  assert.equal(payFromPot({ ...asked, has_joint_options: true, has_evidence: false }).wanted.length, 1);
  const small = payFromPot({ ...asked, request: '7500', has_joint_options: true });
  assert.deepEqual([small.unmet, small.is_exceptional], ['0.00', false]);
  assert.equal(payFromPot({ ...asked, approved: ['50000'], has_joint_options: true }).pay, '0.00');
});

test('the change from last year, and whether memos come to the block', () => {
  assert.deepEqual(changeFrom('200.00', '150.00'), { by: '-50.00', percent: '-25.0' });
  assert.deepEqual(changeFrom('0.00', '150.00'), { by: '150.00', percent: null });
  assert.equal(changeFrom(null, '1.00'), null);
  assert.deepEqual(agreement(['0.10', '0.20'], '0.30'), { sum: '0.30', difference: '0.00' });
  assert.deepEqual(agreement(['0.10', '0.20'], '0.31'), { sum: '0.30', difference: '-0.01' });
});

test('amounts are written as people read them', () => {
  assert.equal(pounds('72186.9'), '£72,186.90');
  assert.equal(pounds('-7213.1'), '−£7,213.10');
  assert.equal(pounds('-0.001'), '£0.00');
  assert.deepEqual([roundPounds('6000'), roundPounds('4.2')], ['£6,000', '£4.20']);
  assert.equal(signedPounds('1200'), '+£1,200.00');
  assert.equal(signedPounds('0'), '£0.00');
});

test('a number is read as people type it, and what is none says why', () => {
  assert.equal(readNumber('£1,250.50'), '1250.5');
  for (const [typed, why] of [
    ['', /is empty/],
    ['12,50', /not a number/],
    ['1e3', /not a number/],
    ['NaN', /not a number/],
    ['-1', /less than nothing/],
    ['1.005', /more than 2 decimal places/],
    ['1000000000', /more than 1,000,000/],
    ['12', undefined],
    ['12.50', undefined],
  ] as const) {
    const said = whyNotNumber(typed, { decimals: 2, most: 1_000_000 });
    if (why) assert.match(said ?? '', why, typed);
    else assert.equal(said, undefined);
  }
});

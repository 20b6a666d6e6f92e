import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appealDay, claimDay } from './appeal-rules.ts';
import { certificateWithoutMediation, mediationDays, mediationHeldBy } from './mediation-rules.ts';
import { disputeRulesOn } from './rule-set-rules.ts';
import { daysAfterOrder, recommendationCopied } from './tribunal-order-rules.ts';

const rules = disputeRulesOn('2026-01-01');
const appeal = (notice: string, certificate?: string) => appealDay(notice, certificate, rules).last;
const after = (order: Parameters<typeof daysAfterOrder>[0]) =>
  daysAfterOrder(order, '2026-06-01', rules).map(({ day }) => day);

/** The worked examples of the law's dates, by number; those of plans stand with the plans. */
const examples: { n: number; name: string; found: unknown; expected: unknown }[] = [
  {
    n: 9,
    name: 'two months that end on a Saturday',
    found: [appealDay('2026-03-09', undefined, rules).counted, appeal('2026-03-09')],
    expected: ['2026-05-09', '2026-05-11'],
  },
  { n: 10, name: 'the certificate gives more time', found: appeal('2026-03-09', '2026-05-01'), expected: '2026-06-01' },
  {
    n: 11,
    name: 'a month that ends between Christmas and New Year',
    found: appeal('2025-10-01', '2025-11-29'),
    expected: '2026-01-02',
  },
  { n: 12, name: 'two months that end in August', found: appeal('2026-06-15', '2026-07-10'), expected: '2026-09-01' },
  { n: 13, name: 'two months that end on Good Friday', found: appeal('2026-02-03'), expected: '2026-04-07' },
  { n: 14, name: 'two months that end in a short month', found: appeal('2025-12-31'), expected: '2026-03-02' },
  { n: 15, name: 'two months that end on Boxing Day', found: appeal('2026-10-26'), expected: '2027-01-04' },
  {
    n: 24,
    name: 'no mediation, told on 2 April 2026',
    found: certificateWithoutMediation('2026-04-02', rules),
    expected: '2026-04-09',
  },
  {
    n: 25,
    name: 'mediation asked for on 2 April 2026',
    found: [mediationHeldBy('2026-04-02', rules), mediationDays('2026-04-29', rules).told],
    expected: ['2026-05-02', '2026-04-22'],
  },
  {
    n: 26,
    name: 'orders of 1 June 2026',
    found: [after('school'), after('again'), after('amend'), after('keep-amend'), after('plan'), after('assess')],
    expected: [
      ['2026-06-15'],
      ['2026-06-15'],
      ['2026-07-06'],
      ['2026-07-06'],
      ['2026-07-06', '2026-08-17'],
      ['2026-06-15', '2026-08-10', '2026-09-07'],
    ],
  },
  {
    n: 27,
    name: 'a recommendation of 1 June 2026',
    found: [after('recommendation'), recommendationCopied('2026-06-01', rules)],
    expected: [['2026-07-05'], '2026-06-07'],
  },
  {
    n: 28,
    name: 'discrimination on 12 February 2026, without more time in August',
    found: claimDay('2026-02-12', rules).last,
    expected: '2026-08-11',
  },
];

for (const { n, name, found, expected } of examples)
  test(`worked example ${n}: ${name}`, () => assert.deepEqual(found, expected));

test('until 20 July 2020 a claim had more time in August too', () => {
  assert.equal(claimDay('2019-02-12', disputeRulesOn('2019-02-12')).last, '2019-09-02');
  // the time ends after the change: the new rule counts
  assert.equal(claimDay('2020-02-12', disputeRulesOn('2020-02-12')).last, '2020-08-11');
});

test('every day in August and from Christmas to New Year runs on, and no other', () => {
  const ends: [string, string][] = [
    ['2026-05-31', '2026-07-31'],
    ['2026-06-01', '2026-09-01'],
    ['2026-06-30', '2026-09-01'],
    ['2026-10-24', '2026-12-24'],
    ['2026-10-25', '2027-01-04'],
    ['2026-11-01', '2027-01-04'],
    ['2026-11-02', '2027-01-04'],
    ['2027-10-25', '2028-01-04'],
  ];
  for (const [notice, last] of ends) assert.equal(appeal(notice), last, notice);
});

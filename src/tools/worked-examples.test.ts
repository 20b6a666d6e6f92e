import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';

/** The worked examples of the law's dates, by number, as the pages must show them: an address, and the days on it. */
const examples: [n: number, path: string, days: string][] = [
  [1, 'ehc-dates?received=2026-01-12', '2026-02-23 2026-04-06 2026-04-20 2026-05-04 2026-05-01 2026-06-01'],
  [2, 'ehc-dates?received=2025-11-13', '2025-12-25 2025-12-24 2026-03-05 2026-04-02'],
  [3, 'ehc-dates?received=2026-02-20', '2026-04-03 2026-04-02 2026-06-12 2026-07-10'],
  [4, 'ehc-dates?draft=2026-04-27', '2026-05-11 2026-05-12'],
  [5, 'ehc-dates?draft=2025-12-18', '2026-01-01 2026-01-02'],
  [6, 'ehc-dates?received=2026-01-12', '2026-05-17 2026-05-15'],
  [7, 'ehc-dates?asked=2026-02-24', '2026-04-07'],
  [
    8,
    'ehc-dates?received=2026-06-01&asked=2026-07-20&closed=2026-07-23&reopens=2026-09-02&reason=school_closed',
    '2026-07-16 2026-08-26',
  ],
  [9, 'appeal?notice=2026-03-09', '2026-05-09 2026-05-11'],
  [10, 'appeal?notice=2026-03-09&certificate=2026-05-01', '2026-06-01'],
  [11, 'appeal?notice=2025-10-01&certificate=2025-11-29', '2025-12-29 2026-01-02'],
  [12, 'appeal?notice=2026-06-15&certificate=2026-07-10', '2026-08-15 2026-09-01'],
  [13, 'appeal?notice=2026-02-03', '2026-04-03 2026-04-07'],
  [14, 'appeal?notice=2025-12-31', '2026-02-28 2026-03-02'],
  [15, 'appeal?notice=2026-10-26', '2026-12-26 2027-01-04'],
  [16, 'annual-review?plan_made=2025-06-04', '2026-06-03 2026-05-06'],
  [17, 'annual-review?meeting=2026-04-22', '2026-04-08 2026-05-06 2026-05-20 2026-07-15'],
  [18, 'annual-review?notice=2026-05-11', '2026-07-06 2026-05-25'],
  [19, 'phase-transfer?year_group=6&transfer=2026', '2026-02-15 2026-02-13'],
  [19, 'phase-transfer?year_group=11&transfer=2026', '2026-03-31 2026-03-30'],
  [20, 'phase-transfer?year_group=13&starts=2027-01-04', '2026-08-04'],
  [20, 'phase-transfer?year_group=12&transfer=2026', '2026-04-01'],
  [21, 'moving?moved=2026-04-01&knew=2026-04-01', '2026-04-23'],
  [22, 'moving?moved=2026-04-23&reviewed=2025-05-20', '2026-06-04 2026-07-22'],
  [23, 're-assessment?asked=2026-03-02', '2026-03-17'],
  [23, 're-assessment?asked=2026-03-02&told=2026-03-16', '2026-06-22'],
  [24, 'appeal?declined=2026-04-02', '2026-04-09'],
  [25, 'appeal?mediation=2026-04-02&meeting=2026-04-29', '2026-05-02 2026-04-22'],
  [26, 'tribunal-order?ordered=2026-06-01&order=assess', '2026-06-15 2026-08-10 2026-09-07'],
  [26, 'tribunal-order?ordered=2026-06-01&order=plan', '2026-07-06 2026-08-17'],
  [27, 'tribunal-order?ordered=2026-06-01&order=recommendation&answered=2026-06-01', '2026-07-05 2026-06-07'],
  [28, 'discrimination-claim?happened=2026-02-12', '2026-08-11'],
  [29, '0-to-25?born=2001-03', '2026-07-31'],
  [30, 'my-plan?situation=not-making-progress&planned=2026-01-12', '2026-04-07'],
];

test('every worked example stands on its page, each day in a time element', async (t) => {
  const { get } = await startApp(t, { now: () => new Date('2026-06-20T10:00:00Z') });
  for (const [n, path, days] of examples) {
    const page = await get(`/tools/${path}`);
    assert.equal(page.status, 200, path);
    const shown = page.find('main time').map((time) => time.getAttribute('datetime'));
    for (const day of days.split(' ')) assert.ok(shown.includes(day), `example ${n}: ${day} is not among ${shown}`);
  }
});

test('a holiday that is too short, or a school that was asked too early or too late, is no reason for delay', async (t) => {
  const { get } = await startApp(t);
  const reason = async (asked: string, closed: string, reopens: string) => {
    const query = { received: '2026-02-02', asked, closed, reopens, reason: 'school_closed' };
    return (await get(`/tools/ehc-dates?${new URLSearchParams(query)}`)).text;
  };
  const summer = ['2026-07-23', '2026-09-02'] as const;
  assert.match(await reason('2026-07-20', ...summer), /may have a lawful reason/);
  for (const asked of ['2026-07-10', '2026-08-28']) assert.match(await reason(asked, ...summer), /the council is late/);
  assert.match(await reason('2026-03-28', '2026-03-28', '2026-04-11'), /the council is late/);
});

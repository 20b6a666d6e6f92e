import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp, type Visitor } from '../../test/app.ts';

const today = '2026-11-16';

/** Addresses of the tools, each with days that the page must work out. */
const worked: { path: string; days: string[]; words: RegExp[] }[] = [
  {
    path: '/tools/ehc-dates?received=2026-10-12',
    days: ['2026-11-23', '2027-02-01', '2027-03-01'],
    words: [/must tell you by 23 November 2026/, /regs? 4\(1\)/, /Too few staff/],
  },
  {
    path: '/tools/ehc-dates?received=2026-01-12',
    days: [
      '2026-02-23',
      '2026-04-06',
      '2026-04-20',
      '2026-05-04',
      '2026-05-01',
      '2026-05-17',
      '2026-05-15',
      '2026-06-01',
    ],
    words: [/the council is late/, /A letter to copy/, /Ombudsman/],
  },
  {
    path: '/tools/ehc-dates?received=2026-01-12&reason=away',
    days: ['2026-02-23'],
    words: [/may have a lawful reason/],
  },
  {
    path: '/tools/ehc-dates?draft=2026-11-10',
    days: ['2026-11-24', '2026-11-25'],
    words: [/until 24 November 2026 at least/],
  },
  {
    path: '/tools/ehc-dates?decided=2026-11-10&decision=assess',
    days: ['2027-02-16', '2027-03-30'],
    words: [/never later than 30 March 2027/],
  },
  {
    path: '/tools/ehc-dates?received=2026-10-01&decided=2026-11-10&decision=refuse',
    days: ['2026-11-10'],
    words: [/in time: it was due by 12 November 2026/, /said no/],
  },
  {
    path: '/tools/ehc-dates?received=2026-05-01&ended=2026-11-10&result=plan',
    days: ['2026-09-18'],
    words: [/late: it was due by 18 September 2026/],
  },
  { path: '/tools/ehc-dates?asked=2026-02-24', days: ['2026-04-07'], words: [/must answer by 7 April 2026/] },
  {
    path: '/tools/annual-review?plan_made=2026-06-04',
    days: ['2027-06-03', '2027-05-06'],
    words: [/complete by 3 June 2027/],
  },
  {
    path: '/tools/annual-review?meeting=2026-04-22',
    days: ['2026-04-08', '2026-05-06', '2026-05-20', '2026-07-15'],
    words: [/the council is late/],
  },
  { path: '/tools/annual-review?notice=2026-05-11', days: ['2026-05-25', '2026-07-06'], words: [/due by 6 July 2026/] },
  { path: '/tools/annual-review?notice=2026-11-11&outcome=end', days: [], words: [/must keep it up/] },
  {
    path: '/tools/phase-transfer?year_group=6&transfer=2027',
    days: ['2027-02-15', '2027-02-12'],
    words: [/before 15 February 2027/],
  },
  {
    path: '/tools/phase-transfer?year_group=11&transfer=2026',
    days: ['2026-03-31', '2026-03-30'],
    words: [/council is late/],
  },
  {
    path: '/tools/phase-transfer?year_group=13&transfer=2027&starts=2027-01-04',
    days: ['2026-08-04'],
    words: [/from one college/],
  },
  {
    path: '/tools/moving?moved=2026-04-01&knew=2026-04-01&reviewed=2025-05-20',
    days: ['2026-04-23', '2026-06-04', '2026-07-22'],
    words: [/15 working days/],
  },
  { path: '/tools/re-assessment?asked=2026-11-02', days: ['2026-11-17'], words: [/by 17 November 2026/] },
  {
    path: '/tools/personal-budget?stage=draft&wants=payments&school=elsewhere&first_paid=2026-10-01',
    days: ['2027-01-01'],
    words: [/you can ask for direct payments/],
  },
  {
    path: '/tools/0-to-25?born=2015-05',
    days: ['2028-09-01', '2031-05', '2031-06-27', '2040-07-31'],
    words: [/year 9 begins/i, /Personal Independence Payment/],
  },
  {
    path: '/tools/appeal?notice=2026-10-26',
    days: ['2026-12-26', '2027-01-04'],
    words: [/Call a mediation adviser by 26 December 2026/],
  },
  {
    path: '/tools/appeal?notice=2026-06-15&certificate=2026-07-10',
    days: ['2026-08-15', '2026-09-01'],
    words: [/ended at 5pm on 1 September 2026/, /Words to copy onto the form/],
  },
  {
    path: '/tools/appeal?notice=2026-11-02&decision=placement',
    days: ['2027-01-04'],
    words: [/need no mediation certificate/],
  },
  {
    path: '/tools/appeal?notice=2026-03-09&declined=2026-04-02',
    days: ['2026-04-09', '2026-05-11'],
    words: [/When the certificate comes/],
  },
  {
    path: '/tools/appeal?mediation=2026-04-02&meeting=2026-04-29',
    days: ['2026-05-02', '2026-04-22'],
    words: [/days of the mediation/],
  },
  {
    path: '/tools/appeal?mediation=2026-10-01',
    days: ['2026-10-31'],
    words: [/the council is late/, /A letter to copy/],
  },
  {
    path: '/tools/tribunal-order?ordered=2026-11-02&order=assess',
    days: ['2026-11-16', '2027-01-11', '2027-02-08'],
    words: [/be done by 8 February 2027/],
  },
  {
    path: '/tools/discrimination-claim?happened=2026-08-12',
    days: ['2027-02-11'],
    words: [/by 5pm on 11 February 2027/],
  },
  {
    path: '/tools/when-things-go-wrong?problem=late&age=9&since=2026-10-01',
    days: ['2027-10-01'],
    words: [/Complain to the council/, /The right is the parent/, /side by side/],
  },
  {
    path: '/tools/when-things-go-wrong?problem=refuse-plan&age=19',
    days: [],
    words: [/the young person’s own/, /You can complain and appeal yourself/],
  },
];

test('each tool works its answer out, as a page and as a calendar file', async (t) => {
  const { get } = await startApp(t);
  for (const one of worked) await t.test(one.path, () => checkAnswer(get, one));
});

async function checkAnswer(get: Visitor['get'], { path, days, words }: (typeof worked)[number]): Promise<void> {
  const page = await get(path);
  assert.equal(page.status, 200);
  assert.equal(page.find('h1').length, 1);
  const times = page.find('main time').map((time) => time.getAttribute('datetime'));
  for (const day of days) assert.ok(times.includes(day), `${day} is not among ${times.join(', ')}`);
  for (const pattern of words) assert.match(page.text, pattern);
  const sentence = page.find('.answer-sentence')[0]?.text.trim() ?? '';
  assert.match(sentence, /^[^.!?]+\.$/, 'the result is one sentence');
  assert.doesNotMatch(page.text, /undefined|NaN|\{\d|\{\}/);
  const calendar = await get(path.replace('?', '.ics?'));
  if (page.find('.worked-days').length === 0) return;
  assert.equal(calendar.status, 200);
  assert.match(calendar.headers['content-type'] ?? '', /text\/calendar/);
  assert.match(calendar.body, /DTSTAMP:20261116T000000Z/);
  const listed = page.find('.worked-date time').map((time) => time.getAttribute('datetime') ?? '');
  for (const day of listed)
    assert.ok(
      calendar.body.includes(`VALUE=DATE:${`${day}-01`.slice(0, 10).replaceAll('-', '')}`),
      `${day} is not in the calendar`,
    );
  const uids = calendar.body.match(/^UID:.+$/gm) ?? [];
  assert.equal(new Set(uids).size, listed.length);
  assert.deepEqual((await get(path.replace('?', '.ics?'))).body.match(/^UID:.+$/gm), uids);
}

/** Wrong forms: the field that is named, and what stays in the boxes. */
const wrong: { path: string; field: string; says: RegExp; kept?: Record<string, string> }[] = [
  {
    path: '/tools/ehc-dates?received=2025-02-30',
    field: 'received-day',
    says: /no such day/,
    kept: { 'received-day': '30', 'received-month': '02', 'received-year': '2025' },
  },
  { path: '/tools/ehc-dates?received=2014-08-31', field: 'received-day', says: /began on 1 September 2014/ },
  {
    path: '/tools/ehc-dates?received=yesterday',
    field: 'received-day',
    says: /must have a month and a year/,
    kept: { 'received-day': 'yesterday' },
  },
  { path: '/tools/ehc-dates?received=2026-01-12T00:00:00Z', field: 'received-day', says: /no such day/ },
  { path: '/tools/ehc-dates?ended=2026-12-01', field: 'ended-day', says: /today or in the past/ },
  {
    path: '/tools/annual-review?last_review=2026-10-01&meeting=2026-01-01',
    field: 'meeting-day',
    says: /must not be before Thursday 1 October 2026/,
  },
  {
    path: '/tools/phase-transfer?year_group=13&starts=2014-09-01',
    field: 'starts-day',
    says: /began on 1 September 2014/,
  },
  {
    path: '/tools/re-assessment?asked=2026-11-02&last_assessed=2026-11-10',
    field: 'asked-day',
    says: /must not be before/,
  },
  { path: '/tools/ehc-dates?received=9999-01-01', field: 'received-day', says: /as far as bank holidays are known/ },
  {
    path: '/tools/ehc-dates?received-day=3&received-month=&received-year=2026',
    field: 'received-day',
    says: /must have a month/,
    kept: { 'received-day': '3' },
  },
  {
    path: '/tools/ehc-dates?received-day=3&received-month=4&received-year=26',
    field: 'received-day',
    says: /4 numbers/,
  },
  { path: '/tools/ehc-dates?received=2026-05-01&draft=2026-04-01', field: 'draft-day', says: /must not be before/ },
  { path: '/tools/ehc-dates?decision=assess', field: 'decided-day', says: /day of the letter/ },
  { path: '/tools/ehc-dates?reason=away', field: 'received-day', says: /Fill in this day/ },
  { path: '/tools/ehc-dates?received=2026-05-01&decision=perhaps', field: 'decision-1', says: /Choose one/ },
  { path: `/tools/ehc-dates?received=${'9'.repeat(3000)}`, field: 'received-day', says: /There is a problem/ },
  {
    path: '/tools/ehc-dates?received=%3Cscript%3Ealert(1)%3C/script%3E',
    field: 'received-day',
    says: /There is a problem/,
  },
  {
    path: '/tools/annual-review?plan_made=2026-05-01&last_review=2026-04-01',
    field: 'last_review-day',
    says: /must not be before/,
  },
  {
    path: '/tools/phase-transfer?year_group=5&transfer=2027',
    field: 'year_group',
    says: /Children move after/,
    kept: { year_group: '5' },
  },
  { path: '/tools/phase-transfer?year_group=99&transfer=2027', field: 'year_group', says: /from -1/ },
  { path: '/tools/phase-transfer?year_group=6', field: 'transfer', says: /year of the move/ },
  { path: '/tools/phase-transfer?year_group=6&transfer=2013', field: 'transfer', says: /from 2015 on/ },
  { path: '/tools/0-to-25?born=2027-05', field: 'born-month', says: /must not be in the future/ },
  { path: '/tools/0-to-25?born=2015-13', field: 'born-month', says: /no such month/ },
  { path: '/tools/0-to-25?born=1980-01', field: 'born-month', says: /ends at 25/ },
  { path: '/tools/appeal?certificate=2026-05-01', field: 'notice-day', says: /date of the council’s letter/ },
  {
    path: '/tools/appeal?notice=2026-05-01&certificate=2026-04-01',
    field: 'certificate-day',
    says: /must not be before/,
  },
  { path: '/tools/discrimination-claim?happened=2027-01-01', field: 'happened-day', says: /today or in the past/ },
  { path: '/tools/tribunal-order?ordered=2026-05-01', field: 'order-1', says: /Choose what the Tribunal ordered/ },
  {
    path: '/tools/when-things-go-wrong?words=xyzzy',
    field: 'words',
    says: /did not understand/,
    kept: { words: 'xyzzy' },
  },
  { path: '/tools/when-things-go-wrong?problem=late&age=40', field: 'age', says: /from 0 to 25/ },
];

test('what is filled in wrong is refused by its field, and stays there', async (t) => {
  const { get } = await startApp(t);
  for (const one of wrong) await t.test(one.path.slice(0, 90), () => checkRefusal(get, one));
});

async function checkRefusal(
  get: Visitor['get'],
  { path, field, says, kept = {} }: (typeof wrong)[number],
): Promise<void> {
  const page = await get(path);
  assert.equal(page.status, 422);
  assert.match(page.text, says);
  assert.deepEqual(
    page.find('.govuk-error-summary__list a').map((link) => link.getAttribute('href')),
    [`#${field}`],
  );
  assert.equal(page.find(`#${field}`).length, 1);
  for (const [box, value] of Object.entries(kept)) assert.equal(page.find(`#${box}`)[0]?.getAttribute('value'), value);
  assert.equal((await get(path.replace('?', '.ics?'))).status, 422);
}

test('every tool is on the list, has an empty form, and says how it works', async (t) => {
  const { get } = await startApp(t);
  const list = await get('/tools');
  const hrefs = list.find('.tile a').map((link) => link.getAttribute('href') ?? '');
  assert.ok(hrefs.length >= 11);
  // what these give is read or written down, not decided
  const decidesNothing = ['/tools/what-should-school-do', '/tools/my-views'];
  for (const href of hrefs) {
    assert.equal((await get(href)).status, 200, href);
    if (decidesNothing.includes(href)) continue;
    const explained = await get(`${href}/how-it-works`);
    assert.equal(explained.status, 200, href);
    assert.ok(explained.find('.graph-question').length > 0, href);
  }
});

test('the boxes of a form lead to one address that holds only what was filled in', async (t) => {
  const { get } = await startApp(t);
  const boxes = 'received-day=3&received-month=jan&received-year=2026&decided-day=&decision=&draft=';
  const answer = await get(`/tools/ehc-dates?${boxes}`);
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/tools/ehc-dates?received=2026-01-03');
  assert.equal((await get('/tools/ehc-dates?received-day=&received-month=&received-year=&decision=')).status, 200);
  assert.equal(
    (await get('/tools/phase-transfer?year_group=nursery&transfer=2027')).headers.location,
    '/tools/phase-transfer?year_group=-1&transfer=2027',
  );
});

test('a day or month is understood in the ways that people write it, and shared in one', async (t) => {
  const { get } = await startApp(t);
  const written: [typed: string, shared: string][] = [
    ['ehc-dates?received=2026-1-3', 'ehc-dates?received=2026-01-03'],
    ['ehc-dates?received=3/1/2026', 'ehc-dates?received=2026-01-03'],
    ['ehc-dates?received=3+January+2026', 'ehc-dates?received=2026-01-03'],
    ['0-to-25?born=2015-05-04', '0-to-25?born=2015-05'],
    ['0-to-25?born=May+2015', '0-to-25?born=2015-05'],
  ];
  for (const [typed, shared] of written) {
    const answer = await get(`/tools/${typed}`);
    assert.equal(answer.status, 303, typed);
    assert.equal(answer.headers.location, `/tools/${shared}`);
    assert.equal((await get(`/tools/${shared}`)).status, 200);
  }
});

test('words that a family types never stand in the address that is shared', async (t) => {
  const { get } = await startApp(t);
  const answer = await get('/tools/when-things-go-wrong?words=they+wont+assess+Tom&age=9');
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/tools/when-things-go-wrong?age=9&problem=refuse-assessment');
});

test(`a limit is late on the day after it, and not on the day itself (${today})`, async (t) => {
  const { get } = await startApp(t);
  assert.doesNotMatch((await get('/tools/ehc-dates?received=2026-10-05')).text, /the council is late/);
  assert.match((await get('/tools/ehc-dates?received=2026-10-04')).text, /the council is late/);
});

test('fields that came several times, and fields that are none, harm nothing', async (t) => {
  const { get } = await startApp(t);
  const page = await get('/tools/ehc-dates?received=2020-01-01&received=2026-10-12&name=Tom&__proto__=x&constructor=y');
  assert.equal(page.status, 200);
  assert.match(page.text, /23 November 2026/);
  assert.doesNotMatch(page.text, /Tom/);
});

test('a tool’s form, answer, calendar file and graph come from the browser’s cache while they are the same', async (t) => {
  const { get } = await startApp(t);
  const query = '?received=2026-10-12';
  for (const path of ['', '/ehc-dates', `/ehc-dates${query}`, `/ehc-dates.ics${query}`, '/ehc-dates/how-it-works']) {
    const { status, headers } = await get(`/tools${path}`);
    assert.equal(status, 200, path);
    const again = await get(`/tools${path}`, { 'if-none-match': headers.etag ?? '' });
    assert.equal(again.status, 304, path);
    assert.equal(again.body, '', path);
  }
  assert.equal((await get('/tools/ehc-dates?received=2025-02-30')).headers.etag, undefined);
});

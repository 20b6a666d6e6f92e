import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { extractText, getDocumentProxy } from 'unpdf';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleSchool } from '../schools/examples.ts';
import { exampleYear } from './examples.ts';
import { correctMemo, memosOfSchool } from './memos.ts';
import { moneyAsides } from './money-asides.ts';
import { saveEntry } from './money-entries.ts';

const earlier = new Date('2025-03-02T10:00:00Z');

test('a family looks a school up and reads its memo: each line to the penny, and the change from last year', async (t) => {
  const { get, db } = await startApp(t);
  await exampleYear(db, {
    begins: 2025,
    counts: [
      ['200', '60', '48'],
      ['90', '9', '20'],
    ],
    now: earlier,
  });
  await exampleYear(db, { begins: 2026, now: NOW });
  const found = await get('/money/schools?q=example+school+1');
  assert.match(found.text, /1 school, 2026 to 2027 SchoolFor special needs Example School 1 £72,186\.90/);
  assert.match((await get('/money/schools?q=nothing')).text, /No school with that name/);
  assert.match((await get('/money/schools?year=2025-to-2026&q=NR27+9AA')).text, /2 schools, 2025 to 2026/);
  assert.match(
    (await get('/money/schools/990001')).text,
    /2026 to 2027 £72,186\.90 \+£1,828\.90 2025 to 2026 £70,358\.00/,
  );
  const memo = await get('/money/schools/990001/2026-to-2027');
  for (const words of [
    /Pupils 210 £60\.89 £12,786\.90/,
    /Low results before 62 £610\.00 £37,820\.00/,
    /Deprived places 48 £300\.00 £14,400\.00/,
    /The same for each school 1 £7,180\.00 £7,180\.00/,
    /Total £72,186\.90/,
    /In 2025 to 2026 it was £70,358\.00\. That is £1,828\.90 more now \(2\.6%\)/,
    /rounded to the penny, half a penny up/,
    /It is not a fixed sum for each child/,
    /The school has not told us yet/,
  ])
    assert.match(memo.text, words);
  const again = await get('/money/schools/990001/2026-to-2027', { 'if-none-match': memo.headers.etag ?? '' });
  assert.equal(again.status, 304);
  for (const path of [
    '990001/2024-to-2025',
    '990009',
    '990001/2026-to-2027/2',
    '990001/2026-to-2027/0',
    'x',
    '990001/x.pdf',
  ])
    assert.equal((await get(`/money/schools/${path}`)).status, 404, path);
  const asides = await moneyAsides(db, (text) => text)(['990001', '123456']);
  assert.deepEqual([...asides.keys()], ['990001']);
  assert.deepEqual(asides.get('990001')?.years[0], { year: '2026 to 2027', amount: '£72,186.90' });
});

test('counts that would tell of single children are not on the page and not in the open table', async (t) => {
  const { app, get, db } = await startApp(t);
  const counts = [
    ['210', '62', '48'],
    ['90', '3', '20'],
    ['80', '9', '30'],
  ] as const;
  await exampleYear(db, { begins: 2025, counts, now: earlier });
  await exampleYear(db, { counts, now: NOW });
  const path = '/money/schools/990002/2026-to-2027';
  const memo = await get(path);
  assert.match(memo.text, /has £18,660 to £24,761 in its budget/);
  assert.match(memo.text, /Low results before fewer than 10 £610\.00 less than £6,100\.00/);
  assert.match(memo.text, /Deprived places 20 £300\.00 £6,000\.00/);
  assert.match(memo.text, /nor the exact sum: else everybody could tell who the children are/);
  assert.match(memo.text, /In 2025 to 2026 it was £18,660 to £24,761\. /, 'and no change of that');
  const pdf = await getDocumentProxy(new Uint8Array((await app.inject({ url: `${path}.pdf` })).rawPayload));
  const printed = (await extractText(pdf, { mergePages: true })).text;
  assert.match(printed, /fewer than 10 £610\.00 less than £6,100\.00/);
  const shown = [
    memo.text,
    printed,
    (await get('/money/schools')).text,
    (await get('/money/schools/990002')).text,
    (await get('/money/schools.csv')).body,
    (await get('/schools/990002')).text,
    (await get('/schools/990002/report')).text,
    (await get('/schools/compare?urn=990001&urn=990002')).text,
  ];
  for (const text of shown) assert.doesNotMatch(text, /20,?490|1,?830\.00/);
  assert.match(shown[2] ?? '', /Example School 2 £18,660 to £24,761/);
  assert.match(shown[3] ?? '', /2026 to 2027 £18,660 to £24,761 2025 to 2026 £18,660 to £24,761/);
  const csv = await get('/money/schools.csv');
  assert.match(
    csv.body,
    /990002,Example School 2,2026 to 2027,1,no,rates,90,60\.89,5480\.10,,610,,20,300,6000\.00,1,7180,7180\.00,low_attainment below 10,,18660\.10,24760\.10,no/,
  );
  assert.match(
    csv.body,
    /990001,Example School 1,2026 to 2027,1,no,rates,210,60\.89,12786\.90,62,610,37820\.00,48,300,14400\.00,1,7180,7180\.00,,72186\.90,72186\.90,72186\.90,no/,
  );
  assert.equal((await get('/money/schools.csv?year=2020-to-2021')).status, 404);
});

test('a memo can be printed as a PDF, and one that was replaced says so', async (t) => {
  const { app, get, db } = await startApp(t);
  await exampleYear(db, { now: NOW });
  const [memo] = await memosOfSchool(db, '990001');
  assert.ok(memo);
  const counts = new Map([['deprivation', '50']]);
  await correctMemo(
    db,
    memo,
    { counts, reason: 'Two were left out', met_from: 'The contingency' },
    { who: 'a test', now: NOW },
  );
  const now = await get('/money/schools/990001/2026-to-2027');
  assert.match(
    now.text,
    /This memo was corrected on 16 November 2026: Two were left out\. It was £72,186\.90, and is £72,786\.90 now\. The difference: The contingency\./,
  );
  const old = await get('/money/schools/990001/2026-to-2027/1');
  assert.match(
    old.text,
    /This memo no longer counts\. It was replaced on 16 November 2026 because: Two were left out\. The one that counts comes to £72,786\.90\..*has £72,186\.90/,
  );
  for (const path of ['/money/schools/990001/2026-to-2027.pdf', '/money/schools/990001/2026-to-2027.pdf?version=1']) {
    const answer = await app.inject({ url: path });
    assert.equal(answer.headers['content-type'], 'application/pdf');
    const pdf = await PDFDocument.load(answer.rawPayload);
    assert.equal(pdf.getTitle(), 'Money for special needs at Example School 1, 2026 to 2027');
  }
  assert.match((await get('/money/schools/990001')).text, /2026 to 2027 corrected £72,786\.90/);
});

test('a PDF of a version that is none is not there', async (t) => {
  const { app, db } = await startApp(t);
  await exampleYear(db, { now: NOW });
  for (const [query, status] of [
    ['', 200],
    ['?version=1', 200],
    ['?version=2', 404],
    ['?version=0', 404],
    ['?version=newest', 404],
  ] as const) {
    const answer = await app.inject({ url: `/money/schools/990001/2026-to-2027.pdf${query}` });
    assert.equal(answer.statusCode, status, query);
  }
});

test('where nothing is published the pages say so', async (t) => {
  const { get } = await startApp(t);
  assert.match((await get('/money/schools')).text, /has not put the sums of schools here yet/);
  assert.equal((await get('/money/schools.csv')).status, 404);
  for (const path of ['/money/delegated', '/money/balance', '/money/joining', '/money/forum'])
    assert.match((await get(path)).text, /Nothing stands here yet/, path);
  assert.match((await get('/money/early-years')).text, /The sums do not stand here yet/);
});

test('a school says what it spends: saved, published, read by families, and nothing of two writers is lost', async (t) => {
  const visitor = await startApp(t);
  const { get, post, db } = visitor;
  const counts = [
    ['210', '62', '48'],
    ['90', '4', '20'],
    ['80', '9', '20'],
  ] as const;
  await exampleYear(db, { counts, now: NOW });
  await signInAs(visitor, { email: 'senco@example.org', role: 'senco', school_urn: '990002' });
  assert.match((await get('/school/money')).text, /2026 to 2027 £21,100\.10/);
  const page = '/school/money/2026-to-2027';
  assert.match(
    (await get(page)).text,
    /Low results before 4 £610\.00 £2,440\.00/,
    'the school sees its own small numbers',
  );
  const spent = {
    seen: '0',
    amount_small_group: '12,000.50',
    from_small_group: 'notional',
    what_small_group: 'Reading <b>groups</b>',
    considered: ['training', 'plans', 'nonsense'],
  };
  const wrong = await post(page, { ...spent, amount_small_group: '-1', from_small_group: '', deed: 'publish' });
  assert.equal(wrong.status, 422);
  assert.match(
    wrong.text,
    /Help in small groups: the amount is -1, which is less than nothing.*choose out of which money/,
  );
  assert.match((await post(page, { seen: '0', deed: 'publish' })).text, /Write at least one thing/);
  assert.equal((await post(page, { ...spent, deed: 'save' })).headers.location, `${page}?done=saved`);
  const memo = '/money/schools/990002/2026-to-2027';
  assert.match((await get(memo)).text, /The school has not told us yet/, 'what waits is nobody’s');
  const late = await post(page, { ...spent, amount_small_group: '13000', deed: 'publish' });
  assert.equal(late.status, 409);
  assert.ok(late.find('input[value="13000"]').length === 1, 'and what was written is not lost');
  const seen = (await get(page)).find('input[name=seen]')[0]?.getAttribute('value') ?? '';
  assert.equal((await post(page, { ...spent, seen, deed: 'publish' })).status, 303);
  const read = await get(memo);
  assert.match(read.text, /Help in small groups Reading <b>groups<\/b> Element 2, for special needs £12,000\.50/);
  assert.match(
    read.text,
    /the school thought of: What training our staff need What education, health and care plans say/,
  );
  assert.equal((await get('/school/money/2025-to-2026')).status, 404);
  const aside = (await moneyAsides(db, (text) => text)(['990002'])).get('990002')?.spent;
  assert.deepEqual(aside?.uses, [{ use: 'Help in small groups', amount: '£12,000.50' }]);
  assert.match(
    (await get('/schools/990002')).text,
    /What it says it spent, 2026 to 2027 £12,000\.50 Written by the school on 16 November 2026\. We have not checked it\. Help in small groups £12,000\.50/,
  );
});

test('of pupils who are about to join, no small number can be taken from the whole', async (t) => {
  const { get, db } = await startApp(t);
  await exampleSchool(db, { urn: '990001', name: 'Pier School' });
  await exampleSchool(db, { urn: '990002', name: 'Sea School' });
  const deed = { who: 'a test', now: NOW };
  for (const [to, need, pupils] of [
    ['', 'autism', '60'],
    ['990001', 'autism', '50'],
    ['990002', 'autism', '8'],
    ['', 'senses', '4'],
    ['', 'physical', '40'],
    ['990001', 'physical', '20'],
  ] as const) {
    const entry = { starts: 'September 2027', joining: 'year_7', need, to, pupils, source: '' } as const;
    await saveEntry(db, 'forecast', { of: null, entry }, deed);
  }
  const { text } = await get('/money/joining');
  assert.match(
    text,
    /September 2027 Main needYear 7 \(secondary school\) Autism 60 Physical needs 40 Hearing or sight fewer than 5/,
  );
  // two of sixty join elsewhere: eight is told as few as well
  assert.match(
    text,
    /Pier School: September 2027 .*? Autism 50 Physical needs 20 Sea School: September 2027 .*? Autism fewer than 10/,
  );
});

test('a school works out whether its money is enough, and who pays', async (t) => {
  const visitor = await startApp(t);
  const { get, db } = visitor;
  await exampleYear(db, { now: NOW });
  await signInAs(visitor, { email: 'head@example.org', role: 'head', school_urn: '990001' });
  const at = '/school/money/work-it-out';
  assert.match((await get(at)).text, /You have £72,186\.90 in 2026 to 2027/);
  const enough = await get(`${at}?sen_support=31&cost_each=1400&high_needs=6`);
  assert.match(enough.text, /You would need £79,400\.00\. £7,213\.10 is missing\. Your budget is 90\.9% of that/);
  assert.match((await get(`${at}?cost=9450`)).text, /The school pays £6,000\.00\. The top-up is £3,450\.00/);
  assert.equal((await get(`${at}?cost=lots`)).status, 422);
  const other = await startApp(t, { db });
  await signInAs(other, { email: 'cluster@example.org', role: 'cluster_lead', school_urn: '990001' });
  assert.equal((await other.get('/school/money')).status, 403);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { exampleSchool } from '../schools/examples.ts';
import { writePublication } from './publications.ts';
import { reportAsides } from './report-asides.ts';
import { searchReports } from './report-texts.ts';

const content = (school: string, texts: Record<string, string>) => ({
  school,
  is_demonstration: false,
  items: Object.entries(texts).map(([key, text]) => ({ key, heading: `About ${key}`, text })),
  missing: [],
});
const by = 'a test';

test('what schools say is searched in all reports at once, with what was found marked', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const school = await exampleSchool(db);
  const other = await exampleSchool(db, { urn: '990002', name: 'Other High School', phase: 'secondary' });
  const text = 'We have a **quiet room** on each floor <b>& more</b>.';
  await writePublication(
    db,
    { urn: school.urn, by, content: content(school.name, { 'IR-3d': text, money: 'We spent money on training.' }) },
    NOW,
  );
  await writePublication(
    db,
    { urn: other.urn, by, content: content(other.name, { 'IR-3d': 'There is no quiet room yet.' }) },
    NOW,
  );
  const page = await visitor.get('/schools/reports?q=quiet+rooms');
  assert.match(page.text, /2 places in the reports of 2 schools/);
  assert.deepEqual([...new Set(page.find('mark').map((mark) => mark.text))], ['quiet', 'room']);
  assert.match(page.body, /href="\/schools\/990001\/report#IR-3d"/);
  assert.match(
    (await visitor.get('/schools/reports?q=quiet&phase=secondary')).text,
    /1 place in the reports of 1 school\b/,
  );
  assert.match((await visitor.get('/schools/reports?q=money&part=money')).text, /spent money on training/);
  assert.match((await visitor.get('/schools/reports?q=zebra')).text, /Nothing found/);
  // what was said before is not found any more
  await writePublication(db, { urn: other.urn, by, content: content(other.name, { 'IR-3d': 'A den.' }) }, NOW);
  assert.equal((await searchReports(db, { q: 'quiet', key: '', phase: '' }, { limit: 20, offset: 0 })).total, 1);
});

for (const q of ['', '"', "' or 1=1 --", '%', 'a & | ! ( :*', 'x'.repeat(900), '\u0002\u0003'])
  test(`any question is answered: ${q.slice(0, 20)}`, async (t) => {
    const visitor = await startApp(t);
    const answer = await visitor.get(
      `/schools/reports?${new URLSearchParams({ q, part: 'nothing', phase: '[]', page: '-1' })}`,
    );
    assert.equal(answer.status, 200);
  });

test('of a school whose report nobody has looked at, nothing is said but that', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const { urn } = await exampleSchool(db);
  assert.match((await visitor.get(`/schools/${urn}/report`)).text, /We have not looked for this school’s report yet/);
  await db
    .insertInto('report_address')
    .values({ urn, address: 'https://school.example.org/sen', given_by: by, given_at: NOW })
    .execute();
  await db
    .insertInto('report_check')
    .values({ urn, checked_at: NOW, address: 'https://school.example.org/sen', state: 'missing', result: '{}' })
    .execute();
  const waiting = await visitor.get(`/schools/${urn}/report`);
  assert.match(waiting.text, /We have not checked this school’s report yet/);
  assert.equal(waiting.find('a[href="https://school.example.org/sen"]').length, 1);
  assert.equal((await visitor.get('/schools/111111/report')).status, 404);
  assert.equal((await visitor.get(`/schools/${urn}/report.pdf`)).status, 404);
});

test('what a person confirmed is told, item by item, and shows the duties of the school', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const { urn } = await exampleSchool(db);
  const items = {
    'IR-3c': { found: true, confidence: 0.9, passage: 'We teach in small steps.' },
    'IR-3e': { found: true, confidence: 0.9, passage: 'A reading group each day.' },
    'IR-3f': { found: false, confidence: 0.8, passage: null },
    'IR-7': { found: false, confidence: 0.4, passage: null },
  };
  const { id } = await db
    .insertInto('report_check')
    .values({
      urn,
      checked_at: NOW,
      address: 'https://school.example.org/sen',
      state: 'incomplete',
      dated: '2026-09-01',
      result: JSON.stringify({ items }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('report_confirmation')
    .values({
      check_id: id,
      corrections: JSON.stringify({ 'IR-7': true }),
      state: 'incomplete',
      confirmed_by: by,
      confirmed_at: NOW,
    })
    .execute();
  const page = await visitor.get(`/schools/${urn}/report`);
  assert.match(page.text, /Report checked on 16 November 2026: 20 of the 23 things that the law asks for are missing/);
  assert.match(page.text, /There How pupils with needs are taught/);
  assert.match(page.text, /Not found Taking part in activities/);
  assert.match(page.text, /There How parents are involved/);
  const aside = (await reportAsides(db, [urn], NOW)).get(urn);
  assert.equal(aside?.href, 'https://school.example.org/sen');
  assert.deepEqual(
    aside?.duties.map(({ state }) => state),
    ['met', 'not shown', 'not shown', 'met', 'met'],
  );
});

test('a family says that a link is of no use: it waits at the desk once for a school', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const { urn } = await exampleSchool(db);
  const at = `/schools/${urn}/report/broken`;
  assert.equal((await visitor.post(at, {})).status, 422);
  assert.equal((await visitor.post(at, { problem: 'nothing' })).status, 422);
  assert.equal((await visitor.post(at, { problem: 'broken', website: 'spam' })).status, 422);
  for (const problem of ['broken', 'old']) {
    const sent = await visitor.post(at, { problem });
    assert.equal(sent.status, 303);
    assert.match((await visitor.get(sent.headers.location ?? '')).text, /Thank you\. We look at it/);
  }
  const items = await db.selectFrom('desk_item').select(['kind', 'subject_id', 'due_on']).execute();
  assert.deepEqual(items, [{ kind: 'report_link', subject_id: urn, due_on: '2026-11-21' }]);
  assert.equal((await visitor.post('/schools/111111/report/broken', { problem: 'old' })).status, 404);
});

test('the guide has the model and a template, which is a file to write into', async (t) => {
  const visitor = await startApp(t);
  const guide = await visitor.get('/schools/reports/guide');
  assert.equal(guide.find('section.report-text').length, 24);
  const template = await visitor.get('/schools/reports/template.html');
  assert.match(template.headers['content-disposition'] ?? '', /^attachment/);
  assert.equal(template.find('h2').length, 24);
});

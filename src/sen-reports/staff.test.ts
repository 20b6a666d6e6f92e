import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { exampleSchool } from '../schools/examples.ts';
import { itemKeys } from './item-rules.ts';

async function atCouncil(t: TestContext) {
  const jobs: string[] = [];
  const visitor = await startApp(t, { soon: async (job) => void jobs.push(job) });
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  const school = await exampleSchool(visitor.db);
  return { ...visitor, school, jobs };
}

const address = 'https://school.example.org/sen';

async function aCheck(db: Db, urn: string, lacking: readonly string[] = []): Promise<number> {
  const items = Object.fromEntries(
    itemKeys.map((key) => {
      const found = !lacking.includes(key);
      return [key, { found, confidence: found ? 0.9 : 0.1, passage: found ? `A passage about ${key}.` : null }];
    }),
  );
  const { id } = await db
    .insertInto('report_check')
    .values({
      urn,
      checked_at: NOW,
      address,
      state: lacking.length > 0 ? 'incomplete' : 'current',
      dated: '2026-09-01',
      result: JSON.stringify({ items, problems: [], advice_service: { state: 'wrong', address: null, passage: 'x' } }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const privateAddresses = [
  'http://127.0.0.1/x',
  'http://2130706433/',
  'http://10.0.0.1/',
  'http://localhost:8080/',
  'http://localhost./',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://intranet/report',
  'http://files.school.local/',
];

const answers = (lacking: readonly string[] = []) =>
  Object.fromEntries(itemKeys.map((key) => [`item-${key}`, lacking.includes(key) ? 'no' : 'yes']));

test('the council sees the state of every school, filters it, and takes it as a table', async (t) => {
  const { db, get, school } = await atCouncil(t);
  await exampleSchool(db, { urn: '990002', name: 'Other High School', phase: 'secondary' });
  await exampleSchool(db, { urn: '990003', name: 'Far School', area: 'out_of_area' });
  await aCheck(db, school.urn);
  const page = await get('/staff/reports');
  assert.match(page.text, /2 schools of the area/);
  assert.match(page.text, /1 check waits for a person/);
  assert.match(page.text, /Address unknown: 1 Nobody has looked for it yet: 1/);
  const secondary = await get('/staff/reports?phase=secondary&state=not_looked&year=unknown&page=x');
  assert.match(secondary.text, /Other High School/);
  assert.doesNotMatch(secondary.text, /Example Primary/);
  const csv = await get('/staff/reports.csv?waits=yes');
  assert.match(csv.body, /^\uFEFFURN,School,/);
  assert.match(csv.body, /990001,Example Primary School,Primary,yes,Address unknown,yes/);
  assert.doesNotMatch(csv.body, /Other High School/);
});

test('a person confirms what a check found, once; then families read it and its passages are searched', async (t) => {
  const { db, get, post, school } = await atCouncil(t);
  const check = String(await aCheck(db, school.urn));
  const at = `/staff/reports/${school.urn}`;
  assert.match((await get(at)).text, /A passage about IR-3a/);
  assert.match((await get(at)).text, /The advice service that it names: that of another council\./);
  assert.equal((await post(`${at}/confirm`, { ...answers(), state: 'current', check: '0' })).status, 409);
  assert.equal((await post(`${at}/confirm`, { ...answers(), state: 'current', check })).status, 303);
  assert.match((await get(at)).text, /Confirmed: Checked: nothing missing/);
  assert.match(
    (await get(`/schools/${school.urn}/report`)).text,
    /Report checked on 16 November 2026: nothing missing/,
  );
  assert.match((await get('/schools/reports?q=passage')).text, /23 places in the reports of 1 school/);
  assert.equal(
    (await post(`${at}/confirm`, { ...answers(['IR-1']), state: 'incomplete', note: 'x', check })).status,
    409,
  );
});

for (const { name, form, words } of [
  { name: 'an item without an answer', form: { 'item-IR-1': '' }, words: /Say of “The kinds of need/ },
  {
    name: 'nothing missing, though something is',
    form: { 'item-IR-1': 'no', note: 'x' },
    words: /1 of 23 things are not there/,
  },
  { name: 'a correction without a reason', form: { 'item-IR-1': 'no', state: 'incomplete' }, words: /Write why/ },
  { name: 'no state', form: { state: 'perfect' }, words: /Choose what it comes to/ },
] as { name: string; form: Record<string, string>; words: RegExp }[])
  test(`what contradicts itself is not taken: ${name}`, async (t) => {
    const { db, post, school } = await atCouncil(t);
    const check = String(await aCheck(db, school.urn));
    const answer = await post(`/staff/reports/${school.urn}/confirm`, {
      ...answers(),
      state: 'current',
      check,
      ...form,
    });
    assert.equal(answer.status, 422);
    assert.match(answer.text, words);
    assert.equal((await db.selectFrom('report_confirmation').select('check_id').execute()).length, 0);
  });

test('a person corrects what a check got wrong, with a reason', async (t) => {
  const { db, get, post, school } = await atCouncil(t);
  const check = String(await aCheck(db, school.urn, ['IR-9']));
  const form = { ...answers(), state: 'current', note: 'It is on page 4.', check };
  assert.equal((await post(`/staff/reports/${school.urn}/confirm`, form)).status, 303);
  const { corrections } = await db.selectFrom('report_confirmation').select('corrections').executeTakeFirstOrThrow();
  assert.deepEqual(corrections, { 'IR-9': true });
  assert.match((await get(`/schools/${school.urn}/report`)).text, /nothing missing/);
});

test('staff say where a report stands; only an address of the web is taken', async (t) => {
  const { db, get, post, school } = await atCouncil(t);
  const at = `/staff/reports/${school.urn}/address`;
  for (const wrong of ['javascript:alert(1)', 'school.example.org', 'ftp://x.example.org', ...privateAddresses])
    assert.equal((await post(at, { address: wrong })).status, 422, wrong);
  assert.match(
    (await post(at, { address: 'http://10.0.0.1/' })).text,
    /Error: Write an address that families can open/,
  );
  assert.equal((await post(at, { address })).status, 303);
  assert.match((await get(`/schools/${school.urn}/report`)).body, /https:\/\/school\.example\.org\/sen/);
  assert.equal((await post('/staff/reports/111111/address', { address })).status, 404);
  const rows = await db.selectFrom('report_address').select(['address', 'given_by']).execute();
  assert.deepEqual(rows, [{ address, given_by: 'mo@example.org' }]);
  assert.equal((await post(at, {})).status, 422);
  assert.equal((await db.selectFrom('report_address').select('id').execute()).length, 1);
  assert.equal((await post(at, { address: '' })).status, 303);
  assert.match((await get(`/schools/${school.urn}/report`)).text, /We could not find this school’s report/);
});

test('a report is checked now: the page says so, the log too, and a new address is looked at without asking', async (t) => {
  const { db, get, post, school, jobs } = await atCouncil(t);
  const at = `/staff/reports/${school.urn}`;
  assert.match((await get(at)).text, /It has not been looked at yet/);
  assert.equal((await post(`${at}/check`, {})).headers.location, `${at}?done=asked`);
  const page = await get(at);
  assert.match(page.text, /It is being checked: mo@example\.org asked on 16 November 2026/);
  assert.equal(page.find(`form[action="${at}/check"]`).length, 0);
  const { action, entity_id } = await db
    .selectFrom('audit')
    .select(['action', 'entity_id'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  assert.deepEqual([action, entity_id], ['asked_for_report_check', school.urn]);
  const without = await exampleSchool(db, { urn: '990007', website: null });
  assert.equal((await post(`/staff/reports/${without.urn}/check`, {})).status, 409);
  assert.equal((await post('/staff/reports/111111/check', {})).status, 404);
  await db.deleteFrom('report_ask').execute();
  await post(`${at}/address`, { address });
  assert.match((await get(at)).text, /It is being checked/);
  assert.equal(jobs.filter((job) => job === 'check-reports').length, 2);
});

test('a broken link that families reported is mended at the desk, or the school is asked to', async (t) => {
  const { db, get, post, school } = await atCouncil(t);
  await db
    .insertInto('senco')
    .values({
      urn: school.urn,
      name: 'Sam',
      email: 'senco@school.example.org',
      appointed_on: '2024-09-01',
      written_by: 'x',
      written_at: NOW,
    })
    .execute();
  const item = async () =>
    (await db.selectFrom('desk_item').select('id').where('decided_at', 'is', null).executeTakeFirstOrThrow()).id;
  await post(`/schools/${school.urn}/report/broken`, { problem: 'broken' });
  const first = await item();
  assert.match((await get(`/staff/items/${first}`)).text, /The link does not open \(16 November 2026\)/);
  assert.equal((await post(`/staff/items/${first}/report-link`, { answer: 'mended' })).status, 422);
  for (const wrong of privateAddresses)
    assert.equal((await post(`/staff/items/${first}/report-link`, { answer: 'mended', address: wrong })).status, 422);
  assert.equal((await post(`/staff/items/${first}/report-link`, { answer: 'mended', address })).status, 303);
  assert.match((await get(`/schools/${school.urn}/report`)).body, /https:\/\/school\.example\.org\/sen/);
  await post(`/schools/${school.urn}/report/broken`, { problem: 'unreadable' });
  assert.equal((await post(`/staff/items/${await item()}/report-link`, { answer: 'asked' })).status, 303);
  const mails = await db
    .selectFrom('mail')
    .select(['to_address', 'text'])
    .where('key', 'like', 'report-link:%')
    .execute();
  assert.equal(mails.length, 1);
  assert.equal(mails[0]?.to_address, 'senco@school.example.org');
  assert.match(mails[0]?.text ?? '', /I cannot read it/);
});

test('who has another role sees none of it', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'ewan@example.org', role: 'ehc_coordinator' });
  for (const path of ['/staff/reports', '/staff/reports.csv', '/staff/reports/990001'])
    assert.equal((await visitor.get(path)).status, 403, path);
});

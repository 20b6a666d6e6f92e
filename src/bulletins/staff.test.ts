import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Answer, NOW, startApp, type Visitor } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import { personOf } from '../people/persons.ts';
import { giveRole } from '../people/roles.ts';
import { exampleSchool } from '../schools/examples.ts';
import { exampleBulletin, exampleContent } from './examples.ts';
import { publishPlannedBulletins } from './jobs.ts';

const form = {
  type: 'information',
  title: 'Dates of the school census',
  summary: 'When the counts are taken.',
  markdown: 'The count is on a day in January.',
  readers: 'everybody',
  contact_role: 'School data team',
  contact_email: 'data@council.example.org',
};

async function editor(t: TestContext): Promise<Visitor> {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'wendy@example.org', role: 'content_editor' });
  return visitor;
}

async function make(visitor: Visitor, change: Record<string, string> = {}): Promise<string> {
  const made = await visitor.post('/staff/bulletins/new', { ...form, action: 'save', ...change });
  assert.equal(made.status, 303, made.text.slice(0, 600));
  return (made.headers.location ?? '').split('?')[0] ?? '';
}

const versionIn = (answer: Answer) => answer.find('input[name=version]')[0]?.getAttribute('value') ?? '';

async function send(visitor: Visitor, page: string, change: Record<string, string>) {
  const version = versionIn(await visitor.get(page));
  return visitor.post(page, { ...form, version, ...change });
}

test('a bulletin gets its number when it is published, one after another, and each year begins with 1', async (t) => {
  const visitor = await editor(t);
  const [first, second] = [await make(visitor), await make(visitor, { title: 'Another' })];
  assert.equal((await visitor.get('/bulletins')).find('.asked-item').length, 0, 'nothing is public yet');
  assert.equal((await send(visitor, second, { title: 'Another', action: 'publish' })).status, 303);
  assert.equal((await send(visitor, first, { action: 'publish' })).status, 303);
  assert.match((await visitor.get('/bulletins/2026/1')).text, /Another/);
  assert.match((await visitor.get('/bulletins/2026/2')).text, /Dates of the school census/);
  assert.equal((await visitor.get('/bulletins/2-26')).headers.location, '/bulletins/2026/2');
  assert.equal((await visitor.get('/bulletins/2026/3')).status, 404);
  const next = await exampleBulletin(visitor.db, {}, new Date('2027-01-01T00:30:00Z'));
  assert.deepEqual([next.year, next.number], [2027, 1]);
  const still = await exampleBulletin(visitor.db, {}, new Date('2026-12-31T23:30:00Z'));
  assert.deepEqual([still.year, still.number], [2026, 3]);
});

test('what is missing or wrong is said beside its field, and nothing typed is lost', async (t) => {
  const visitor = await editor(t);
  const wrong = await visitor.post('/staff/bulletins/new', {
    ...form,
    type: 'action',
    title: '',
    'roles.senco': 'yes',
    action: 'save',
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Write a title/);
  assert.match(wrong.text, /Write the day by which it is to be done/);
  assert.ok(wrong.find('input[name="roles.senco"][checked]').length, 'the box stays ticked');
  const page = await make(visitor);
  const checked = await send(visitor, page, {
    markdown: '# Too big\n\n<b>no</b> [click here](/nowhere)',
    action: 'publish',
  });
  assert.equal(checked.status, 422);
  assert.match(checked.text, /things keep it from being published/);
  const inSpite = await send(visitor, page, {
    markdown: 'See [the page](/nowhere).',
    action: 'publish',
    override_reason: 'It comes tomorrow.',
  });
  assert.equal(inSpite.status, 303);
  const linked = await make(visitor, { markdown: 'See [sheet 1/26](/bulletins/2026/1).' });
  assert.equal(
    (await send(visitor, linked, { markdown: 'See [sheet 1/26](/bulletins/2026/1).', action: 'publish' })).status,
    303,
    'another bulletin is there',
  );
});

test('a correction keeps the number, says why, and leaves the earlier text readable', async (t) => {
  const visitor = await editor(t);
  const page = await make(visitor);
  await send(visitor, page, { action: 'publish' });
  const silent = await send(visitor, page, { markdown: 'The count is in February.', action: 'publish' });
  assert.equal(silent.status, 422);
  assert.match(silent.text, /Say why it is corrected/);
  const because = 'The month was wrong.';
  assert.equal(
    (await send(visitor, page, { markdown: 'The count is in February.', because, action: 'save' })).status,
    303,
  );
  assert.doesNotMatch((await visitor.get('/bulletins/2026/1')).text, /February/, 'a correction that waits is not read');
  assert.equal(
    (await send(visitor, page, { markdown: 'The count is in February.', because, action: 'publish' })).status,
    303,
  );
  const read = await visitor.get('/bulletins/2026/1');
  assert.match(read.text, /MI Sheet 1\/26/, 'the number stays');
  assert.match(read.text, /Corrected on 16 November 2026 because: The month was wrong\./);
  assert.match(read.text, /in February/);
  assert.match(read.text, /What this correction changed/);
  const changed = (mark: string) => read.find(`.compared ${mark}`).map((one) => one.textContent.trim());
  assert.deepEqual([changed('del').at(-1), changed('ins').at(-1)], ['January', 'February']);
  const before = await visitor.get('/bulletins/2026/1/versions/1');
  assert.match(before.text, /This is an earlier text/);
  assert.match(before.text, /on a day in January/);
  assert.equal((await visitor.get('/bulletins/2026/1/versions/3')).status, 404);
  for (const odd of ['x', '0', '01', '1e0', '0x1', '1.0', '-1', ' 1'])
    assert.equal((await visitor.get(`/bulletins/2026/1/versions/${encodeURIComponent(odd)}`)).status, 404, odd);
});

test('a text that was for schools only stays so when a correction opens it, and one that a correction closes is closed whole', async (t) => {
  const visitor = await editor(t);
  const page = await make(visitor, { readers: 'schools' });
  await send(visitor, page, { readers: 'schools', action: 'publish' });
  assert.equal((await visitor.get('/bulletins/2026/1')).status, 403);
  const words = { markdown: 'The count is in May.', readers: 'everybody', because: 'Everybody may know.' };
  await send(visitor, page, { ...words, action: 'publish' });
  const opened = await visitor.get('/bulletins/2026/1');
  assert.equal(opened.status, 200);
  assert.doesNotMatch(opened.text, /January/, 'nor does what it changed tell of it');
  assert.equal((await visitor.get('/bulletins/2026/1/versions/1')).status, 404);
  await send(visitor, page, { readers: 'schools', because: 'Not yet.', action: 'publish' });
  for (const path of ['/bulletins/2026/1', '/bulletins/2026/1/versions/1', '/bulletins/2026/1/versions/2'])
    assert.equal((await visitor.get(path)).status, 403, path);
});

test('a form for a new bulletin that is sent twice makes one', async (t) => {
  const visitor = await editor(t);
  const first = await make(visitor);
  assert.equal(await make(visitor), first);
  assert.notEqual(await make(visitor, { title: 'Another' }), first);
  await send(visitor, first, { action: 'publish' });
  assert.notEqual(await make(visitor), first, 'what is out is not what waits');
});

test('two editors at once: nobody’s words are lost, and both texts are shown', async (t) => {
  const visitor = await editor(t);
  const page = await make(visitor);
  const version = versionIn(await visitor.get(page));
  assert.equal((await visitor.post(page, { ...form, version, markdown: 'The one text.', action: 'save' })).status, 303);
  const late = await visitor.post(page, { ...form, version, markdown: 'The other text.', action: 'save' });
  assert.equal(late.status, 409);
  assert.equal(late.find('#markdown')[0]?.textContent.trim(), 'The other text.');
  assert.match(
    late
      .find('del')
      .map((one) => one.textContent)
      .join(' '),
    /one/,
  );
  assert.equal(
    (await visitor.post(page, { ...form, version: versionIn(late), markdown: 'Both texts.', action: 'save' })).status,
    303,
  );
  const versions = await visitor.get(`${page}/versions`);
  assert.equal(versions.find('.asked-item').length, 3);
  assert.match((await visitor.get(`${page}/versions/2`)).text, /The one text\./);
  assert.equal((await visitor.get(`${page}/versions/9`)).status, 404);
});

test('what is planned goes out by itself at its time, or not where the plan is taken back', async (t) => {
  const visitor = await editor(t);
  const [page, other] = [await make(visitor), await make(visitor, { title: 'Another' })];
  assert.match(
    (await send(visitor, page, { publish_at: '2026-11-16T09:00', action: 'publish' })).text,
    /still to come/,
  );
  await send(visitor, page, { publish_at: '2026-11-17T07:30', action: 'publish' });
  await send(visitor, other, { title: 'Another', publish_at: '2026-11-17T07:30', action: 'publish' });
  assert.match((await visitor.get(page)).text, /Goes out on 17 November 2026 at 07:30/);
  const version = versionIn(await visitor.get(other));
  assert.equal((await visitor.post(`${other}/state`, { version, action: 'unplan' })).status, 303);
  await publishPlannedBulletins(visitor.db, new Date('2026-11-17T07:29:00Z'), visitor.app);
  assert.equal((await visitor.get('/bulletins/2026/1')).status, 404);
  await publishPlannedBulletins(visitor.db, new Date('2026-11-17T07:30:00Z'), visitor.app);
  await publishPlannedBulletins(visitor.db, new Date('2026-11-17T07:31:00Z'), visitor.app);
  assert.equal((await visitor.get('/bulletins/2026/1')).status, 200);
  assert.equal((await visitor.get('/bulletins/2026/2')).status, 404);
});

test('what is withdrawn says so at its address, leaves lists and feeds, and keeps its number', async (t) => {
  const visitor = await editor(t);
  const page = await make(visitor);
  await send(visitor, page, { action: 'publish' });
  const version = versionIn(await visitor.get(page));
  const silent = await visitor.post(`${page}/state`, { version, action: 'withdraw', withdrawn_because: ' ' });
  assert.equal(silent.status, 422);
  assert.match(silent.text, /Say why it is withdrawn/);
  assert.equal(
    (await visitor.post(`${page}/state`, { version: '1', action: 'withdraw', withdrawn_because: 'Wrong.' })).status,
    409,
  );
  assert.equal(
    (await visitor.post(`${page}/state`, { version, action: 'withdraw', withdrawn_because: 'It was sent by mistake.' }))
      .status,
    303,
  );
  const gone = await visitor.get('/bulletins/2026/1');
  assert.equal(gone.status, 410);
  assert.match(gone.text, /1\/26 was withdrawn/);
  assert.match(gone.text, /It was sent by mistake\./);
  assert.equal((await visitor.get('/bulletins')).find('.asked-item').length, 0);
  assert.equal((await visitor.get('/bulletins/2026')).status, 200, 'the address of its year stays, too');
  assert.doesNotMatch((await visitor.get('/bulletins.atom')).body, /<entry>/);
  const late = await send(visitor, page, { because: 'No.', action: 'publish', version: '3' });
  assert.equal(late.status, 409);
  assert.equal((await exampleBulletin(visitor.db, {}, NOW)).number, 2);
  const given = await make(visitor);
  const own = versionIn(await visitor.get(given));
  assert.equal(
    (await visitor.post(`${given}/state`, { version: own, action: 'withdraw', withdrawn_because: 'x' })).status,
    422,
  );
  assert.equal((await visitor.post(`${given}/state`, { version: own, action: 'discard' })).status, 303);
  assert.equal((await visitor.get('/staff/bulletins')).text.includes('Not published yet: 0'), true);
});

test('staff see which schools have answered an action, remind the others once a day, and take the table away', async (t) => {
  const db = await inTransaction(t);
  const visitor = await startApp(t, { db });
  await signInAs(visitor, { email: 'wendy@example.org', role: 'content_editor' });
  await exampleSchool(db, { urn: '990001', name: 'Alder Primary School' });
  await exampleSchool(db, { urn: '990002', name: 'Beech Primary School' });
  await exampleSchool(db, { urn: '990003', name: 'Cedar High School', phase: 'secondary' });
  await exampleSchool(db, { urn: '990004', name: 'Closed School', status: 'closed' });
  await exampleSchool(db, { urn: '990005', name: 'School Next Door', area: 'out_of_area' });
  const head = await personOf(db, { email: 'head@example.org', name: 'Head', now: NOW });
  await giveRole(db, { person_id: head.id, role: 'head', school_urn: '990001' }, { now: NOW, by: 'a test' });
  const content = { type: 'action', due_on: '2026-11-10', phases: ['primary'], title: 'Send your figures' } as const;
  const { id, number } = await exampleBulletin(db, { ...exampleContent, ...content, phases: ['primary'] }, NOW);
  await db
    .insertInto('bulletin_answer')
    .values({
      bulletin_id: id,
      urn: '990002',
      answer: 'done',
      note: '=SUM(1)',
      edition: 1,
      answered_at: NOW,
      answered_by: 'Bea',
    })
    .execute();
  const page = `/staff/bulletins/${id}/answers`;
  const seen = await visitor.get(page);
  assert.match(seen.text, /Of 2 schools, 1 say that it is done, 0 have read it, 1 have not answered/);
  assert.match(seen.text, /Alder Primary School 990001 Head \(head teacher\): has not answered Not answered Overdue/);
  assert.doesNotMatch(seen.text, /Cedar|Closed School|Next Door/);
  assert.doesNotMatch((await visitor.get(`${page}?show=done`)).text, /Alder/);
  assert.equal((await visitor.post(`/staff/bulletins/${id}/remind`, {})).status, 303);
  const again = await visitor.post(`/staff/bulletins/${id}/remind`, {});
  assert.match(again.headers.location ?? '', /already/);
  const mails = await db
    .selectFrom('mail')
    .select(['to_address', 'subject', 'text'])
    .where('key', 'like', 'bulletin-reminder:%')
    .execute();
  assert.deepEqual(
    mails.map(({ to_address }) => to_address),
    ['head@example.org'],
  );
  assert.match(mails[0]?.subject ?? '', new RegExp(`MI Sheet ${number}/26 waits for your answer`));
  assert.match((await visitor.get(page)).text, /They were reminded today/);
  const csv = await visitor.get(`${page}.csv`);
  assert.match(csv.body, /^urn,school,kind/);
  assert.match(csv.body, /990002,Beech Primary School,.*,done,no,.*,Bea,"'=SUM\(1\)"/);
  assert.match(csv.body, /990001,Alder Primary School,.*,not answered,yes/);
  assert.equal((await visitor.get('/staff/bulletins/999/answers')).status, 404);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { sayRewriting } from '../content/page-writing.ts';
import { exampleService } from '../directory/examples.ts';
import { seedProgramme } from './demonstration.ts';
import { queueLatePromises } from './jobs.ts';
import { promisedBy, slugOf, stateOfPromise } from './stage-rules.ts';

const cases = [
  [{ due_on: '2026-11-16', came: null, came_on: null }, 'to_come'],
  [{ due_on: '2026-11-15', came: null, came_on: null }, 'late'],
  [{ due_on: '2026-11-15', came: 'kept', came_on: '2026-11-15' }, 'kept'],
  [{ due_on: '2026-11-15', came: 'kept', came_on: '2026-11-16' }, 'kept_late'],
  [{ due_on: '2026-11-15', came: 'moved', came_on: null }, 'moved'],
  [{ due_on: '2027-11-15', came: 'dropped', came_on: null }, 'dropped'],
] as const;
for (const [promise, state] of cases)
  test(`a promise for ${promise.due_on} that was ${promise.came ?? 'not settled'} is ${state}`, () =>
    assert.equal(stateOfPromise(promise, '2026-11-16'), state));

test('a title of signs alone has an address too', () =>
  assert.deepEqual([slugOf('New school: the East!'), slugOf('???')], ['new-school-the-east', 'item']));

const said = (stage: 'planned' | 'proposed' | 'available_now' | 'closed', due_on: string | null, said_on: string) => ({
  stage,
  due_on,
  said_on,
});
test('what a record promised stays: the dates that were moved, the one that was kept, and the one that was dropped', () => {
  const first = said('proposed', '2026-05-01', '2026-01-01');
  const promises = promisedBy([
    first,
    said('planned', '2026-05-01', '2026-02-01'),
    said('planned', '2026-09-01', '2026-04-01'),
  ]);
  assert.deepEqual(
    promises.map(({ due_on, came }) => [due_on, came]),
    [
      ['2026-05-01', 'moved'],
      ['2026-09-01', null],
    ],
  );
  const [kept] = promisedBy([first, said('available_now', null, '2026-05-02')]);
  assert.deepEqual([kept?.came, kept?.came_on, kept?.said_on], ['kept', '2026-05-02', '2026-01-01']);
  assert.equal(promisedBy([first, said('closed', '2026-04-01', '2026-03-01')])[0]?.came, 'dropped');
  assert.equal(promisedBy([first, said('closed', first.due_on, '2026-03-01')])[0]?.came, 'dropped');
  assert.equal(promisedBy([first, said('proposed', null, '2026-03-01')])[0]?.came, 'dropped');
  assert.deepEqual(promisedBy([said('available_now', null, '2026-01-01'), said('planned', null, '2026-02-01')]), []);
});

const form = {
  kind: 'school',
  title: 'A new school',
  summary: 'It is planned.',
  stage: 'planned',
  decided_by: 'The cabinet',
  version: '',
  published: 'yes',
};

test('what is in development is written down, promised, late, queued, moved and kept, and nothing of it is lost', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { role: 'commissioner' });
  assert.equal((await visitor.post('/staff/programme/new', {})).status, 422);
  assert.equal(
    (await visitor.post('/staff/programme/new', { ...form, take_part_href: 'javascript:alert(1)' })).status,
    422,
  );
  assert.equal((await visitor.post('/staff/programme/new', { ...form, stage: 'open' })).status, 422);
  assert.equal((await visitor.post('/staff/programme/new', { ...form, take_part_until: '0000-01-01' })).status, 422);
  assert.equal((await visitor.post('/staff/programme/new', form)).status, 303);
  const { id } = await db.selectFrom('development').select('id').executeTakeFirstOrThrow();
  const at = `/staff/programme/${id}`;
  assert.equal(
    (await visitor.post(`${at}/promises`, { what: 'It opens', due_on: '2026-11-15', due_words: 'yesterday' })).status,
    422,
  );
  assert.equal(
    (await visitor.post(`${at}/promises`, { what: 'It opens', due_on: '2026-12-20', due_words: 'autumn 2026' })).status,
    303,
  );
  assert.match((await visitor.get('/in-development/a-new-school')).text, /It opens: autumn 2026 Still to come/);
  const later = new Date('2027-01-04T10:00:00Z');
  await queueLatePromises(db, NOW);
  const waits = () =>
    db
      .selectFrom('desk_item')
      .select(['id', 'title'])
      .where('kind', '=', 'late_promise')
      .where('decided_at', 'is', null)
      .execute();
  assert.equal((await waits()).length, 0);
  await queueLatePromises(db, later);
  await queueLatePromises(db, later);
  const [item, ...more] = await waits();
  assert.equal(more.length, 0);
  assert.match(item?.title ?? '', /Late: A new school: It opens \(autumn 2026\)/);
  assert.equal((await visitor.get(`/staff/items/${item?.id}`)).headers.location, `${at}#promises`);
  const { id: promise } = await db.selectFrom('development_promise').select('id').executeTakeFirstOrThrow();
  const settle = {
    promise: String(promise),
    came: 'moved',
    next_on: '2027-09-30',
    next_words: 'autumn 2027',
    settle_note: 'The roof.',
  };
  assert.equal((await visitor.post(`${at}/settle`, { ...settle, settle_note: '' })).status, 422);
  const came = { ...settle, came: 'kept', came_on: '0000-01-01' };
  assert.equal((await visitor.post(`${at}/settle`, came)).status, 422);
  assert.equal((await visitor.post(`${at}/settle`, { ...settle, promise: '0' })).status, 404);
  assert.equal((await visitor.post(`${at}/settle`, settle)).status, 303);
  assert.equal((await visitor.post(`${at}/settle`, settle)).status, 409);
  assert.equal((await waits()).length, 0);
  const page = await visitor.get('/in-development/a-new-school');
  assert.match(page.text, /autumn 2026 Moved.*The roof.*autumn 2027 Still to come/);
  assert.match(page.text, /Promised: It opens, autumn 2026.*Moved: It opens/);
  assert.equal((await visitor.post(at, { ...form, title: 'Another name', version: '1' })).status, 303);
  assert.equal((await visitor.post(at, { ...form, version: '1' })).status, 409);
  assert.equal((await visitor.get('/in-development/a-new-school')).status, 200, 'the address stays');
  assert.equal((await visitor.post(at, { ...form, version: '2', published: '' })).status, 303);
  assert.equal((await visitor.get('/in-development/a-new-school')).status, 404);
});

test('services that say so themselves, and pages being rewritten, appear without anybody writing them down', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await exampleService(db, {
    name: 'Planned swim',
    local_offer: { commitment: { commitment: 'planned', starts_on: '2026-10-01', note: 'A new pool.' } },
  });
  const page_of = (path: string) =>
    db.selectFrom('page').select(['id', 'version', 'section']).where('path', '=', path).executeTakeFirstOrThrow();
  const rewrite = async (path: string, until: string | undefined, day: string) =>
    sayRewriting(db, await page_of(path), until ? { until, note: 'New law', hides: false } : undefined, {
      by: 'An editor',
      now: new Date(day),
    });
  await rewrite('/about/one-place', '2026-11-30', '2026-10-01');
  await rewrite('/about/one-place', '2027-01-01', '2026-11-20');
  await rewrite('/about/who-runs-it', '2026-11-01', '2026-10-01');
  await rewrite('/about/who-runs-it', undefined, '2026-11-05');
  const save = (commitment: 'planned' | 'available_now', starts_on: string | undefined, day: string) =>
    exampleService(
      db,
      { source_id: 'come', name: 'New choir', local_offer: { commitment: { commitment, starts_on } } },
      { now: new Date(day) },
    );
  await save('planned', '2026-11-01', '2026-08-01');
  await save('available_now', undefined, '2026-11-10');
  const page = await visitor.get('/in-development');
  assert.match(page.text, /Planned swim.*Late.*A new pool/);
  assert.match(page.text, /Done: it is there.*New choir.*It starts: 1 November 2026 It came late/);
  assert.match(page.text, /The page is back: 30 November 2026 .*Moved.*The page is back: 1 January 2027/);
  assert.match(page.text, /Done: it is there.*The page is back: 1 November 2026 It came late/);
  await queueLatePromises(db, NOW);
  const items = await db.selectFrom('desk_item').select('title').where('kind', '=', 'late_promise').execute();
  assert.deepEqual(
    items.map(({ title }) => title),
    ['Late: Planned swim'],
  );
});

test('a document under way shows how far it is, who answers for it, its next date, and the group that writes it', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'commissioner' });
  const group = {
    name: 'Guidance group',
    remit: 'To write the guidance.',
    members: 'Head teacher, a school\n\n Two parents, the forum ',
    begins_on: '2026-09-01',
    ends_on: '2026-08-01',
    outputs: '',
    version: '',
    published: 'yes',
  };
  const groups = '/staff/programme/groups';
  for (const wrong of [{}, group, { ...group, ends_on: '', members: ' \n ' }, { ...group, begins_on: '2026-02-30' }])
    assert.equal((await visitor.post(`${groups}/new`, wrong)).status, 422, JSON.stringify(wrong));
  assert.equal((await visitor.post(`${groups}/new`, { ...group, ends_on: '2026-11-01' })).status, 303);
  const { id } = await visitor.db.selectFrom('task_group').select('id').executeTakeFirstOrThrow();
  const document = { ...form, kind: 'document', title: 'Guidance', stage: 'drafting', take_part_until: '2026-12-01' };
  const add = (more: Record<string, string>) => visitor.post('/staff/programme/new', { ...document, ...more });
  assert.equal((await add({})).status, 422, 'a document has somebody who answers for it');
  assert.equal((await add({ owner: 'Inclusion team', task_group_id: '0' })).status, 422);
  assert.equal((await add({ owner: 'Inclusion team', task_group_id: String(id) })).status, 303);
  const page = await visitor.get('/in-development');
  assert.match(
    page.text,
    /Being written \. Who answers for it: Inclusion team , with the Guidance group|Being written\. Who/,
  );
  assert.match(page.text, /Next date: 1 December 2026: the last day to take part/);
  const [shown] = page.find(`#group-${id}`);
  assert.deepEqual(
    shown?.querySelectorAll('li').map((one) => one.text),
    ['Ended', 'Head teacher, a school', 'Two parents, the forum', 'Guidance'],
  );
  assert.equal(
    (await visitor.post(`${groups}/${id}`, { ...group, ends_on: '', published: '', version: '1' })).status,
    303,
  );
  const late = await visitor.post(`${groups}/${id}`, { ...group, name: 'Mine', ends_on: '', version: '1' });
  assert.equal(late.status, 409);
  assert.match(late.body, /Guidance group[\s\S]*Mine/);
  assert.equal((await visitor.get('/in-development')).find(`#group-${id}`).length, 0, 'no longer shown');
  for (const wrong of ['0', 'x', '9'.repeat(30)]) assert.equal((await visitor.get(`${groups}/${wrong}`)).status, 404);
});

test('the demonstration says that it is one, and promises no day that has passed', async (t) => {
  const visitor = await startApp(t);
  assert.equal(await seedProgramme(visitor.db, NOW), 12);
  assert.equal(await seedProgramme(visitor.db, NOW), 0);
  const page = await visitor.get('/in-development');
  assert.equal(page.find('.asked-item').length, 12 + 2);
  assert.match(page.text, /1 of 12 is late now/);
  for (const one of page.find('.asked-item')) assert.match(one.structuredText, /Made up, for the demonstration/);
  assert.equal((await visitor.get('/in-development/new-special-schools')).status, 200);
});

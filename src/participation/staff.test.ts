import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { exampleComment, exampleSending } from './examples.ts';
import { savePageRating } from './page-ratings.ts';

/** Sends the form of a comment's page that leads to a state, as it stands there, with fields filled in. */
async function take(visitor: Visitor, item: number | string, to: string, fields: Record<string, string> = {}) {
  const page = await visitor.get(`/staff/items/${item}`);
  const form = page.find('main form').find((one) => one.querySelector(`input[name="to"][value="${to}"]`));
  assert.ok(form, `there is a form that leads to ${to}`);
  const version = form.querySelector('input[name="version"]')?.getAttribute('value') ?? '';
  return visitor.post(form.getAttribute('action') ?? '', { to, version, ...fields });
}

const sorted = { topic: 'accessibility', page: '' };
const answered = {
  answer: 'You are right: the words were hard.',
  action: 'We wrote the page anew in May.',
  answer_id: '',
};

async function stateOf({ db }: Visitor, reference: string) {
  return (await db.selectFrom('comment').select('state').where('reference', '=', reference).executeTakeFirst())?.state;
}

test('a comment is read, made anonymous, answered and published, and its writer gets the answer once', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  const body = 'My son Jake cannot read it. Ring 01632 960 777.';
  const { reference, item, id } = await exampleComment(db, { body, reply_to: 'parent@example.org' }, NOW);

  const queue = await visitor.get('/staff?kind=comment');
  assert.match(queue.text, /Comment: How easy it is to use/);
  const page = await visitor.get(`/staff/items/${item}`);
  assert.match(page.text, /26 November 2026, due in 10 days/);
  assert.ok(page.text.includes(body) && page.text.includes('parent@example.org'));
  assert.deepEqual(
    page.find('input[name="to"]').map((field) => field.getAttribute('value')),
    ['triaged'],
  );

  assert.equal((await take(visitor, item, 'triaged', sorted)).status, 303);
  const phone = await take(visitor, item, 'anonymised', {
    words: 'Somebody cannot read it. Ring 01632 960 777.',
    checked: 'yes',
  });
  assert.equal(phone.status, 422);
  assert.match(phone.find('.govuk-error-summary')[0]?.text ?? '', /Take out a phone number: 01632 960 777/);
  const name = await take(visitor, item, 'anonymised', { words: 'My son Jake cannot read it.' });
  assert.equal(name.status, 422);
  assert.match(name.find('.govuk-error-summary')[0]?.text ?? '', /say that they show nobody: My son Jake/);
  assert.equal(name.find('#words')[0]?.text.trim(), 'My son Jake cannot read it.');
  assert.equal((await take(visitor, item, 'anonymised', { words: 'A child cannot read it.' })).status, 303);

  const empty = await take(visitor, item, 'answered', { answer: '', action: '' });
  assert.equal(empty.status, 422);
  assert.equal((await take(visitor, item, 'answered', answered)).status, 303);
  const mail = () => db.selectFrom('mail').selectAll().where('to_address', '=', 'parent@example.org').execute();
  assert.match((await mail())[0]?.text ?? '', /You are right: the words were hard[\s\S]*We wrote the page anew/);
  assert.doesNotMatch((await mail())[0]?.text ?? '', /Jake/);

  assert.equal((await take(visitor, item, 'published')).status, 303);
  assert.equal((await mail()).length, 1);
  assert.equal(await stateOf(visitor, reference), 'published');
  const done = await visitor.get(`/staff/items/${item}`);
  assert.match(done.text, /Decided: published/);
  assert.equal((await visitor.get('/staff?kind=comment')).find('tbody a').length, 0);
  const steps = await db
    .selectFrom('comment_step')
    .select(['state', 'by'])
    .where('comment_id', '=', id)
    .orderBy('id')
    .execute();
  assert.deepEqual(
    steps.map(({ state }) => state),
    ['triaged', 'anonymised', 'answered', 'published'],
  );
  const audit = await db
    .selectFrom('audit')
    .select('action')
    .where('entity_id', '=', reference)
    .orderBy('id')
    .execute();
  assert.deepEqual(
    audit.map(({ action }) => action),
    ['triaged_comment', 'anonymised_comment', 'answered_comment', 'published_comment'],
  );
});

test('what was published can be taken back at once, and waits at the desk again', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'content_editor' });
  const { item, reference } = await exampleComment(visitor.db, {}, NOW);
  await take(visitor, item, 'triaged', sorted);
  await take(visitor, item, 'anonymised', { words: 'Hard to read.' });
  await take(visitor, item, 'answered', answered);
  await take(visitor, item, 'published');
  const back = await take(visitor, item, 'anonymised', { words: 'Hard.' });
  assert.equal(await stateOf(visitor, reference), 'anonymised');
  assert.notEqual(back.headers.location, `/staff/items/${item}`);
  assert.match((await visitor.get(back.headers.location ?? '')).text, /Comment taken back/);
});

test('a comment is left out for a reason of the law only, and its writer is told whom to talk to', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { role: 'moderator' });
  const { item, reference } = await exampleComment(db, { reply_to: 'parent@example.org' }, NOW);
  await take(visitor, item, 'triaged', sorted);
  for (const exclusion of ['', 'we do not like it'])
    assert.equal((await take(visitor, item, 'excluded', { exclusion })).status, 422);
  assert.equal((await take(visitor, item, 'excluded', { exclusion: 'individual_case' })).status, 303);
  assert.equal(await stateOf(visitor, reference), 'excluded');
  const [mail] = await db.selectFrom('mail').selectAll().where('to_address', '=', 'parent@example.org').execute();
  assert.match(mail?.text ?? '', /\/contact/);
  const page = await visitor.get(`/staff/items/${item}`);
  assert.match(page.text, /Not to be published: It is about the services/);
  assert.match(page.text, /Decided: excluded somebody, [^.]*\. It is about the services/);
  await take(visitor, item, 'triaged', sorted);
  assert.equal(await stateOf(visitor, reference), 'triaged');
});

test('no step is left out, whatever is posted', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'moderator' });
  const { item, reference } = await exampleComment(visitor.db, {}, NOW);
  const wrong = { published: {}, anonymised: { words: 'x' }, answered, excluded: { exclusion: 'vexatious' } };
  for (const [to, fields] of Object.entries(wrong)) {
    const answer = await visitor.post(`/staff/items/${item}/comment`, { to, version: '0', ...fields });
    assert.equal(answer.status, 409, to);
  }
  assert.equal((await visitor.post(`/staff/items/${item}/comment`, { to: 'constructor', version: '0' })).status, 404);
  assert.equal(await stateOf(visitor, reference), 'received');
});

test('whoever works from an older version, or while somebody else has it, loses nothing and changes nothing', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { email: 'one@example.org', role: 'moderator' });
  const { item, reference } = await exampleComment(db, {}, NOW);
  await take(visitor, item, 'triaged', sorted);
  await take(visitor, item, 'anonymised', { words: 'First text.' });
  const late = await visitor.post(`/staff/items/${item}/comment`, {
    to: 'anonymised',
    version: '1',
    words: 'Second text.',
  });
  assert.equal(late.status, 409);
  assert.match(late.text, /Somebody else has worked on this comment/);
  assert.ok(late.text.includes('First text.'));
  assert.equal(late.find('#words')[0]?.text.trim(), 'Second text.');
  const other = await startApp(t, { db });
  await signInAs(other, { email: 'two@example.org', role: 'moderator' });
  const page = await other.get(`/staff/items/${item}`);
  assert.match(page.text, /one has this until/);
  const taken = await other.post(`/staff/items/${item}/comment`, { to: 'answered', version: '2', ...answered });
  assert.equal(taken.status, 409);
  assert.deepEqual(
    taken.find('textarea[readonly]').map((field) => field.text),
    [answered.answer, answered.action],
  );
  assert.equal(await stateOf(visitor, reference), 'anonymised');
});

test('sorting a comment to a service tells its owners', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const owner = await startApp(t, { db });
  await signInAs(owner, { email: 'owner@example.org', role: 'owner', organization_id: service.organization.id });
  await signInAs(visitor, { role: 'moderator' });
  const { item } = await exampleComment(db, { page: 'your swimming page' }, NOW);
  await take(visitor, item, 'triaged', { topic: 'content_quality_gaps', page: `/services/${service.slug}` });
  const mails = await db
    .selectFrom('mail')
    .select('subject')
    .where('to_address', '=', 'owner@example.org')
    .where('key', 'like', 'comment-%')
    .execute();
  assert.deepEqual(
    mails.map(({ subject }) => subject),
    ['A comment about Splash Saturday swimming waits'],
  );
  assert.match((await visitor.get(`/staff/items/${item}`)).text, /Splash Saturday swimming/);
});

test('an answer that was given already can be given to another comment', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { role: 'moderator' });
  for (const body of ['Hard to read.', 'I cannot read it.']) {
    const { item } = await exampleComment(db, { body }, NOW);
    await take(visitor, item, 'triaged', sorted);
    await take(visitor, item, 'anonymised', { words: body });
    const page = await visitor.get(`/staff/items/${item}`);
    const earlier = page.find('#answer_id option').at(1)?.getAttribute('value') ?? '';
    await take(visitor, item, 'answered', earlier ? { answer: '', action: '', answer_id: earlier } : answered);
    await take(visitor, item, 'published');
  }
  const rows = await db.selectFrom('comment').select(['answer_id', 'state']).execute();
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['published', 'published'],
  );
  assert.equal(new Set(rows.map(({ answer_id }) => answer_id)).size, 1);
});

test('who only sees the desk reads no words before they are anonymous, and takes no step', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'commissioner' });
  const { item } = await exampleComment(visitor.db, { body: 'A secret of ours', reply_to: 'parent@example.org' }, NOW);
  const page = await visitor.get(`/staff/items/${item}`);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.body, /secret of ours|parent@example/);
  assert.equal(
    (await visitor.post(`/staff/items/${item}/comment`, { to: 'triaged', version: '0', ...sorted })).status,
    403,
  );
  assert.equal((await visitor.get('/staff/comments')).status, 200);
});

test('what somebody wrote about a page is read at the desk, and what came of it noted', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { role: 'moderator' });
  await savePageRating(db, { page: '/about', is_helpful: false, body: 'Too long' }, exampleSending(NOW));
  const { id } = await db.selectFrom('desk_item').select('id').executeTakeFirstOrThrow();
  assert.match((await visitor.get(`/staff/items/${id}`)).text, /it was not helpful.*Too long/);
  assert.equal((await visitor.post(`/staff/items/${id}/rating`, {})).status, 422);
  assert.equal((await visitor.post(`/staff/items/${id}/rating`, { outcome: 'page_changed' })).status, 303);
  assert.match((await visitor.get(`/staff/items/${id}`)).text, /Decided: page changed/);
  assert.equal((await visitor.post(`/staff/items/${id}/rating`, { outcome: 'nothing_to_change' })).status, 409);
});

test('all comments are listed by state, the newest first', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'administrator' });
  const first = await exampleComment(visitor.db, {}, new Date('2026-11-01T10:00:00Z'));
  const second = await exampleComment(visitor.db, {}, NOW);
  await take(visitor, first.item, 'triaged', sorted);
  const all = await visitor.get('/staff/comments');
  assert.deepEqual(
    all.find('tbody a').map((link) => link.text),
    [second.reference, first.reference],
  );
  const some = await visitor.get('/staff/comments?state=triaged');
  assert.deepEqual(
    some.find('tbody a').map((link) => link.text),
    [first.reference],
  );
  assert.match((await visitor.get('/staff/comments?state=published')).text, /There is no comment here/);
});

const byPhone = {
  came_by: 'phone',
  came_on: '2026-11-12',
  topic: 'accessibility',
  body: 'I have no internet. Who sends me the list?',
  page: '',
  reply_to: '01632 960 555',
};

test('a comment that came by phone is written down, and goes the way of any other; its writer is phoned', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  assert.equal((await visitor.get('/staff/comments')).find('a[href="/staff/comments/new"]').length, 1);
  const token = (await visitor.get('/staff/comments/new')).find('input[name=token]')[0]?.getAttribute('value') ?? '';
  const saved = await visitor.post('/staff/comments/new', { ...byPhone, token });
  const again = await visitor.post('/staff/comments/new', { ...byPhone, token });
  assert.equal(again.headers.location, saved.headers.location, 'a second press writes nothing down twice');
  const reference = /saved=(CO-[\w-]+)/.exec(saved.headers.location ?? '')?.[1] ?? '';
  assert.match((await visitor.get(saved.headers.location ?? '')).text, new RegExp(`It is at the desk.*${reference}`));
  const item = (await visitor.get('/staff')).find('tbody a')[0]?.getAttribute('href')?.split('/').at(-1) ?? '';
  const page = await visitor.get(`/staff/items/${item}`);
  assert.match(page.text, /It came By phone, written down by mo/);
  assert.doesNotMatch(page.text, /About the page/);
  assert.match(page.text, /Came on 12 November 2026\. Due on 22 November 2026/);
  await take(visitor, item, 'triaged', sorted);
  await take(visitor, item, 'anonymised', { words: 'Who sends me the list?' });
  assert.equal((await visitor.post(`/staff/items/${item}/comment-told`, {})).status, 404, 'nothing to tell yet');
  await take(visitor, item, 'answered', answered);
  assert.match((await visitor.get(`/staff/items/${item}`)).text, /phone or write to 01632 960 555/);
  assert.equal((await visitor.post(`/staff/items/${item}/comment-told`, {})).status, 303);
  const told = await visitor.get(`/staff/items/${item}`);
  assert.match(told.text, /Its writer was told the answer: mo/);
  assert.doesNotMatch(told.text, /I have told them/);
  await take(visitor, item, 'published');
  assert.equal(await stateOf(visitor, reference), 'published');
  assert.match((await visitor.get('/you-said-we-did')).text, /Who sends me the list/);
  assert.match((await visitor.get('/staff/comments/report')).text, /How they came By phone: 1/);
  const { item: other } = await exampleComment(db, { page: '/about' }, NOW);
  assert.match((await visitor.get(`/staff/items/${other}`)).text, /About the page \/about Wants an answer/);
  const deed = await db.selectFrom('audit').select('who').where('action', '=', 'recorded_comment').execute();
  assert.deepEqual(deed, [{ who: 'mo@example.org' }]);
});

test('what is wrong with a comment that is written down is said, and nothing of it lost', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'content_editor' });
  const wrong: [fields: Record<string, string>, says: RegExp][] = [
    [{ came_by: 'form' }, /Choose how it came/],
    [{ came_on: '' }, /Write the day on which it came/],
    [{ came_on: '2026-11-17' }, /is still to come/],
    [{ came_on: '2024-11-15' }, /longer ago than we keep comments, which is 24 months/],
    [{ topic: 'x' }, /Choose what it is about/],
    [{ body: ' ' }, /Write the comment/],
    [{ reply_to: 'x'.repeat(301) }, /How to answer has 301 characters/],
  ];
  for (const [fields, says] of wrong) {
    const answer = await visitor.post('/staff/comments/new', { ...byPhone, ...fields });
    assert.equal(answer.status, 422);
    assert.match(answer.text, says);
    assert.match(answer.body, fields.body ? /01632 960 555/ : /I have no internet/);
  }
  assert.equal((await visitor.db.selectFrom('comment').select('id').execute()).length, 0);
  const cora = await startApp(t, { db: visitor.db });
  await signInAs(cora, { email: 'cora@example.org', role: 'commissioner' });
  assert.equal((await cora.post('/staff/comments/new', byPhone)).status, 403);
});

test('a letter that speaks of harm reaches the duty contact when it is written down', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'moderator' });
  await visitor.post('/staff/comments/new', { ...byPhone, came_by: 'post', body: 'He hit my son at the club.' });
  const urgent = await visitor.db.selectFrom('mail').select('to_address').where('key', 'like', 'urgent:%').execute();
  assert.deepEqual(urgent, [{ to_address: 'duty@council.example.org' }]);
  assert.match((await visitor.get('/staff')).find('tbody tr')[0]?.text ?? '', /Urgent/);
});

test('what somebody wrote about a service’s page is passed on to its owners in the council’s words, or taken back', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const owner = await startApp(t, { db });
  await signInAs(owner, { email: 'owner@example.org', role: 'owner', organization_id: service.organization.id });
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  const rating = { page: `/services/${service.slug}`, is_helpful: false, body: 'Jake was cold. Ring 01632 960 777.' };
  await savePageRating(db, rating, exampleSending(NOW));
  const { id } = await db.selectFrom('desk_item').select('id').executeTakeFirstOrThrow();
  const path = `/staff/items/${id}/rating`;
  assert.match((await visitor.post(path, { outcome: 'passed_on', words: ' ' })).text, /Write what you pass on/);
  const phone = await visitor.post(path, { outcome: 'passed_on', words: 'Ring 01632 960 777.' });
  assert.equal(phone.status, 422);
  assert.match(phone.text, /Take out a phone number/);
  assert.equal((await visitor.post(path, { outcome: 'passed_on', words: 'The water is cold.' })).status, 303);
  const letters = async () =>
    db
      .selectFrom('mail')
      .select(['subject', 'text'])
      .where('to_address', '=', 'owner@example.org')
      .where('key', 'not like', 'sign-in%')
      .orderBy('id')
      .execute();
  const [came, passed] = await letters();
  assert.match(came?.subject ?? '', /^Somebody wrote about the page of Splash/);
  assert.match(passed?.text ?? '', /The water is cold\./);
  assert.doesNotMatch(JSON.stringify(await letters()), /Jake|960 777/);
  assert.equal((await visitor.post(`/staff/items/${id}/undo`, {})).status, 303);
  assert.match((await letters()).at(-1)?.text ?? '', /no longer holds/);
  const report = await visitor.get('/staff/comments/report');
  assert.match(report.text, /\/services\/splash-saturday-swimming 1 0/);
});

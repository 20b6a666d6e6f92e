import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';

const forum = {
  on_day: '2026-11-10',
  kind: 'asked',
  who: 'Parent carer forum',
  how: 'meeting',
  topic: 'accessibility',
  what: 'Whether the pages can be read on a phone.',
  people: '24',
  came_of: '',
  version: '',
};

test('whom the officer told and asked is written down, found again, and what came of it added', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'wendy@example.org', role: 'content_editor' });
  const empty = await visitor.get('/staff/outreach');
  assert.match(empty.text, /Local Offer officer: local\.offer\.officer@council\.example\.org/);
  assert.match(empty.text, /Nothing is written down yet/);
  assert.match(empty.text, /Asked about “How easy it is to use”: not yet\. The law asks for comments on it/);
  assert.equal((await visitor.post('/staff/outreach/new', forum)).status, 303);
  await visitor.post('/staff/outreach/new', {
    ...forum,
    on_day: '2025-05-01',
    kind: 'told',
    who: 'Health visitors =cmd',
    topic: '',
    people: '',
  });
  const page = await visitor.get('/staff/outreach');
  assert.match(page.text, /In 2026 Told 0 times, asked 1 time; 24 people.*“How easy it is to use”: 1 time/);
  const names = (answer: typeof page) => answer.find('article h3').map((heading) => heading.text);
  assert.deepEqual(names(page), ['We asked: Parent carer forum', 'We told: Health visitors =cmd']);
  for (const query of ['?q=forum+phone', '?year=2026', '?kind=asked'])
    assert.deepEqual(names(await visitor.get(`/staff/outreach${query}`)), ['We asked: Parent carer forum'], query);
  assert.match((await visitor.get('/staff/outreach?q=%25')).text, /Nothing is like that/);
  const address = page.find('article a')[0]?.getAttribute('href') ?? '';
  const form = await visitor.get(address);
  assert.equal(form.find('#who')[0]?.getAttribute('value'), 'Parent carer forum');
  await visitor.post(address, { ...forum, version: '1', came_of: 'We made the letters larger.' });
  assert.match((await visitor.get('/staff/outreach')).text, /What came of it: We made the letters larger/);
  const late = await visitor.post(address, { ...forum, version: '1', came_of: 'Nothing.' });
  assert.equal(late.status, 409);
  assert.match(late.text, /As it stands now.*We made the letters larger\..*/);
  assert.equal(late.find('#came_of')[0]?.text.trim(), 'Nothing.');
  const csv = await visitor.get('/staff/outreach.csv?kind=told');
  assert.match(csv.body, /2025-05-01,We told,Health visitors =cmd,At a meeting,/);
});

test('what is wrong with an entry is said, and nothing of it is lost', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'moderator' });
  const wrong: [fields: Record<string, string>, says: RegExp][] = [
    [{ on_day: 'soon' }, /Write the day/],
    [{ on_day: '2026-11-17' }, /That day is still to come/],
    [{ kind: 'x' }, /Choose whether people were told or asked/],
    [{ who: ' ' }, /Write which group or organisation it was/],
    [{ how: '' }, /Choose how/],
    [{ topic: 'x' }, /Choose a topic of the list/],
    [{ what: '' }, /Write what you told or asked/],
    [{ people: 'many' }, /Write how many people as a number/],
    [{ people: '-3' }, /Write how many people as a number/],
  ];
  for (const [fields, says] of wrong) {
    const answer = await visitor.post('/staff/outreach/new', { ...forum, came_of: 'My words', ...fields });
    assert.equal(answer.status, 422);
    assert.match(answer.text, says);
    assert.match(answer.body, /My words/);
  }
  assert.deepEqual(await visitor.db.selectFrom('outreach').select('id').execute(), []);
  for (const id of ['999', 'x', '1%00']) assert.equal((await visitor.get(`/staff/outreach/${id}`)).status, 404, id);
  assert.equal((await visitor.post('/staff/outreach/999', forum)).status, 404);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW } from '../../test/app.ts';
import {
  answerStep,
  approveDraft,
  beginDraft,
  formOf,
  handInDraft,
  openDraft,
  owner,
  sendStep,
} from '../../test/provider.ts';
import { handedIn, publishDraft } from './drafts.ts';
import { exampleService } from './examples.ts';
import { findService } from './services.ts';

test('the second of two editors sees both versions, and nothing is lost', async (t) => {
  const visitor = await owner(t);
  const { get, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  const [mine, theirs] = [await formOf(visitor, `${draft}/what`), await formOf(visitor, `${draft}/what`)];
  const cost = await formOf(visitor, `${draft}/cost`);
  assert.equal((await post(`${draft}/what`, { ...theirs, summary: 'Their summary is this.' })).status, 303);
  const answer = await post(`${draft}/what`, { ...mine, summary: 'My summary is that.' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /Somebody else saved this page while you wrote/);
  assert.match(answer.text, /In one or two sentences My summary is that\. Their summary is this\./);
  assert.equal(answer.find('#summary')[0]?.textContent, 'My summary is that.');
  const seen = answer.find('input[name="seen"]')[0]?.getAttribute('value') ?? '';
  const both = { ...mine, summary: 'My summary is that. Their summary is this.', seen };
  assert.equal((await post(`${draft}/what`, both)).status, 303);
  assert.equal((await post(`${draft}/cost`, { ...cost, costs: 'Free' })).status, 303, 'another page is no conflict');
  assert.match((await get(`${draft}/preview`)).text, /My summary is that\. Their summary is this\./);
});

test('what changed elsewhere while a draft was open stays changed', async (t) => {
  const visitor = await owner(t);
  const { db, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  await post(`${draft}/cost`, { ...(await formOf(visitor, `${draft}/cost`)), costs: 'Free' });
  await exampleService(db, { email: 'new-address@example.org' }, { now: NOW });
  await post(`/provider/services/${service.id}/state`, { deed: 'pause' });
  await post(`${draft}/hand-in`, { version: (await formOf(visitor, draft)).version ?? '' });
  const id = draft.split('/').at(-1) ?? '';
  const waiting = await handedIn(db, id);
  assert.deepEqual(
    waiting?.changes.map(({ field }) => field),
    ['cost_options'],
  );
  assert.ok(waiting);
  await publishDraft(db, id, { record: waiting.record, now: NOW, by: 'Local Offer officer' });
  const live = await findService(db, service.id);
  assert.deepEqual(
    [live?.email, live?.status, live?.cost_options[0]?.amount],
    ['new-address@example.org', 'temporarily closed', 0],
  );
});

test('what was changed both in a draft and elsewhere is shown beside each other, and nothing is lost', async (t) => {
  const visitor = await owner(t);
  const { db, get, service } = visitor;
  const draft = await openDraft(visitor, service);
  await answerStep(visitor, draft, 'what', { summary: 'What the provider wrote.' });
  await answerStep(visitor, draft, 'contact', { email: 'draft@example.org' });
  assert.doesNotMatch((await get(draft)).text, /Changed elsewhere, too/);
  await exampleService(db, { summary: 'What the council wrote.', fees: 'Free for carers.' }, { now: NOW });
  const page = await get(draft);
  assert.match(page.text, /Changed elsewhere, too/);
  assert.match(page.text, /Summary What the provider wrote\. What the council wrote\./);
  assert.equal(page.find(`a[href="${draft}/what"]`).length > 1, true, 'a link leads to the page');
  assert.doesNotMatch(page.find('section.card')[0]?.text ?? '', /draft@example\.org|carers/, 'only where they differ');
  await handInDraft(visitor, draft);
  assert.match((await get(draft)).text, /What the provider wrote\. What the council wrote\./, 'while it waits, too');
  await approveDraft(visitor, draft);
  const live = await findService(db, service.id);
  assert.deepEqual(
    [live?.summary, live?.email, live?.fees],
    ['What the provider wrote.', 'draft@example.org', 'Free for carers.'],
  );
});

test('pages that are sent twice save once, and a draft is handed in once', async (t) => {
  const visitor = await owner(t);
  const { db, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  assert.equal(await openDraft(visitor, service), draft, 'one draft of a record');
  const form = { ...(await formOf(visitor, `${draft}/cost`)), costs: 'Free' };
  assert.equal((await post(`${draft}/cost`, form)).status, 303);
  assert.equal((await post(`${draft}/cost`, form)).status, 303, 'the same again is no conflict');
  const { version = '' } = await formOf(visitor, draft);
  for (let n = 0; n < 2; n++) assert.equal((await post(`${draft}/hand-in`, { version })).status, 303);
  const items = await db.selectFrom('desk_item').select('id').execute();
  assert.equal(items.length, 1);
  assert.equal((await post(`${draft}/discard`, {})).status, 422, 'what waits is not thrown away');
  await approveDraft(visitor, draft);
  for (const deed of ['hand-in', 'take-back', 'discard', 'cost'])
    assert.equal((await post(`${draft}/${deed}`, { version })).status, 404, deed);
});

test('a new record or organisation that is sent twice is begun once', async (t) => {
  const visitor = await owner(t);
  const { db, post, service } = visitor;
  const begin = () => beginDraft(visitor, service.organization_id, 'Big kites');
  const draft = await begin();
  assert.equal(await begin(), draft);
  await answerStep(visitor, draft, 'what', { summary: 'It has been written on.' });
  assert.notEqual(await begin(), draft, 'somebody may want a second one of that name');
  const kites = { name: 'Kite club', email: 'kite@example.org', url: '', words: 'I founded it last year.' };
  const first = await post('/provider/new-organisation', kites);
  assert.equal((await post('/provider/new-organisation', kites)).headers.location, first.headers.location);
  assert.equal((await db.selectFrom('claim').select('id').execute()).length, 1);
});

test('what was handed in after somebody else changed it is not sent to the council unread', async (t) => {
  const visitor = await owner(t);
  const { post, service } = visitor;
  const draft = await openDraft(visitor, service);
  await answerStep(visitor, draft, 'cost', { costs: 'Free' });
  const { version = '' } = await formOf(visitor, draft);
  await answerStep(visitor, draft, 'what', { summary: 'Changed by a colleague.' });
  const early = await post(`${draft}/hand-in`, { version });
  assert.equal(early.status, 422);
  assert.match(early.text, /Somebody has changed this since you opened the page/);
  for (const wrong of ['', '-1', '1e3', 'x', '99999999999999999999'])
    assert.equal((await post(`${draft}/hand-in`, { version: wrong })).status, 422, wrong);
});

test('what is changed of an organisation stands on all its records, and sending another draft undoes none of it', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  const cinema = await exampleService(db, { source_id: 'cinema', name: 'Quiet cinema' }, { now: NOW });
  const begun = await openDraft(visitor, cinema);
  const draft = await openDraft(visitor, service);
  await answerStep(visitor, draft, 'organisation', {
    organisation_name: 'Splash and Screen',
    organisation_description: 'Two volunteers who know a pool and a cinema.',
    organisation_phones: '01632 960100 (mornings)',
    organisation_email: 'all@example.org',
    organisation_url: 'www.example.org',
  });
  await handInDraft(visitor, draft);
  await approveDraft(visitor, draft);
  for (const slug of [service.slug, cinema.slug]) {
    const page = await get(`/services/${slug}`);
    for (const words of [
      /By Splash and Screen/,
      /Two volunteers who know/,
      /01632 960100 mornings/,
      /all@example\.org/,
    ])
      assert.match(page.text, words);
  }
  await answerStep(visitor, begun, 'cost', { costs: 'Free' });
  await handInDraft(visitor, begun);
  await approveDraft(visitor, begun);
  await post(`/provider/services/${cinema.id}/state`, { deed: 'pause' });
  for (const { id } of [service, cinema]) {
    const { organization, organization_id } = (await findService(db, id)) ?? {};
    assert.deepEqual([organization?.name, organization_id], ['Splash and Screen', service.organization_id]);
  }
  assert.match((await get('/provider')).text, /Splash and Screen/);
});

test('a preview of a record with many brothers changes none of them', async (t) => {
  const visitor = await owner(t);
  const { db, get, service } = visitor;
  await exampleService(db, { source_id: 'cinema', name: 'Quiet cinema' }, { now: NOW });
  const draft = await openDraft(visitor, service);
  await sendStep(visitor, draft, 'organisation', { organisation_name: 'Splash and Screen' });
  assert.match((await get(`${draft}/preview`)).text, /By Splash and Screen/);
  assert.match((await get('/services?q=quiet+cinema')).text, /Splash(?! and)/);
  assert.doesNotMatch((await get(`/services/${service.slug}`)).text, /Screen/);
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { handedIn, publishDraft, sendBackDraft } from './drafts.ts';
import { exampleService } from './examples.ts';
import { serviceRecord } from './records.ts';
import type { ServiceDetail } from './service-detail.ts';
import { findService } from './services.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

/** An owner of the example's organisation, signed in. */
async function owner(t: TestContext): Promise<Visitor & { service: ServiceDetail }> {
  const visitor = await startApp(t);
  const service = await exampleService(visitor.db, {}, { now: NOW });
  await signInAs(visitor, { email: 'olive@example.org', role: 'owner', organization_id: service.organization_id });
  return { ...visitor, service };
}

/** Opens the draft of a service, and gives its address. */
async function openDraft({ post }: Visitor, service: ServiceDetail): Promise<string> {
  const answer = await post(`/provider/services/${service.id}/edit`, {});
  assert.equal(answer.status, 303);
  return answer.headers.location ?? '';
}

/** The fields of a page's form as a browser would send them. */
async function formOf({ get }: Visitor, path: string): Promise<Record<string, string>> {
  const page = await get(path);
  assert.equal(page.status, 200, path);
  const fields: Record<string, string> = {};
  for (const input of page.find('main form.text-form input, main form.text-form textarea')) {
    const name = input.getAttribute('name') ?? '';
    const type = input.getAttribute('type');
    if ((type === 'checkbox' || type === 'radio') && !input.hasAttribute('checked')) continue;
    fields[name] = input.tagName === 'TEXTAREA' ? input.textContent : (input.getAttribute('value') ?? '');
  }
  return fields;
}

test('providers see their records with the state of each and what to do next', async (t) => {
  const visitor = await owner(t);
  await exampleService(visitor.db, { source_id: 'old', name: 'Old club', local_offer: {} }, { now: NOW });
  const page = await visitor.get('/provider');
  assert.equal(page.status, 200);
  assert.match(page.text, /Splash Saturday swimming Public\. Confirmed on 1 October 2026/);
  assert.match(page.text, /Old club Public, needs confirming/);
  assert.match(page.text, /1 of your records needs confirming/);
  assert.match(page.text, /Provider: owner/);
});

test('a confirmation counts from the day on which it is given', async (t) => {
  const { post, get, db, service } = await owner(t);
  const done = await post(`/provider/services/${service.id}/state`, { deed: 'confirm' });
  assert.equal(done.headers.location, `/provider/services/${service.id}?done=confirm`);
  assert.match((await get(done.headers.location ?? '')).text, /Families see that you have checked it today/);
  assert.match((await get(`/services/${service.slug}`)).text, /Checked on 16 November 2026 by Splash/);
  const log = await db.selectFrom('audit').selectAll().where('action', '=', 'confirm_record').execute();
  assert.deepEqual([log[0]?.who, log[0]?.role], ['olive@example.org', 'owner']);
});

test('a break, its end, a closing day with what follows, and taking it down are seen at once', async (t) => {
  const { post, get, service } = await owner(t);
  const act = (form: Record<string, string>) => post(`/provider/services/${service.id}/state`, form);
  const seen = async () => (await get(`/services/${service.slug}`)).text;
  await act({ deed: 'pause', 'until-day': '5', 'until-month': '1', 'until-year': '2027' });
  assert.match(await seen(), /Closed for now/);
  assert.match(await seen(), /This has a break until 5 January 2027\./);
  await act({ deed: 'reopen' });
  assert.doesNotMatch(await seen(), /Closed for now|has a break/);
  assert.equal((await act({ deed: 'close', 'on-day': '31', 'on-month': '2', 'on-year': '2027' })).status, 422);
  await act({ deed: 'close', 'on-day': '31', 'on-month': '3', 'on-year': '2027', successor: 'Ask at the library.' });
  assert.match(await seen(), /This runs until 31 March 2027\. Ask at the library\./);
  await act({ deed: 'close', 'on-day': '15', 'on-month': '11', 'on-year': '2026', successor: 'Ask at the library.' });
  assert.match(await seen(), /This closed on 15 November 2026\. Ask at the library\./);
  await act({ deed: 'withdraw', reason: 'The pool burnt down.' });
  assert.equal((await get(`/services/${service.slug}`)).status, 410);
  assert.match((await get('/provider')).text, /Not public\. It was taken down: The pool burnt down\./);
});

test('nobody reaches the record, the draft or the people of another organisation by id', async (t) => {
  const visitor = await owner(t);
  const { db, get, post } = visitor;
  const other = await exampleService(
    db,
    { source_id: 'other', name: 'Other club', organization: { name: 'Others', email: 'others@example.org' } },
    { now: NOW },
  );
  const theirs = await db
    .insertInto('draft')
    .values({
      service_id: other.id,
      organization_id: other.organization_id,
      record: JSON.stringify({ source_id: 'other', name: 'Secret plan', organization: { name: 'Others' } }),
      started_at: NOW,
      saved_at: NOW,
      saved_by: 'other@example.org',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const draft = `/provider/drafts/${theirs.id}`;
  const people = `/provider/organisations/${other.organization_id}/people`;
  for (const path of [`/provider/services/${other.id}`, draft, `${draft}/what`, `${draft}/preview`, people]) {
    const answer = await get(path);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(answer.text, /Secret plan|Other club/);
  }
  const forms: [string, Record<string, string>][] = [
    [`/provider/services/${other.id}/edit`, {}],
    [`/provider/services/${other.id}/state`, { deed: 'withdraw', reason: 'Because.' }],
    ['/provider/services', { organisation: other.organization_id, name: 'Mine' }],
    [`${draft}/what`, { name: 'Mine now', version: '1' }],
    [`${draft}/hand-in`, { version: '1' }],
    [`${draft}/take-back`, {}],
    [`${draft}/discard`, {}],
    [people, { email: 'me@example.org', role: 'owner' }],
    [`${people}/end`, { role: nobody }],
  ];
  for (const [path, form] of forms) assert.equal((await post(path, form)).status, 404, path);
  assert.ok(await findService(db, other.id), 'it is still public');
  const kept = await db.selectFrom('draft').select('record').where('id', '=', theirs.id).executeTakeFirstOrThrow();
  assert.equal((kept.record as { name: string }).name, 'Secret plan');
});

test('an edit is saved at every step, waits at the desk, and leaves what is public as it is', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  const what = await formOf(visitor, `${draft}/what`);
  assert.equal(what.name, 'Splash Saturday swimming');
  const saved = await post(`${draft}/what`, { ...what, summary: 'A calm hour in a warm pool, for children.' });
  assert.equal(saved.headers.location, `${draft}/who`);
  const id = draft.split('/').at(-1) ?? '';
  assert.equal(await handedIn(db, id), undefined);
  assert.match((await get(`/services/${service.slug}`)).text, /Relaxed swimming for children/);
  const preview = await get(`${draft}/preview`);
  assert.match(preview.text, /This is a preview\./);
  assert.match(preview.text, /A calm hour in a warm pool, for children\./);
  assert.match(
    (await get(`/services/${service.slug}`)).text,
    /Relaxed swimming for children/,
    'a preview changes nothing',
  );
  const check = await get(draft);
  assert.match(check.text, /What you changed Summary\./);
  const { version = '' } = await formOf(visitor, draft);
  assert.equal((await post(`${draft}/hand-in`, { version, note: 'New words' })).headers.location, '/provider');
  assert.match((await get('/provider')).text, /Your changes wait at the council since 16 November 2026/);
  assert.equal((await post(`${draft}/what`, { ...what, name: 'Late' })).headers.location, draft, 'it is closed');
  const waiting = await handedIn(db, id);
  assert.deepEqual(
    waiting?.changes.map(({ field, new_value }) => [field, new_value]),
    [['summary', 'A calm hour in a warm pool, for children.']],
  );
  assert.equal(waiting?.answers.note, 'New words');
  const item = await db.selectFrom('desk_item').selectAll().where('subject_id', '=', id).executeTakeFirstOrThrow();
  assert.deepEqual([item.kind, item.service_id], ['changed_record', service.id]);
  assert.ok(waiting);
  await publishDraft(db, id, { record: waiting.record, now: NOW, by: 'Local Offer officer' });
  assert.match((await get(`/services/${service.slug}`)).text, /A calm hour in a warm pool, for children\./);
  assert.equal((await get(draft)).status, 404, 'the draft has ended');
});

test('what is sent back shows why, and can be taken up again', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  await post(`${draft}/cost`, { ...(await formOf(visitor, `${draft}/cost`)), costs: 'Each session: £4.50' });
  await post(`${draft}/hand-in`, { version: (await formOf(visitor, draft)).version ?? '' });
  const id = draft.split('/').at(-1) ?? '';
  assert.ok(await sendBackDraft(db, id, { reason: 'Please say for which ages it is.', now: NOW }));
  assert.match(
    (await get('/provider')).text,
    /The council sent it back: Please say for which ages it is\. Put it right/,
  );
  assert.match((await get(draft)).text, /Please say for which ages it is\./);
  assert.equal((await get(`${draft}/who`)).status, 200);
});

test('what was handed in can be taken back, unless somebody reads it now', async (t) => {
  const visitor = await owner(t);
  const { db, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  await post(`${draft}/cost`, { ...(await formOf(visitor, `${draft}/cost`)), costs: 'Free' });
  await post(`${draft}/hand-in`, { version: (await formOf(visitor, draft)).version ?? '' });
  const reader = await signInAs(await startApp(t, { db }), { email: 'mo@example.org', role: 'moderator' });
  const held = { held_by: reader, held_until: new Date(NOW.getTime() + 60_000) };
  await db.updateTable('desk_item').set(held).execute();
  assert.match((await post(`${draft}/take-back`, {})).text, /Somebody at the council is reading it now/);
  await db.updateTable('desk_item').set({ held_by: null, held_until: null }).execute();
  assert.equal((await post(`${draft}/take-back`, {})).headers.location, draft);
  const item = await db.selectFrom('desk_item').selectAll().executeTakeFirstOrThrow();
  assert.equal(item.decision, 'taken back');
});

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

test('pages that nobody changed change nothing, and what is wrong is said beside its field', async (t) => {
  const visitor = await owner(t);
  const { get, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  for (const step of ['what', 'who', 'kind', 'where', 'when', 'cost', 'how', 'contact', 'local-offer'])
    assert.equal((await post(`${draft}/${step}`, await formOf(visitor, `${draft}/${step}`))).status, 303, step);
  assert.match((await get(draft)).text, /What you changed Nothing yet\./);
  const refused = await post(`${draft}/hand-in`, { version: (await formOf(visitor, draft)).version ?? '' });
  assert.match(refused.text, /Nothing has changed, so there is nothing to hand in/);
  const wrong = async (step: string, change: Record<string, string>) => {
    const answer = await post(`${draft}/${step}`, { ...(await formOf(visitor, `${draft}/${step}`)), ...change });
    assert.equal(answer.status, 422, step);
    return answer.find('.govuk-error-summary a').map((link) => [link.getAttribute('href'), link.text]);
  };
  assert.deepEqual(await wrong('what', { name: '' }), [['#name', 'Write the name']]);
  assert.deepEqual(await wrong('who', { minimum_age: '12', maximum_age: '5' }), [
    ['#maximum_age', 'The oldest age must not be below the youngest'],
  ]);
  assert.deepEqual(await wrong('where', { place_0_postcode: 'NR27' }), [
    ['#place_0_postcode', 'Write a whole postcode, such as NR1 1AA'],
  ]);
  assert.deepEqual(await wrong('contact', { email: 'nobody' }), [
    ['#email', 'Write an e-mail address, like name@example.org'],
  ]);
  assert.deepEqual(await wrong('when', { times: 'Tuesdays 7 to 9' }), [
    ['#times', '“Tuesdays 7 to 9”: Is 7 in the morning or in the evening? Write 7am or 7pm.'],
  ]);
});

test('times are shown back in words, as dates and on a calendar', async (t) => {
  const visitor = await owner(t);
  const { get, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  const form = await formOf(visitor, `${draft}/when`);
  assert.equal(form.times, 'Every Saturday, 9am to 10am');
  const saved = await post(`${draft}/when`, { ...form, times: 'First Tuesday of the month, 6 to 7.30pm' });
  assert.equal(saved.headers.location, `${draft}/when#understood`);
  const page = await get(`${draft}/when`);
  assert.match(page.text, /The first Tuesday of every month, 6pm to 7\.30pm/);
  assert.match(page.text, /Next: Tuesday 1 December 2026/);
  assert.match(page.find('td.is-on')[0]?.text ?? '', /1\s*6pm to 7\.30pm/);
});

test('a new record goes through the journey to the public, and asks for the Local Offer', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  const begun = await post('/provider/services', { organisation: service.organization_id, name: 'Splash for teens' });
  const draft = (begun.headers.location ?? '').replace(/\/what$/, '');
  const answer = async (step: string, change: Record<string, string>) => {
    const saved = await post(`${draft}/${step}`, { ...(await formOf(visitor, `${draft}/${step}`)), ...change });
    assert.equal(saved.status, 303, `${step}: ${saved.find('.govuk-error-summary')[0]?.text}`);
    return saved;
  };
  await answer('what', { summary: 'An evening in the pool for teenagers.' });
  const early = await post(`${draft}/hand-in`, { version: (await formOf(visitor, draft)).version ?? '' });
  assert.match(early.text, /Answer the questions that are marked as required/);
  await answer('who', {
    minimum_age: '13',
    maximum_age: '18',
    open_to_all: 'no',
    criteria: 'You can swim 25 metres',
    need_ASD: 'yes',
  });
  await answer('kind', { category_sport: 'yes', kinds_note: 'Water play' });
  await answer('where', {
    place_0_name: 'The Lido',
    place_0_city: 'Cromer',
    place_0_postcode: 'nr27 9aa',
    place_0_access: 'Step-free',
  });
  await answer('when', { times: 'Fridays 7pm to 8pm in term time' });
  await answer('cost', { costs: 'Each evening: £3\nCarers: free' });
  await answer('how', { route_self: 'yes', application_process: 'Just come.', waiting: 'No wait' });
  await answer('contact', {
    phones: '01632 960 555 (evenings)',
    contact_0_title: 'Coach',
    contact_0_email: 'coach@example.org',
  });
  const offer = await formOf(visitor, `${draft}/local-offer`);
  assert.equal((await post(`${draft}/local-offer`, { ...offer, asks: 'yes' })).status, 422);
  const codes = ['families', 'safe', 'adjustments', 'plain', 'kept_true'];
  const meets = Object.fromEntries(codes.map((code) => [`meets_${code}`, 'yes']));
  assert.equal(
    (await answer('local-offer', { asks: 'yes', ...meets, how_safe: 'Policy on our website' })).headers.location,
    draft,
  );
  const preview = await get(`${draft}/preview`);
  for (const words of [
    /13 to 18 years/,
    /You can swim 25 metres/,
    /The Lido/,
    /NR27 9AA/,
    /Every Friday, 7pm to 8pm, in term time/,
    /£3/,
    /Coach/,
  ])
    assert.match(preview.text, words);
  await post(`${draft}/hand-in`, { version: (await formOf(visitor, draft)).version ?? '' });
  const id = draft.split('/').at(-1) ?? '';
  const waiting = await handedIn(db, id);
  assert.ok(waiting);
  assert.equal(waiting.before, null);
  const service_id = await publishDraft(db, id, { record: waiting.record, now: NOW, by: 'Local Offer officer' });
  const live = await findService(db, service_id);
  assert.equal(live?.source.code, 'provider');
  assert.equal(live?.organization_id, service.organization_id);
  assert.equal(live?.membership?.state, 'asked');
  assert.equal(live?.confirmation?.confirmed_by, 'Splash');
  assert.equal(live?.service_at_locations[0]?.location.addresses[0]?.postal_code, 'NR27 9AA');
  assert.deepEqual(
    live?.cost_options.map(({ option, amount }) => [option, amount]),
    [
      ['Carers', 0],
      ['Each evening', 3],
    ],
  );
  assert.deepEqual(
    live?.phones.map(({ number, description }) => [number, description]),
    [['01632 960 555', 'evenings']],
  );
  const items = await db.selectFrom('desk_item').select(['kind', 'subject_id']).orderBy('id').execute();
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['new_record', 'local_offer'],
  );
  assert.equal(items[1]?.subject_id, service_id);
  const organisation = await db
    .selectFrom('organization')
    .select('source')
    .where('id', '=', service.organization_id)
    .execute();
  assert.equal(organisation[0]?.source, 'example', 'the organisation stays where it came from');
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

test('an owner invites people and ends roles, an editor does not', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  const people = `/provider/organisations/${service.organization_id}/people`;
  assert.equal((await post(people, { email: 'eddie@example.org', role: 'administrator' })).status, 422);
  assert.equal((await post(people, { email: 'eddie@example.org', role: 'editor' })).status, 303);
  assert.match((await get(people)).text, /eddie@example\.org: Provider: editor, open until/);
  const editor = await startApp(t, { db });
  await signInAs(editor, { email: 'eddie@example.org', role: 'editor', organization_id: service.organization_id });
  assert.equal((await editor.get(people)).find('form[action$="/people/end"]').length, 0);
  assert.equal((await editor.post(people, { email: 'x@example.org', role: 'owner' })).status, 404);
  const roles = await db
    .selectFrom('role')
    .select(['id', 'role'])
    .where('organization_id', '=', service.organization_id)
    .execute();
  const roleOf = (name: string) => roles.find(({ role }) => role === name)?.id ?? '';
  assert.match((await post(`${people}/end`, { role: roleOf('owner') })).text, /Somebody must stay the owner/);
  assert.equal((await post(`${people}/end`, { role: roleOf('editor') })).status, 303);
  assert.equal((await editor.get(`/provider/services/${service.id}`)).status, 404, 'from the next request on');
});

test('openings, contacts and words are counted without anybody, and words from five searches on', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  const page = `/services/${service.slug}`;
  const browser = { 'user-agent': 'Mozilla/5.0 Firefox/140.0' };
  const from = (q: string) => ({ ...browser, referer: `http://localhost:3000/services?q=${encodeURIComponent(q)}` });
  for (let n = 0; n < 5; n++) await get(page, from('Swimming  for autism 01632 960999'));
  for (let n = 0; n < 4; n++) await get(page, from('rare illness'));
  await get(page, { ...browser, referer: 'https://elsewhere.example/services?q=elsewhere' });
  await get(page, { 'user-agent': 'Googlebot/2.1' });
  assert.equal((await post(`${page}/contacted`, {}, browser)).status, 204);
  assert.equal((await post('/services/no-such-club/contacted', {}, browser)).status, 404);
  const record = await get(`/provider/services/${service.id}`);
  assert.match(record.text, /opened 10 times, and somebody pressed .* 1 time\./);
  assert.match(record.text, /“swimming for autism”: 5 searches/);
  assert.doesNotMatch(record.text, /rare illness|elsewhere|960999/);
  const [stored] = await db.selectFrom('service_use').selectAll().execute();
  assert.deepEqual(stored, { service_id: service.id, day: '2026-11-16', views: 10, contacts: 1 });
});

test('kinds that services with the same words have are suggested', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  for (const n of [1, 2])
    await exampleService(db, {
      source_id: `kites ${n}`,
      name: `Kites ${n}`,
      summary: 'Kites at the sea.',
      terms: ['category:play'],
    });
  const begun = await post('/provider/services', { organisation: service.organization_id, name: 'Big kites' });
  const page = await get((begun.headers.location ?? '').replace(/what$/, 'kind'));
  assert.match(page.text, /Services with such words have these kinds: Play and soft play\./);
});

test('what is written of a made-up organisation is made up too, and demonstration accounts stay open', async (t) => {
  const visitor = await owner(t);
  const { db, post, service } = visitor;
  await db.updateTable('source').set({ is_demonstration: true }).where('code', '=', 'example').execute();
  const begun = await post('/provider/services', { organisation: service.organization_id, name: 'Big kites' });
  const id = (begun.headers.location ?? '').split('/')[3] ?? '';
  const { record } = await db.selectFrom('draft').select('record').where('id', '=', id).executeTakeFirstOrThrow();
  const written = serviceRecord.parse(record);
  const published = await publishDraft(db, id, { record: written, now: NOW, by: 'Local Offer officer' });
  assert.equal((await findService(db, published))?.source.is_demonstration, true);
});

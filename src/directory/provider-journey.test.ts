import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { answerStep, beginDraft, formOf, openDraft, owner } from '../../test/provider.ts';
import { signInAs } from '../../test/sign-in.ts';
import { steps } from './draft-step-rules.ts';
import { handedIn, publishDraft, sendBackDraft } from './drafts.ts';
import { exampleService } from './examples.ts';
import { serviceRecord } from './records.ts';
import { findService } from './services.ts';

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
  assert.equal((await post(`${draft}/what`, { ...what, name: 'Late' })).status, 422, 'it is closed');
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

test('pages that nobody changed change nothing, and what is wrong is said beside its field', async (t) => {
  const visitor = await owner(t);
  const { get, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  for (const { code } of steps) await answerStep(visitor, draft, code, {});
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
  assert.deepEqual(await wrong('people', { contact_0_title: 'Coach', contact_0_phones: 'ring the bell' }), [
    ['#contact_0_phones', '“ring the bell” is not a phone number. Write it like 01632 960001'],
  ]);
  assert.deepEqual(await wrong('now', { stage: 'planned', starts_on: 'soon' }), [
    ['#starts_on', 'Write a date, such as 12 April 2027'],
  ]);
  assert.deepEqual(await wrong('organisation', { organisation_name: '', organisation_url: 'no address' }), [
    ['#organisation_name', 'Write the name of the organisation'],
    ['#organisation_url', 'Write a web address, like www.example.org/swimming'],
  ]);
  assert.deepEqual(await wrong('what', { summary: 'x'.repeat(401), description: 'y'.repeat(10_001) }), [
    ['#summary', 'In one or two sentences: write 400 characters or fewer'],
    ['#description', 'More about it: write 10,000 characters or fewer'],
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
  const draft = await beginDraft(visitor, service.organization_id, 'Splash for teens');
  const answer = (step: string, change: Record<string, string>) => answerStep(visitor, draft, step, change);
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
  await answer('contact', { phones: '01632 960 555 (evenings)' });
  await answer('people', { contact_0_title: 'Coach', contact_0_email: 'coach@example.org' });
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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, NOW, startApp, type Visitor } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { putOnDesk } from '../desk/items.ts';
import { savedRecord } from './drafts.ts';
import { exampleService } from './examples.ts';
import { type ServiceRecordInput, serviceRecord } from './records.ts';
import type { ServiceDetail } from './service-detail.ts';
import { findService } from './services.ts';

async function atTheDesk(t: Parameters<typeof startApp>[0], db?: Db): Promise<Visitor> {
  const visitor = await startApp(t, db && { db });
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  return visitor;
}

/** A provider's change that waits: the example with these fields, on top of the record as it stands. */
async function handedIn(db: Db, service: ServiceDetail, fields: Partial<ServiceRecordInput>): Promise<string> {
  const base = await savedRecord(db, service.id);
  const draft = await db
    .insertInto('draft')
    .values({
      service_id: service.id,
      organization_id: service.organization_id,
      record: JSON.stringify(serviceRecord.parse({ ...base, ...fields })),
      base: JSON.stringify(base),
      started_at: NOW,
      saved_at: NOW,
      saved_by: 'olive@example.org',
      handed_in_at: NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const of = { service_id: service.id, organization_id: service.organization_id };
  const about = { kind: 'changed_record', subject_id: draft.id, title: service.name, ...of } as const;
  return `/staff/items/${await putOnDesk(db, { ...about, now: NOW })}`;
}

/** The fields of a page's form as a browser would send them back, untouched. */
function valuesOf(page: Answer): Record<string, string> {
  const form = page.find('main form.text-form')[0];
  const fields = form?.querySelectorAll('input, textarea') ?? [];
  const sent = fields.flatMap((field): [string, string][] => {
    const isBox = /checkbox|radio/.test(field.getAttribute('type') ?? '');
    if (isBox && !field.hasAttribute('checked')) return [];
    const text = field.tagName === 'TEXTAREA' ? field.text : (field.getAttribute('value') ?? '');
    return [[field.getAttribute('name') ?? '', text.replaceAll('&amp;', '&')]];
  });
  return Object.fromEntries(sent);
}

async function edit(visitor: Visitor, item: string, step: string, changes: Record<string, string>): Promise<Answer> {
  const page = await visitor.get(`${item}/edit/${step}`);
  assert.equal(page.status, 200, step);
  return visitor.post(`${item}/edit/${step}`, { ...valuesOf(page), ...changes });
}

const lettersTo = async (db: Db, to: string) =>
  db.selectFrom('mail').select('text').where('to_address', '=', to).orderBy('id').execute();

const everything: [step: string, changes: Record<string, string>, says: RegExp][] = [
  ['what', { name: 'Splash on Saturdays', alternate_name: 'The club', description: 'Quiet.' }, /The club.*Quiet\./],
  ['who', { minimum_age: '6', need_ASD: '', need_ADHD: 'yes' }, /Ages: 6 to 12.*ADHD/],
  ['kind', { category_sport: '', category_advice: 'yes' }, /More of this kind: Information/],
  [
    'where',
    { place_0_name: 'The small pool', place_0_access: 'Hoist', place_0_note: 'Ring at the side door.' },
    /The small pool.*Ring at the side door\..*Hoist/,
  ],
  ['areas', { area_E10000020: 'yes', languages: 'English\nPolish' }, /Areas: Norfolk Languages: English, Polish/],
  ['when', { times: 'Sundays 10am to 11am' }, /Every Sunday, 10am to 11am/],
  ['now', { alert: 'The showers are cold.' }, /The showers are cold\./],
  ['cost', { costs: 'Each session: £4' }, /Each session: £4/],
  ['how', { application_process: 'Come along.', waiting: 'About two weeks' }, /Come along\..*About two weeks/],
  ['contact', { phones: '01632 960009 (mornings)', email: 'pool@example.org' }, /01632 960009.*pool@example\.org/],
  ['people', { contact_0_title: 'Leader', contact_0_department: 'Pool' }, /Leader Pool/],
  ['quality', { accreditations: 'Swim Mark' }, /Swim Mark/],
  ['organisation', { organisation_name: 'Splash Charity' }, /By Splash Charity/],
  ['council', { status: 'temporarily closed' }, /[Cc]losed for now/],
];

test('before it is approved, the desk can edit every field that a family sees', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const item = await handedIn(db, service, { fees: 'Four pounds!!!' });
  for (const [step, changes] of everything) assert.equal((await edit(visitor, item, step, changes)).status, 303, step);
  const overview = await visitor.get(`${item}/edit`);
  assert.equal(overview.find('.lines .tag').length, everything.length, 'each page is marked as edited');
  const waiting = await visitor.get(item);
  assert.match(waiting.text, /What the desk has edited \(mo, 16 November 2026 at 10:00\)/);
  assert.equal((await findService(db, service.id))?.name, service.name, 'nothing is public yet');
  assert.equal((await visitor.post(`${item}/approve`, { with_edits: 'yes' })).status, 303);
  const page = await visitor.get(`/services/${service.slug}`);
  for (const [step, , says] of everything) assert.match(page.text, says, step);
  assert.match(page.text, /Four pounds!!!/, 'what nobody touched is as it was handed in');
  const letter = (await lettersTo(db, 'olive@example.org')).at(-1)?.text ?? '';
  assert.match(letter, /We changed something, so please read it once: .*name.*phone numbers/);
  assert.match((await visitor.get(item)).text, /Decided: approved with edits/);
});

test('a page that nobody touched changes nothing, whatever is saved', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db, {
    alternate_name: 'Splash & friends',
    contacts: [{ title: 'Leader', department: 'Pool', phones: [{ number: '01632 960004' }] }],
    languages: [{ name: 'English', code: 'en' }],
    service_areas: [{ name: 'Norfolk', area_code: 'E10000020' }],
    funding: [{ source: 'Donations' }],
    cost_options: [{ option: 'Each session', amount: 4.5 }],
    eligibility: [{ criterion: 'residence', description: 'You live in Norfolk.' }],
  });
  const item = await handedIn(db, service, { fees: 'Four pounds.' });
  for (const [step] of everything) await edit(visitor, item, step, {});
  assert.match((await visitor.get(`${item}/edit`)).text, /You have changed nothing yet/);
});

test('what the desk edits of an organisation stands on all its records, and is undone on all', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const swim = await exampleService(db);
  const cinema = await exampleService(db, { source_id: 'two', name: 'Quiet cinema' });
  const item = await handedIn(db, swim, { fees: 'Four pounds.' });
  await edit(visitor, item, 'organisation', { organisation_name: 'Splash & Screen' });
  await visitor.post(`${item}/approve`, { with_edits: 'yes' });
  const names = async () => [
    (await findService(db, swim.id))?.organization.name,
    (await findService(db, cinema.id))?.organization.name,
  ];
  assert.deepEqual(await names(), ['Splash & Screen', 'Splash & Screen']);
  assert.equal((await findService(db, cinema.id))?.organization_id, swim.organization_id);
  assert.equal((await visitor.post(`${item}/undo`, {})).status, 303);
  assert.deepEqual(await names(), ['Splash', 'Splash']);
});

test('edits can be thrown away, or left out of an approval', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const item = await handedIn(db, service, { fees: 'Four pounds.' });
  await edit(visitor, item, 'cost', { fees: 'Five pounds.' });
  await visitor.post(`${item}/edit-discard`, {});
  assert.doesNotMatch((await visitor.get(item)).text, /Five pounds/);
  await edit(visitor, item, 'cost', { fees: 'Six pounds.' });
  await visitor.post(`${item}/approve`, {});
  assert.equal((await findService(db, service.id))?.fees, 'Four pounds.');
});

test('what is wrong on a page is said there, and nothing typed is lost', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const item = await handedIn(db, await exampleService(db), { fees: 'Four pounds.' });
  const wrong: [step: string, changes: Record<string, string>, says: RegExp][] = [
    ['what', { name: ' ', description: 'My words' }, /Write the name.*My words/],
    ['who', { minimum_age: '12', maximum_age: '5' }, /The oldest age must not be below the youngest/],
    ['where', { place_0_postcode: 'nowhere' }, /Write a whole postcode/],
    ['contact', { phones: 'call me' }, /is not a phone number/],
    ['council', { pause_from: 'soon' }, /Write a day, like 2026-11-16/],
    ['council', { back_on: '2026-12-01' }, /Write when the break begins/],
    ['organisation', { organisation_name: '' }, /Write the name of the organisation/],
    ['organisation', { organisation_url: 'not an address' }, /Write a web address/],
  ];
  for (const [step, changes, says] of wrong) {
    const answer = await edit(visitor, item, step, changes);
    assert.equal(answer.status, 422, step);
    assert.match(answer.text, says);
  }
  assert.equal((await visitor.get(`${item}/edit/local-offer`)).status, 404, 'that is the provider’s to ask');
  assert.equal((await visitor.get(`${item}/edit/nothing`)).status, 404);
  assert.equal((await visitor.post(`${item}/edit/constructor`, {})).status, 404);
});

test('the second of two who edit one page sees both versions; other pages do not disturb', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const item = await handedIn(db, await exampleService(db), { fees: 'Four pounds.' });
  const early = valuesOf(await visitor.get(`${item}/edit/cost`));
  await edit(visitor, item, 'what', { summary: 'Swim.' });
  assert.equal((await visitor.post(`${item}/edit/cost`, { ...early, fees: 'Five pounds.' })).status, 303);
  const late = await visitor.post(`${item}/edit/cost`, { ...early, fees: 'Six pounds.' });
  assert.equal(late.status, 409);
  assert.match(late.text, /mo saved this page while you wrote.*Six pounds\. Five pounds\./);
  assert.equal((await visitor.post(`${item}/edit/cost`, valuesOf(late))).status, 303);
  assert.match((await visitor.get(item)).text, /Six pounds/);
});

test('only who has the item on the table edits it', async (t) => {
  const db = await inTransaction(t);
  const mo = await atTheDesk(t, db);
  const ada = await startApp(t, { db });
  await signInAs(ada, { email: 'ada@example.org', role: 'administrator' });
  const cora = await startApp(t, { db });
  await signInAs(cora, { email: 'cora@example.org', role: 'commissioner' });
  const item = await handedIn(db, await exampleService(db), { fees: 'Four pounds.' });
  await mo.get(item);
  assert.match((await ada.get(`${item}/edit/cost`)).text, /mo has this until 10:20/);
  await ada.post(`${item}/edit/cost`, { fees: 'Mine.' });
  assert.deepEqual(await db.selectFrom('record_edit').select('item_id').execute(), []);
  assert.equal((await cora.get(`${item}/edit`)).status, 403);
  assert.equal((await cora.post(`${item}/edit/cost`, { fees: 'Mine.' })).status, 403);
});

test('a named person and a mobile number become public only when somebody says that they were checked', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db, { contacts: [{ name: 'Ann Known', phones: [] }] });
  const contacts = [
    { name: 'Ann Known', phones: [] },
    { name: 'Bob New', phones: [{ number: '07700 900123' }] },
  ];
  const item = await handedIn(db, service, { contacts });
  const refused = await visitor.post(`${item}/approve`, {});
  assert.equal(refused.status, 422);
  assert.match(refused.find('.govuk-error-summary')[0]?.text ?? '', /It names Bob New\..*07700900123/);
  assert.equal((await visitor.post(`${item}/approve`, { checked: 'yes' })).status, 303);
  assert.equal((await findService(db, service.id))?.contacts.length, 2);
});

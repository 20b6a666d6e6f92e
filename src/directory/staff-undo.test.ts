import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { putOnDesk } from '../desk/items.ts';
import { exampleSending, exampleStaff } from '../participation/examples.ts';
import { invite } from '../people/invitations.ts';
import { personOf } from '../people/persons.ts';
import { giveRole, rolesOf } from '../people/roles.ts';
import { claimByWords } from './claims.ts';
import { hideAsStale, markAsStale } from './confirmations.ts';
import { savedRecord } from './drafts.ts';
import { exampleService } from './examples.ts';
import { askForLocalOffer } from './local-offer-requests.ts';
import { saveProblemReport } from './problem-reports.ts';
import { serviceRecord } from './records.ts';
import { findService } from './services.ts';

async function atTheDesk(t: Parameters<typeof startApp>[0]): Promise<Visitor> {
  const db = await inTransaction(t);
  const visitor = await startApp(t, { db });
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  return visitor;
}

/** The only open item's address. */
async function onlyItem(visitor: Visitor): Promise<string> {
  const links = (await visitor.get('/staff')).find('tbody a').map((link) => link.getAttribute('href') ?? '');
  assert.equal(links.length, 1);
  return links[0] ?? '';
}

const lettersTo = async (db: Db, to: string) =>
  db.selectFrom('mail').select(['subject', 'text']).where('to_address', '=', to).orderBy('id').execute();

const states = async (db: Db, service_id: string) => ({
  confirmed: (await db.selectFrom('confirmation').select('confirmed_at').where('service_id', '=', service_id).execute())
    .length,
  memberships: (
    await db.selectFrom('local_offer_membership').select('state').where('service_id', '=', service_id).execute()
  ).map(({ state }) => state),
});

/** A change that its provider handed in, with what was said beside it. */
async function handedIn(db: Db, service_id: string | null, organization_id: string, answers: object): Promise<string> {
  const base = service_id ? await savedRecord(db, service_id) : undefined;
  const example = { source_id: 'new', name: 'Quiet cinema', organization: { name: 'Splash' } };
  const record = serviceRecord.parse({ ...(base ?? example), fees: 'Four pounds a time.' });
  const { id } = await db
    .insertInto('draft')
    .values({
      service_id,
      organization_id,
      record: JSON.stringify(record),
      base: base ? JSON.stringify(base) : null,
      answers: JSON.stringify(answers),
      started_at: NOW,
      saved_at: NOW,
      saved_by: 'olive@example.org',
      handed_in_at: NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const kind = service_id ? ('changed_record' as const) : ('new_record' as const);
  const item = await putOnDesk(db, { kind, subject_id: id, title: record.name, service_id, organization_id, now: NOW });
  return `/staff/items/${item}`;
}

test('undone, an approval leaves no confirmation, and the public warning is back', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { id, organization_id } = await exampleService(db);
  await markAsStale(db, id, { mark: 'warned', now: NOW });
  const before = await states(db, id);
  const item = await handedIn(db, id, organization_id, { is_all_right: true });
  await visitor.post(`${item}/approve`, {});
  assert.equal((await states(db, id)).confirmed, before.confirmed + 1);
  assert.deepEqual(await db.selectFrom('freshness_mark').select('service_id').execute(), []);
  assert.equal((await visitor.post(`${item}/undo`, {})).status, 303);
  assert.deepEqual(await states(db, id), before);
  const marks = await db.selectFrom('freshness_mark').select(['service_id', 'warned_at']).execute();
  assert.deepEqual(marks, [{ service_id: id, warned_at: NOW }]);
  assert.equal((await findService(db, id))?.fees, undefined);
});

test('a record that was hidden as nobody confirmed it is hidden again for that reason', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { id, organization_id } = await exampleService(db);
  await hideAsStale(db, id, { reason: 'Nobody confirmed it.', now: NOW });
  const item = await handedIn(db, id, organization_id, { is_all_right: true });
  await visitor.post(`${item}/approve`, {});
  assert.ok(await findService(db, id));
  await visitor.post(`${item}/undo`, {});
  assert.equal(await findService(db, id), undefined);
  const last = await db
    .selectFrom('publication')
    .select(['withdrawn_by', 'reason'])
    .orderBy('id', 'desc')
    .executeTakeFirst();
  assert.deepEqual(last, { withdrawn_by: 'freshness', reason: 'Nobody confirmed it.' });
});

test('undone, a new record takes its request for the Local Offer back from the desk', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { organization_id } = await exampleService(db);
  const item = await handedIn(db, null, organization_id, { local_offer: { safe: 'Yes' } });
  assert.match((await visitor.get(item)).text, /It also asks to be in the Local Offer/);
  await visitor.post(`${item}/approve`, {});
  const offer = await onlyItem(visitor);
  assert.match((await visitor.get(offer)).text, /asks to be in the Local Offer/);
  const undone = await visitor.post(`${item}/undo`, {});
  assert.equal(await onlyItem(visitor), undone.headers.location);
  assert.deepEqual(await db.selectFrom('local_offer_request').select('id').execute(), []);
  assert.match((await visitor.get(offer)).text, /Decided: undone/);
});

test('what was confirmed or decided after an approval is not undone with it', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { id, organization_id } = await exampleService(db);
  const item = await handedIn(db, id, organization_id, {});
  await visitor.post(`${item}/approve`, {});
  await db.insertInto('confirmation').values({ service_id: id, confirmed_at: NOW, confirmed_by: 'Splash' }).execute();
  const refused = await visitor.post(`${item}/undo`, {});
  assert.equal(refused.status, 409);
  assert.match(refused.text, /has been confirmed, or its place in the Local Offer decided, since then/);
});

test('an undone decision waits again with its notes, due when it was due', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { id, organization_id } = await exampleService(db);
  const item = await handedIn(db, id, organization_id, {});
  await sql`update desk_item set due_on = '2026-11-09'`.execute(db);
  assert.match((await visitor.get(item)).text, /You can undo your decision until midnight/);
  await visitor.post(`${item}/notes`, { text: 'Olive called.' });
  await visitor.post(`${item}/approve`, {});
  const undone = await visitor.post(`${item}/undo`, {});
  const again = await visitor.get(undone.headers.location ?? '');
  assert.match(again.text, /9 November 2026, 7 days late.*Olive called\./);
  const old = await visitor.get(item);
  assert.match(old.text, /Undone.*Council: moderator, 16 November 2026/);
  assert.equal(old.find(`a[href="${undone.headers.location}"]`).length, 1);
  assert.equal((await visitor.post(`${item}/undo`, {})).status, 409, 'once');
});

test('a decision about the Local Offer is undone: the badge goes, and the owners are told', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db, { local_offer: {} });
  const { organization_id, id: service_id } = service;
  const owner = await personOf(db, { email: 'olive@example.org', name: '', now: NOW });
  await giveRole(db, { person_id: owner.id, role: 'owner', organization_id }, { now: NOW, by: 'a test' });
  await askForLocalOffer(db, { service_id, answers: {}, asked_by: 'Splash', now: NOW });
  const item = await onlyItem(visitor);
  await visitor.post(`${item}/local-offer-approved`, {});
  assert.equal((await findService(db, service_id))?.membership?.state, 'approved');
  const undone = await visitor.post(`${item}/undo`, {});
  assert.equal((await findService(db, service_id))?.membership?.state, 'asked');
  const letters = await lettersTo(db, 'olive@example.org');
  assert.match(letters.at(-1)?.subject ?? '', /We are looking again at your request for the Local Offer/);
  await visitor.post(`${undone.headers.location}/local-offer-approved`, {});
  assert.equal((await lettersTo(db, 'olive@example.org')).length, letters.length + 1, 'and are told the new decision');
});

test('a claim that was approved is undone: the role ends, and whom its holder let in meanwhile', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { organization_id } = await exampleService(db);
  const olive = await personOf(db, { email: 'olive@example.org', name: 'Olive', now: NOW });
  const asking = { ...exampleStaff(olive.id), email: 'olive@example.org' };
  await claimByWords(db, asking, { organization_id, words: 'I run it.' }, NOW);
  const item = await onlyItem(visitor);
  await visitor.post(`${item}/claim-approved`, {});
  const [role] = await rolesOf(db, olive.id);
  assert.equal(role?.role, 'owner');
  const letterhead = { base_url: '', from: { site_name: '', team: '', phone: '', email: '' } };
  const invited = { email: 'friend@example.org', role: 'editor', organization_id } as const;
  assert.ok(await invite(db, { ...asking, role }, invited, { now: NOW, ...letterhead }));
  const friend = await personOf(db, { email: 'friend@example.org', name: '', now: NOW });
  await giveRole(db, { person_id: friend.id, role: 'editor', organization_id }, { now: NOW, by: 'friend@example.org' });
  await db.updateTable('invitation').set({ answer: 'accepted', answered_at: NOW }).execute();
  const undone = await visitor.post(`${item}/undo`, {});
  assert.equal(undone.status, 303);
  assert.deepEqual([await rolesOf(db, olive.id), await rolesOf(db, friend.id)], [[], []]);
  assert.match((await lettersTo(db, 'olive@example.org')).at(-1)?.text ?? '', /no longer holds/);
  await visitor.post(`${undone.headers.location}/claim-refused`, { words: 'Please call us.' });
  assert.match((await lettersTo(db, 'olive@example.org')).at(-1)?.text ?? '', /Please call us/);
});

test('a refused claim waits again, unless the person has asked anew or left', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { organization_id } = await exampleService(db);
  const olive = await personOf(db, { email: 'olive@example.org', name: 'Olive', now: NOW });
  const asking = { ...exampleStaff(olive.id), email: 'olive@example.org' };
  await claimByWords(db, asking, { organization_id, words: 'I run it.' }, NOW);
  const item = await onlyItem(visitor);
  await visitor.post(`${item}/claim-refused`, { words: 'No.' });
  await claimByWords(db, asking, { organization_id, words: 'I do.' }, NOW);
  assert.match((await visitor.post(`${item}/undo`, {})).text, /The person has asked again since then/);
  await db.deleteFrom('person').where('id', '=', olive.id).execute();
  assert.match((await visitor.post(`${item}/undo`, {})).text, /The person has left/);
});

test('the decision about a reported problem is undone, and who left an address is told', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { id: service_id } = await exampleService(db);
  const report = {
    service_id,
    reason: 'wrong_phone',
    details: 'Nobody answers.',
    reply_to: 'pat@example.org',
  } as const;
  await saveProblemReport(db, report, exampleSending(NOW));
  const item = await onlyItem(visitor);
  await visitor.post(`${item}/problem`, { outcome: 'not_so', answer: 'We called: it works.' });
  const undone = await visitor.post(`${item}/undo`, {});
  assert.match((await lettersTo(db, 'pat@example.org')).at(-1)?.subject ?? '', /^We are looking again/);
  const again = undone.headers.location ?? '';
  assert.match((await visitor.get(again)).text, /What did you find/);
  await visitor.post(`${again}/problem`, { outcome: 'mended' });
  assert.match((await lettersTo(db, 'pat@example.org')).at(-1)?.text ?? '', /It is mended now/);
});

test('who may not decide an item does not undo its decision', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { id, organization_id } = await exampleService(db);
  const item = await handedIn(db, id, organization_id, {});
  await visitor.post(`${item}/approve`, {});
  const cora = await startApp(t, { db });
  await signInAs(cora, { email: 'cora@example.org', role: 'commissioner' });
  assert.doesNotMatch((await cora.get(item)).text, /Undo this decision/);
  assert.equal((await cora.post(`${item}/undo`, {})).status, 403);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { exampleSending } from '../participation/examples.ts';
import { personOf } from '../people/persons.ts';
import { giveRole, rolesOf } from '../people/roles.ts';
import { claimByWords } from './claims.ts';
import { exampleService } from './examples.ts';
import { askForLocalOffer } from './local-offer-requests.ts';
import { saveProblemReport } from './problem-reports.ts';
import { findService } from './services.ts';

async function atTheDesk(t: Parameters<typeof startApp>[0], db?: Db): Promise<Visitor> {
  const visitor = await startApp(t, db && { db });
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  return visitor;
}

/** The only open item's address. */
async function onlyItem(visitor: Visitor): Promise<string> {
  const links = (await visitor.get('/staff')).find('tbody a').map((link) => link.getAttribute('href') ?? '');
  assert.equal(links.length, 1);
  return links[0] ?? '';
}

const lastLetter = async (db: Db, to: string) =>
  db
    .selectFrom('mail')
    .select(['subject', 'text'])
    .where('to_address', '=', to)
    .orderBy('id', 'desc')
    .executeTakeFirst();

async function claimed(db: Db, email: string) {
  const service = await exampleService(db, { email: 'swim@splash.example' });
  const person = await personOf(db, { email, name: '', now: NOW });
  const who = { person_id: person.id, session_id: '', session_token: '', name: '', email, roles: [], role: undefined };
  const asking = { ...who, has_second_factor: false, is_demonstration: false };
  const { organization_id } = service;
  const id = await claimByWords(db, asking, { organization_id, words: 'I run it.' }, NOW);
  return { id, person_id: person.id, organization_id };
}

test('a claim is approved: the person becomes the owner, and is told', async (t) => {
  const visitor = await atTheDesk(t);
  const { person_id, organization_id } = await claimed(visitor.db, 'olive@splash.example');
  const item = await onlyItem(visitor);
  const page = await visitor.get(item);
  assert.match(page.text, /olive@splash.example says that the records of Splash are theirs to keep/);
  assert.match(page.text, /I run it\./);
  assert.match(page.text, /The person's address is of the same domain/);
  assert.equal((await visitor.post(`${item}/claim-approved`, {})).status, 303);
  const [role] = await rolesOf(visitor.db, person_id);
  assert.deepEqual([role?.role, role?.organization_id], ['owner', organization_id]);
  assert.match(
    (await lastLetter(visitor.db, 'olive@splash.example'))?.subject ?? '',
    /You look after the records of Splash/,
  );
  const late = await visitor.post(`${item}/claim-refused`, { words: 'You are not on their website.' });
  assert.equal(late.status, 409);
  assert.equal(late.find('#typed-words')[0]?.text, 'You are not on their website.', 'nothing typed is lost');
  assert.match((await visitor.get(item)).text, /Decided: approved/);
});

test('a claim is refused with a reason, and gives no role', async (t) => {
  const visitor = await atTheDesk(t);
  const { person_id } = await claimed(visitor.db, 'nobody@elsewhere.example');
  const item = await onlyItem(visitor);
  assert.match((await visitor.get(item)).text, /of another domain/);
  assert.equal((await visitor.post(`${item}/claim-refused`, {})).status, 422);
  await visitor.post(`${item}/claim-refused`, { reasons: 'no_evidence', words: 'Please call us.' });
  assert.deepEqual(await rolesOf(visitor.db, person_id), []);
  assert.match(
    (await lastLetter(visitor.db, 'nobody@elsewhere.example'))?.text ?? '',
    /registration number[\s\S]*Please call us/,
  );
});

test('the claim of somebody who has left can only be put away', async (t) => {
  const visitor = await atTheDesk(t);
  const { person_id } = await claimed(visitor.db, 'olive@splash.example');
  const item = await onlyItem(visitor);
  assert.equal((await visitor.post(`${item}/close`, {})).status, 404, 'not while it waits');
  await visitor.db.deleteFrom('person').where('id', '=', person_id).execute();
  assert.match((await visitor.get(item)).text, /The person has left/);
  assert.equal((await visitor.post(`${item}/claim-approved`, {})).status, 409);
  assert.equal((await visitor.post(`${item}/close`, {})).status, 303);
  assert.match((await visitor.get('/staff')).text, /Nothing waits/);
});

test('a reported problem is mended, and who left an address is told', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const report = {
    service_id: service.id,
    reason: 'wrong_phone',
    details: 'Nobody answers.',
    reply_to: 'pat@example.org',
  } as const;
  const reference = await saveProblemReport(db, report, exampleSending(NOW));
  const item = await onlyItem(visitor);
  const page = await visitor.get(item);
  assert.match(page.text, /Splash Saturday swimming: The phone number is wrong/);
  assert.match(page.text, /Nobody answers\./);
  const empty = await visitor.post(`${item}/problem`, { answer: 'It is 01632 960002 now.' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Choose what you found.*It is 01632 960002 now/);
  await visitor.post(`${item}/problem`, { outcome: 'mended', answer: 'It is 01632 960002 now.' });
  const letter = await lastLetter(db, 'pat@example.org');
  assert.ok(letter?.subject.includes(reference));
  assert.match(letter?.text ?? '', /It is mended now[\s\S]*It is 01632 960002 now/);
  assert.equal((await visitor.post(`${item}/problem`, { outcome: 'not_so' })).status, 409);
});

test('a report that speaks of harm stands first; one without an address gets no letter', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const about = { service_id: service.id, reply_to: '' };
  await saveProblemReport(db, { ...about, reason: 'other', details: 'A link is broken.' }, exampleSending(NOW));
  await saveProblemReport(
    db,
    { ...about, reason: 'not_as_described', details: 'A child was hit by a teacher there.' },
    exampleSending(NOW),
  );
  const queue = await visitor.get('/staff');
  assert.match(queue.find('tbody tr')[0]?.text ?? '', /Urgent/);
  const urgent = await db.selectFrom('mail').select(['to_address', 'text']).where('key', 'like', 'urgent:%').execute();
  assert.deepEqual(
    urgent.map(({ to_address }) => to_address),
    ['duty@example.org'],
    'and the duty contact is told at once',
  );
  assert.doesNotMatch(urgent[0]?.text ?? '', /teacher/);
  const first = await visitor.get(queue.find('tbody a')[0]?.getAttribute('href') ?? '');
  assert.match(first.text, /tell the Children’s safeguarding duty desk on 01632 960 191/);
  const second = queue.find('tbody a')[1]?.getAttribute('href') ?? '';
  const before = await db.selectFrom('mail').select('id').execute();
  await visitor.post(`${second}/problem`, { outcome: 'not_so' });
  assert.equal((await db.selectFrom('mail').select('id').execute()).length, before.length);
});

test('a service that asks is taken into the Local Offer, and its owners are told', async (t) => {
  const db = await inTransaction(t);
  const visitor = await atTheDesk(t, db);
  const service = await exampleService(db, { local_offer: {} });
  const owner = await personOf(db, { email: 'olive@example.org', name: '', now: NOW });
  const { organization_id } = service;
  await giveRole(db, { person_id: owner.id, role: 'owner', organization_id }, { now: NOW, by: 'a test' });
  await askForLocalOffer(db, {
    service_id: service.id,
    // in another order than the council asks
    answers: { plain: 'It does.', safe: 'Ann is responsible.', families: 'For families.' },
    asked_by: 'Splash',
    now: NOW,
  });
  const item = await onlyItem(visitor);
  assert.deepEqual(
    (await visitor.get(item)).find('dd.told').map((answer) => answer.text),
    ['For families.', 'Ann is responsible.', 'Not answered', 'It does.', 'Not answered'],
  );
  await visitor.post(`${item}/local-offer-approved`, {});
  assert.equal((await findService(db, service.id))?.membership?.state, 'approved');
  assert.match((await lastLetter(db, 'olive@example.org'))?.subject ?? '', /^In the Local Offer: Splash/);
});

test('a service is refused with a reason, and stays public without the badge', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db, { local_offer: {} });
  await askForLocalOffer(db, { service_id: service.id, answers: {}, asked_by: 'Splash', now: NOW });
  const item = await onlyItem(visitor);
  assert.equal((await visitor.post(`${item}/local-offer-refused`, {})).status, 422);
  await visitor.post(`${item}/local-offer-refused`, { reasons: 'not_local' });
  const found = await findService(db, service.id);
  assert.equal(found?.membership?.state, 'refused');
  assert.match(found?.membership?.reason ?? '', /not for children and young people of our area/);
});

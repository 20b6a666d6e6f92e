import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { addDays } from '../directory/date-rules.ts';
import { exampleService, saveExample } from '../directory/examples.ts';
import { openPublication } from '../directory/publications.ts';
import type { ServiceRecordInput } from '../directory/records.ts';
import { findService, withdrawService } from '../directory/services.ts';
import { personOf } from '../people/persons.ts';
import { giveRole } from '../people/roles.ts';
import { chaseRecords, confirmRecord } from './chase.ts';

const parts = {
  base_url: 'http://localhost:3000',
  secret: 'a secret',
  from: { site_name: 'Example Local Offer', team: 'Team', phone: '01632 960100', email: 'team@example.org' },
};
const at = (day: string) => new Date(`${day}T02:20:00Z`);
const run = (db: Db, day: string) => chaseRecords(db, at(day), parts);

/** Runs the job on each day from one to another. */
async function runDaily(db: Db, from: string, to: string): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) await run(db, day);
}

const mails = async (db: Db) =>
  (await db.selectFrom('mail').select(['to_address', 'subject']).orderBy('id').execute()).map(
    ({ to_address, subject }) => `${to_address}: ${subject}`,
  );
const steps = async (db: Db) =>
  (await db.selectFrom('chase_step').select('step').orderBy('done_at').orderBy('step').execute()).map(
    ({ step }) => step,
  );

/** A sports club, whose promise is six months: confirmed on 1 May, its promise ends on 1 November. */
const club: Partial<ServiceRecordInput> = {
  local_offer: {
    membership: { state: 'approved', decided_at: '2026-01-10T09:00:00Z', decided_by: 'Local Offer officer' },
    confirmation: { confirmed_at: '2026-05-01T09:00:00Z', confirmed_by: 'Splash' },
  },
  contacts: [{ title: 'Manager', email: 'Manager@example.org' }],
  organization: { name: 'Splash', description: '', email: 'office@example.org', phones: [{ number: '01632 960002' }] },
};

async function savedClub(db: Db, more: Partial<ServiceRecordInput> = {}) {
  return exampleService(db, { ...club, ...more }, { now: at('2026-05-01') });
}

test('the whole chase: asked, reminded, others, phone, warning, ranking, badge, hidden; once each', async (t) => {
  const db = await inTransaction(t);
  const { id, organization_id } = await savedClub(db);
  const { id: person_id } = await personOf(db, { email: 'owner@example.org', now: at('2026-05-01') });
  await giveRole(db, { person_id, role: 'owner', organization_id }, { now: at('2026-05-01'), by: 'a test' });

  await run(db, '2026-10-03');
  assert.deepEqual(await steps(db), [], 'nothing is due before the day');
  await run(db, '2026-10-04');
  await run(db, '2026-10-04');
  assert.deepEqual(await mails(db), ['swim@example.org: Is “Splash Saturday swimming” still right?']);

  for (const day of ['2026-10-18', '2026-10-25', '2026-11-08']) await run(db, day);
  assert.deepEqual(await steps(db), ['asked', 'reminded', 'others_asked', 'to_phone']);
  assert.deepEqual((await mails(db)).slice(1), [
    'swim@example.org: Reminder: is “Splash Saturday swimming” still right?',
    ...['manager', 'office', 'owner'].map(
      (who) => `${who}@example.org: Can you tell us whether “Splash Saturday swimming” is still right?`,
    ),
  ]);
  const item = await db
    .selectFrom('desk_item')
    .where('kind', '=', 'to_phone')
    .select(['kind', 'title'])
    .executeTakeFirstOrThrow();
  assert.deepEqual(item, { kind: 'to_phone', title: 'Ask Splash whether “Splash Saturday swimming” is still right' });
  assert.equal((await findService(db, id))?.past_promise_since, undefined);

  await run(db, '2026-11-15');
  assert.ok((await findService(db, id))?.past_promise_since, 'the public is warned');
  assert.equal((await mails(db)).filter((mail) => mail.includes('may be out of date')).length, 4);

  await run(db, '2026-12-13');
  assert.equal((await findService(db, id))?.membership?.state, 'lapsed');
  assert.equal((await mails(db)).filter((mail) => mail.includes('no longer marked')).length, 4);

  await run(db, '2027-01-29');
  assert.ok(await findService(db, id));
  await run(db, '2027-01-30');
  assert.equal(await findService(db, id), undefined, 'and is hidden at last');
  assert.match((await mails(db)).at(-1) ?? '', /^\S+: We have taken down “Splash Saturday swimming”$/);

  const before = await mails(db);
  await runDaily(db, '2027-01-30', '2027-02-03');
  assert.deepEqual(await mails(db), before, 'nothing more happens');
  await confirmRecord(db, { service_id: id, confirmed_by: 'Splash', now: at('2027-02-04') });
  assert.ok(await findService(db, id), 'one step back to live');
  await run(db, '2027-02-05');
  assert.deepEqual(await mails(db), before);
});

test('every letter says what changed, what to do and by when, and its link is signed', async (t) => {
  const db = await inTransaction(t);
  await savedClub(db);
  await run(db, '2026-10-04');
  const { text } = await db.selectFrom('mail').select('text').executeTakeFirstOrThrow();
  assert.match(text, /It was last confirmed on 1 May 2026/);
  assert.match(text, /http:\/\/localhost:3000\/confirm\/\w+\.\w+\.[\w-]{43}\n/);
  assert.match(text, /Please answer by 18 October 2026\./);
  assert.match(text, /on 15 November 2026 its page begins to say .* on 30 January 2027 we take it down/);
});

test('a confirmation ends the round, however it came; an edit does not', async (t) => {
  const db = await inTransaction(t);
  const { id } = await savedClub(db);
  await run(db, '2026-10-04');
  await saveExample(db, { ...club, summary: 'Another word.' }, { now: at('2026-10-05') });
  await run(db, '2026-10-18');
  assert.deepEqual(await steps(db), ['asked', 'reminded'], 'an edit of a word confirms nothing');
  await run(db, '2026-10-25');
  await run(db, '2026-11-08');
  await db
    .insertInto('confirmation')
    .values({ service_id: id, confirmed_at: at('2026-11-09'), confirmed_by: 'an import' })
    .execute();
  await run(db, '2026-11-15');
  assert.equal((await findService(db, id))?.past_promise_since, undefined);
  const chase = await db.selectFrom('chase').select(['round', 'outcome']).executeTakeFirstOrThrow();
  assert.deepEqual(chase, { round: 1, outcome: 'confirmed' });
  const item = await db
    .selectFrom('desk_item')
    .where('kind', '=', 'to_phone')
    .select('decision')
    .executeTakeFirstOrThrow();
  assert.equal(item.decision, 'confirmed', 'and nobody has to phone any more');
  await run(db, '2027-05-01');
  const rounds = await db.selectFrom('chase').select('round').orderBy('round').execute();
  assert.deepEqual(rounds, [{ round: 1 }, { round: 2 }], 'half a year later it is asked again');
});

test('a job that died before its letters were written writes them the next time, and nothing twice', async (t) => {
  const db = await inTransaction(t);
  const { id } = await savedClub(db);
  await savedClub(db, { source_id: 'other', name: 'Diving' });
  const dying = {
    ...parts,
    get from(): never {
      throw new Error('killed');
    },
  };
  await assert.rejects(chaseRecords(db, at('2026-10-04'), dying), /killed/);
  assert.deepEqual(await steps(db), ['asked', 'asked']);
  assert.deepEqual(await mails(db), []);
  await confirmRecord(db, { service_id: id, confirmed_by: 'Splash', now: at('2026-10-04') });
  await run(db, '2026-10-05');
  await run(db, '2026-10-05');
  assert.deepEqual(
    await mails(db),
    ['swim@example.org: Is “Diving” still right?'],
    'what was answered meanwhile is not said',
  );
  assert.deepEqual(await db.selectFrom('freshness_letter').selectAll().execute(), []);
});

test('who has no address is phoned at once, and what nobody ever confirmed is asked about, not hidden', async (t) => {
  const db = await inTransaction(t);
  const { id } = await savedClub(db, {
    email: undefined,
    contacts: [],
    organization: { name: 'Splash', description: '' },
    local_offer: {},
  });
  await run(db, '2030-01-01');
  assert.deepEqual(await mails(db), []);
  assert.equal((await db.selectFrom('desk_item').where('kind', '=', 'to_phone').select('kind').execute()).length, 1);
  assert.ok(await findService(db, id));
  await runDaily(db, '2030-01-02', '2030-01-31');
  assert.ok(await findService(db, id));
});

test('a hidden record that somebody publishes without confirming it is asked about anew', async (t) => {
  const db = await inTransaction(t);
  const { id } = await savedClub(db);
  const days = ['2026-10-04', '2026-10-18', '2026-10-25', '2026-11-08', '2026-11-15', '2026-12-13', '2027-01-30'];
  for (const day of days) await run(db, day);
  assert.equal(await findService(db, id), undefined);
  await openPublication(db, id, { now: at('2027-02-01'), by: 'Council: moderator' });
  await run(db, '2027-02-02');
  const rounds = await db.selectFrom('chase').select(['round', 'outcome']).orderBy('round').execute();
  assert.deepEqual(rounds, [
    { round: 1, outcome: 'published' },
    { round: 2, outcome: null },
  ]);
  assert.ok(await findService(db, id), 'and is not hidden at once');
});

test('nobody is asked about what staff took down, what has closed, or what a neighbour keeps', async (t) => {
  const db = await inTransaction(t);
  const { id } = await savedClub(db);
  await savedClub(db, { source_id: 'closed', local_offer: { commitment: { commitment: 'closed' } } });
  await run(db, '2026-10-04');
  assert.equal((await mails(db)).length, 1);
  await withdrawService(db, id, { now: at('2026-10-05'), withdrawn_by: 'Council: moderator', reason: 'unsafe' });
  await run(db, '2026-10-18');
  assert.equal((await mails(db)).length, 1);
  await db.updateTable('source').set({ is_neighbour: true }).execute();
  await savedClub(db, { source_id: 'across the border' });
  await run(db, '2026-10-19');
  assert.equal((await mails(db)).length, 1);
});

test('no more rounds begin on one day than the council wants', async (t) => {
  const db = await inTransaction(t);
  for (const source_id of ['a', 'b', 'c']) await savedClub(db, { source_id });
  await db.insertInto('freshness_pace').values({ holds_from: '2026-10-01', rounds_a_day: 2 }).execute();
  const rounds = async () => (await db.selectFrom('chase').select('id').execute()).length;
  await run(db, '2026-10-04');
  await run(db, '2026-10-04');
  assert.equal(await rounds(), 2);
  await run(db, '2026-10-05');
  assert.equal(await rounds(), 3);
});

test('an address gets one mail about all records of its organisation, with what is due soon, and one link', async (t) => {
  const db = await inTransaction(t);
  const confirmed = (day: string) => ({ confirmation: { confirmed_at: `${day}T09:00:00Z`, confirmed_by: 'Splash' } });
  await savedClub(db, { source_id: 'a', name: 'Swimming', local_offer: confirmed('2026-05-01') });
  await savedClub(db, { source_id: 'b', name: 'Diving', local_offer: confirmed('2026-05-10') });
  await savedClub(db, { source_id: 'c', name: 'Rowing', local_offer: confirmed('2026-08-01') });
  await savedClub(db, {
    source_id: 'd',
    name: 'Kites',
    email: 'kites@example.org',
    local_offer: confirmed('2026-05-01'),
  });
  await savedClub(db, {
    source_id: 'e',
    name: 'Chess',
    organization: { name: 'Rooks', description: '' },
    local_offer: confirmed('2026-05-01'),
  });
  await run(db, '2026-10-04');
  await run(db, '2026-10-04');
  assert.deepEqual((await mails(db)).toSorted(), [
    'kites@example.org: Is “Kites” still right?',
    'swim@example.org: Are 2 records still right?',
    'swim@example.org: Is “Chess” still right?',
  ]);
  const { text } = await db
    .selectFrom('mail')
    .select('text')
    .where('subject', '=', 'Are 2 records still right?')
    .executeTakeFirstOrThrow();
  assert.match(text, /This is about 2 records of Splash in our directory/);
  assert.match(text, /• “Diving”: last confirmed on 10 May 2026\. Please answer by 27 October 2026\./);
  assert.match(text, /• “Swimming”: last confirmed on 1 May 2026\. Please answer by 18 October 2026\./);
  assert.doesNotMatch(text, /Rowing|Kites|Chess/);
  assert.equal(text.match(/https?:\/\/\S+/g)?.length, 1);
  await run(db, '2026-10-18');
  await run(db, '2026-10-27');
  const later = (await mails(db)).filter((mail) => mail.startsWith('swim@') && !mail.includes('Chess'));
  assert.deepEqual(later.slice(1), [
    'swim@example.org: Reminder: is “Swimming” still right?',
    'swim@example.org: Reminder: is “Diving” still right?',
  ]);
});

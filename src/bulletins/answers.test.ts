import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { personOf } from '../people/persons.ts';
import { endRole, giveRole } from '../people/roles.ts';
import { exampleSchool } from '../schools/examples.ts';
import { saveDraft } from './bulletins.ts';
import { exampleBulletin, exampleContent } from './examples.ts';
import { publishBulletin } from './publishing.ts';

const action = { type: 'action', due_on: '2026-12-04', title: 'Send your figures' } as const;

async function visitors(t: TestContext, role: 'head' | 'senco' | 'cluster_lead' = 'senco') {
  const db = await inTransaction(t);
  await exampleSchool(db, { urn: '990001', name: 'Alder School' });
  await exampleSchool(db, { urn: '990002', name: 'Beech School' });
  const [school, staff] = [await startApp(t, { db }), await startApp(t, { db })];
  await signInAs(school, { email: 'sam@example.org', role, school_urn: '990001' });
  await signInAs(staff, { email: 'wendy@example.org', role: 'content_editor' });
  return { db, school, staff };
}

const answersIn = (db: Db) =>
  db.selectFrom('bulletin_answer').select(['urn', 'answer', 'edition']).orderBy('id').execute();

test('staff see by name who has answered, who has not, and who came later', async (t) => {
  const { db, school, staff } = await visitors(t);
  const { id, href } = await exampleBulletin(db, { ...action, roles: ['senco'] }, new Date('2026-11-15T10:00:00Z'));
  const give = async (name: string, role: 'head' | 'senco', urn: string, now: Date) => {
    const person = await personOf(db, { email: `${name}@example.org`.toLowerCase(), name, now });
    await giveRole(db, { person_id: person.id, role, school_urn: urn }, { now, by: 'a test' });
    return person.id;
  };
  await give('Hanna', 'head', '990002', new Date('2026-09-01T10:00:00Z'));
  const gone = await give('Gone', 'senco', '990002', new Date('2026-09-01T10:00:00Z'));
  await give('Nell', 'senco', '990002', new Date('2026-11-16T09:00:00Z'));
  const role = await db.selectFrom('role').select('id').where('person_id', '=', gone).executeTakeFirstOrThrow();
  await endRole(db, role.id, { now: NOW, by: 'a test' });
  assert.equal((await school.post(`/school${href}/answer`, { answer: 'read' })).status, 303);
  const seen = await staff.get(`/staff/bulletins/${id}/answers`);
  assert.match(seen.text, /Alder School 990001 sam \(SENCO[^)]*\)+: answered on 16 November 2026, here since/);
  assert.match(
    seen.text,
    /Hanna \(head teacher\): has not answered Nell \(SENCO[^)]*\)*: has not answered, here since 16 November 2026/,
  );
  assert.doesNotMatch(seen.text, /Gone/);
  const csv = await staff.get(`/staff/bulletins/${id}/answers.csv`);
  assert.match(csv.body, /,people_who_have_not_answered\r?\n/);
  assert.match(csv.body, /990002,Beech School,.*Hanna \(head teacher\); Nell \(SENCO\)/);
});

test('the same answer sent twice is one; another is kept beside it, and the newest counts', async (t) => {
  const { db, school } = await visitors(t);
  const { href } = await exampleBulletin(db, action, NOW);
  for (const answer of ['read', 'read', 'done', 'done'])
    assert.equal((await school.post(`/school${href}/answer`, { answer, edition: '1' })).status, 303);
  assert.deepEqual(
    (await answersIn(db)).map(({ answer }) => answer),
    ['read', 'done'],
  );
});

test('a school answers the text that it read, though a correction came meanwhile', async (t) => {
  const { db, school } = await visitors(t);
  const { id, href } = await exampleBulletin(db, action, NOW);
  const page = await school.get(`/school${href}`);
  assert.equal(page.find('input[name=edition]')[0]?.getAttribute('value'), '1');
  await saveDraft(db, id, 2, { ...exampleContent, ...action, because: 'Wrong.' }, { by: 'Wendy', now: NOW });
  await publishBulletin(db, id, { by: 'Wendy', now: NOW });
  await school.post(`/school${href}/answer`, { answer: 'done', edition: '1' });
  assert.match((await school.get(`/school${href}`)).text, /That was before it was corrected\./);
  await school.post(`/school${href}/answer`, { answer: 'done', edition: '99' });
  assert.deepEqual(
    (await answersIn(db)).map(({ edition }) => edition),
    [1, 2],
  );
});

test('a school that was not asked, or is closed, cannot answer, and nobody waits for it', async (t) => {
  const { db, school, staff } = await visitors(t);
  const other = await exampleBulletin(db, { ...action, kinds: ['special'] }, NOW);
  const own = await exampleBulletin(db, action, NOW);
  assert.equal((await school.post(`/school${other.href}/answer`, { answer: 'done' })).status, 404);
  await db.updateTable('school').set({ status: 'closed' }).where('urn', '=', '990001').execute();
  assert.match((await school.get('/school/bulletins')).text, /Nothing waits/);
  assert.equal((await school.post(`/school${own.href}/answer`, { answer: 'done' })).status, 404);
  assert.deepEqual(await answersIn(db), []);
  assert.match((await staff.get(`/staff/bulletins/${own.id}/answers`)).text, /Of 1 school, /);
});

test('after it was withdrawn nobody can answer', async (t) => {
  const { db, school } = await visitors(t);
  const { id, href } = await exampleBulletin(db, action, NOW);
  const withdrawn = { withdrawn_at: NOW, withdrawn_because: 'Wrong.', withdrawn_by: 'Wendy', version: 9 };
  await db.updateTable('bulletin').set(withdrawn).where('id', '=', id).execute();
  assert.equal((await school.post(`/school${href}/answer`, { answer: 'done' })).status, 410);
  assert.deepEqual(await answersIn(db), []);
});

test('a head teacher answers everything, a SENCO and a cluster lead what is for them', async (t) => {
  const cases = [
    ['head', ['senco'], 303],
    ['head', ['cluster_lead'], 303],
    ['senco', ['senco', 'cluster_lead'], 303],
    ['senco', ['head'], 403],
    ['cluster_lead', ['cluster_lead'], 303],
    ['cluster_lead', ['senco'], 403],
  ] as const;
  for (const [role, roles, status] of cases)
    await t.test(`${role}, for ${roles.join(' and ')}`, async (t) => {
      const { db, school } = await visitors(t, role);
      // whom cluster leads are asked of: the school leads, or has one
      await db.insertInto('cluster').values({ slug: 'cromer', name: 'Cromer' }).execute();
      const { id } = await db.selectFrom('cluster').select('id').executeTakeFirstOrThrow();
      const member = { cluster_id: id, urn: '990001', is_lead: true, joined_at: NOW };
      await db.insertInto('cluster_member').values(member).execute();
      const { href } = await exampleBulletin(db, { ...action, roles: [...roles] }, NOW);
      const waits = status === 303 ? /answer: 1/ : /Nothing waits/;
      assert.match((await school.get('/school/bulletins')).text, waits);
      assert.equal((await school.post(`/school${href}/answer`, { answer: 'done' })).status, status);
    });
});

test('an action for cluster leads alone is asked of the schools that lead', async (t) => {
  const { db, staff } = await visitors(t, 'cluster_lead');
  const { id } = await exampleBulletin(db, { ...action, roles: ['cluster_lead'] }, NOW);
  const seen = await staff.get(`/staff/bulletins/${id}/answers`);
  assert.match(seen.text, /Of 1 school, /);
  assert.match(seen.text, /Alder School/);
});

test('staff are not sent to a page that only schools may open', async (t) => {
  const { db, staff } = await visitors(t);
  const { id } = await exampleBulletin(db, { ...action, is_public: false }, NOW);
  for (const page of [`/staff/bulletins/${id}`, `/staff/bulletins/${id}/answers`]) {
    const links = (await staff.get(page)).find('main a').map((one) => one.getAttribute('href') ?? '');
    assert.deepEqual(
      links.filter((one) => one.startsWith('/school')),
      [],
    );
  }
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { letterhead } from '../../test/dying.ts';
import { startMailServer } from '../../test/mail-server.ts';
import { readConfig } from '../config.ts';
import type { Db } from '../db/database.ts';
import { sendDueMail } from '../mail/jobs.ts';
import { senderOf } from '../mail/senders.ts';
import { personOf } from '../people/persons.ts';
import { endRole, giveRole } from '../people/roles.ts';
import { exampleSchool } from '../schools/examples.ts';
import { ownSecret } from '../settings.ts';
import { saveDraft } from './bulletins.ts';
import { exampleBulletin, exampleContent } from './examples.ts';
import { sendBulletinMails } from './jobs.ts';
import { publishBulletin } from './publishing.ts';

const at = (moment: string) => new Date(`${moment}:00Z`);
const email = 'sam@example.org';

/** A SENCO of a school since the beginning of November, who chose how to hear. */
async function subscriber(t: TestContext, digest: 'at_once' | 'daily' | 'weekly' | 'never') {
  const db = await inTransaction(t);
  await exampleSchool(db, { urn: '990001' });
  const { id } = await personOf(db, { email, now: at('2026-11-01T10:00') });
  await giveRole(
    db,
    { person_id: id, role: 'senco', school_urn: '990001' },
    { now: at('2026-11-01T10:00'), by: 'a test' },
  );
  const chosen = { person_id: id, digest, set_at: at('2026-11-01T10:00'), wanted_since: new Date(0) };
  await db.insertInto('bulletin_digest').values(chosen).execute();
  const names = { one: 'sheet', several: 'sheets', short: 'sheet', several_short: 'sheets' };
  const secret = await ownSecret(db);
  return { db, id, run: (moment: string) => sendBulletinMails(db, at(moment), { ...letterhead, secret, names }) };
}

const subjects = async (db: Db) =>
  (await db.selectFrom('mail').select('subject').where('key', 'like', 'bulletins:%').orderBy('id').execute()).map(
    ({ subject }) => subject,
  );

async function correct(db: Db, id: number, seen: number, moment: string) {
  const writing = { by: 'An editor', now: at(moment) };
  assert.ok(await saveDraft(db, id, seen, { ...exampleContent, because: 'It was wrong.' }, writing));
  await publishBulletin(db, id, writing);
}

test('a digest names the address that ends it in the headers that mail programs read, and one click there ends it', async (t) => {
  const { db, id, run } = await subscriber(t, 'daily');
  await exampleBulletin(db, {}, at('2026-11-16T11:00'));
  await run('2026-11-17T07:00');
  const server = await startMailServer();
  t.after(server.close);
  const config = readConfig({ SMTP_URL: server.url, MAIL_FROM: 'offer@example.org', BASE_URL: letterhead.base_url });
  const send = senderOf(config);
  assert.ok(send);
  assert.equal(await sendDueMail(db, send, () => at('2026-11-17T07:01')), 1);
  const mail = await server.mailTo(email, /Sheet 1\/26/);
  const [, url = ''] = /^List-Unsubscribe: <(.*)>$/m.exec(mail.head) ?? [];
  assert.match(url, /^http:\/\/localhost:3000\/bulletins\/mail\//);
  assert.match(mail.head, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  assert.ok(mail.text.includes(url), 'the letter names it too');
  const { app, get } = await startApp(t, { db });
  const path = new URL(url).pathname;
  assert.equal((await get(path)).status, 200);
  const chosen = () => db.selectFrom('bulletin_digest').select('digest').where('person_id', '=', id).executeTakeFirst();
  assert.equal((await chosen())?.digest, 'daily', 'a scanner that looks ends nothing');
  // as Gmail and others send it: without cookies, as multipart/form-data
  const payload = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const answer = await app.inject({ method: 'POST', url: path, headers, payload });
  assert.equal(answer.statusCode, 200, 'and is not sent elsewhere');
  assert.equal((await chosen())?.digest, 'never');
  const forged = await app.inject({ method: 'POST', url: `${path}x`, headers, payload });
  assert.equal(forged.statusCode, 404);
});

test('a letter that is no subscription names no such address', async (t) => {
  const { db } = await subscriber(t, 'never');
  const server = await startMailServer();
  t.after(server.close);
  const send = senderOf(readConfig({ SMTP_URL: server.url, MAIL_FROM: 'offer@example.org' }));
  const { oweMail } = await import('../mail/mails.ts');
  const letter = { subject: 'Something else', paragraphs: ['Words.'], from: letterhead.from };
  await oweMail(db, { key: 'other', to: email, letter, now: at('2026-11-17T07:00') });
  assert.ok(send);
  await sendDueMail(db, send, () => at('2026-11-17T07:01'));
  assert.doesNotMatch((await server.mailTo(email, /Something else/)).head, /List-Unsubscribe/);
});

test('who left the school gets no more, nor whoever works at a school that closed', async (t) => {
  const { db, id, run } = await subscriber(t, 'daily');
  await exampleBulletin(db, { title: 'One' }, at('2026-11-16T11:00'));
  const role = await db.selectFrom('role').select('id').where('person_id', '=', id).executeTakeFirstOrThrow();
  await db.updateTable('school').set({ status: 'closed' }).execute();
  await run('2026-11-17T07:00');
  assert.deepEqual(await subjects(db), []);
  await db.updateTable('school').set({ status: 'open' }).execute();
  await endRole(db, role.id, { now: at('2026-11-17T08:00'), by: 'a test' });
  await run('2026-11-18T07:00');
  assert.deepEqual(await subjects(db), []);
});

test('a correction that comes after a digest was due keeps nobody waiting for what came before it', async (t) => {
  const { db, run } = await subscriber(t, 'weekly');
  const { id } = await exampleBulletin(db, {}, at('2026-11-18T11:00'));
  // the site stood still on Monday at seven
  await correct(db, id, 2, '2026-11-23T07:30');
  await run('2026-11-23T08:00');
  assert.deepEqual(await subjects(db), ['Sheet 1/26: School census: dates for spring']);
  await run('2026-11-30T07:00');
  assert.deepEqual((await subjects(db)).slice(1), ['Sheet 1/26: Corrected: School census: dates for spring']);
});

test('who hears at the end of a week gets a bulletin that was corrected within it once, as it stands', async (t) => {
  const { db, run } = await subscriber(t, 'weekly');
  const { id } = await exampleBulletin(db, {}, at('2026-11-18T11:00'));
  await correct(db, id, 2, '2026-11-19T11:00');
  for (const moment of ['2026-11-23T07:00', '2026-11-23T07:01', '2026-11-30T07:00']) await run(moment);
  assert.deepEqual(await subjects(db), ['Sheet 1/26: Corrected: School census: dates for spring']);
});

test('at once means each by itself', async (t) => {
  const { db, run } = await subscriber(t, 'at_once');
  await exampleBulletin(db, { title: 'One' }, at('2026-11-16T11:00'));
  await exampleBulletin(db, { title: 'Two' }, at('2026-11-16T11:00'));
  await run('2026-11-16T11:01');
  await run('2026-11-16T11:02');
  assert.deepEqual((await subjects(db)).toSorted(), ['Sheet 1/26: One', 'Sheet 2/26: Two']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { forgetOldMails, sendDueMail } from './jobs.ts';
import { type Letter, writeLetter } from './letter-rules.ts';
import { type Mail, outbox, oweMail, takeDueMail, tryMailAgain } from './mails.ts';

const start = new Date('2026-11-16T10:00:00Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const letter: Letter = {
  subject: 'Check <your> record',
  paragraphs: ['Is "Splash & Co" still right?'],
  action: { text: 'Look at it', href: 'https://offer.example/confirm/1?a=1&b=2' },
  by_when: 'Please do it by 1 December 2026.',
  from: { site_name: 'Local Offer', team: 'The team', phone: '01632 960100', email: 'team@council.example' },
};
const owe = (db: Db, key: string) => oweMail(db, { key, to: 'pat@example.org', letter, now: start });

test('a letter says the same as text and as HTML, and nothing in it is taken for HTML', () => {
  const { text, html } = writeLetter(letter);
  for (const words of ['still right?', 'Look at it', 'by 1 December 2026', '01632 960100']) {
    assert.ok(text.includes(words), words);
    assert.ok(html.includes(words), words);
  }
  assert.ok(text.includes('https://offer.example/confirm/1?a=1&b=2'));
  assert.ok(html.includes('href="https://offer.example/confirm/1?a=1&amp;b=2"'));
  assert.ok(html.includes('&quot;Splash &amp; Co&quot;') && html.includes('<title>Check &lt;your&gt; record</title>'));
});

test('the same mail is owed once, and sent once', async (t) => {
  const db = await inTransaction(t);
  assert.equal(await owe(db, 'reminder:1'), true);
  assert.equal(await owe(db, 'reminder:1'), false);
  await owe(db, 'reminder:2');
  const sent: Mail[] = [];
  const send = async (mail: Mail) => void sent.push(mail);
  assert.equal(await sendDueMail(db, send, () => start), 2);
  assert.equal(await sendDueMail(db, send, () => later(10_000)), 0);
  assert.equal(sent.length, 2);
  assert.equal(await owe(db, 'reminder:1'), false, 'not even after it was sent');
});

test('what a mail server refuses is tried again, a little later each time, and kept for somebody to look at in the end', async (t) => {
  const db = await inTransaction(t);
  await owe(db, 'a');
  let tries = 0;
  const refuse = async () => {
    tries++;
    throw new Error('451 try later');
  };
  await sendDueMail(db, refuse, () => start);
  await sendDueMail(db, refuse, () => start);
  assert.equal(tries, 1, 'not at once');
  for (let minutes = 2; minutes < 6000; minutes += 60) await sendDueMail(db, refuse, () => later(minutes));
  assert.equal(tries, 7);
  const [mail] = await outbox(db, { limit: 5 });
  assert.ok(mail?.given_up_at);
  assert.equal(mail.last_error, '451 try later');
  await tryMailAgain(db, mail.id, later(6000));
  assert.equal(
    await sendDueMail(
      db,
      async () => {},
      () => later(6000),
    ),
    1,
  );
});

test('a mail that was being sent when the site was killed is not sent twice: somebody decides', async (t) => {
  const db = await inTransaction(t);
  await owe(db, 'a');
  const taken = await takeDueMail(db, start);
  assert.equal(
    await sendDueMail(
      db,
      async () => {},
      () => later(600),
    ),
    0,
  );
  await tryMailAgain(db, taken?.id ?? 0, later(600));
  assert.equal(
    await sendDueMail(
      db,
      async () => {},
      () => later(600),
    ),
    1,
  );
});

test('mails that have left are forgotten when their time is over, and those that have not are kept', async (t) => {
  const db = await inTransaction(t);
  await owe(db, 'sent');
  await sendDueMail(
    db,
    async () => {},
    () => start,
  );
  await owe(db, 'unsent');
  await forgetOldMails(db, new Date('2027-05-15T10:00:00Z'));
  assert.equal((await outbox(db, { limit: 5 })).length, 2);
  await forgetOldMails(db, new Date('2027-05-17T10:00:00Z'));
  assert.deepEqual(
    (await outbox(db, { limit: 5 })).map(({ sent_at }) => sent_at),
    [null],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { oweMail } from '../mail/mails.ts';

const now = new Date('2026-11-16T10:00:00Z');

test('an administrator reads the outbox, where a mail is only text, and sends again what could not be sent', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'ada@example.org', role: 'administrator' });
  const from = { site_name: 'Local Offer', team: 'The team', phone: '01632 960100', email: 'team@council.example' };
  await oweMail(visitor.db, {
    key: 'a test',
    to: 'pat@example.org',
    now,
    letter: { subject: 'Check <b>Splash</b>', paragraphs: ['<script>alert(1)</script>'], from },
  });
  const list = await visitor.get('/staff/outbox');
  assert.match(list.text, /Stays here: no way out is configured/);
  const href =
    list
      .find('.lines a')
      .find((link) => link.text.includes('Splash'))
      ?.getAttribute('href') ?? '';
  const mail = await visitor.get(href);
  assert.match(mail.text, /<script>alert\(1\)<\/script>/);
  assert.ok(!mail.body.includes('<script>alert'));
  await visitor.db
    .updateTable('mail')
    .set({ given_up_at: now, last_error: '550 no such person' })
    .where('key', '=', 'a test')
    .execute();
  const failed = await visitor.get(href);
  assert.match(failed.text, /Could not be sent\. What the mail server said: 550 no such person/);
  await visitor.post(href, {});
  assert.doesNotMatch((await visitor.get(href)).text, /Could not be sent/);
  assert.equal((await visitor.get('/staff/outbox/999999999')).status, 404);
  assert.equal((await visitor.get('/staff/outbox/x')).status, 404);
});

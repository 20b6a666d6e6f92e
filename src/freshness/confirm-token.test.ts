import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmToken, readConfirmToken } from './confirm-token.ts';

const link = { mail_id: 37, expires_at: new Date('2026-12-31T10:00:00Z') };
const token = confirmToken(link, 'a secret');

test('a token says which mail, and until when', () => {
  assert.deepEqual(readConfirmToken(token, 'a secret'), link);
  assert.match(token, /^[\w.-]{50,80}$/);
});

const [id, expires, signed] = token.split('.');
const forged: [what: string, token: string, secret: string][] = [
  ['of another site', token, 'another secret'],
  ['of another mail', `12.${expires}.${signed}`, 'a secret'],
  ['that lasts longer', `${id}.zzzzzz.${signed}`, 'a secret'],
  ['without a signature', `${id}.${expires}.`, 'a secret'],
  ['cut short', token.slice(0, -3), 'a secret'],
  ['that is empty', '', 'a secret'],
  ['that is a dot', '.', 'a secret'],
];
for (const [what, given, secret] of forged)
  test(`a token ${what} is not one of ours`, () => assert.equal(readConfirmToken(given, secret), undefined));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formToken, secondsSinceShown } from './form-token.ts';
import { countLinks, type Sent, whyNotTaken } from './spam-rules.ts';

const fine: Sent = { trap: '', seconds: 40, has_token: true, text: 'The club has a new phone number.' };

const cases: { name: string; sent: Partial<Sent>; says: RegExp | undefined }[] = [
  { name: 'words that took 40 seconds', sent: {}, says: undefined },
  { name: 'a filled trap', sent: { trap: 'https://spam.example' }, says: /hidden field/ },
  { name: 'a form that is not ours', sent: { seconds: undefined }, says: /came from our page/ },
  { name: 'sent after two seconds', sent: { seconds: 2 }, says: /very quick/ },
  { name: 'sent after three seconds', sent: { seconds: 3 }, says: undefined },
  { name: 'a page from the future', sent: { seconds: -500 }, says: /very quick/ },
  { name: 'a page open over the weekend', sent: { seconds: 3 * 86_400 }, says: undefined },
  { name: 'a page open for eight days', sent: { seconds: 8 * 86_400 }, says: /more than a week/ },
  { name: 'a form without a token', sent: { seconds: undefined, has_token: false }, says: undefined },
  { name: 'three links', sent: { text: 'https://a.example www.b.example http://c.example' }, says: undefined },
  { name: 'four links', sent: { text: 'https://a.example www.b.example http://c.example [url=d]' }, says: /4 links/ },
];

for (const { name, sent, says } of cases)
  test(`spam: ${name} is ${says ? 'handed back with a reason' : 'taken'}`, () => {
    const why = whyNotTaken({ ...fine, ...sent });
    if (says) assert.match(why ?? '', says);
    else assert.equal(why, undefined);
  });

test('spam: an e-mail address and a full stop between words are not links', () => {
  assert.equal(countLinks('Write to club@example.org.uk. Thanks. See norwich.example'), 0);
});

test('a form token tells its age, and cannot be made or moved by others', () => {
  const secret = 'a secret of at least thirty-two letters';
  const shown = new Date('2026-03-01T10:00:00Z');
  const later = new Date('2026-03-01T10:01:30Z');
  const token = formToken(secret, shown);
  assert.equal(secondsSinceShown(token, secret, later), 90);
  assert.notEqual(formToken(secret, shown), token, 'each form has its own');
  assert.equal(secondsSinceShown(token, 'another secret of thirty-two letters', later), undefined);
  for (const wrong of ['', '.', 'x.y', `${token}.x`, `a${token}`, token.slice(0, -1), 'ΩΩΩ.ΩΩΩ'])
    assert.equal(secondsSinceShown(wrong, secret, later), undefined, wrong);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOTP } from '@better-auth/utils/otp';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { exampleService } from '../directory/examples.ts';

const email = 'pat@example.org';

test('somebody sees the own account, changes the name, signs out another device, and downloads what is held', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email });
  const other = await startApp(t, { db: visitor.db });
  await signInAs(other, { email });
  const nameless = await visitor.post('/account/name', { name: ' ' });
  assert.equal(nameless.status, 422);
  assert.match(nameless.text, /Write your name/);
  await visitor.post('/account/name', { name: 'Pat Smith' });
  const page = await visitor.get('/account');
  assert.match(page.text, /Signed in as Pat Smith/);
  const device = page.find('input[name="device"]')[0]?.getAttribute('value') ?? '';
  await visitor.post('/account/devices', { device });
  assert.equal((await other.get('/account')).status, 303, 'the other device is signed out');
  const held = JSON.parse((await visitor.get('/account/download')).body);
  assert.deepEqual([held.person.name, held.person.email], ['Pat Smith', email]);
  assert.ok(held.what_you_did.some((deed: { action: string }) => deed.action === 'signed_out_device'));
});

test('who has several roles sees in which one they act, changes it, and leaves one', async (t) => {
  const visitor = await startApp(t);
  const { organization } = await exampleService(visitor.db);
  await signInAs(visitor, { email, role: 'owner', organization_id: organization.id });
  await signInAs(visitor, { email, role: 'moderator' });
  await visitor.db
    .updateTable('role')
    .set({ given_at: new Date(0) })
    .where('role', '=', 'owner')
    .execute();
  const page = await visitor.get('/account');
  assert.match(page.text, /Provider: owner, Splash \(you act in this role now\)/);
  const [moderator] = page.find('form[action="/account/role"] input[name="role"]');
  assert.equal((await visitor.get('/staff/outbox')).status, 403, 'as a provider the desk is closed');
  await visitor.post('/account/role', { role: moderator?.getAttribute('value') ?? '' });
  assert.match((await visitor.get('/account')).text, /Council: moderator \(you act in this role now\)/);
  const owner = page.find('form[action="/account/leave"] input[name="role"]')[0]?.getAttribute('value') ?? '';
  await visitor.post('/account/leave', { role: owner });
  assert.doesNotMatch((await visitor.get('/account')).text, /Splash/);
  assert.equal(
    (await visitor.post('/account/role', { role: owner })).status,
    422,
    'a role that has ended cannot be taken up',
  );
});

test('council roles show a second factor first: an app is set up, its codes are right or wrong, and five wrong ones are enough', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email, role: 'administrator', has_second_factor: false });
  assert.equal((await visitor.get('/staff/people')).headers.location, '/account/second-factor?next=%2Fstaff%2Fpeople');
  const setUp = await visitor.post('/account/second-factor/set-up', { next: '/staff/people' });
  const key = setUp.find('code')[0]?.text ?? '';
  const codes = setUp.find('.recovery-codes code').map((code) => code.text);
  assert.ok(codes.length >= 8, 'there are recovery codes');
  const secret = Buffer.from(fromBase32(key)).toString();
  const right = await createOTP(secret, { digits: 6, period: 30 }).totp();
  const shown = await visitor.post('/account/second-factor', { code: right, next: '/staff/people' });
  assert.equal(shown.headers.location, '/staff/people');
  assert.equal((await visitor.get('/staff/people')).status, 200);

  const elsewhere = await startApp(t, { db: visitor.db });
  await signInAs(elsewhere, { email, has_second_factor: false });
  const again = await elsewhere.post('/account/second-factor/set-up', {});
  assert.equal(again.status, 422, 'who has only the mail cannot set up a code of their own');
  const recovered = await elsewhere.post('/account/second-factor', { code: codes[0] ?? '', next: '/staff/people' });
  assert.equal(recovered.headers.location, '/staff/people');
  const third = await startApp(t, { db: visitor.db });
  await signInAs(third, { email, has_second_factor: false });
  assert.equal((await third.post('/account/second-factor', { code: codes[0] ?? '' })).status, 422, 'it works once');
  for (let time = 0; time < 4; time++) await third.post('/account/second-factor', { code: '000000' });
  assert.match((await third.post('/account/second-factor', { code: '000000' })).text, /wrong too often/);
});

test('who has only read the mail can neither add nor take away a second factor of somebody who has one', async (t) => {
  const owner = await startApp(t);
  const id = await signInAs(owner, { email, role: 'administrator' });
  const passkey = { name: 'Phone', public_key: 'k', person_id: id, credential_id: 'c', counter: 0, device_type: 'one' };
  await owner.db
    .insertInto('passkey')
    .values({ ...passkey, backed_up: false })
    .execute();
  const thief = await startApp(t, { db: owner.db });
  await signInAs(thief, { email, has_second_factor: false });
  assert.equal((await thief.get('/auth/passkey/generate-register-options')).status, 403);
  assert.equal((await thief.post('/auth/passkey/verify-registration', {})).status, 403);
  const page = await thief.get('/account');
  assert.equal(
    page.find('form[action="/account/passkeys"], [data-passkey-make]').length,
    0,
    'it is not offered either',
  );
  const removed = await thief.post('/account/passkeys', { passkey: await onlyPasskey(owner.db) });
  assert.equal(removed.status, 422);
  assert.match(removed.text, /First show the second factor that you have/);
  assert.equal((await thief.post('/account/second-factor/set-up', {})).status, 422);

  assert.equal((await owner.get('/auth/passkey/generate-register-options')).status, 200, 'the owner can');
  await owner.post('/account/passkeys', { passkey: await onlyPasskey(owner.db) });
  assert.equal(await owner.db.selectFrom('passkey').select('id').executeTakeFirst(), undefined);
});

test('a code that is shown opens this session alone', async (t) => {
  const visitor = await startApp(t);
  const other = await startApp(t, { db: visitor.db });
  await signInAs(visitor, { email, role: 'administrator', has_second_factor: false });
  await signInAs(other, { email, has_second_factor: false });
  // as if both had signed in at the very moment in which the code is shown
  await visitor.db.updateTable('session').set({ created_at: NOW }).execute();
  const setUp = await visitor.post('/account/second-factor/set-up', {});
  const secret = Buffer.from(fromBase32(setUp.find('code')[0]?.text ?? '')).toString();
  await visitor.post('/account/second-factor', {
    code: await createOTP(secret, { digits: 6, period: 30 }).totp(),
  });
  assert.equal((await visitor.get('/staff/people')).status, 200);
  assert.equal((await other.get('/staff/people')).status, 303, 'the other session still has to show one');
  assert.equal((await other.post('/account/second-factor', {})).status, 422, 'a form without a code is refused');
});

test('an administrator takes away the second factor of somebody who lost the phone, who is told and signed out', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email, role: 'administrator' });
  const lost = await startApp(t, { db: visitor.db });
  const id = await signInAs(lost, { email: 'lost@example.org', role: 'moderator' });
  const setUp = await lost.post('/account/second-factor/set-up', {});
  const secret = Buffer.from(fromBase32(setUp.find('code')[0]?.text ?? '')).toString();
  await lost.post('/account/second-factor', { code: await createOTP(secret, { digits: 6, period: 30 }).totp() });
  const page = await visitor.get('/staff/people');
  const [role] = page
    .find('form[action="/staff/people/second-factor"]')
    .filter((form) => form.text.includes('lost@example.org'))
    .map((form) => form.querySelector('input[name="role"]')?.getAttribute('value') ?? '');
  assert.equal((await visitor.post('/staff/people/second-factor', { role: role ?? '' })).status, 303);
  assert.equal((await lost.get('/account')).status, 303, 'signed out');
  const person = await visitor.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  assert.equal(person.two_factor_enabled, false);
  const mail = await visitor.db
    .selectFrom('mail')
    .select('text')
    .where('to_address', '=', 'lost@example.org')
    .where('key', 'like', 'second-factor%')
    .executeTakeFirstOrThrow();
  assert.match(mail.text, /set up a new one/);
  assert.match((await visitor.get('/staff/audit?q=second')).text, /took second factor/);
  await signInAs(lost, { email: 'lost@example.org', has_second_factor: false });
  assert.equal((await lost.post('/account/second-factor/set-up', {})).status, 200, 'and sets up a new one');
  const own = page.find('form[action="/staff/people/second-factor"]').length;
  assert.equal(own, 1, 'nobody takes away the own one here');
});

test('a role that was ended closes its pages at the next request', async (t) => {
  const visitor = await startApp(t);
  const id = await signInAs(visitor, { email, role: 'administrator' });
  assert.equal((await visitor.get('/staff/people')).status, 200);
  await visitor.db
    .updateTable('role')
    .set({ ended_at: new Date(), ended_by: 'a test' })
    .where('person_id', '=', id)
    .execute();
  assert.equal((await visitor.get('/staff/people')).status, 403);
});

test('an administrator invites, the invited accepts with that address alone, and the role opens its pages', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email, role: 'administrator' });
  assert.equal((await visitor.post('/staff/people', { email: 'new', role: 'king' })).status, 422);
  await visitor.post('/staff/people', { email: 'new@example.org', role: 'moderator' });
  assert.match((await visitor.get('/staff/people')).text, /new@example.org: Council: moderator, open until/);
  const stranger = await startApp(t, { db: visitor.db });
  await signInAs(stranger, { email: 'stranger@example.org' });
  const invited = await startApp(t, { db: visitor.db });
  await signInAs(invited, { email: 'new@example.org' });
  const invitation = (await invited.get('/account')).find('input[name="invitation"]')[0]?.getAttribute('value') ?? '';
  assert.equal((await stranger.post('/account/invitation', { invitation, answer: 'accepted' })).status, 422);
  await invited.post('/account/invitation', { invitation, answer: 'accepted' });
  assert.match((await invited.get('/account')).text, /Council: moderator/);
  assert.equal((await invited.post('/account/invitation', { invitation, answer: 'accepted' })).status, 422, 'once');
  const log = await visitor.get('/staff/audit?q=invitation');
  assert.match(log.text, /accepted invitation/);
});

test('an account can be deleted, with its sessions and roles; what was done stays in the log', async (t) => {
  const visitor = await startApp(t);
  const id = await signInAs(visitor, { email, role: 'moderator' });
  assert.equal((await visitor.post('/account/delete', {})).status, 422, 'only who is sure');
  await visitor.post('/account/delete', { sure: 'yes' });
  assert.equal((await visitor.get('/account')).status, 303);
  assert.equal(await visitor.db.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst(), undefined);
  const log = await visitor.db.selectFrom('audit').select('action').where('person_id', '=', id).execute();
  assert.deepEqual(
    log.map(({ action }) => action),
    ['deleted_own_account'],
  );
  await assert.rejects(visitor.db.deleteFrom('audit').execute(), /only grows/);
});

async function onlyPasskey(db: Db): Promise<string> {
  return (await db.selectFrom('passkey').select('id').executeTakeFirstOrThrow()).id;
}

function fromBase32(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, visit } from './journey.ts';

test('staff make a passkey on their device, and sign in with it from then on', async (t) => {
  const page = await visit(t, { desk: true, path: '/sign-in' });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await audit(page, 'sign-in');
  await page.getByRole('link', { name: 'Try out any role with one click' }).click();
  await audit(page, 'demonstration-accounts');
  await page.getByRole('button', { name: /Ada Administrator/ }).click();
  await page.goto('/account');
  await audit(page, 'account');
  await page.getByRole('button', { name: 'Make a passkey on this device' }).click();
  await page.getByText(/made on/).waitFor();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.goto('/account');
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
  await page.goto('/staff/people');
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  await audit(page, 'staff-people');
  await page.goto('/staff/outbox');
  await audit(page, 'outbox');
  await page.goto('/staff/audit');
  await audit(page, 'audit-log');
  await page.goto('/account/second-factor');
  await audit(page, 'second-factor');
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await audit(page, 'second-factor-set-up');
});

test('a family signs in by a link, by keyboard and without JavaScript, and sees the mail in the outbox of the demonstration', async (t) => {
  const page = await visit(t, { scripts: false, path: '/sign-in' });
  await page.getByLabel('Your e-mail address').fill('new.person@example.org');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Look into your mail' }).waitFor();
  await audit(page, 'link-sent');
  const helper = await visit(t, { scripts: false, path: '/sign-in/demonstration' });
  await helper.getByRole('button', { name: /Fay Family/ }).click();
  await helper.goto('/staff/outbox');
  await helper
    .getByRole('link', { name: /^Sign in to/ })
    .first()
    .click();
  const link = await helper.locator('.mail-text a').first().getAttribute('href');
  await page.goto(link ?? '');
  await audit(page, 'link');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('new.person@example.org').first().waitFor();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { audit, visit } from './journey.ts';

/** The site takes what is sent within three seconds for a machine's; nobody types a message so fast. */
async function sendAsAPerson(page: Page, button: string) {
  await page.waitForTimeout(3_200);
  await page.getByRole('button', { name: button }).click();
}

test('four questions lead to services, and each can be skipped', async (t) => {
  const page = await visit(t);
  await page.getByRole('link', { name: 'Answer four short questions' }).click();
  await page.getByRole('heading', { level: 1, name: 'Who needs support?' }).waitFor();
  await audit(page, 'help-who');
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { level: 1, name: 'What kind of help are you looking for?' }).waitFor();
  await page.getByRole('link', { name: 'Skip this question' }).click();
  await page.getByLabel('How old is the person?').fill('nine');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { level: 2, name: 'There is a problem' }).waitFor();
  await audit(page, 'help-age-wrong');
  await page.getByLabel('How old is the person?').fill('9');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Where do you want to look?').fill('Cromer');
  await audit(page, 'help-where');
  await page.getByRole('button', { name: 'Show me what there is' }).click();
  await page.waitForURL(/\/services\?/);
  await page.locator('.results > li').first().waitFor();
  assert.match(page.url(), /age=9/);
  assert.match(page.url(), /near=Cromer/i);
});

test('a problem with a page is reported without an account, and a reference comes back', async (t) => {
  const page = await visit(t, { path: '/services' });
  await page.locator('.results h3 a').first().click();
  await page.getByText('Report a problem with this page').click();
  await page.getByRole('link', { name: 'Something else, or tell us more' }).click();
  await sendAsAPerson(page, 'Send the report');
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await audit(page, 'report-wrong');
  await page.getByRole('radio').first().check();
  await page.getByLabel('Tell us more').fill('The phone number is wrong. It rings at a shop.');
  await sendAsAPerson(page, 'Send the report');
  assert.ok(await page.locator('.reference').innerText());
  await audit(page, 'report-received');
});

test('a comment is sent, and a reference comes back', async (t) => {
  const page = await visit(t, { path: '/comments' });
  await audit(page, 'comments');
  await page.getByRole('radio', { name: 'What the Local Offer holds' }).check();
  await page.getByLabel('Your comment').fill('There is no swimming club for children in wheelchairs near us.');
  await sendAsAPerson(page, 'Send your comment');
  assert.ok(await page.locator('.reference').innerText());
  await audit(page, 'comment-received');
});

test('somebody says that a page helped, in one press', async (t) => {
  const page = await visit(t, { path: '/about' });
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Thank you for telling us' }).waitFor();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, visit } from './journey.ts';

test('without JavaScript: search, filter, read, put on the list, print the booklet', async (t) => {
  const page = await visit(t, { scripts: false });
  await audit(page, 'plain-home');
  await page.getByLabel('What are you looking for?').fill('sleep');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/\/services\?/);
  await audit(page, 'plain-results');

  const filters = page.locator('#filters');
  if (!(await filters.evaluate((element) => (element as HTMLDetailsElement).open)))
    await filters.locator('> summary').click();
  await page.locator('input[name="self_refer"]').check();
  await filters.getByRole('button', { name: 'Show results' }).click();
  await page.waitForURL(/self_refer=1/);

  const link = page.locator('.results h3 a').first();
  const name = await link.innerText();
  await link.click();
  await page.waitForURL(/\/services\/[a-z0-9-]+$/);
  await page.getByRole('link', { name: 'Add to my list' }).first().click();
  await page.waitForURL(/\/my-list\?/);
  assert.match(await page.locator('main').innerText(), new RegExp(`${RegExp.escape(name)} is on this list`));
  await audit(page, 'plain-my-list');

  await page.getByRole('link', { name: 'Booklet in large print' }).click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
  await audit(page, 'booklet');
});

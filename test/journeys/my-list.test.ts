import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { audit, tabTo, visit } from './journey.ts';

/** The addresses of the first services that a search finds. */
async function someServices(page: Page, count: number): Promise<string[]> {
  await page.goto('/services?q=swimming');
  const links = await page.locator('.results h3 a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  return links.slice(0, count).map((href) => href?.split('/').at(-1) ?? '');
}

const namesOn = (page: Page) => page.locator('#my-list h3').allInnerTexts();

test('a list is made, kept on the device, changed and put back, by keyboard alone', async (t) => {
  const page = await visit(t, { desk: true });
  const slugs = await someServices(page, 2);
  for (const [n, slug] of slugs.entries()) {
    await page.goto(`/services/${slug}`);
    const add = page.locator('a[data-add-to-list]').first();
    await tabTo(page, add);
    await page.keyboard.press('Enter');
    await page
      .locator('.site-nav')
      .getByText(`My list (${n + 1})`)
      .waitFor();
    assert.match((await page.locator('main > [role="status"]').last().textContent()) ?? '', /on your list/);
    assert.equal(new URL(page.url()).pathname, `/services/${slug}`);
  }
  await page.goto('/my-list');
  await page.getByRole('heading', { level: 2, name: '2 services' }).waitFor();
  const names = await namesOn(page);
  await audit(page, 'my-list-own');

  await tabTo(page, page.locator('[data-up]'));
  await page.keyboard.press('Enter');
  await page.getByText(`${names[1]} is number 1 now.`).waitFor();
  assert.deepEqual(await namesOn(page), names.toReversed());
  await page.locator('[data-up]').click();
  await page.getByText(`${names[0]} is number 1 now.`).waitFor();

  await tabTo(page, page.locator('[data-remove]').first());
  await page.keyboard.press('Enter');
  await page.getByText(`${names[0]} is off your list.`).waitFor();
  assert.deepEqual(await namesOn(page), names.slice(1));
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await page.getByText('Your list is as it was.').waitFor();
  assert.deepEqual(await namesOn(page), names);

  await page.getByRole('button', { name: 'Empty the list' }).click();
  await page.getByText('Nothing is on this list yet').waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test('a list that came with a link is shown as it is, and kept only when somebody asks for it', async (t) => {
  const page = await visit(t);
  const slugs = await someServices(page, 3);
  await page.goto(`/my-list?s=${slugs.join('&s=')}`);
  assert.equal((await namesOn(page)).length, 3);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.getByRole('button', { name: 'Keep this list on this device' }).click();
  await page.getByText('It is on your list now.').waitFor();
  assert.equal(new URL(page.url()).search, '');
  await page.reload();
  await page.getByRole('heading', { level: 2, name: '3 services' }).waitFor();
  assert.deepEqual(await page.evaluate(() => JSON.parse(localStorage.getItem('my-list') ?? '')), slugs);
});

test('the link to a list is copied, says so, and leads somebody else to the same list', async (t) => {
  const page = await visit(t);
  const [slug = ''] = await someServices(page, 1);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/my-list?add=${slug}`);
  await page.locator('#list-status').getByText('is on your list').waitFor();
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('The link is copied.').waitFor();
  const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(`${copied.pathname}${copied.search}`, `/my-list?s=${slug}`);
});

test('a list that holds what is gone says so, and forgets it', async (t) => {
  const page = await visit(t);
  const [slug = ''] = await someServices(page, 1);
  await page.evaluate((kept) => localStorage.setItem('my-list', JSON.stringify(kept)), ['closed-long-ago', slug]);
  await page.goto('/my-list');
  await page.getByText('“closed long ago” is not here any more').waitFor();
  assert.equal((await namesOn(page)).length, 1);
  assert.deepEqual(await page.evaluate(() => JSON.parse(localStorage.getItem('my-list') ?? '')), [slug]);
});

test('a browser that keeps nothing still has the list in the address', async (t) => {
  const page = await visit(t);
  const [slug = ''] = await someServices(page, 1);
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('not allowed', 'SecurityError');
      },
    });
  });
  await page.goto(`/services/${slug}`);
  await page.locator('a[data-add-to-list]').first().click();
  await page.waitForURL(/\/my-list\?add=/);
  await page.getByText('To keep the list, bookmark this page').waitFor();
});

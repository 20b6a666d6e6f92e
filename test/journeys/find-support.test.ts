import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, tabTo, visit } from './journey.ts';

test('on a phone, from a word and a postcode to whom to call', async (t) => {
  const page = await visit(t);
  await audit(page, 'home');
  await page.getByLabel('What are you looking for?').fill('swiming');
  await page.getByLabel('Near (postcode or town)').fill('NR27 9AA');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/\/services\?/);
  await page.getByText('Showing results for').waitFor();
  await audit(page, 'results');

  const first = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3 }) })
    .first();
  assert.match(await first.innerText(), /mile/, 'the first result says how far it is');
  const name = await first.getByRole('heading').getByRole('link').innerText();
  await first.getByRole('heading').getByRole('link').click();
  await page.waitForURL(/\/services\/[a-z0-9-]+$/);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), name);
  assert.ok((await page.locator('main a[href^="tel:"]').count()) > 0, 'there is a number to call');
  await audit(page, 'service');
});

test('filters work in place by keyboard alone, keep the focus, tell what they found, and come off again', async (t) => {
  const page = await visit(t, { desk: true, path: '/services?q=autism' });
  const count = page.locator('#count');
  const before = await count.innerText();
  const filter = page.locator('#filters > summary');
  if (!(await page.getByLabel('Free', { exact: false }).first().isVisible())) {
    await tabTo(page, filter);
    await page.keyboard.press('Enter');
  }
  const free = page.locator('input[name="free"]');
  await tabTo(page, free);
  await page.keyboard.press('Space');
  await page.waitForURL(/free=1/);
  await page.waitForFunction((was) => document.querySelector('#count')?.textContent?.trim() !== was, before);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'free');
  assert.match((await page.locator('#announcement').textContent()) ?? '', /found/);
  await audit(page, 'filtered');

  const chip = page.locator('a.chip', { hasText: 'Free' });
  await tabTo(page, chip);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.searchParams.has('free'));
  await page.waitForFunction((was) => document.querySelector('#count')?.textContent?.trim() === was, before);
  await page.goBack();
  await page.waitForURL(/free=1/);
});

test('suggestions come while typing, and the keyboard chooses among them', async (t) => {
  const page = await visit(t, { desk: true, path: '/services' });
  const asked: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/suggestions')) asked.push(request.headers().cookie);
  });
  const box = page.getByRole('combobox', { name: 'What are you looking for?' });
  await box.pressSequentially('swim', { delay: 60 });
  const options = page.locator('[role="listbox"] [role="option"]');
  await options.first().waitFor();
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  await audit(page, 'suggestions');
  await box.focus();
  await page.keyboard.press('ArrowDown');
  const chosen = page.locator('[role="listbox"] [aria-selected="true"]');
  await chosen.waitFor();
  assert.equal(await box.getAttribute('aria-activedescendant'), await chosen.getAttribute('id'));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/services' || url.search !== '');
  assert.deepEqual(
    asked.filter((cookie) => cookie !== undefined),
    [],
    'suggestions are asked for without cookies',
  );
});

test('own words are searched for with Enter, whatever is suggested', async (t) => {
  const page = await visit(t, { desk: true, path: '/services' });
  const box = page.getByRole('combobox', { name: 'What are you looking for?' });
  await box.pressSequentially('swim', { delay: 60 });
  await page.locator('[role="listbox"] [role="option"]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/services\?.*q=swim\b/);
});

test('a search that finds nothing says what to drop, where else to look, and whom to call', async (t) => {
  const page = await visit(t, { path: '/services?q=swimming&near=NR27&within=1&day=SU&age=2' });
  await page.getByText('We found nothing that fits all of this').waitFor();
  assert.ok((await page.locator('main a[href^="tel:"]').count()) > 0);
  await audit(page, 'nothing');
  await page.locator('.drop-list a').first().click();
  await page.locator('.results > li').first().waitFor();
});

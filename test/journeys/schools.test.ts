import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, visit } from './journey.ts';

test('on a phone, from a town and a need to a school, and two schools side by side', async (t) => {
  const page = await visit(t, { path: '/schools' });
  await page.getByLabel('Near (postcode or town)').fill('Cromer');
  await page.getByRole('button', { name: 'Find schools' }).first().click();
  await page.waitForURL(/near=Cromer/);
  await page.locator('#filters > summary').click();
  await page.getByLabel('Has a specialist base').check();
  await page.waitForURL(/base=1/);
  await page.locator('.results > li').first().waitFor();
  await audit(page, 'schools');
  const first = page.locator('.results > li').first();
  assert.match(await first.innerText(), /in a straight line/);
  const name = await first.getByRole('heading').getByRole('link').innerText();

  for (const nth of [0, 1]) await page.locator('.results > li').nth(nth).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Compare those I ticked' }).click();
  await page.waitForURL(/\/schools\/compare\?/);
  assert.equal(await page.locator('thead th').count(), 2);
  await audit(page, 'schools-side-by-side');

  await page.getByRole('link', { name, exact: true }).first().click();
  await page.waitForURL(/\/schools\/\d+$/);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), name);
  assert.ok((await page.locator('main a[href^="tel:"]').count()) > 0, 'there is a number to call');
  await audit(page, 'school');
});

test('without JavaScript schools are found, shown on a map and compared, and a slip is told', async (t) => {
  const page = await visit(t, { scripts: false, path: '/schools?near=Cromer&view=map' });
  await audit(page, 'schools-map', { brief: true });
  await page.locator('#filters > summary').click();
  await page.getByLabel('Age in years').fill('seven');
  await page.getByRole('button', { name: 'Find schools' }).first().click();
  await page.getByText('There is a problem').waitFor();
  assert.equal(await page.getByLabel('Age in years').inputValue(), 'seven');
  await audit(page, 'schools-problem', { brief: true });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { audit, visit } from './journey.ts';

async function signInAs(page: Page, who: RegExp) {
  await page.goto('/sign-in/demonstration');
  await page.getByRole('button', { name: who }).click();
  await page.getByText('Signed in as').waitFor();
}

test('two people write one report: saved as typed, both texts side by side, published, read by a family', async (t) => {
  const hannah = await visit(t, { desk: true });
  const sanjay = await visit(t, {});
  await signInAs(hannah, /Hannah Head/);
  await signInAs(sanjay, /Sanjay Senco/);
  await hannah.goto('/school/report');
  await audit(hannah, 'report-overview');
  for (const page of [hannah, sanjay]) await page.goto('/school/report/IR-8');
  await audit(sanjay, 'report-answer');

  // Hannah types, and presses nothing
  await hannah.locator('#text').fill('What Hannah typed about pupils.');
  await hannah.getByText(/^Saved, /).waitFor();
  // Sanjay types too: he is shown what Hannah typed, and loses nothing of his own
  await sanjay.locator('#text').fill('What Sanjay typed about pupils.');
  await sanjay.getByRole('heading', { name: 'Two texts of this part' }).waitFor();
  await sanjay.getByText('What Hannah typed about pupils.').waitFor();
  assert.equal(await sanjay.locator('#text').inputValue(), 'What Sanjay typed about pupils.');
  await audit(sanjay, 'report-two-texts');
  const both = 'What Hannah typed about pupils.\n\nWhat Sanjay typed about pupils.';
  await sanjay.locator('#text').fill(both);
  await sanjay.getByRole('button', { name: 'Save', exact: true }).click();
  await sanjay.waitForURL(/done=saved/);
  assert.equal(await sanjay.locator('#text').inputValue(), both);
  // both kept: what each of them typed stands in the history
  await sanjay.goto('/school/report/IR-8/history');
  for (const words of [/^What Hannah typed about pupils\.$/, /^What Sanjay typed about pupils\.$/])
    await sanjay.getByText(words).first().waitFor();

  await hannah.goto('/school/report/publish');
  await audit(hannah, 'report-publish');
  await hannah.getByRole('button', { name: 'Publish it now' }).click();
  await hannah.getByText('Your report is published').waitFor();
  await hannah.getByRole('link', { name: 'HTML to paste' }).click();
  assert.match(await hannah.locator('#html').inputValue(), /<p>What Sanjay typed about pupils\.<\/p>/);

  const family = await visit(t, { scripts: false });
  await family.goto('/schools/reports?q="typed about pupils"');
  await audit(family, 'report-search');
  await family.getByRole('link', { name: /Cromer Pier Primary School.*How pupils are involved/ }).click();
  await family.waitForURL(/\/schools\/999999\/report#IR-8/);
  await family.getByText('What Hannah typed about pupils.').waitFor();
  await audit(family, 'report-read');
});

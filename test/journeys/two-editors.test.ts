import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { audit, visit } from './journey.ts';

async function signInAs(page: Page, who: RegExp) {
  await page.goto('/sign-in/demonstration');
  await page.getByRole('button', { name: who }).click();
  await page.getByRole('heading', { level: 1, name: 'Your services' }).waitFor();
}

/** Begins to change a record that nobody is changing yet. */
async function beginDraft(page: Page): Promise<{ record: string; draft: string }> {
  const links = await page.locator('ul.lines a[href^="/provider/services/"]').all();
  const records = await Promise.all(links.map((link) => link.getAttribute('href')));
  for (const record of records) {
    await page.goto(record ?? '');
    const change = page.getByRole('button', { name: 'Change this record' });
    if ((await change.count()) === 0) continue;
    await change.click();
    await page.waitForURL(/\/provider\/drafts\//);
    return { record: record ?? '', draft: new URL(page.url()).pathname };
  }
  throw new Error(`No record can be changed: ${records.join(', ')}`);
}

const save = (page: Page) => page.getByRole('button', { name: 'Save and go on' }).click();

test('two people edit one record at once: the second sees both versions, and nobody loses a word', async (t) => {
  const olive = await visit(t, { desk: true });
  const eddie = await visit(t, { scripts: false });
  await signInAs(olive, /Olive Owner/);
  await signInAs(eddie, /Eddie Editor/);
  const { record, draft } = await beginDraft(olive);
  await eddie.goto(record);
  await eddie.getByRole('link', { name: 'Go on with your draft' }).click();
  assert.equal(new URL(eddie.url()).pathname, draft, 'both write in one draft');

  // both open the same page; Olive is the first to save
  for (const page of [olive, eddie]) await page.goto(`${draft}/what`);
  await olive.locator('#summary').fill('What Olive wrote of it.');
  await eddie.locator('#summary').fill('What Eddie wrote of it.');
  await eddie.locator('#description').fill('Eddie described it, too.');
  await save(olive);
  await olive.waitForURL(/\/who$/);
  await save(eddie);
  await eddie.getByRole('heading', { name: 'Both versions' }).waitFor();
  const both = await eddie.locator('#both').innerText();
  assert.match(both, /What Eddie wrote of it\.\s+What Olive wrote of it\./);
  assert.match(both, /Eddie described it, too\./);
  assert.equal(await eddie.locator('#summary').inputValue(), 'What Eddie wrote of it.');
  await audit(eddie, 'both-versions');
  await eddie.locator('#summary').fill('What Olive wrote of it. What Eddie wrote of it.');
  await save(eddie);
  await eddie.waitForURL(/\/who$/);

  // another page of the same record is no conflict
  await olive.goto(`${draft}/cost`);
  await eddie.goto(`${draft}/how`);
  await olive.locator('#costs').fill('Each time: £3');
  await eddie.locator('#application_process').fill('Come along.');
  await save(olive);
  await olive.waitForURL(/\/how$/);
  await save(eddie);
  await eddie.waitForURL(/\/contact$/);
  await eddie.goto(`${draft}/preview`);
  const preview = await eddie.locator('main').innerText();
  for (const words of [
    /What Olive wrote of it\. What Eddie wrote of it\./,
    /Eddie described it, too\./,
    /£3/,
    /Come along\./,
  ])
    assert.match(preview, words);

  // while Eddie writes, Olive hands it in: what he wrote is shown to him, and saved when he takes it back
  await eddie.goto(`${draft}/what`);
  await eddie.locator('#summary').fill('What Eddie wrote too late.');
  await olive.goto(draft);
  await olive.getByRole('button', { name: 'Hand it in' }).click();
  await olive.getByRole('heading', { level: 1, name: 'Your services' }).waitFor();
  await save(eddie);
  await eddie
    .getByText(/handed this in while you wrote/)
    .first()
    .waitFor();
  assert.equal(await eddie.locator('#summary').inputValue(), 'What Eddie wrote too late.');
  await audit(eddie, 'handed-in-meanwhile');
  await eddie.getByRole('button', { name: 'Take it back, and save this page' }).click();
  await eddie.waitForURL(/\/who$/);

  // while Eddie writes, Olive throws the draft away: he gets his words back
  await eddie.goto(`${draft}/what`);
  await eddie.locator('#summary').fill('What Eddie wrote for nothing.');
  await olive.goto(draft);
  await olive.getByRole('button', { name: 'Throw this draft away' }).click();
  await olive.getByRole('heading', { level: 1, name: 'Your services' }).waitFor();
  await save(eddie);
  await eddie.getByRole('heading', { level: 1, name: 'Nothing was saved' }).waitFor();
  await eddie.getByText('What Eddie wrote for nothing.').waitFor();
  await audit(eddie, 'not-saved');
});

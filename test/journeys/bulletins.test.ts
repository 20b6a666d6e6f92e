import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Db } from '../../src/db/database.ts';
import { exampleService } from '../../src/directory/examples.ts';
import { personOf } from '../../src/people/persons.ts';
import { giveRole } from '../../src/people/roles.ts';
import { exampleSchool } from '../../src/schools/examples.ts';
import { audit, tabTo, visit } from './journey.ts';
import { startOwnSite } from './own-site.ts';

// From an empty form to the last school that has not answered: what an editor, a SENCO and a family see of one action.

const sara = { email: 'sara@example.org', name: 'Sara Example' };
const tom = { email: 'tom@example.org', name: 'Tom Example' };

/** Two special schools and an ordinary one; the made-up SENCO works at the first, Sara at the second. */
async function fill(db: Db) {
  await exampleService(db);
  await db.updateTable('source').set({ is_demonstration: true }).where('code', '=', 'example').execute();
  await exampleSchool(db, { urn: '999999', name: 'Willow School', kind: 'special' });
  await exampleSchool(db, { urn: '990002', name: 'Tern School', kind: 'special' });
  await exampleSchool(db, { urn: '990003', name: 'Alder Primary School' });
  await becomesSenco(db, sara, new Date('2026-09-01T09:00:00Z'));
}

async function becomesSenco(db: Db, who: { email: string; name: string }, now: Date) {
  const { id: person_id } = await personOf(db, { ...who, now });
  await giveRole(db, { person_id, role: 'senco', school_urn: '990002' }, { now, by: 'a test' });
}

async function signInAs(page: Page, who: RegExp) {
  await page.goto('/sign-in/demonstration');
  await page.getByRole('button', { name: who }).click();
  await page.getByText('Signed in as').waitFor();
}

async function typeInto(page: Page, label: string, text: string) {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

async function pressOn(page: Page, role: 'button' | 'link', name: string) {
  await tabTo(page, page.getByRole(role, { name, exact: true }));
  await page.keyboard.press('Enter');
}

test('an action for SENCOs of special schools: written by keyboard, answered without JavaScript, corrected, and who has not answered', {
  timeout: 300_000,
}, async (t) => {
  const { base, db, now } = await startOwnSite(t, '2026-11-16', fill);
  const wendy = await visit(t, { base, from: '10.0.0.1', desk: true });
  const sanjay = await visit(t, { base, from: '10.0.0.2', scripts: false });
  const family = await visit(t, { base, from: '10.0.0.3', scripts: false });

  // Wendy has no mouse.
  await signInAs(wendy, /Wendy Writer/);
  await wendy.goto('/staff/bulletins');
  await pressOn(wendy, 'link', 'Write a new MI Sheet');
  await wendy.getByRole('heading', { level: 1, name: 'Write a new MI Sheet' }).waitFor();
  await typeInto(wendy, 'Title', 'Count the children who need a hoist');
  await typeInto(wendy, 'Summary', 'We plan new hoists, and need your numbers.');
  await tabTo(wendy, wendy.getByRole('radio', { name: 'Information' }));
  await wendy.keyboard.press('ArrowDown');
  await wendy.getByLabel('If it is an action: to be done by').fill('2026-12-04');
  await typeInto(wendy, 'Text', 'Count them on Monday. Send us the number.');
  for (const box of ['SENCOs', 'Special school']) {
    await tabTo(wendy, wendy.getByRole('checkbox', { name: box, exact: true }));
    await wendy.keyboard.press('Space');
  }
  await typeInto(wendy, 'Whom schools ask', 'Equipment team');
  await typeInto(wendy, 'Its mailbox', 'equipment@council.example.org');
  await pressOn(wendy, 'button', 'Save');
  await wendy.getByText('Not published', { exact: true }).waitFor();
  await audit(wendy, 'bulletin-editor');
  await pressOn(wendy, 'button', 'Publish');
  await wendy.getByText('Published. It goes out by mail').waitFor();
  await wendy.getByRole('heading', { level: 1, name: 'MI Sheet 1/26' }).waitFor();
  const editor = new URL(wendy.url()).pathname;

  // Sanjay has no JavaScript.
  await signInAs(sanjay, /Sanjay Senco/);
  await sanjay.goto('/school');
  await sanjay.getByRole('link', { name: 'Bulletins from the council' }).click();
  await sanjay.getByRole('heading', { name: 'Waits for your school’s answer: 1' }).waitFor();
  await audit(sanjay, 'bulletins-of-a-school');
  await sanjay
    .getByRole('link', { name: /Count the children/ })
    .first()
    .click();
  await sanjay.getByRole('button', { name: 'Send the answer' }).click();
  await sanjay.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await sanjay.getByRole('radio', { name: 'Done', exact: true }).check();
  await sanjay.getByLabel('Anything the council should know').fill('Seven.');
  await sanjay.getByRole('button', { name: 'Send the answer' }).click();
  await sanjay.getByText('Thank you. Your answer is kept').waitFor();
  await audit(sanjay, 'bulletin-answered');

  // Tom comes to the second school when it is long out.
  await becomesSenco(db, tom, now());
  await wendy.goto(`${editor}/answers`);
  const answers = await wendy.locator('main').innerText();
  assert.match(answers, /Of 2 schools, 1 say that it is done, 0 have read it, 1 have not answered/);
  assert.match(answers, /Willow School[^]*Sanjay Senco[^]*: answered on 16 November 2026/);
  assert.match(
    answers,
    /Tern School[^]*Sara Example[^]*: has not answered[^]*Tom Example[^]*has not answered, here since/,
  );
  assert.doesNotMatch(answers, /Alder/);
  await audit(wendy, 'bulletin-answers');
  await wendy.getByRole('link', { name: /^Not answered: 1/ }).click();
  assert.doesNotMatch(await wendy.locator('table').innerText(), /Willow/);

  // The day was wrong.
  await wendy.goto(editor);
  await typeInto(wendy, 'Why it is corrected', 'Monday is a holiday.');
  await wendy.locator('#markdown').fill('Count them on Tuesday. Send us the number.');
  await pressOn(wendy, 'button', 'Publish the correction');
  await wendy.getByText('Published. It goes out by mail').waitFor();
  await family.goto('/bulletins');
  await audit(family, 'bulletins', { brief: true });
  await family.getByRole('link', { name: '1/26: Count the children who need a hoist' }).click();
  await family.waitForURL(/\/bulletins\/2026\/1$/);
  assert.match(
    await family.locator('main').innerText(),
    /Corrected on 16 November 2026 because: Monday is a holiday\./,
  );
  assert.equal(await family.locator('.compared del').innerText(), 'Monday');
  assert.equal(await family.locator('.compared ins').innerText(), 'Tuesday');
  await audit(family, 'bulletin-corrected');
  await family.getByRole('link', { name: /Read the text before the correction/ }).click();
  await family.getByText('This is an earlier text').waitFor();
  await family.getByText('Count them on Monday.').waitFor();
  await sanjay.reload();
  await sanjay.goto('/school/bulletins/2026/1');
  assert.match(await sanjay.locator('main').innerText(), /That was before it was corrected\./);

  // It is not needed any more: the address stays, and says so.
  await wendy.goto(editor);
  await wendy.getByLabel('Why it is withdrawn').fill('We have the numbers.');
  await wendy.getByRole('button', { name: 'Withdraw it' }).click();
  await wendy.getByText('Withdrawn on').first().waitFor();
  for (const [page, path] of [
    [family, '/bulletins/2026/1'],
    [family, '/bulletins/2026/1/versions/1'],
    [sanjay, '/school/bulletins/2026/1'],
  ] as const) {
    assert.equal((await page.goto(path))?.status(), 410, path);
    await page.getByText('We have the numbers.').waitFor();
  }
  await audit(family, 'bulletin-withdrawn', { brief: true });
  await sanjay.goto('/school/bulletins/mail');
  await audit(sanjay, 'bulletin-mails', { brief: true });
});

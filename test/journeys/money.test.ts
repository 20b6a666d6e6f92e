import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { audit, tabTo, visit } from './journey.ts';

/** Writes into a field, reached and filled by keyboard alone. */
async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

/** Presses a button or follows a link, reached by keyboard alone, and waits for the page that comes. */
async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

/** Chooses a table as a file, in a field that the keyboard reaches; the dialog that it opens is the browser's own. */
async function choose(page: Page, label: string, lines: readonly string[]): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await tabTo(page, field);
  const file = { name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) };
  await field.setInputFiles(file);
}

const main = (page: Page) => page.locator('main').innerText();

test('by keyboard and without JavaScript: a year of money is loaded, looked at, published, read by a parent, and corrected', async (t) => {
  const staff = await visit(t, { desk: true, scripts: false, path: '/sign-in/demonstration' });
  await press(staff, staff.getByRole('button', { name: /Cora Commissioner/ }));
  await staff.goto('/staff/money');
  await audit(staff, 'money-years', { brief: true });
  await write(staff, staff.getByLabel('The year in which it begins'), '2031');
  await tabTo(staff, staff.getByLabel('Rates: so many pupils, times a rate'));
  await staff.keyboard.press('Space');
  await press(staff, staff.getByRole('button', { name: 'Begin the year' }));

  await choose(staff, 'File with the rates', [
    'code,label,kind,rate,hidden_below',
    'pupils,Every pupil,per pupil,60.89,',
    'low_attainment,Low results before,per pupil,610,5',
    'fixed_sum,The same for each school,fixed sum,"£7,180",',
  ]);
  await press(staff, staff.getByRole('button', { name: 'Load rates' }));
  const template = await staff.context().request.get(`${staff.url().split(/[?#]/)[0]}/counts.csv`);
  const schools = (await template.text())
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0] ?? '');
  assert.ok(schools.length > 5, 'the table to fill in has every school');
  const counts = schools.map((urn) => `${urn},200,50`);
  const header = 'urn,pupils,low_attainment';

  // one line that is wrong: nothing is loaded, and the line is named
  await choose(staff, 'File with the counts', [header, ...counts, '123,1,1']);
  await press(staff, staff.getByRole('button', { name: 'Load counts' }));
  assert.match(
    await main(staff),
    new RegExp(`Nothing was loaded: 1 thing is wrong[^]*${schools.length + 2}\\s+The URN “123”`),
  );
  await audit(staff, 'money-table-refused', { brief: true });
  await choose(staff, 'File with the counts', [header, ...counts]);
  await press(staff, staff.getByRole('button', { name: 'Load counts' }));
  assert.equal(await staff.locator('#schools ~ .wide-table tbody tr').count(), schools.length, 'every school is shown');

  // 200 × £60.89 + 50 × £610 + £7,180, for each school; a penny too many at first
  const pennies = schools.length * 4_985_800;
  const inPounds = (sum: number) => (sum / 100).toFixed(2);
  await write(staff, staff.getByLabel('What all memos must come to, in pounds'), inPounds(pennies + 1));
  await press(staff, staff.getByRole('button', { name: 'Save', exact: true }));
  assert.match(await main(staff), /−£0\.01\s+cannot be published/i);
  await press(staff, staff.getByRole('button', { name: 'Publish all memos' }));
  assert.match(await main(staff), /Nothing was published[^]*difference is −£0\.01/);
  await audit(staff, 'money-penny-off', { brief: true });
  const parent = await visit(t, { scripts: false, path: '/money/schools' });
  assert.doesNotMatch(await main(parent), /2031 to 2032/, 'nobody sees a draft');
  await write(staff, staff.getByLabel('What all memos must come to, in pounds'), inPounds(pennies));
  await press(staff, staff.getByRole('button', { name: 'Save', exact: true }));
  await press(staff, staff.getByRole('button', { name: 'Publish all memos' }));
  assert.match(await main(staff), /Published\. Every school and everybody else can read the memos now/);

  await parent.goto('/money/schools');
  await write(parent, parent.getByLabel('Name or postcode of the school'), 'cromer pier');
  await press(parent, parent.getByRole('button', { name: 'Find' }));
  await audit(parent, 'money-schools', { brief: true });
  await press(parent, parent.getByRole('link', { name: 'Cromer Pier Primary School' }));
  await press(parent, parent.getByRole('link', { name: '2031 to 2032' }));
  const memo = new URL(parent.url()).pathname;
  assert.match(await main(parent), /£49,858\.00 in its budget for special needs[^]*50\s+£610\.00\s+£30,500\.00/);
  await audit(parent, 'money-memo');
  const before = await (await parent.context().request.get(`${memo}.pdf`)).body();

  await press(staff, staff.getByRole('link', { name: 'Cromer Pier Primary School' }));
  await write(staff, staff.getByLabel('Low results before'), '52');
  await press(staff, staff.getByRole('button', { name: 'Publish the corrected memo' }));
  assert.match(await main(staff), /Write why it is corrected/);
  await write(staff, staff.getByLabel('Why is it corrected?'), 'Two children were left out.');
  await write(staff, staff.getByLabel('Where does the difference come from, or go to?'), 'The contingency');
  await press(staff, staff.getByRole('button', { name: 'Publish the corrected memo' }));
  await audit(staff, 'money-correction', { brief: true });

  await parent.reload();
  assert.match(
    await main(parent),
    /corrected on [^]*Two children were left out\. It was £49,858\.00, and is £51,078\.00 now[^]*£51,078\.00 in its budget/,
  );
  await press(parent, parent.getByRole('link', { name: 'Read it as it was before' }));
  assert.match(await main(parent), /no longer counts[^]*Two children were left out\.[^]*£49,858\.00 in its budget/);
  await audit(parent, 'money-memo-before', { brief: true });
  const after = await (await parent.context().request.get(`${memo}.pdf?version=1`)).body();
  assert.notDeepEqual(after, before, 'the PDF of the memo that was replaced says so');
});

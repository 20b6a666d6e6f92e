import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from './examples.ts';

/** Two of one organisation, who write in one draft. Gives its address. */
async function twoEditors(t: TestContext): Promise<{ olive: Visitor; eddie: Visitor; draft: string }> {
  const olive = await startApp(t);
  const { db } = olive;
  const eddie = await startApp(t, { db });
  const { id, organization_id } = await exampleService(db, {}, { now: NOW });
  await signInAs(olive, { email: 'olive@example.org', role: 'owner', organization_id });
  await signInAs(eddie, { email: 'eddie@example.org', role: 'editor', organization_id });
  const opened = await olive.post(`/provider/services/${id}/edit`, {});
  return { olive, eddie, draft: opened.headers.location ?? '' };
}

/** What somebody has typed on the first page, but not sent yet. */
async function typed({ get }: Visitor, draft: string, summary: string): Promise<Record<string, string>> {
  const page = await get(`${draft}/what`);
  const seen = page.find('input[name="seen"]')[0]?.getAttribute('value') ?? '';
  return { seen, name: 'Splash Saturday swimming', summary, description: 'A quiet hour in a warm pool.' };
}

const summaryOn = async ({ get }: Visitor, draft: string) =>
  (await get(`${draft}/what`)).find('#summary')[0]?.textContent;

async function handIn({ get, post }: Visitor, draft: string): Promise<void> {
  const version = (await get(draft)).find('input[name="version"]')[0]?.getAttribute('value') ?? '';
  assert.equal((await post(`${draft}/hand-in`, { version })).status, 303);
}

test('what one writes while another hands the record in stands there still, and is saved when it is taken back', async (t) => {
  const { olive, eddie, draft } = await twoEditors(t);
  const late = await typed(eddie, draft, 'What Eddie wrote.');
  await olive.post(`${draft}/what`, await typed(olive, draft, 'What Olive wrote.'));
  await handIn(olive, draft);
  const told = await eddie.post(`${draft}/what`, late);
  assert.equal(told.status, 422);
  assert.match(told.text, /handed this in while you wrote/);
  assert.match(told.text, /In one or two sentences What Eddie wrote\. What Olive wrote\./, 'both versions');
  assert.equal(told.find('#summary')[0]?.textContent, 'What Eddie wrote.');
  const seen = told.find('input[name="seen"]')[0]?.getAttribute('value') ?? '';
  const saved = await eddie.post(`${draft}/what`, { ...late, seen, then: 'take-back' });
  assert.equal(saved.headers.location, `${draft}/who`);
  assert.equal(await summaryOn(olive, draft), 'What Eddie wrote.');
  const item = await olive.db.selectFrom('desk_item').select('decision').where('kind', '=', 'changed_record').execute();
  assert.deepEqual(item, [{ decision: 'taken back' }]);
});

test('while the council reads what was handed in, nothing is taken back, and nothing that was typed is lost', async (t) => {
  const { olive, eddie, draft } = await twoEditors(t);
  const late = await typed(eddie, draft, 'What Eddie wrote.');
  await olive.post(`${draft}/what`, await typed(olive, draft, 'What Olive wrote.'));
  await handIn(olive, draft);
  const mo = await startApp(t, { db: olive.db });
  await signInAs(mo, { email: 'mo@example.org', role: 'moderator' });
  const { id } = await olive.db
    .selectFrom('desk_item')
    .select('id')
    .where('kind', '=', 'changed_record')
    .executeTakeFirstOrThrow();
  await mo.get(`/staff/items/${id}`);
  const told = await eddie.post(`${draft}/what`, { ...late, then: 'take-back' });
  assert.match(told.text, /Somebody at the council is reading it now/);
  assert.equal(told.find('#summary')[0]?.textContent, 'What Eddie wrote.');
  assert.equal((await mo.post(`/staff/items/${id}/approve`, {})).status, 303);

  // and when it is public, the draft is over: what was typed is given back
  const over = await eddie.post(`${draft}/what`, late);
  assert.equal(over.status, 404);
  assert.match(over.text, /There is no such draft any more/);
  assert.match(over.text, /In one or two sentences What Eddie wrote\./);
});

test('what one writes while another throws the draft away is given back, and never what others wrote', async (t) => {
  const { olive, eddie, draft } = await twoEditors(t);
  const late = await typed(eddie, draft, 'What Eddie wrote.');
  assert.equal((await olive.post(`${draft}/discard`, {})).status, 303);
  const over = await eddie.post(`${draft}/what`, { ...late, description: '<script>alert(1)</script>' });
  assert.equal(over.status, 404);
  assert.match(over.text, /What Eddie wrote\./);
  assert.doesNotMatch(over.body, /<script>alert/);
  assert.doesNotMatch(over.text, /with two teachers in the water/);
  assert.equal((await eddie.post(`${draft}/nothing-there`, late)).status, 404);
});

test('who sends the same page twice, the second time after it was handed in, is led on', async (t) => {
  const { olive, draft } = await twoEditors(t);
  const form = await typed(olive, draft, 'What Olive wrote.');
  await olive.post(`${draft}/what`, form);
  await handIn(olive, draft);
  assert.equal((await olive.post(`${draft}/what`, form)).headers.location, draft);
});

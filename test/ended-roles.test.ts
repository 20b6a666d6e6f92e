import assert from 'node:assert/strict';
import { test } from 'node:test';
import { putOnDesk } from '../src/desk/items.ts';
import { exampleService } from '../src/directory/examples.ts';
import { saveProblemReport } from '../src/directory/problem-reports.ts';
import { exampleSending } from '../src/participation/examples.ts';
import { NOW, startApp, type Visitor } from './app.ts';
import { signInAs } from './sign-in.ts';

// Somebody loses a role while signed in, with a page open and words typed: from the next request on nothing is done in it.

/** The value of the hidden field `role` beside a person's address on a page of people. */
function roleOf(page: Awaited<ReturnType<Visitor['get']>>, email: string): string {
  const form = page
    .find('form[action$="/people/end"]')
    .find((one) => one.closest('li, tr, div.govuk-summary-list__row')?.text.includes(email));
  return form?.querySelector('input[name="role"]')?.getAttribute('value') ?? '';
}

test('a moderator whose role is ended decides nothing more, not even what was open before', async (t) => {
  const mo = await startApp(t);
  const { db } = mo;
  const ada = await startApp(t, { db });
  await signInAs(mo, { email: 'mo@example.org', role: 'moderator' });
  await signInAs(ada, { email: 'ada@example.org', role: 'administrator' });
  const service = await exampleService(db, {}, { now: NOW });
  const report = { service_id: service.id, reason: 'closed', details: 'It has closed.', reply_to: '' } as const;
  await saveProblemReport(db, report, exampleSending(NOW));
  const { id } = await db.selectFrom('desk_item').select('id').where('kind', '=', 'problem').executeTakeFirstOrThrow();
  assert.equal((await mo.get(`/staff/items/${id}`)).status, 200, 'the item is open in the browser');
  const role = roleOf(await ada.get('/staff/people'), 'mo@example.org');
  assert.notEqual(role, '');
  assert.equal((await ada.post('/staff/people/end', { role })).status, 303);

  for (const [path, form] of [
    [`/staff/items/${id}/problem`, { outcome: 'mended', answer: 'Done.' }],
    [`/staff/items/${id}/notes`, { text: 'A note.' }],
    [`/staff/services/${service.slug}/withdraw`, { reason: 'It has closed.' }],
    ['/account/role', { role }],
  ] as const) {
    const answer = await mo.post(path, form);
    assert.ok([403, 404, 422].includes(answer.status), `${path}: ${answer.status}`);
  }
  for (const path of ['/staff', `/staff/items/${id}`, '/staff/services', '/staff/comments'])
    assert.equal((await mo.get(path)).status, 403, path);
  const item = await db.selectFrom('desk_item').select('decided_at').where('id', '=', id).executeTakeFirstOrThrow();
  assert.equal(item.decided_at, null);
  assert.equal((await db.selectFrom('desk_note').select('id').execute()).length, 0);
  assert.equal((await mo.get(`/services/${service.slug}`)).status, 200, 'the record is public still');
  assert.doesNotMatch((await mo.get('/account')).text, /Council: moderator/);
});

test('an editor whose role is ended saves nothing more, and keeps what was typed', async (t) => {
  const olive = await startApp(t);
  const { db } = olive;
  const eddie = await startApp(t, { db });
  const { id, organization_id } = await exampleService(db, {}, { now: NOW });
  await signInAs(olive, { email: 'olive@example.org', role: 'owner', organization_id });
  await signInAs(eddie, { email: 'eddie@example.org', role: 'editor', organization_id });
  const draft = (await eddie.post(`/provider/services/${id}/edit`, {})).headers.location ?? '';
  const seen = (await eddie.get(`${draft}/what`)).find('input[name="seen"]')[0]?.getAttribute('value') ?? '';
  const people = `/provider/organisations/${organization_id}/people`;
  const role = roleOf(await olive.get(people), 'eddie@example.org');
  assert.equal((await olive.post(`${people}/end`, { role })).status, 303);

  const late = await eddie.post(`${draft}/what`, {
    seen,
    name: 'Splash Saturday swimming',
    summary: 'Typed too late.',
  });
  assert.equal(late.status, 404);
  assert.match(late.text, /Typed too late\./);
  for (const [path, form] of [
    [`/provider/services/${id}/state`, { deed: 'withdraw', reason: 'Because.' }],
    [`/provider/services/${id}/edit`, {}],
    [`${draft}/hand-in`, { version: '1' }],
    [`${draft}/discard`, {}],
    [people, { email: 'friend@example.org', role: 'owner' }],
  ] as const)
    assert.equal((await eddie.post(path, form)).status, 404, path);
  for (const path of [draft, `${draft}/what`, `${draft}/preview`, `/provider/services/${id}`, people])
    assert.equal((await eddie.get(path)).status, 404, path);
  assert.doesNotMatch((await eddie.get('/provider')).text, /Splash Saturday swimming/);
  const kept = await olive.get(`${draft}/what`);
  assert.doesNotMatch(kept.text, /Typed too late/);
});

test('an item that a deleted account had open waits for others at once', async (t) => {
  const mo = await startApp(t);
  const { db } = mo;
  const ada = await startApp(t, { db });
  await signInAs(mo, { email: 'mo@example.org', role: 'moderator' });
  await signInAs(ada, { email: 'ada@example.org', role: 'administrator' });
  const id = await putOnDesk(db, { kind: 'problem', subject_id: 'PR-NONE', title: 'Nothing', now: NOW });
  await mo.get(`/staff/items/${id}`);
  await mo.post('/account/delete', { sure: 'yes' });
  assert.equal((await mo.get(`/staff/items/${id}`)).status, 303, 'the session has ended');
  assert.equal((await mo.post(`/staff/items/${id}/close`, {})).headers.location, '/sign-in?next=%2Faccount');
  assert.doesNotMatch((await ada.get(`/staff/items/${id}`)).text, /has this until/);
});

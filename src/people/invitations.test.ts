import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';

const day = 24 * 60 * 60 * 1000;

test('one address gets three invitations a day, whoever sends them, and more on the next', async (t) => {
  let now = NOW;
  const olive = await startApp(t, { now: () => now });
  const { db } = olive;
  const { organization_id } = await exampleService(db, {}, { now: NOW });
  await signInAs(olive, { email: 'olive@example.org', role: 'owner', organization_id });
  const ada = await startApp(t, { db, now: () => now });
  await signInAs(ada, { email: 'ada@example.org', role: 'administrator' });
  const people = `/provider/organisations/${organization_id}/people`;
  for (let n = 0; n < 3; n++)
    assert.equal((await olive.post(people, { email: 'new@example.org', role: 'editor' })).status, 303);
  const more = await olive.post(people, { email: 'New@example.org', role: 'editor' });
  assert.equal(more.status, 422);
  assert.match(more.text, /As many invitations as may go there, or from you, within a day have been sent/);
  const council = await ada.post('/staff/people', { email: 'new@example.org', role: 'moderator' });
  assert.match(council.text, /As many invitations as may go there/);
  assert.equal((await olive.post(people, { email: 'other@example.org', role: 'editor' })).status, 303);
  now = new Date(NOW.getTime() + day + 1);
  assert.equal((await ada.post('/staff/people', { email: 'new@example.org', role: 'moderator' })).status, 303);
});

test('one person sends fifty invitations a day', async (t) => {
  const olive = await startApp(t);
  const { db } = olive;
  const { organization_id } = await exampleService(db, {}, { now: NOW });
  const person_id = await signInAs(olive, { email: 'olive@example.org', role: 'owner', organization_id });
  const sent = Array.from({ length: 49 }, (_, n) => ({
    email: `somebody-${n}@example.org`,
    role: 'editor',
    organization_id,
    invited_by: person_id,
    invited_at: NOW,
    expires_at: new Date(NOW.getTime() + day),
  }));
  await db.insertInto('invitation').values(sent).execute();
  const people = `/provider/organisations/${organization_id}/people`;
  assert.equal((await olive.post(people, { email: 'last@example.org', role: 'editor' })).status, 303);
  assert.equal((await olive.post(people, { email: 'more@example.org', role: 'editor' })).status, 422);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { exampleComment, examplePublished } from './examples.ts';

test('a service reads a comment on it only without who wrote it, and says its part to the council', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const page = `/services/${service.slug}`;
  const { id, reference } = await exampleComment(
    db,
    { page, body: 'My son Jake was cold.', reply_to: 'p@example.org' },
    NOW,
  );
  await signInAs(visitor, { role: 'editor', organization_id: service.organization.id });
  const before = await visitor.get('/provider/comments');
  assert.match(before.text, /has not read it yet/);
  assert.doesNotMatch(before.body, /Jake|p@example/);
  assert.equal((await visitor.post(`/provider/comments/${reference}`, { words: 'Early' })).status, 404);

  await db
    .updateTable('comment')
    .set({ state: 'anonymised', words: 'A child was cold.' })
    .where('id', '=', id)
    .execute();
  const ready = await visitor.get('/provider/comments');
  assert.match(ready.text, /A child was cold/);
  assert.doesNotMatch(ready.body, /Jake|p@example/);
  const empty = await visitor.post(`/provider/comments/${reference}`, { words: ' ' });
  assert.equal(empty.status, 422);
  assert.equal(empty.find('.govuk-error-summary a')[0]?.getAttribute('href'), `#words-${reference}`);
  assert.equal((await visitor.post(`/provider/comments/${reference}`, { words: 'The boiler is mended.' })).status, 303);
  const staff = await startApp(t, { db });
  await signInAs(staff, { email: 'mo@example.org', role: 'moderator' });
  const item = await db.selectFrom('desk_item').select('id').executeTakeFirstOrThrow();
  assert.match((await staff.get(`/staff/items/${item.id}`)).text, /What the service says to it The boiler is mended/);
});

test('another organisation and a family see nothing of it, and can say nothing to it', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const other = await exampleService(db, { source_id: 'other', name: 'Other club', organization: { name: 'Other' } });
  const { reference } = await examplePublished(db, { page: `/services/${service.slug}`, body: 'Cold water' }, NOW);
  await db.updateTable('comment').set({ state: 'answered' }).execute();
  const family = await startApp(t, { db });
  await signInAs(family, { email: 'family@example.org' });
  await signInAs(visitor, { email: 'other@example.org', role: 'owner', organization_id: other.organization.id });
  for (const who of [visitor, family]) {
    assert.doesNotMatch((await who.get('/provider/comments')).text, /Cold water/);
    assert.equal((await who.post(`/provider/comments/${reference}`, { words: 'Mine' })).status, 404);
  }
});

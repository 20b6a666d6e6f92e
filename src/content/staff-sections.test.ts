import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';

test('staff put the sections in order, and everybody sees them so', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'editor@example.org', role: 'content_editor' });
  const orderOf = async () =>
    (await visitor.get('/information')).find('.tile a').map((link) => link.getAttribute('href'));
  const before = await orderOf();
  assert.equal(before[0], '/about');
  const page = await visitor.get('/staff/pages/sections');
  const places = Object.fromEntries(
    page.find('form.text-form input').map((input) => [input.getAttribute('name'), input.getAttribute('value')]),
  );
  // two sections whose names are equally long
  const swapped = { ...places, money: places.about, about: places.money };
  assert.equal((await visitor.post('/staff/pages/sections', swapped)).status, 303);
  const after = await orderOf();
  assert.equal(after[0], '/money');
  assert.equal(after.indexOf('/about'), before.indexOf('/money'));
  const wrong = await visitor.post('/staff/pages/sections', { ...places, money: 'first' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Write a number for Money/);
  assert.deepEqual(await orderOf(), after);
});

test('who comes from a gap of the coverage writes a page that is to serve it', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'editor@example.org', role: 'content_editor' });
  const page = await visitor.get('/staff/pages/new?serves=LO-3a');
  assert.equal(page.find('#serves')[0]?.getAttribute('value'), 'LO-3a');
  assert.equal(page.find('#owner')[0]?.getAttribute('value'), 'Local Offer officer');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';

test('a page that asks for an Easy Read has one, made from its words; one that does not leads to the page', async (t) => {
  const { get, db } = await startApp(t);
  const easy = await get('/support-for-learning/sen-support/easy-read');
  assert.equal(easy.status, 200);
  assert.ok(easy.find('.easy-lines li svg').length > 10);
  assert.match(easy.text, /The computer made this Easy Read/);
  assert.match(
    (await get('/support-for-learning/sen-support')).body,
    /href="\/support-for-learning\/sen-support\/easy-read"/,
  );
  const without = await db
    .selectFrom('page')
    .innerJoin('page_version', 'page_version.id', 'published_version')
    .select('path')
    .where('easy_read', '=', false)
    .where('page.name', '<>', '')
    .executeTakeFirstOrThrow();
  assert.equal((await get(`${without.path}/easy-read`)).headers.location, without.path);
  assert.equal((await get('/money/nothing/easy-read')).status, 404);
  assert.equal((await get('/about/easy-read')).status, 200);
});

test('staff make an Easy Read better; once the page changes, everybody reads the one made from it again', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'content_editor' });
  const { id } = await visitor.db
    .selectFrom('page')
    .select('id')
    .where('path', '=', '/support-for-learning/sen-support')
    .executeTakeFirstOrThrow();
  const href = `/staff/pages/${id}/easy-read`;
  const shown = await visitor.get(href);
  assert.match(shown.find('textarea')[0]?.text ?? '', /^# |\[\w+\] /m);
  assert.equal((await visitor.post(href, { lines: ' ', seen: '' })).status, 422);
  assert.equal((await visitor.post(href, { lines: '# Help\n[school] School must help.', seen: '' })).status, 303);
  const easy = await visitor.get('/support-for-learning/sen-support/easy-read');
  assert.match(easy.text, /Help School must help\..*A person wrote this/);
  const late = await visitor.post(href, { lines: '[school] Mine.', seen: '' });
  assert.equal(late.status, 409);
  assert.match(late.find('textarea')[0]?.text ?? '', /Mine/);
  const edit = await visitor.get(`/staff/pages/${id}`);
  const values = Object.fromEntries(
    edit
      .find('form.page-form input[name], form.page-form textarea[name]')
      .map((one) => [one.getAttribute('name') ?? '', one.getAttribute('value') ?? one.text]),
  );
  const markdown = 'You can ask for help at school. It is free.';
  await visitor.post(`/staff/pages/${id}`, {
    ...values,
    audience: 'family',
    easy_read: 'yes',
    markdown,
    action: 'publish',
  });
  assert.match(
    (await visitor.get('/support-for-learning/sen-support/easy-read')).text,
    /It is free\..*The computer made this/,
  );
  assert.match((await visitor.get(href)).text, /The page has changed since this was written/);
});

test('a booklet holds every page of a section, in normal and in large print', async (t) => {
  const { get, db } = await startApp(t);
  const { n } = await db
    .selectFrom('page')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('section', '=', 'money')
    .executeTakeFirstOrThrow();
  const booklet = await get('/copies/money');
  assert.equal(booklet.status, 200);
  assert.equal(booklet.find('article').length, n);
  assert.equal(booklet.find('.booklet-contents a').length, n);
  assert.equal((await get('/copies/money?print=large')).find('.booklet--large').length, 1);
  assert.equal((await get('/copies/nothing')).status, 404);
  assert.match((await get('/copies')).body, /href="\/copies\/money"/);
});

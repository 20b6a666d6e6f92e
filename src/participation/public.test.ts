import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';

const fine = {
  topic: 'accessibility',
  body: 'I cannot read it on my phone.',
  page: '/services',
  reply_to: '',
  website: '',
};

/** A visitor who has had the comment form open for a minute, and its token. */
async function withForm(t: Parameters<typeof startApp>[0]) {
  let time = NOW.getTime();
  const visitor = await startApp(t, { now: () => new Date(time) });
  const page = await visitor.get('/comments?page=/services?q=swim');
  assert.equal(page.find('#page')[0]?.getAttribute('value'), '/services');
  const token = page.find('input[name="token"]')[0]?.getAttribute('value') ?? '';
  time += 60_000;
  return { ...visitor, token };
}

test('a comment is stored, and acknowledged with a reference', async (t) => {
  const { db, get, post, token } = await withForm(t);
  const sent = await post('/comments', { ...fine, reply_to: '01632 960 777', token });
  assert.equal(sent.status, 303);
  const [row] = await db.selectFrom('comment').selectAll().execute();
  assert.deepEqual(
    [row?.topic, row?.body, row?.page, row?.reply_to, row?.received_at.getTime()],
    [fine.topic, fine.body, fine.page, '01632 960 777', NOW.getTime() + 60_000],
  );
  const thanks = await get(sent.headers.location ?? '');
  assert.equal(thanks.status, 200);
  assert.ok(thanks.text.includes(row?.reference ?? '-'));
  assert.doesNotMatch(thanks.text, /my phone|960 777/);
});

test('a comment that is sent twice, by a second press or by loading the page again, is stored once', async (t) => {
  const { db, post, token } = await withForm(t);
  const [first, second] = await Promise.all([
    post('/comments', { ...fine, token }),
    post('/comments', { ...fine, token }),
  ]);
  assert.equal(first.status, 303);
  assert.equal(second.headers.location, first.headers.location);
  assert.equal((await post('/comments', { ...fine, token })).headers.location, first.headers.location);
  assert.equal((await db.selectFrom('desk_item').select('id').where('kind', '=', 'comment').execute()).length, 1);
  // who goes back and writes something else has two comments
  const other = await post('/comments', { ...fine, token, body: 'And the letters are small.' });
  assert.notEqual(other.headers.location, first.headers.location);
  assert.equal((await db.selectFrom('comment').select('id').execute()).length, 2);
});

const refused: { name: string; fields: Record<string, string>; says: RegExp }[] = [
  { name: 'no topic', fields: { topic: '' }, says: /Choose what your comment is about/ },
  { name: 'a topic that there is not', fields: { topic: 'x' }, says: /Choose what your comment is about/ },
  { name: 'no words', fields: { body: '  \r\n ' }, says: /Write your comment/ },
  { name: 'too many words', fields: { body: 'a'.repeat(5001) }, says: /has 5,001 characters\. Make it 5,000 or fewer/ },
  { name: 'a way to answer that is none', fields: { reply_to: 'call me' }, says: /Write an email address like/ },
  { name: 'a filled trap', fields: { website: 'x' }, says: /hidden field/ },
  { name: 'a token of nobody', fields: { token: '' }, says: /came from our page/ },
  { name: 'advertising', fields: { body: 'http://a.b '.repeat(4) }, says: /4 links/ },
];

for (const { name, fields, says } of refused)
  test(`a comment with ${name} comes back whole, and says why`, async (t) => {
    const { db, post, token } = await withForm(t);
    const sent = { ...fine, token, ...fields };
    const answer = await post('/comments', sent);
    assert.equal(answer.status, 422);
    assert.match(answer.find('.govuk-error-summary')[0]?.text ?? '', says);
    assert.match(answer.find('.govuk-error-message')[0]?.text ?? '', says);
    assert.equal(answer.find('#body')[0]?.text.trim(), sent.body.trim());
    assert.equal(answer.find('#page')[0]?.getAttribute('value'), '/services');
    assert.equal((await db.selectFrom('comment').selectAll().execute()).length, 0);
  });

test('a comment of exactly 5,000 characters fits, with line ends as browsers send them', async (t) => {
  const { db, post, token } = await withForm(t);
  const body = `${'a'.repeat(2499)}\r\n${'b'.repeat(2500)}`;
  assert.equal((await post('/comments', { ...fine, body, token })).status, 303);
  const [row] = await db.selectFrom('comment').select('body').execute();
  assert.equal(row?.body?.length, 5000);
});

test('script, SQL and characters that no database keeps are stored as words', async (t) => {
  const { db, post, token } = await withForm(t);
  const body = `<script>alert(1)</script> '; drop table comment; --\u0000 \ud83d\ude00`;
  assert.equal((await post('/comments', { ...fine, body, token })).status, 303);
  const [row] = await db.selectFrom('comment').select('body').execute();
  assert.equal(row?.body, body.replace('\u0000', ''));
});

test('another site cannot send a comment in a visitor’s name', async (t) => {
  const { post, token } = await withForm(t);
  assert.equal((await post('/comments', { ...fine, token }, { 'sec-fetch-site': 'cross-site' })).status, 403);
});

test('the comments page says how else to tell us, and what to do when it is urgent', async (t) => {
  const { get } = await startApp(t);
  const page = await get('/comments');
  assert.match(page.text, /call 999/i);
  assert.match(page.text, /Write to /);
  assert.match(page.text, /do not write names/);
});

test('whether a page was helpful is stored without search words, and leads back', async (t) => {
  const { db, get, post } = await startApp(t);
  const said = { page: '/services?near=NR1+1AA', is_helpful: 'no', body: 'Too long', website: '' };
  const sent = await post('/was-this-helpful', said);
  assert.equal(sent.status, 303);
  assert.equal((await post('/was-this-helpful', said)).headers.location, sent.headers.location, 'pressed twice');
  assert.equal((await db.selectFrom('page_rating').selectAll().execute()).length, 1);
  const [row] = await db.selectFrom('page_rating').selectAll().execute();
  assert.deepEqual([row?.page, row?.is_helpful, row?.body], ['/services', false, 'Too long']);
  const thanks = await get(sent.headers.location ?? '');
  assert.ok(thanks.text.includes(row?.reference ?? '-'));
  assert.equal(thanks.find('main a').at(-1)?.getAttribute('href'), '/services?near=NR1+1AA');
});

test('the helpful form on a page works as it stands there', async (t) => {
  const { db, get, post } = await startApp(t);
  const form = (await get('/about')).find('form.helpful')[0];
  const names = form?.querySelectorAll('[name]').map((field) => field.getAttribute('name'));
  assert.deepEqual(new Set(names), new Set(['page', 'website', 'is_helpful', 'body']));
  const sent = await post(form?.getAttribute('action') ?? '', {
    page: '/about',
    is_helpful: 'yes',
    body: '',
    website: '',
  });
  assert.equal(sent.status, 303);
  const [row] = await db.selectFrom('page_rating').selectAll().execute();
  assert.deepEqual([row?.page, row?.is_helpful, row?.body], ['/about', true, null]);
});

const elsewhere = ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''];
for (const page of elsewhere)
  test(`nobody is led away from here by a rating of "${page}"`, async (t) => {
    const { get, post } = await startApp(t);
    const sent = await post('/was-this-helpful', { page, is_helpful: 'yes', website: '' });
    const thanks = await get(sent.headers.location ?? '');
    assert.equal(thanks.find('main a').at(-1)?.getAttribute('href'), '/');
    const made = `${sent.headers.location?.split('?')[0]}?back=${encodeURIComponent(page)}`;
    assert.equal((await get(made)).find('main a').at(-1)?.getAttribute('href'), '/');
  });

test('a rating without yes or no, or caught in the trap, comes back whole', async (t) => {
  const { db, post } = await startApp(t);
  const wrong = [
    { is_helpful: '', website: '' },
    { is_helpful: 'yes', website: 'x' },
  ];
  for (const fields of wrong) {
    const answer = await post('/was-this-helpful', { page: '/about', body: 'My words', ...fields });
    assert.equal(answer.status, 422);
    assert.equal(answer.find('#body')[0]?.text, 'My words');
  }
  assert.equal((await db.selectFrom('page_rating').selectAll().execute()).length, 0);
});

test('a reference that was never given is not found', async (t) => {
  const { get } = await startApp(t);
  assert.equal((await get('/comments/CO-CCCC-CCCC')).status, 404);
  assert.equal((await get('/was-this-helpful/PH-CCCC-CCCC')).status, 404);
  assert.equal((await get('/comments/%00')).status, 404);
});

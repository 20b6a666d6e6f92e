import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { readAuthority } from '../authority.ts';
import { seedProgramme } from '../programme/demonstration.ts';
import { seedDemonstrationStatement } from '../sen-support/demonstration.ts';
import { keepToPlans } from './jobs.ts';
import { placesOf } from './place-rules.ts';

const words = 'You can ask for help at school. Talk to the class teacher first.';

async function editor(visitor: Visitor): Promise<Visitor> {
  await signInAs(visitor, { email: 'editor@example.org', role: 'content_editor' });
  return visitor;
}

const form = (changes: Record<string, string> = {}) => ({
  title: 'Help with lunch',
  summary: 'How to get help at lunch time.',
  audience: 'family',
  owner: 'Local Offer officer',
  review_months: '6',
  order: '1',
  words: 'dinner\nfood',
  law: 'Equality Act 2010',
  markdown: words,
  ...changes,
});

async function madePage(visitor: Visitor, changes: Record<string, string> = {}): Promise<{ href: string }> {
  const made = await visitor.post('/staff/pages/new', {
    ...form({ section: 'money', name: 'help-with-lunch', ...changes }),
    action: 'save',
  });
  assert.equal(made.status, 303, made.text);
  return { href: (made.headers.location ?? '').split('?')[0] ?? '' };
}

async function versionOf(visitor: Visitor, href: string): Promise<string> {
  return (await visitor.get(href)).find('form.page-form input[name=version]')[0]?.getAttribute('value') ?? '';
}

async function save(visitor: Visitor, href: string, changes: Record<string, string>) {
  return visitor.post(href, { ...form(), version: await versionOf(visitor, href), action: 'save', ...changes });
}

test('a page waits until it is published, and the published one stays while a newer text waits', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  assert.equal((await visitor.get('/money/help-with-lunch')).status, 404);
  assert.equal((await save(visitor, href, { action: 'publish' })).status, 303);
  const page = await visitor.get('/money/help-with-lunch');
  assert.equal(page.status, 200);
  assert.match(
    page.text,
    /Help with lunch.*Talk to the class teacher first\..*Equality Act 2010.*again by 16 May 2027/,
  );
  await save(visitor, href, { markdown: 'Now we say this. It is new.' });
  assert.match((await visitor.get('/money/help-with-lunch')).text, /Talk to the class teacher/);
  const edit = await visitor.get(href);
  assert.match(edit.text, /Public.*A newer text waits/);
  assert.match(edit.body, /Now we say this/);
  await save(visitor, href, { markdown: 'Now we say this. It is new.', action: 'publish' });
  assert.match((await visitor.get('/money/help-with-lunch')).text, /Now we say this/);
});

test('a page may lead to what is in development, and to a version of what schools should provide', async (t) => {
  const visitor = await editor(await startApp(t));
  await seedProgramme(visitor.db, NOW);
  await seedDemonstrationStatement(visitor.db, NOW);
  const { href } = await madePage(visitor);
  const markdown = `${words} See [our plan for new schools](/in-development/new-special-schools), and [what schools do](/provision/1).`;
  assert.equal((await save(visitor, href, { markdown, action: 'publish' })).status, 303);
});

test('a page with findings is not published, says where and how to mend them, and loses nothing', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  const bad = `${words}\n\n#### Too deep\n\nThe XQZW says no. [Click here](/nowhere/at-all). It ends on 3 May 2021.`;
  const refused = await save(visitor, href, { markdown: bad, action: 'publish' });
  assert.equal(refused.status, 422);
  for (const part of [
    /keep this page from being published/,
    /Line 3: A level of headings is skipped/,
    /"XQZW" is not explained/,
    /A link says "Click here"/,
    /\/nowhere\/at-all is not on this site/,
    /This date has passed/,
  ])
    assert.match(refused.text, part);
  assert.match(refused.body, /It ends on 3 May 2021/);
  assert.equal((await visitor.get('/money/help-with-lunch')).status, 404);
  const forced = await save(visitor, href, {
    markdown: bad,
    action: 'publish',
    override_reason: 'The panel asked for it today',
  });
  assert.equal(forced.status, 303);
  assert.equal((await visitor.get('/money/help-with-lunch')).status, 200);
  assert.match((await visitor.get(`${href}/versions`)).text, /In spite of 5 findings: The panel asked for it today/);
});

test('two people who edit at once lose nothing: who is later sees both', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  const version = await versionOf(visitor, href);
  await save(visitor, href, { markdown: 'Theirs stands here now.' });
  const late = await visitor.post(href, { ...form({ markdown: 'Mine stands here now.' }), version, action: 'save' });
  assert.equal(late.status, 409);
  assert.match(late.text, /Somebody else has changed this page meanwhile/);
  assert.deepEqual(
    late.find('.compared del').map((one) => one.text),
    ['Theirs'],
  );
  assert.deepEqual(
    late.find('.compared ins').map((one) => one.text),
    ['Mine'],
  );
  assert.match(late.find('textarea#markdown')[0]?.text ?? '', /Mine stands here now/);
  const again = await save(visitor, href, { markdown: 'Mine and theirs.' });
  assert.equal(again.status, 303);
  assert.match((await visitor.get(`${href}/versions`)).text, /Version 3.*Version 2.*Version 1/);
});

test('what is planned happens when its time comes', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  assert.equal((await save(visitor, href, { action: 'publish', publish_at: '2026-11-16T09:59' })).status, 422);
  assert.equal((await save(visitor, href, { action: 'publish', publish_at: '2026-11-20T09:30' })).status, 303);
  assert.match((await visitor.get(href)).text, /Goes out on 20 November 2026 at 09:30/);
  const version = await versionOf(visitor, href);
  await visitor.post(`${href}/state`, { version, action: 'plan_removal', remove_at: '2026-12-01T00:00' });
  const places = placesOf(await readAuthority('authority.json'));
  await keepToPlans(visitor.db, new Date('2026-11-20T09:29:00Z'), places);
  assert.equal((await visitor.get('/money/help-with-lunch')).status, 404);
  await keepToPlans(visitor.db, new Date('2026-11-20T09:30:00Z'), places);
  assert.equal((await visitor.get('/money/help-with-lunch')).status, 200);
  await keepToPlans(visitor.db, new Date('2026-12-01T00:01:00Z'), places);
  assert.equal((await visitor.get('/money/help-with-lunch')).status, 410);
  assert.match((await visitor.get(`${href}/versions`)).text, /Taken down.*Version 1 became public/);
});

test('a page that somebody takes down does not go out again by an older plan', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  await save(visitor, href, { action: 'publish' });
  await save(visitor, href, { action: 'publish', publish_at: '2026-11-20T09:30', title: 'Lunch at school' });
  assert.match((await visitor.get(href)).text, /Goes out on 20 November 2026/);
  assert.match((await visitor.get(`${href}/state`)).text, /Money/, 'sections go by what readers know them as');
  await visitor.post(`${href}/state`, { version: await versionOf(visitor, href), action: 'take_down' });
  await keepToPlans(visitor.db, new Date('2026-11-20T09:30:00Z'), placesOf(await readAuthority('authority.json')));
  assert.equal((await visitor.get('/money/help-with-lunch')).status, 410);
});

test('an old address leads to the new one for ever, and no other page takes it', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  await save(visitor, href, { action: 'publish' });
  for (const name of ['lunch', 'school-meals']) {
    const moved = await visitor.post(`${href}/state`, {
      version: await versionOf(visitor, href),
      action: 'move',
      section: 'money',
      name,
    });
    assert.equal(moved.status, 303, moved.text);
  }
  for (const old of ['/money/help-with-lunch', '/money/lunch']) {
    const led = await visitor.get(old);
    assert.equal(led.status, 301);
    assert.equal(led.headers.location, '/money/school-meals');
  }
  const taken = await visitor.post('/staff/pages/new', {
    ...form({ section: 'money', name: 'lunch' }),
    action: 'save',
  });
  assert.equal(taken.status, 422);
  assert.match(taken.text, /was another page’s address/);
});

test('versions show what is different, any can be begun from anew, and the page can be seen as on a day', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  await save(visitor, href, { action: 'publish' });
  await save(visitor, href, { markdown: words.replace('class teacher', 'head teacher'), note: 'as Ann said' });
  const second = await visitor.get(`${href}/versions/2`);
  assert.deepEqual(
    second.find('.compared ins').map((one) => one.text),
    ['head'],
  );
  assert.match(second.text, /as Ann said/);
  assert.match(
    (await visitor.get(`${href}/versions?day=2026-11-16`)).text,
    /As it stood on 16 November 2026.*class teacher/,
  );
  assert.match((await visitor.get(`${href}/versions?day=2026-11-15`)).text, /was not public/);
  assert.equal((await visitor.get(`${href}/versions?day=soon`)).status, 404);
  assert.equal((await visitor.post(`${href}/versions/1`, {})).status, 303);
  assert.match((await visitor.get(href)).body, /Talk to the class teacher first/);
});

test('a page can be on its way back: with its text, or without', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  await save(visitor, href, { action: 'publish' });
  const rewrite = async (more: Record<string, string>) =>
    visitor.post(`${href}/state`, {
      version: await versionOf(visitor, href),
      action: 'rewrite',
      rewriting_until: '2026-12-04',
      rewriting_note: 'The rules change.',
      ...more,
    });
  for (const rewriting_until of ['2027-02-30', '0000-01-01', 'soon', ''])
    assert.equal((await rewrite({ rewriting_until })).status, 422, rewriting_until);
  await rewrite({});
  assert.match(
    (await visitor.get('/money/help-with-lunch')).text,
    /being rewritten|rewriting this page.*back on 4 December 2026.*The rules change.*class teacher/,
  );
  await rewrite({ rewriting_hides: 'yes' });
  assert.doesNotMatch((await visitor.get('/money/help-with-lunch')).text, /class teacher/);
});

const hostile: { name: string; markdown: string; says: RegExp }[] = [
  {
    name: 'two hundred blocks in one another',
    markdown: `${Array.from({ length: 200 }, () => ':::callout').join('\n')}\nx`,
    says: /more than 8 deep/,
  },
  { name: 'two hundred quotations in one another', markdown: `${'> '.repeat(200)}x`, says: /more than 8 deep/ },
  { name: 'a megabyte of text', markdown: 'word '.repeat(210_000), says: /60,000 is the most/ },
  { name: 'ten thousand brackets', markdown: '[a]('.repeat(10_000), says: /800 is the most/ },
];

for (const { name, markdown, says } of hostile)
  test(`${name}: a clear message, and nothing lost`, async (t) => {
    const visitor = await editor(await startApp(t));
    const { href } = await madePage(visitor);
    const answer = await save(visitor, href, { markdown });
    assert.equal(answer.status, 422);
    assert.match(answer.text, says);
    assert.equal(answer.find('textarea#markdown')[0]?.text.trim().length, markdown.trim().length);
  });

test('script in Markdown never reaches the page', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  const markdown = [
    words,
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'Text <b onclick="alert(1)">bold</b>.',
    '[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example/x)',
    '![x](https://evil.example/x.png)',
    '::search[go]{href="javascript:alert(1)" onclick="alert(1)"}',
    ':::callout[<i>x</i>]{onclick="alert(1)" style="x"}\ny\n:::',
    '::contact{who="__proto__"}',
    '::tool[z]{name="../../x\\"><script>"}',
  ].join('\n\n');
  const answer = await save(visitor, href, { markdown, action: 'publish', override_reason: 'to see it' });
  assert.equal(answer.status, 303, answer.text);
  const page = await visitor.get('/money/help-with-lunch');
  assert.equal(page.status, 200);
  assert.doesNotMatch(
    page.body.slice(page.body.indexOf('<main'), page.body.indexOf('</main>')),
    /<script|onerror|onclick|javascript:|data:text|evil\.example|style=/,
  );
  assert.match(page.text, /Text bold/);
});

test('only those who may edit pages see them, and what is not there answers so', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'moderator' });
  assert.equal((await visitor.get('/staff/pages')).status, 403);
  const other = await editor(await startApp(t, { db: visitor.db }));
  for (const path of [
    '/staff/pages/999999',
    '/staff/pages/x',
    '/staff/pages/1e3',
    '/staff/pages/1/versions/999',
    '/staff/pages/999999/state',
  ])
    assert.equal((await other.get(path)).status, 404, path);
  const empty = await other.post('/staff/pages/new', {});
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Write the title/);
});

test('the list shows every page with its state and findings, and the preview comes without saving', async (t) => {
  const visitor = await editor(await startApp(t));
  const { href } = await madePage(visitor);
  const list = await visitor.get('/staff/pages');
  assert.match(list.text, /Help with lunch/);
  assert.match((await visitor.get('/staff/pages?state=hidden&q=lunch')).text, /1 page .*Help with lunch.*Not public/);
  const preview = await save(visitor, href, { markdown: '## A new heading\n\nWith words.', action: 'preview' });
  assert.equal(preview.status, 200);
  assert.match(preview.find('#preview h2')[0]?.text ?? '', /A new heading/);
  assert.doesNotMatch((await visitor.get(href)).body, /A new heading/);
  const part = await visitor.post('/staff/pages/preview', { ...form(), markdown: '**bold**' });
  assert.match(part.body, /<strong>bold<\/strong>/);
});

import assert from 'node:assert/strict';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'node-html-parser';
import { NOW, startApp } from '../../test/app.ts';
import { exampleService } from '../directory/examples.ts';
import { saveBooklet } from './booklets.ts';
import { filesOf, keepPublicFile } from './document-files.ts';
import { offlineHtml } from './offline-rules.ts';
import { writeOfflineSite } from './offline-site.ts';

const offline = { paths: new Set(['/', '/money', '/money/grants']), base_url: 'https://x.example', note: 'A copy.' };

const cases: { html: string; path: string; gives: RegExp }[] = [
  { html: '<a href="/money/grants#how">', path: '/', gives: /href="money\/grants\.html#how"/ },
  { html: '<a href="/money">', path: '/money/grants', gives: /href="\.\.\/money\.html"/ },
  { html: '<a href="/">', path: '/money/grants', gives: /href="\.\.\/index\.html"/ },
  { html: '<a href="/tools/x?a=1">', path: '/money', gives: /href="https:\/\/x\.example\/tools\/x\?a=1"/ },
  {
    html: '<a href="/services?q=speech+help&amp;near=NR1">',
    path: '/money',
    gives: /href="search\.html\?q=speech\+help"/,
  },
  {
    html: '<link rel="stylesheet" href="/assets/site.css?v=1">',
    path: '/money/grants',
    gives: /href="\.\.\/assets\/site\.css"/,
  },
  { html: '<form action="/services" method="get"><input></form>', path: '/', gives: /<form action="search\.html"/ },
  { html: 'a<form method="post" action="/x">b</form>c<script src="/y">z</script>d', path: '/', gives: /^acd$/ },
];

for (const { html, path, gives } of cases)
  test(`in a copy at ${path}: ${html}`, () => assert.match(offlineHtml(html, path, offline), gives));

test('the whole public offer is written as pages whose links work from a folder', { timeout: 600_000 }, async (t) => {
  const { app, db } = await startApp(t);
  const service = await exampleService(db);
  const pdf = Buffer.from('%PDF-1.7 a booklet');
  await saveBooklet(db, { section: 'money', is_large: false, made_of: '"x"', made_at: NOW, file: pdf });
  const letter = await db
    .selectFrom('page')
    .select('id')
    .where('path', '=', '/documents/late-plan-letter')
    .executeTakeFirstOrThrow();
  const about = { pages: 1, cleaned: [], warnings: [], dated: '2026-11-16', replaces_id: null, scanned_at: null };
  const file = { ...about, format: 'pdf' as const, bytes: pdf, title: 'The letter' };
  await keepPublicFile(db, letter.id, file, { by: 'a test', now: NOW });
  const [kept] = await filesOf(db, letter.id);
  const to = await mkdtemp(join(tmpdir(), 'offline-'));
  t.after(() => rm(to, { recursive: true }));
  const written = await writeOfflineSite({
    app,
    db,
    now: NOW,
    base_url: 'https://x.example',
    site_name: 'The site',
    to,
  });
  assert.ok(written > 100, `${written} pages`);
  for (const file of [
    'index.html',
    'money.html',
    'support-for-learning/sen-support.html',
    'support-for-learning/sen-support/easy-read.html',
    `services/${service.slug}.html`,
    'copies.html',
    'copies/money.html',
    `files/${kept?.id}.html`,
    'search.html',
  ]) {
    const page = parse(await readFile(join(to, file), 'utf8'));
    assert.match(page.text, /This is a copy of The site, made on 16 November 2026/, file);
    for (const link of page.querySelectorAll('[href], [src]')) {
      const address = link.getAttribute('href') ?? link.getAttribute('src') ?? '';
      assert.doesNotMatch(address, /^\//, `${file}: ${address}`);
      if (!/^(?:[a-z]+:|#)/i.test(address)) await access(join(to, dirname(file), address.split(/[?#]/)[0] ?? ''));
    }
  }
  assert.deepEqual(await readFile(join(to, 'copies/money.pdf')), pdf);
  assert.deepEqual(await readFile(join(to, `files/${kept?.id}/the-letter.pdf`)), pdf);
  assert.match(await readFile(join(to, 'search-index.js'), 'utf8'), /SEN support|support in school/);
  assert.doesNotMatch(await readFile(join(to, 'assets/site.css'), 'utf8'), /url\(["']?\/assets/);
});

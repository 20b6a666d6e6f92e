import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { readAuthority } from '../authority.ts';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { checkPage } from './page-check-rules.ts';
import { readPageFile } from './page-content-rules.ts';
import { pageFacts } from './page-facts.ts';
import { publishPage } from './page-publishing.ts';
import { readPage } from './page-tree-rules.ts';
import { latestVersion } from './page-versions.ts';
import { saveDraft } from './page-writing.ts';
import { placesOf } from './place-rules.ts';
import { seedPages, shippedFiles } from './shipped-pages.ts';

test('every page that is shipped may be published as it is', { timeout: 120_000 }, async (t) => {
  const { app, db } = await startApp(t);
  const facts = await pageFacts(db, app, dayOf(NOW));
  const today = dayOf(NOW);
  const found = (await shippedFiles()).flatMap(({ file, text }) => {
    const page = readPageFile(text, file);
    const around = facts({ audience: page.audience, written_on: today, today });
    return checkPage(page, readPage(page.markdown), around).map(
      ({ line, what, quote }) => `${file}${line ? `:${line}` : ''} ${what}: ${quote}`,
    );
  });
  assert.deepEqual(found, []);
});

test('each page of the shipped files answers at its address', { timeout: 120_000 }, async (t) => {
  const { get } = await startApp(t);
  const files = await shippedFiles();
  assert.ok(files.length >= 90, `${files.length} pages`);
  for (const { section, name } of files.filter((_, at) => at % 5 === 0)) {
    const page = await get(name ? `/${section}/${name}` : `/${section}`);
    assert.equal(page.status, 200, `${section}/${name}`);
    assert.equal(page.find('h1').length, 1);
    assert.ok(page.headers.etag);
  }
});

const file = (title: string, more = '') => `---
title: ${title}
summary: In one sentence.
audience: family
owner: Local Offer officer
review_months: 12
law: [Equality Act 2010]
---
Some words.${more}
`;

async function folderWith(text: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'pages-'));
  await mkdir(join(root, 'pages/money'), { recursive: true });
  await writeFile(join(root, 'pages/money/a-try.md'), text);
  return root;
}

async function publicTitle(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom('page')
    .innerJoin('page_version', 'page_version.id', 'published_version')
    .select('title')
    .where('path', '=', '/money/a-try')
    .executeTakeFirst();
  return row?.title;
}

test('a shipped page is written once, renewed when its file changes, and never over what staff have written', async (t) => {
  const db = await inTransaction(t);
  const authority = await readAuthority('authority.json');
  assert.equal(await seedPages(db, authority, NOW, { root: await folderWith(file('First')) }), 1);
  assert.equal(await seedPages(db, authority, NOW, { root: await folderWith(file('First')) }), 0);
  assert.equal(await seedPages(db, authority, NOW, { root: await folderWith(file('Second')) }), 1);
  assert.equal(await publicTitle(db), 'Second');
  const page = await db
    .selectFrom('page')
    .select(['id', 'version', 'draft_version', 'published_version'])
    .where('path', '=', '/money/a-try')
    .executeTakeFirstOrThrow();
  const { id } = page;
  const ours = { ...(await latestVersion(db, page)), title: 'Ours' };
  await saveDraft(db, id, page.version, ours, { by: 'Wendy', now: NOW, note: '' });
  await publishPage(db, id, { by: 'Wendy', now: NOW, places: placesOf(authority) });
  assert.equal(await publicTitle(db), 'Ours');
  assert.equal(await seedPages(db, authority, NOW, { root: await folderWith(file('Third')) }), 0);
  assert.equal(await publicTitle(db), 'Ours');
});

test('a shipped page that tells of the area of the example waits where the council is another', async (t) => {
  const db = await inTransaction(t);
  const authority = { ...(await readAuthority('authority.json')), code: 'E10000029' };
  await seedPages(db, authority, NOW, { root: await folderWith(file('First', ' Norwich has three.')) });
  assert.equal(await publicTitle(db), undefined);
});

test('a file that is no page is named, and keeps no other from being written', async (t) => {
  const db = await inTransaction(t);
  const wrong: string[] = [];
  const root = await folderWith('---\ntitle: a: b\n---\n');
  await writeFile(join(root, 'pages/money/b-try.md'), file('Good'));
  const authority = await readAuthority('authority.json');
  assert.equal(await seedPages(db, authority, NOW, { root, wrong: ({ message }) => wrong.push(message) }), 1);
  assert.match(wrong.join(), /pages\/money\/a-try\.md/);
});

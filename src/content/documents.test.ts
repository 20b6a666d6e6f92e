import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { upload } from '../../test/upload.ts';
import { startScanner } from '../../test/virus-scanner.ts';
import { readConfig } from '../config.ts';
import { pdfOf, wordParts, zipOf } from '../files/examples.ts';

const configWith = (CLAMAV_ADDRESS = '') =>
  readConfig({ LOG_LEVEL: 'silent', BASE_URL: 'http://localhost:3000', CLAMAV_ADDRESS });

/** An editor of the site, who can send forms with files as a browser does. */
async function editor(visitor: Visitor) {
  await signInAs(visitor, { email: 'editor@example.org', role: 'content_editor' });
  const sendAsEditor = (path: string, fields: Record<string, string>, file?: { name: string; bytes: Buffer }) =>
    send(visitor, path, fields, file);
  return { ...visitor, upload: sendAsEditor };
}

function send(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  { name, bytes }: { name: string; bytes: Buffer } = { name: '', bytes: Buffer.alloc(0) },
) {
  const content = new Uint8Array(bytes);
  return upload(visitor, path, fields, { field: 'file', name, type: 'application/octet-stream', content });
}

const fields = {
  title: 'Guidance on help at school',
  name: 'school-guidance',
  summary: 'What each school should do.',
  kind: 'guidance',
  is_draft: 'yes',
  markdown: 'Each school should help. Ask the class teacher first.',
  dated: '2026-11-02',
};

/** A new document with its file, both public. Gives the number of its page. */
async function published(visitor: Awaited<ReturnType<typeof editor>>, bytes: Buffer): Promise<string> {
  const made = await visitor.upload('/staff/documents/new', fields, { name: 'C:\\Petra\\draft v3 FINAL.pdf', bytes });
  assert.equal(made.status, 303, made.body);
  const id = /documents\/(\d+)/.exec(made.location)?.[1] ?? '';
  const edit = await visitor.get(`/staff/pages/${id}`);
  const page = Object.fromEntries(
    edit
      .find('form.page-form input, form.page-form textarea, form.page-form select')
      .map((one) => [one.getAttribute('name') ?? '', one.getAttribute('value') ?? one.textContent]),
  );
  const done = await visitor.post(`/staff/pages/${id}`, {
    ...page,
    easy_read: '',
    audience: 'family',
    action: 'publish',
    override_reason: 'A test',
  });
  assert.equal(done.status, 303, done.text);
  return id;
}

async function deed(visitor: Visitor, id: string, number: number, action: string) {
  const forms = (await visitor.get(`/staff/documents/${id}`)).find('.document-file form');
  const form = forms.at(-number);
  return visitor.post(form?.getAttribute('action') ?? '', { action });
}

test('a document is uploaded, waits, is published with its page, and is to be had as page and as file', async (t) => {
  const visitor = await editor(await startApp(t));
  const original = await pdfOf(4);
  const id = await published(visitor, original);
  const page = await visitor.get('/documents/school-guidance');
  assert.match(page.text, /This is a draft.*Ask the class teacher first/);
  assert.doesNotMatch(page.text, /Download it/, 'the file still waits');
  const waiting = await visitor.get(`/staff/documents/${id}`);
  assert.match(waiting.text, /Waits: only staff have it.*Who wrote it, when, with which program/);
  assert.match(waiting.text, /not scanned for viruses/);
  const { id: file } = await visitor.db.selectFrom('document_file').select('id').executeTakeFirstOrThrow();
  const address = `/files/${file}/guidance-on-help-at-school.pdf`;
  assert.equal((await visitor.get(address)).status, 404);
  assert.equal((await visitor.get(`/staff/documents/${id}/files/${file}`)).status, 200);
  assert.equal((await deed(visitor, id, 1, 'publish')).status, 303);

  const reader = await startApp(t, { db: visitor.db });
  const shown = await reader.get('/documents/school-guidance');
  assert.match(shown.text, /Download it Guidance on help at school \(PDF, \d+ KB, 4 pages\) ?Dated 2 November 2026/);
  assert.equal(shown.find('.file-list a')[0]?.getAttribute('href'), address);
  const list = await reader.get('/documents');
  assert.match(
    list.text,
    /Guidance on help at school Draft ?What each school should do\..*\(PDF, \d+ KB, 4 pages\), dated 2 Nov/,
  );
  const got = await reader.app.inject({ url: address });
  assert.equal(got.statusCode, 200);
  assert.equal(got.headers['content-type'], 'application/pdf');
  assert.equal(got.headers['content-disposition'], 'attachment; filename="guidance-on-help-at-school.pdf"');
  assert.equal(got.headers['x-content-type-options'], 'nosniff');
  assert.equal(got.headers['content-security-policy'], "default-src 'none'; sandbox");
  assert.match(String(got.headers['cache-control']), /immutable/);
  assert.equal(got.headers['content-length'], String(got.rawPayload.length));
  assert.equal(got.headers.etag, `"${createHash('sha256').update(got.rawPayload).digest('hex')}"`);
  assert.ok(!got.rawPayload.includes('Petra') && original.length > 0);
  const again = await reader.app.inject({ url: address, headers: { 'if-none-match': String(got.headers.etag) } });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
  assert.equal((await reader.get(`/files/${file}/evil.html`)).headers.location, address);
  const audit = await visitor.db.selectFrom('audit').select('action').where('entity', '=', 'document_file').execute();
  assert.deepEqual(
    audit.map(({ action }) => action),
    ['uploaded_file', 'published_file'],
  );
});

test('a newer file takes the place of an older one, whose address keeps working and says so', async (t) => {
  const visitor = await editor(await startApp(t));
  const id = await published(visitor, await pdfOf(1));
  await deed(visitor, id, 1, 'publish');
  const [old] = (await visitor.get('/documents/school-guidance')).find('.file-list a');
  const address = old?.getAttribute('href') ?? '';
  const before = (await visitor.app.inject({ url: address })).rawPayload;
  const [, first] = /files\/(\d+)/.exec(address) ?? [];
  const word = { name: 'x.pdf', bytes: zipOf(wordParts()) };
  const sent = await visitor.upload(
    `/staff/documents/${id}/files`,
    { dated: '2026-11-10', file_title: 'Guidance, second edition', replaces: first ?? '' },
    word,
  );
  assert.equal(sent.status, 303, sent.body);
  assert.match(
    (await visitor.get('/documents/school-guidance')).text,
    /Download it Guidance on help/,
    'it still waits',
  );
  assert.equal((await deed(visitor, id, 2, 'publish')).status, 303);
  const page = await visitor.get('/documents/school-guidance');
  assert.match(
    page.text,
    /Download it Guidance, second edition \(Word, \d+ KB, 3 pages\).*Earlier versions Guidance on help at school .*replaced on 16 November 2026/,
  );
  const answer = await visitor.app.inject({ url: address });
  assert.ok(answer.rawPayload.equals(before), 'it is never overwritten');
  assert.match(String(answer.headers.link), /guidance-second-edition\.docx>; rel="successor-version"/);
  const about = await visitor.get(`/files/${first}`);
  assert.match(about.text, /replaced on 16 November 2026\. The newer one is Guidance, second edition \(Word/);
  const twice = await visitor.upload(`/staff/documents/${id}/files`, { dated: '2026-11-10', replaces: '999999' }, word);
  assert.equal(twice.status, 422);
  assert.match(twice.body, /Choose the file whose place it takes/);
  assert.match(twice.body, /Choose the file again/);
});

test('a file that is withdrawn, and every file of a page that is taken down, answers that it is gone', async (t) => {
  const visitor = await editor(await startApp(t));
  const id = await published(visitor, await pdfOf(1));
  await deed(visitor, id, 1, 'publish');
  const [link] = (await visitor.get('/documents/school-guidance')).find('.file-list a');
  const address = link?.getAttribute('href') ?? '';
  const page = await visitor.db.selectFrom('page').select(['version']).where('id', '=', Number(id)).executeTakeFirst();
  const state = { action: 'take_down', version: String(page?.version) };
  assert.equal((await visitor.post(`/staff/pages/${id}/state`, state)).status, 303);
  for (const gone of [address, address.split('/').slice(0, 3).join('/'), '/documents/school-guidance'])
    assert.equal((await visitor.get(gone)).status, 410, gone);
  assert.equal((await deed(visitor, id, 1, 'withdraw')).status, 303);
  const form = `/staff/documents/${id}/files/${address.split('/')[2]}`;
  assert.equal((await visitor.post(form, { action: 'publish' })).status, 409, 'what was withdrawn stays so');
  assert.equal((await visitor.post(form, { action: 'burn' })).status, 422);
  assert.equal((await visitor.post(form.replace(`/${id}/`, '/1/'), { action: 'withdraw' })).status, 404);
  assert.match((await visitor.get(`/staff/documents/${id}`)).text, /Withdrawn on 16 November 2026/);
});

test('a file of a page that has never been public is not there, and is not said to be gone', async (t) => {
  const visitor = await editor(await startApp(t));
  const made = await visitor.upload('/staff/documents/new', fields, { name: 'a.pdf', bytes: await pdfOf(1) });
  const id = /documents\/(\d+)/.exec(made.location)?.[1] ?? '';
  assert.equal((await deed(visitor, id, 1, 'publish')).status, 303);
  const { id: file } = await visitor.db.selectFrom('document_file').select('id').executeTakeFirstOrThrow();
  for (const path of [`/files/${file}`, `/files/${file}/guidance-on-help-at-school.pdf`])
    assert.equal((await visitor.get(path)).status, 404, path);
  const page = await visitor.db.selectFrom('page').select(['version']).where('id', '=', Number(id)).executeTakeFirst();
  const state = { action: 'move', version: String(page?.version), section: 'money', name: 'secret' };
  assert.equal((await visitor.post(`/staff/pages/${id}/state`, state)).status, 303);
  for (const path of ['/documents/school-guidance', '/money/secret'])
    assert.equal((await visitor.get(path)).status, 404, path);
});

test('a document that moves to another section is still in the hands of its editors', async (t) => {
  const visitor = await editor(await startApp(t));
  const id = await published(visitor, await pdfOf(1));
  await deed(visitor, id, 1, 'publish');
  const page = await visitor.db.selectFrom('page').select(['version']).where('id', '=', Number(id)).executeTakeFirst();
  const state = { action: 'move', version: String(page?.version), section: 'money', name: 'school-guidance' };
  assert.equal((await visitor.post(`/staff/pages/${id}/state`, state)).status, 303);
  const [link] = (await visitor.get('/money/school-guidance')).find('.file-list a');
  const address = link?.getAttribute('href') ?? '';
  assert.equal((await visitor.get(address)).status, 200);
  assert.equal((await deed(visitor, id, 1, 'withdraw')).status, 303);
  assert.equal((await visitor.get(address)).status, 410);
});

test('an older file does not lead on to a newer one that was withdrawn', async (t) => {
  const visitor = await editor(await startApp(t));
  const id = await published(visitor, await pdfOf(1));
  await deed(visitor, id, 1, 'publish');
  const [old] = (await visitor.get('/documents/school-guidance')).find('.file-list a');
  const address = old?.getAttribute('href') ?? '';
  const newer = { dated: '2026-11-10', replaces: address.split('/')[2] ?? '' };
  await visitor.upload(`/staff/documents/${id}/files`, newer, { name: 'b.pdf', bytes: await pdfOf(2) });
  await deed(visitor, id, 2, 'publish');
  assert.match(String((await visitor.get(address)).headers.link), /successor-version/);
  await deed(visitor, id, 2, 'withdraw');
  assert.equal((await visitor.get(address)).headers.link, undefined);
});

test('what is sent twice is kept once', async (t) => {
  const visitor = await editor(await startApp(t));
  const file = { name: 'a.pdf', bytes: await pdfOf(1) };
  const twice = await Promise.all([1, 2].map(() => visitor.upload('/staff/documents/new', fields, file)));
  assert.deepEqual(twice.map(({ status }) => status).sort(), [303, 422]);
  const id = /documents\/(\d+)/.exec(twice.find(({ location }) => location)?.location ?? '')?.[1] ?? '';
  for (let time = 0; time < 2; time++)
    assert.equal((await visitor.upload(`/staff/documents/${id}/files`, { dated: '2026-11-10' }, file)).status, 303);
  assert.equal((await visitor.db.selectFrom('document_file').select('id').execute()).length, 2);
});

const huge = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(11_000_000)]);

test('what is wrong with a file or beside it is said, and nothing else that was typed is lost', async (t) => {
  const visitor = await editor(await startApp(t));
  for (const [changed, file, why] of [
    [{}, { name: 'a.pdf', bytes: Buffer.from('#!/bin/sh\nrm -rf /') }, /neither a PDF/],
    [{}, { name: 'a.pdf', bytes: Buffer.alloc(0) }, /It is empty/],
    [{}, { name: 'a.pdf', bytes: huge }, /larger than 10 MB/],
    [{}, undefined, /Choose a file/],
    [{ title: '' }, undefined, /Choose a file/],
    [{ summary: '' }, { name: 'a.pdf', bytes: huge }, /larger than 10 MB/],
    [{ name: '' }, { name: 'a.pdf', bytes: await pdfOf(1) }, /Choose the file again/],
    [{ kind: 'novel' }, { name: 'a.pdf', bytes: await pdfOf(1) }, /Choose what sort/],
    [{ dated: '2026-02-31' }, { name: 'a.pdf', bytes: await pdfOf(1) }, /Write the day that the file bears/],
    [{ name: 'late-plan-letter' }, { name: 'a.pdf', bytes: await pdfOf(1) }, /There is a page at/],
  ] as const) {
    const answer = await visitor.upload('/staff/documents/new', { ...fields, ...changed }, file);
    assert.equal(answer.status, 422, String(why));
    assert.match(answer.body, why);
    assert.match(answer.body, /Ask the class teacher first/);
    assert.match(answer.body, /value="What each school should do\.|value="Guidance on help at school"/);
  }
  const nothing = await visitor.upload('/staff/documents/new', {});
  for (const why of [/Write the title/, /Write what it says/, /Choose a file/]) assert.match(nothing.body, why);
  assert.deepEqual(await visitor.db.selectFrom('document_file').select('id').execute(), []);
});

test('a form with a file that is cut off or no form at all is not taken for a fault of ours', async (t) => {
  const visitor = await editor(await startApp(t));
  const begun = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\na';
  for (const [type, payload, status] of [
    ['multipart/form-data; boundary=x', begun, 400],
    ['multipart/form-data', begun, 400],
    ['application/x-www-form-urlencoded', 'title=a', 415],
  ] as const) {
    const headers = { cookie: visitor.cookieHeader(), 'content-type': type, 'sec-fetch-site': 'same-origin' };
    const answer = await visitor.app.inject({ method: 'POST', url: '/staff/documents/new', headers, payload });
    assert.equal(answer.statusCode, status, type);
  }
});

test('who may not edit pages is refused before anything of a file is read', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  for (const path of ['/staff/documents/new', '/staff/documents/1/files'])
    assert.equal((await send(visitor, path, fields, { name: 'a', bytes: huge })).status, 403, path);
  const nobody = await startApp(t, { db: visitor.db });
  assert.match((await send(nobody, '/staff/documents/new', fields)).location, /^\/sign-in/);
});

test('a file is scanned where a scanner is configured: a virus is refused and written down', async (t) => {
  const scanner = await startScanner(t);
  const visitor = await editor(await startApp(t, { config: configWith(scanner.address) }));
  const infected = { name: 'a.pdf', bytes: Buffer.concat([await pdfOf(1), Buffer.from('\n% EICAR\n%%EOF\n')]) };
  const refused = await visitor.upload('/staff/documents/new', fields, infected);
  assert.equal(refused.status, 422);
  assert.match(refused.body, /A virus was found in it \(Eicar-Test-Signature\)/);
  const deeds = await visitor.db
    .selectFrom('audit')
    .select(['action', 'detail'])
    .where('action', '=', 'refused_file')
    .execute();
  assert.equal((deeds[0]?.detail as { virus: string }).virus, 'Eicar-Test-Signature');
  const id = await published(visitor, await pdfOf(1));
  assert.match((await visitor.get(`/staff/documents/${id}`)).text, /No virus was found on 16 November 2026/);
  await scanner.stop();
  const away = await deed(visitor, id, 1, 'publish');
  assert.equal(away.status, 422);
  assert.match(away.text, /the scanner does not answer\. No file goes out without that/);
  const again = await visitor.upload(
    '/staff/documents/new',
    { ...fields, name: 'b' },
    { name: 'a', bytes: await pdfOf(1) },
  );
  assert.equal(again.status, 422);
  assert.match(again.body, /the scanner does not answer/);
});

test('a document says what sort it is, and those that came with the program are still there', async (t) => {
  const visitor = await editor(await startApp(t));
  const list = await visitor.get('/staff/documents');
  const link = list.find('tbody a').find((one) => one.textContent.includes('late'));
  const href = link?.getAttribute('href') ?? '';
  assert.equal((await visitor.post(href, { kind: 'poem' })).status, 422);
  assert.equal((await visitor.post(href, { kind: 'example', is_draft: 'yes' })).status, 303);
  assert.match((await visitor.get(href)).text, /Draft/);
  const shown = await visitor.get('/documents');
  assert.match(shown.text, /Letter to copy.*Example/);
  assert.ok(shown.find('.document-list li').length >= 10);
});

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { csvRecords } from './csv-rows.ts';
import { zipOf } from './examples.ts';
import { openSource } from './source-file.ts';

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'source-'));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

async function all<One>(many: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const one of many) found.push(one);
  return found;
}

async function fileOf(t: TestContext, content: string | Uint8Array): Promise<string> {
  const path = join(await folder(t), 'source.csv');
  await writeFile(path, content);
  return path;
}

async function readParts(path: string): Promise<Record<string, string>> {
  const source = await openSource(path);
  try {
    const parts: Record<string, string> = {};
    for (const part of source.parts) parts[part.name] = await text(await part.open());
    return parts;
  } finally {
    await source.close();
  }
}

const words = 'name,town\nCafé Ünïcode – “day”,Norwich\n';
const utf16le = Buffer.from(words, 'utf16le');
const windows = Buffer.from([...'name,town\nCaf'].map((c) => c.charCodeAt(0)).concat(0xe9, 0x20, 0x96, 0x2c, 0x78));

const encodings: [string, Uint8Array, string][] = [
  ['UTF-8', Buffer.from(words), words],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${words}`), words],
  ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), words],
  ['UTF-16 without a mark', utf16le, words],
  ['UTF-16, big end first', Buffer.from(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le])).swap16(), words],
  ['Windows-1252', windows, 'name,town\nCafé –,x'],
  [
    'UTF-8, its first letter beyond ASCII late in the file',
    Buffer.from(`${'a,b\n'.repeat(50_000)}é`),
    `${'a,b\n'.repeat(50_000)}é`,
  ],
];

for (const [name, bytes, expected] of encodings) {
  test(`text is read the same in ${name}`, async (t) => {
    assert.deepEqual(await readParts(await fileOf(t, bytes)), { 'source.csv': expected });
    assert.deepEqual(await readParts(await fileOf(t, gzipSync(bytes))), { 'source.csv': expected });
  });
}

test('one wrong byte in a UTF-8 file costs its row and not the others', async (t) => {
  const bytes = Buffer.concat([Buffer.from('name\nCafé\nÉcole\nca'), Buffer.from([0xe9]), Buffer.from('\nChâteau\n')]);
  const source = await openSource(await fileOf(t, bytes));
  const batches = await all(csvRecords((await source.parts[0]?.open()) ?? assert.fail()));
  assert.deepEqual(
    batches.flatMap((b) => b.records.map((r) => r.values.name)),
    ['Café', 'École', 'Château'],
  );
  assert.deepEqual(
    batches.flatMap((b) => b.bad.map((r) => r.line)),
    [4],
  );
});

const unreadable: [string, Uint8Array, RegExp][] = [
  ['an empty file', Buffer.alloc(0), /it is empty/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /not a text file/],
  ['UTF-32', Buffer.from('fffe00006100000062000000', 'hex'), /UTF-32/],
  ['a gzip that is cut off', gzipSync(Buffer.from(words.repeat(1000))).subarray(0, 60), /damaged or cut off/],
  ['a gzip bomb', gzipSync(Buffer.alloc(30_000_000, 'a')), /zip bomb/],
  ['a zip that is cut off', zipOf({ 'a.csv': words }).subarray(0, 60), /damaged or cut off/],
  ['a zip with nothing in it', zipOf({}), /no file in it/],
  ['a zip bomb', zipOf({ 'a.csv': 'a'.repeat(30_000_000) }), /zip bomb/],
  ['a zip in a zip', zipOf({ 'a.zip': zipOf({ 'b.csv': words }) }), /not a text file/],
];

for (const [name, bytes, reason] of unreadable) {
  test(`${name} is refused with words that say why`, async (t) => {
    const path = await fileOf(t, bytes);
    await assert.rejects(readParts(path), { name: 'UnreadableSource', message: reason });
  });
}

test('a file that is not there is refused', async () => {
  await assert.rejects(openSource('/nowhere/at/all.csv'), {
    name: 'UnreadableSource',
    message: 'there is no such file',
  });
});

test('a zip gives its files, and one that is damaged gives nothing while the others do', async (t) => {
  const bytes = zipOf({ 'data/a.csv': 'a\n1\n', 'data/b.csv': 'b\n2\n'.repeat(50) });
  assert.deepEqual(Object.keys(await readParts(await fileOf(t, bytes))), ['data/a.csv', 'data/b.csv']);
  const at = bytes.indexOf('data/b.csv') + 'data/b.csv'.length + 2;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  const source = await openSource(await fileOf(t, bytes));
  t.after(() => source.close());
  const [first, second] = source.parts;
  assert.equal(await text((await first?.open()) ?? assert.fail()), 'a\n1\n');
  await assert.rejects(async () => second?.open(), { name: 'UnreadableSource' });
});

test('a folder gives all files under it', async (t) => {
  const path = await folder(t);
  await mkdir(join(path, 'data'));
  await writeFile(join(path, 'data', 'b.csv'), 'b');
  await writeFile(join(path, 'a.csv'), 'a');
  assert.deepEqual(await readParts(path), { 'a.csv': 'a', 'data/b.csv': 'b' });
});

test('a header without a column that is needed is refused, and says what there is', async (t) => {
  const source = await openSource(await fileOf(t, 'title,lat\nx,1\n'));
  const stream = (await source.parts[0]?.open()) ?? assert.fail();
  await assert.rejects(all(csvRecords(stream, { required: ['name', 'lat'] })), /no column name; it has title, lat/);
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readConfig } from './config.ts';
import { openDatabase } from './db/database.ts';
import { lockFolder } from './db/lock.ts';

// The command as somebody at a terminal meets it, on a folder of its own.

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'import-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

function run(data_dir: string, ...given: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const file = new URL('./import.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, ...given], { env: { PATH: process.env.PATH, DATA_DIR: data_dir } });
  let out = '';
  let err = '';
  child.stdout.on('data', (piece) => {
    out += piece;
  });
  child.stderr.on('data', (piece) => {
    err += piece;
  });
  return new Promise((ended) => child.on('close', (code) => ended({ code, out, err })));
}

test('what is asked wrongly ends with 2, a missing file with 1, each with one line', async (t) => {
  const data_dir = await folder(t);
  const wrong = await run(data_dir, 'cheese', 'x.csv');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /^“cheese” is not a kind of import[^\n]*\n$/);
  const missing = await run(data_dir, 'oruk', join(data_dir, 'none.json'));
  assert.equal(missing.code, 1);
  assert.match(missing.err, /there is no such file\.\n$/);
  assert.deepEqual(await readdir(data_dir), [], 'no database was made for it');
});

test('while the site runs on the embedded database, the import says to stop it, and harms nothing', async (t) => {
  const data_dir = await folder(t);
  t.after(await lockFolder(data_dir));
  const file = join(data_dir, 'feed.json');
  await writeFile(file, '[{"id":"1","name":"Splash"}]');
  const { code, err } = await run(data_dir, 'oruk', file);
  assert.equal(code, 1);
  assert.match(err, /^The database in [^\n]* is in use by process \d+\. Stop the site first[^\n]*\n$/);
});

test('an import says what it did and where the refused rows stand, and twice changes nothing', async (t) => {
  const data_dir = await folder(t);
  const file = join(data_dir, 'feed.ndjson');
  await writeFile(file, '{"id":"1","name":"Splash"}\n{"id":"2"}\n{"id":"3","name":"Chess club"}\n');
  const first = await run(data_dir, 'oruk', file, '--name', 'Former directory');
  assert.equal(first.code, 0, first.err);
  assert.match(first.out, /2 new, 0 changed, 0 unchanged, 1 refused/);
  const refused = /(\S+oruk-[\dT-]+\.csv)/.exec(first.out)?.[1] ?? '';
  assert.match(await readFile(refused, 'utf8'), /it has no name/);
  const second = await run(data_dir, 'oruk', file, '--name', 'Former directory');
  assert.match(second.out, /0 new, 0 changed, 2 unchanged, 1 refused/);
  await writeFile(file, '');
  const empty = await run(data_dir, 'oruk', file);
  assert.equal(empty.code, 1);
  assert.match(empty.err, /cannot be read: it is empty\.\n$/);
});

test('a site that is running hears of places that are imported', async (t) => {
  const data_dir = await folder(t);
  const file = join(data_dir, 'places.csv');
  await writeFile(file, 'name,latitude,longitude,kind\nLittle Example,52.7,1.2,village\n');
  const { code, err } = await run(data_dir, 'places', file);
  assert.equal(code, 0, err);
  const { db, close } = await openDatabase(readConfig({ DATA_DIR: data_dir }));
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'vocabulary_version')
    .executeTakeFirst();
  await close();
  assert.equal(row?.value, '1');
});

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { saveExample } from '../directory/examples.ts';
import { type Db, openDatabase } from './database.ts';
import { dump, load, WrongBackup } from './dump.ts';

async function emptyDatabase(t: TestContext): Promise<Db> {
  const { db, close } = await openDatabase({ data_dir: 'memory://' });
  t.after(close);
  return db;
}

async function linesOf(db: Db): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of dump(db)) lines.push(line);
  return lines;
}

async function* given(lines: string[]) {
  yield* lines;
}

test('what is put back into an empty place is what was there, row by row, and counts on from it', async (t) => {
  const db = await inTransaction(t);
  await saveExample(db, { source_id: 'a', name: 'Splash', description: "A “quiet” hour\nwith\ttabs, \\ and ' and ü." });
  await db
    .insertInto('audit')
    .values({ at: new Date('2026-01-01T00:00:00.123Z'), who: 'a test', action: 'tried', detail: '{}' })
    .execute();
  const before = await linesOf(db);
  const place = await emptyDatabase(t);
  const rows = await load(place, given(before));
  assert.ok(rows > 100, `${rows} rows`);
  const sorted = (lines: string[]) => lines.toSorted();
  assert.deepEqual(sorted(await linesOf(place)), sorted(before));
  const next = await place
    .insertInto('audit')
    .values({ at: new Date(0), who: 'a test', action: 'tried again', detail: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const last = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirstOrThrow();
  assert.equal(next.id, Number(last.id) + 1);
});

test('files come back byte by byte, however large, and one that is large is read by itself', async (t) => {
  const db = await inTransaction(t);
  await db.insertInto('page_section').values({ section: 'a-test', position: 1 }).execute();
  const page = await db
    .insertInto('page')
    .values({ section: 'a-test', name: 'it', path: '/a-test/it', created_at: new Date(0) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const large = randomBytes(9_999_999);
  const files = [every, large, Buffer.alloc(0), large.toReversed() as Buffer];
  for (const [at, bytes] of files.entries())
    await db
      .insertInto('document_file')
      .values({
        page_id: page.id,
        number: at + 1,
        name: 'it.pdf',
        format: 'pdf',
        title: 'It',
        dated: '2026-11-16',
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes,
        cleaned: [],
        warnings: [],
        uploaded_at: new Date(0),
        uploaded_by: 'a test',
      })
      .execute();
  const place = await emptyDatabase(t);
  await load(place, dump(db));
  const back = await place.selectFrom('document_file').select(['bytes', 'sha256']).orderBy('number').execute();
  assert.equal(back.length, files.length);
  for (const { bytes, sha256 } of back) assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256);
});

test('a backup that is cut off, of another version, or no backup at all changes nothing and says why', async (t) => {
  const db = await inTransaction(t);
  await saveExample(db, {});
  const lines = await linesOf(db);
  const place = await emptyDatabase(t);
  const head = lines[0] ?? '';
  const newer = head.replace('"0001_directory.sql"', '"9999_later.sql"');
  for (const [wrong, why] of [
    [lines.slice(0, -1), /cut off/],
    [lines.filter((line) => !line.includes('Splash Saturday swimming') || line.startsWith('{"table"')), /missing/],
    [[newer, ...lines.slice(1)], /newer version/],
    [['hello'], /not a backup/],
    [[], /not a backup/],
  ] as const)
    await assert.rejects(load(place, given([...wrong])), (error: Error) => {
      assert.ok(error instanceof WrongBackup, String(error));
      assert.match(error.message, why);
      return true;
    });
  await load(place, given(lines));
  await assert.rejects(load(place, given(lines)), /not empty/);
});

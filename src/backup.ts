// `npm run backup -- <file>` writes all that the database holds into a file; `npm run backup -- --restore <file>`, which is
// `npm run restore -- <file>`, puts it back into an empty database. The same file for the embedded database and a server.
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { configOfThisProcess, WrongConfiguration } from './config.ts';
import { type Db, openDatabase } from './db/database.ts';
import { dump, load, WrongBackup } from './db/dump.ts';
import { FolderInUse } from './db/lock.ts';

async function backUp(db: Db, file: string): Promise<string> {
  const partly = `${file}.part`;
  let lines = 0;
  async function* text() {
    for await (const line of dump(db)) {
      lines++;
      yield `${line}\n`;
    }
  }
  // a file of the right name is always whole
  await pipeline(Readable.from(text()), createGzip(), createWriteStream(partly)).catch(async (error: unknown) => {
    await rm(partly, { force: true });
    throw error;
  });
  await rename(partly, file);
  const { size } = await stat(file);
  return `${file}: ${lines.toLocaleString('en-GB')} lines, ${(size / 1e6).toFixed(1)} MB.`;
}

async function restore(db: Db, file: string): Promise<string> {
  let rows = 0;
  await pipeline(createReadStream(file), createGunzip(), async (text: AsyncIterable<Buffer>) => {
    rows = await load(db, linesOf(text));
  });
  return `Put back ${rows.toLocaleString('en-GB')} rows. Start the site.`;
}

async function* linesOf(text: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // a line may come in thousands of pieces: it is put together once
  let begun: string[] = [];
  for await (const chunk of text) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    begun.push(first);
    for (const next of others) {
      yield begun.join('');
      begun = [next];
    }
  }
  if (begun.some(Boolean)) yield begun.join('');
}

async function run([first, second]: string[]): Promise<void> {
  const isRestore = first === '--restore';
  const file = isRestore ? second : first;
  if (!file)
    throw new WrongConfiguration(`Say which file: npm run ${isRestore ? 'restore' : 'backup'} -- local-offer.backup`);
  const { db, close } = await openDatabase(configOfThisProcess());
  try {
    process.stdout.write(`${await (isRestore ? restore : backUp)(db, file)}\n`);
  } finally {
    await close();
  }
}

run(process.argv.slice(2)).catch((error: Error & { code?: string }) => {
  const lines: Record<string, string> = {
    ENOENT: 'There is no such file or folder.',
    Z_DATA_ERROR: 'This is not a backup of this site, or it is damaged.',
    Z_BUF_ERROR: 'The backup is cut off: its end is missing. Nothing has been written.',
  };
  const isExpected = [WrongConfiguration, WrongBackup].some((kind) => error instanceof kind);
  const line =
    error instanceof FolderInUse ? 'The site is running: stop it first, then run this again.' : lines[error.code ?? ''];
  process.stderr.write(`${line ?? (isExpected ? error.message : error.stack)}\n`);
  process.exit(1);
});

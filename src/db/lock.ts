import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The folder is in use: the message says by which process, and what to do. */
export class FolderInUse extends Error {}

/** What SQLite says of a file that somebody else has locked (SQLITE_BUSY). */
const busy = 5;

/** The locks that this process has: one that nobody held on to would be swept up, and its folder free. */
const held = new Set<DatabaseSync>();

/**
 * Takes an embedded database's folder: two processes on one folder would destroy it. The lock is the operating system's,
 * on an empty SQLite file: nobody can take it twice, and it ends with the process, also by kill -9. Returns what frees
 * the folder again.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const name = join(folder, 'in-use-by');
  // of two that try in the same moment each is for a moment in the other's way
  const file = new DatabaseSync(join(folder, 'lock'), { timeout: 100 });
  try {
    file.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode !== busy) throw error;
    const holder = await readFile(name, 'utf8').catch(() => '');
    throw new FolderInUse(
      `The database in ${folder} is in use by ${holder ? `process ${holder}` : 'another process'}. Stop the site first (or set DATABASE_URL to a PostgreSQL server, which several programs can use at once).`,
    );
  }
  held.add(file);
  await writeFile(name, String(process.pid));
  return async () => {
    await rm(name, { force: true });
    file.close();
    held.delete(file);
  };
}

import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder is in use by another process: the message says which, and what to do. */
export class FolderInUse extends Error {}

/**
 * Takes an embedded database's folder for this process: two processes on one folder would destroy it.
 * A lock left behind by a process that ended (also by kill -9) is taken over. Returns what frees the folder again.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'in-use-by');
  const mine = identityOf(process.pid) ?? String(process.pid);
  for (const _ of [1, 2, 3]) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(mine);
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readFile(path, 'utf8').catch(() => '');
    const pid = Number.parseInt(holder, 10);
    if (pid !== process.pid && isRunning(pid, holder))
      throw new FolderInUse(
        `The database in ${folder} is in use by process ${pid}. Stop the site first (or set DATABASE_URL to a PostgreSQL server, which several programs can use at once).`,
      );
    await rm(path, { force: true });
  }
  throw new FolderInUse(`The database in ${folder} is being opened by another process. Try again.`);
}

function isRunning(pid: number, identity: string): boolean {
  const now = identityOf(pid);
  if (now !== undefined) return now === identity;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// A number can be given to another process later: on Linux the moment of its start tells them apart.
function identityOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const started = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${pid} ${started} ${boot}`;
  } catch {
    return 'ended';
  }
}

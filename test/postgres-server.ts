import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { installPackages } from './browser.ts';
import { freePort } from './free-port.ts';

const OLDEST_VERSION = 15;

/** What to do when `findPostgres` finds nothing. */
export const POSTGRES_IS_MISSING = [
  `The tests run on a real PostgreSQL server (${OLDEST_VERSION} or later) too, and none is installed.`,
  '  Debian or Ubuntu:   sudo apt-get install postgresql',
  '  macOS:              brew install postgresql@17',
  '  without a server:   npm test -- --embedded --journeys',
].join('\n');

function installedFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const configured = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  return [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(configured.status === 0 ? [configured.stdout.trim()] : []),
    ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => {
      const program = join(folder, 'postgres');
      return existsSync(program) ? [join(realpathSync(program), '..')] : [];
    }),
  ];
}

function isUsable(folder: string): boolean {
  if (!existsSync(join(folder, 'initdb'))) return false;
  const answer = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(answer.stdout?.match(/\) (\d+)/)?.[1]) >= OLDEST_VERSION;
}

/** The folder of PostgreSQL's programs, installing them first where that is possible; undefined when there is none. */
export function findPostgres(): string | undefined {
  const found = installedFolders().find(isUsable);
  if (found) return found;
  console.log('No PostgreSQL server is installed for the tests: fetching one.');
  // The server's own package, which needs postgresql-common first: with that set so, no cluster is made or started.
  installPackages('postgresql-common') &&
    spawnSync('sed', [
      '-i',
      's/^#*create_main_cluster.*/create_main_cluster = false/',
      '/etc/postgresql-common/createcluster.conf',
    ]);
  installPackages('postgresql');
  return installedFolders().find(isUsable);
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (flag: string, user: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  const user = spawnSync('id', ['postgres']).status === 0 ? 'postgres' : 'nobody';
  return { uid: number('-u', user), gid: number('-g', user) };
}

async function waitUntilReady(url: string, server: ChildProcess, log: () => string): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(100)) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL stopped at once:\n${log()}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      // not yet listening
    }
  }
  throw new Error(`PostgreSQL did not answer within a minute:\n${log()}`);
}

/**
 * Starts a throw-away server in a temporary folder on a free port of this machine alone, with the programs in `bin`.
 * `stop` ends it and removes the folder, and may be called twice. Without fsync: nothing in it is worth keeping.
 */
export async function startPostgres(bin: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'open-local-offer-postgres-'));
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...user };
  let server: ChildProcess | undefined;

  async function stop() {
    if (server && server.exitCode === null && server.signalCode === null) {
      const ended = once(server, 'exit');
      // SIGINT is PostgreSQL's fast stop, SIGQUIT its immediate one
      server.kill('SIGINT');
      const patience = setTimeout(() => server?.kill('SIGQUIT'), 10_000);
      await ended;
      clearTimeout(patience);
    }
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    const arguments_ = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'];
    execFileSync(join(bin, 'initdb'), arguments_, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    const port = await freePort();
    const settings = [
      'listen_addresses=127.0.0.1',
      `port=${port}`,
      'unix_socket_directories=',
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
    ];
    const started = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server = started;
    let log = '';
    started.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-4000);
    });
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    await waitUntilReady(url, started, () => log);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

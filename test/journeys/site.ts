import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

const stops: (() => Promise<void>)[] = [];

/** The site as `npm start` starts it on a fresh clone: demonstration data, embedded, in a folder that is removed after. */
async function startSite(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'open-local-offer-site-'));
  const port = await freePort();
  const { DATABASE_URL: _, ...rest } = process.env;
  const server = spawn(process.execPath, ['src/server.ts'], {
    env: { ...rest, PORT: String(port), DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk) => {
      log = (log + chunk).slice(-8000);
    });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  stops.push(async () => {
    const ended = server.exitCode === null ? once(server, 'exit') : undefined;
    server.kill('SIGTERM');
    await ended;
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  });

  const url = `http://localhost:${port}`;
  for (const deadline = performance.now() + 120_000; performance.now() < deadline; await sleep(200)) {
    if (server.exitCode !== null) throw new Error(`The site did not start:\n${log}`);
    const answer = await fetch(`${url}/ready`).catch(() => undefined);
    if (answer?.ok) return url;
  }
  throw new Error(`The site was not ready within two minutes:\n${log}`);
}

let started: Promise<string> | undefined;

/** The address of this process's one site, started at the first call and stopped after the last test. */
export function site(): Promise<string> {
  started ??= startSite();
  return started;
}

after(async () => {
  for (const stop of stops) await stop();
});

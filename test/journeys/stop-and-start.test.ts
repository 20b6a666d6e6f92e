import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openDatabase } from '../../src/db/database.ts';

const folder = await mkdtemp(join(tmpdir(), 'open-local-offer-stop-'));
after(() => rm(folder, { recursive: true, force: true }));

/** Starts the site as `npm start` does, on the embedded database in the test's folder, without demonstration data. */
async function startSite(
  more: Record<string, string> = {},
): Promise<{ site: ChildProcess; base: string; said: string }> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const env = { ...inherited, PORT: '0', DATA_DIR: folder, DEMO_DATA: 'off', LOG_LEVEL: 'silent', ...more };
  const site = spawn(process.execPath, ['src/server.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  return new Promise((resolve) => {
    const listen = (piece: Buffer) => {
      said += piece;
      const base = /ready at (http:\/\/localhost:\d+)/.exec(said)?.[1];
      if (base) resolve({ site, base, said });
    };
    site.stdout.on('data', listen);
    site.stderr.on('data', listen);
    site.on('exit', () => resolve({ site, base: '', said }));
  });
}

async function ended(site: ChildProcess): Promise<number | null> {
  if (site.exitCode === null && site.signalCode === null) await once(site, 'exit');
  return site.exitCode;
}

test('what was answered as saved is there after kill -9, and the site starts again', async () => {
  const { site, base } = await startSite();
  const answer = await fetch(`${base}/was-this-helpful`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ page: '/about', is_helpful: 'yes', body: 'It told us whom to call.', website: '' }),
    redirect: 'manual',
  });
  assert.equal(answer.status, 303);
  site.kill('SIGKILL');
  await ended(site);
  const { db, close } = await openDatabase({ data_dir: folder });
  const kept = await db.selectFrom('page_rating').select(['page', 'body']).execute();
  await close();
  assert.deepEqual(kept, [{ page: '/about', body: 'It told us whom to call.' }]);
});

test('a second process is told plainly that the database is in use, and harms nothing', async () => {
  const first = await startSite();
  const second = await startSite();
  assert.equal(await ended(second.site), 1);
  assert.match(second.said, /in use by process \d+\. Stop the site first/);
  assert.equal((await fetch(`${first.base}/ready`)).status, 200);
  const stopped = ended(first.site);
  first.site.kill('SIGTERM');
  assert.equal(await stopped, 0, 'SIGTERM ends it in order');
});

test('a wrong value stops the start with one clear line', async () => {
  const { site, said } = await startSite({ PORT: 'eighty' });
  assert.equal(await ended(site), 1);
  assert.match(said, /^The configuration is wrong\. PORT: [^\n]+\n$/);
});

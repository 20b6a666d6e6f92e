import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { FolderInUse, lockFolder } from './lock.ts';

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'open-local-offer-lock-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A process that takes each folder whose name it is sent, if it can, and answers what came of it. */
async function taker(t: TestContext): Promise<{ process: ChildProcess; take: (folder: string) => Promise<string> }> {
  const script = `
    import { lockFolder } from ${JSON.stringify(new URL('lock.ts', import.meta.url).href)};
    // who takes a folder may forget that: it stays taken
    const taken = async () => { await new Promise(setImmediate); gc(); return 'taken'; };
    process.on('message', (folder) => lockFolder(folder).then(taken, (error) => error.message).then((said) => process.send(said)));
    process.send('ready');`;
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], { stdio: [...stdio] });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  const take = async (folder: string) => {
    child.send(folder);
    const [said] = await once(child, 'message');
    return String(said);
  };
  return { process: child, take };
}

test('of several processes that want a folder in the same moment, one gets it', async (t) => {
  const takers = await Promise.all([1, 2, 3].map(() => taker(t)));
  for (let round = 0; round < 30; round++) {
    const folder = await newFolder(t);
    const said = await Promise.all(takers.map(({ take }) => take(folder)));
    assert.equal(said.filter((one) => one === 'taken').length, 1, `round ${round}: ${said.join('; ')}`);
    for (const one of said) assert.match(one, /^taken$|in use by/);
  }
});

test('a folder whose process was killed is free at once, and again for one', async (t) => {
  const folder = await newFolder(t);
  for (let round = 0; round < 2; round++) {
    const [holder, ...others] = await Promise.all([1, 2, 3].map(() => taker(t)));
    assert.ok(holder);
    assert.equal(await holder.take(folder), 'taken');
    const [waiting] = others;
    assert.match((await waiting?.take(folder)) ?? '', new RegExp(`in use by process ${holder.process.pid}\\.`));
    const ended = once(holder.process, 'exit');
    holder.process.kill('SIGKILL');
    await ended;
    const said = await Promise.all(others.map(({ take }) => take(folder)));
    assert.equal(said.filter((one) => one === 'taken').length, 1, `round ${round}: ${said.join('; ')}`);
    const gone = others.map((other) => once(other.process, 'exit'));
    for (const other of others) other.process.kill('SIGKILL');
    await Promise.all(gone);
  }
});

test('a folder is free again when whoever had it lets it go', async (t) => {
  const folder = await newFolder(t);
  const free = await lockFolder(folder);
  await assert.rejects(lockFolder(folder), FolderInUse);
  await free();
  await (await lockFolder(folder))();
});

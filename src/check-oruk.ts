// `npm run check:oruk -- <folder of schemas> [--url <root of a feed>]`: validates every answer of the feed against the
// schemas of Open Referral UK 3.0 and HSDS 3.0. Without --url it starts the site itself, with demonstration data that
// are kept nowhere. Exit code: 0 all valid, 1 faults, 2 wrong arguments.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Check, checkList, checkRecords, checkRoot, listsToCheck, openFeed } from './exchange/feed-check.ts';
import { checkProtocol, checkQueries } from './exchange/feed-check-queries.ts';
import { findSchemas, type SchemaFolder } from './exchange/feed-check-schemas.ts';

const usage = 'Use: npm run check:oruk -- <folder of schemas> [--url http://localhost:3000/api]';
const shownFaults = 15;

class WrongArguments extends Error {}

async function readArguments(): Promise<{ schemas: SchemaFolder; url: string | undefined }> {
  const { values, positionals } = parse();
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new WrongArguments(usage);
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new WrongArguments(`There is no folder ${folder}.`);
  const url = values.url?.replace(/\/+$/, '');
  if (url !== undefined && !(URL.canParse(url) && /^https?:/.test(url)))
    throw new WrongArguments(`--url must be an address like http://localhost:3000/api, not ${url}.`);
  const schemas = await findSchemas(folder);
  if (!schemas)
    throw new WrongArguments(`The schemas of Open Referral UK 3.0 (api_details.json) are not in ${folder}.`);
  return { schemas, url };
}

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options: { url: { type: 'string' } } });
  } catch (error) {
    throw new WrongArguments(`${error instanceof Error ? error.message.split('. ')[0] : error}. ${usage}`);
  }
}

/** Starts the site on a free port, with demonstration data in memory; `stop` ends it. */
async function startSite(): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const site = spawn(process.execPath, [new URL('server.ts', import.meta.url).pathname], {
    cwd: new URL('..', import.meta.url).pathname,
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      BASE_URL: origin,
      DATA_DIR: 'memory://',
      DEMO_DATA: 'on',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  site.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  const ended = once(site, 'exit');
  const stop = async () => {
    site.kill();
    await ended;
  };
  const until = Date.now() + 120_000;
  while (Date.now() < until && site.exitCode === null) {
    const isReady = await fetch(`${origin}/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return { url: `${origin}/api`, stop };
    await sleep(200);
  }
  await stop();
  throw new Error(`The site did not start. ${said}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function checkFeed(url: string, schemas: SchemaFolder): Promise<Check[]> {
  const { feed, check, checks } = openFeed(url, schemas);
  await check('/ and /openapi.json', () => checkRoot(feed));
  for (const list of listsToCheck) {
    await check(`/${list}`, () => checkList(feed, list));
    await check(`/${list}/{id}`, () => checkRecords(feed, list));
  }
  await check('parameters', () => checkQueries(feed));
  await check('ETag, HEAD, other sites', () => checkProtocol(feed));
  return checks;
}

function print(checks: Check[], seconds: number): void {
  console.log(`${'checked'.padEnd(30)}${'answers'.padStart(8)}${'faults'.padStart(8)}`);
  for (const { what, answers, faults } of checks) {
    console.log(`${what.padEnd(30)}${String(answers).padStart(8)}${String(faults.length).padStart(8)}`);
    for (const fault of faults.slice(0, shownFaults)) console.log(`    ${fault}`);
    if (faults.length > shownFaults) console.log(`    and ${faults.length - shownFaults} more`);
  }
  const faulty = checks.filter(({ faults }) => faults.length > 0).length;
  console.log(
    `${faulty === 0 ? 'Every answer is valid.' : `${faulty} of ${checks.length} checks found faults.`} ${seconds.toFixed(1)} s`,
  );
}

async function run(): Promise<void> {
  const { schemas, url } = await readArguments();
  const site = url === undefined ? await startSite() : { url, stop: async () => {} };
  const from = performance.now();
  try {
    const answers = await fetch(site.url).then(
      () => true,
      () => false,
    );
    if (!answers) throw new Error(`Nothing answers at ${site.url}.`);
    const checks = await checkFeed(site.url, schemas);
    print(checks, (performance.now() - from) / 1000);
    process.exitCode = checks.some(({ faults }) => faults.length > 0) ? 1 : 0;
  } finally {
    await site.stop();
  }
}

run().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = error instanceof WrongArguments ? 2 : 1;
});

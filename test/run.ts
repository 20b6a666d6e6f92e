// `npm test`: every test on the embedded database, again on a PostgreSQL server, then the journeys in a real browser.
//   npm test                       all of it
//   npm test -- src/places         only the test files whose path holds these words
//   npm test -- --embedded         one part: --embedded, --server or --journeys (several may be named)
import { fork } from 'node:child_process';
import { globSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CHROMIUM_IS_MISSING, findChromium } from './browser.ts';
import { findPostgres, POSTGRES_IS_MISSING, startPostgres } from './postgres-server.ts';

const root = new URL('..', import.meta.url).pathname;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { embedded: { type: 'boolean' }, server: { type: 'boolean' }, journeys: { type: 'boolean' } },
});
const all = !values.embedded && !values.server && !values.journeys;
const total = { passed: 0, failed: 0 };
const summary: string[] = [];
const undo: (() => void | Promise<void>)[] = [];

async function cleanUp() {
  for (const step of undo.splice(0).reverse()) await step();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void cleanUp().finally(() => process.exit(1)));
}

function testFiles(pattern: string): string[] {
  const files = globSync(pattern, { cwd: root, exclude: ['**/node_modules/**'] }).sort();
  const wanted = positionals.map((part) => part.replace(/^\.\//, ''));
  return files.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
}

/** Whether every page was visited can only be asked of the whole suite: pages.test.ts. */
const whole: Record<string, string> = positionals.length === 0 ? { WHOLE_SUITE: '1' } : {};

async function runPart(name: string, files: string[], env: Record<string, string>) {
  console.log(`\n── ${name} (${files.length} files)\n`);
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = fork(new URL('run-part.ts', import.meta.url), files, { cwd: root, env: { ...rest, ...env } });
  undo.push(() => void child.kill());
  const counts = { passed: 0, failed: 0, told: false };
  child.on('message', (message: { passed: number; failed: number }) => Object.assign(counts, message, { told: true }));
  const code = await new Promise<number | null>((ended) => child.once('exit', ended));
  // a part that broke off, or that failed outside any test, must not look like a part without failures
  if (!counts.told || (code !== 0 && counts.failed === 0)) counts.failed += 1;
  undo.pop();
  total.passed += counts.passed;
  total.failed += counts.failed;
  summary.push(`${name}: ${counts.passed} passed, ${counts.failed} failed`);
}

function miss(message: string) {
  console.error(`\n${message}\n`);
  total.failed += 1;
  summary.push(message.split('\n')[0] ?? message);
}

async function runOnServer(files: string[]) {
  const bin = findPostgres();
  if (!bin) return miss(POSTGRES_IS_MISSING);
  const server = await startPostgres(bin);
  undo.push(server.stop);
  await runPart('on a PostgreSQL server', files, { ...whole, DATABASE_URL: server.url });
  await cleanUp();
}

async function runAll() {
  const tests = [...testFiles('src/**/*.test.ts'), ...testFiles('test/*.test.ts')];
  const journeys = all || values.journeys ? testFiles('test/journeys/*.test.ts') : [];
  const browser = journeys.length > 0 ? findChromium() : undefined;
  if (journeys.length > 0 && !browser) return miss(CHROMIUM_IS_MISSING);
  if (tests.length > 0 && (all || values.embedded)) await runPart('on the embedded database', tests, whole);
  if (tests.length > 0 && (all || values.server)) await runOnServer(tests);
  if (browser) await runPart('journeys in a browser', journeys, { CHROMIUM: browser });
}

try {
  await runAll();
} catch (error) {
  miss(error instanceof Error ? error.message : String(error));
} finally {
  await cleanUp();
}
console.log(`\n${summary.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

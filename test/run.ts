// `npm test`: every test on the embedded database, again on a PostgreSQL server, then the journeys in a real browser;
// each part in as many processes at once as there are processors, up to four.
//   npm test                       all of it
//   npm test -- src/places         only the test files whose path holds these words
//   npm test -- --embedded         one part: --embedded, --server or --journeys (several may be named)
import { fork } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHROMIUM_IS_MISSING, findChromium } from './browser.ts';
import { findPostgres, POSTGRES_IS_MISSING, startPostgres } from './postgres-server.ts';
import type { Told } from './run-part.ts';

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

/** The files in so many parts that take about as long: what a test does grows with its length. */
function shared(files: string[]): string[][] {
  const parts = Array.from({ length: Math.min(availableParallelism(), 4, files.length) }, () => ({
    files: [] as string[],
    size: 0,
  }));
  const sizes = new Map(files.map((file) => [file, statSync(join(root, file)).size]));
  const longestFirst = files.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  for (const file of longestFirst) {
    const least = parts.reduce((one, other) => (other.size < one.size ? other : one));
    least.files.push(file);
    least.size += sizes.get(file) ?? 0;
  }
  return parts.map((part) => part.files.sort());
}

async function runFiles(files: string[], env: Record<string, string>): Promise<Told> {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = fork(new URL('run-part.ts', import.meta.url), files, { cwd: root, env: { ...rest, ...env } });
  undo.push(() => void child.kill());
  let told: Told | undefined;
  child.on('message', (message: Told) => {
    told = message;
  });
  const code = await new Promise<number | null>((ended) => child.once('exit', ended));
  // a part that broke off, or that failed outside any test, must not look like a part without failures
  const broke = !told || (code !== 0 && told.failed === 0);
  return { passed: told?.passed ?? 0, failed: (told?.failed ?? 0) + (broke ? 1 : 0), views: told?.views ?? [] };
}

async function runPart(name: string, files: string[], env: Record<string, string>): Promise<string[]> {
  const parts = shared(files);
  console.log(`\n── ${name} (${files.length} files, ${parts.length} at once)\n`);
  const told = await Promise.all(parts.map((part) => runFiles(part, env)));
  const sum = (of: (part: Told) => number) => told.reduce((all, part) => all + of(part), 0);
  const [passed, failed] = [sum((part) => part.passed), sum((part) => part.failed)];
  total.passed += passed;
  total.failed += failed;
  summary.push(`${name}: ${passed} passed, ${failed} failed`);
  return told.flatMap(({ views }) => views);
}

/** Of the whole suite it can be asked whether it rendered every page: one that no test visits is not known to work. */
function missPagesNotAmong(rendered: string[]) {
  const pages = globSync('src/*/views/*.njk', { cwd: root })
    .filter((file) => /\{%-?\s*extends|^<!doctype/.test(readFileSync(join(root, file), 'utf8')))
    .map((file) =>
      file
        .replace(/^src\//, '')
        .replace('/views/', '/')
        .replace(/\.njk$/, ''),
    )
    .filter((page) => !page.endsWith('/layout'));
  const missed = pages.filter((page) => !rendered.includes(page));
  if (missed.length > 0) miss(`No test rendered ${missed.join(', ')}`);
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
  await runPart('on a PostgreSQL server', files, { DATABASE_URL: server.url });
  await cleanUp();
}

async function runAll() {
  const tests = [...testFiles('src/**/*.test.ts'), ...testFiles('test/*.test.ts')];
  const journeys = all || values.journeys ? testFiles('test/journeys/*.test.ts') : [];
  const browser = journeys.length > 0 ? findChromium() : undefined;
  if (journeys.length > 0 && !browser) return miss(CHROMIUM_IS_MISSING);
  if (tests.length > 0 && (all || values.embedded)) {
    const rendered = await runPart('on the embedded database', tests, {});
    if (positionals.length === 0) missPagesNotAmong(rendered);
  }
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

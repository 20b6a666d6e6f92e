import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findPostgres, POSTGRES_IS_MISSING, startPostgres } from '../test/postgres-server.ts';
import type { PageTimes } from './pages.ts';
import type { Times } from './times.ts';

/**
 * `npm run bench`: one table of one run. Each line is measured in a process of its own, one after another, on this
 * machine; compare lines of one run only. `-- --quick` measures 5,000 services alone.
 */
interface Measured {
  size: number;
  filled_s: number;
  search: Record<string, Times>;
  page: Times;
  pages: Record<string, PageTimes>;
  requests: Record<string, number>;
  memory_mb: number;
}

interface FinderTimes {
  filled_s: number;
  all: Times;
  times: Record<string, Times>;
}

const isQuick = process.argv.includes('--quick');
const onServer = isQuick ? [5_000] : [5_000, 50_000, 500_000];
const embedded = isQuick ? [5_000] : [5_000, 50_000];

const lines: Record<string, object> = {};
const measured = embedded.map((size) => run('measure.ts', String(size), 'memory://'));
const [smallest] = measured;
for (const one of measured) lines[`embedded ${one.size}`] = line(one);
const programs = findPostgres();
if (!programs) console.log(POSTGRES_IS_MISSING);
for (const size of programs ? onServer : []) {
  const server = await startPostgres(programs ?? '');
  try {
    lines[`server ${size}`] = line(run('measure.ts', String(size), server.url));
  } finally {
    await server.stop();
  }
}
console.log('\nOur search and pages (milliseconds; requests a second; megabytes of the site’s process)');
console.table(lines);

console.log(
  '\nEvery kind of public page, embedded, warm (milliseconds; how many times the p95 of the page of a search)',
);
if (smallest) console.table(pagesOf(smallest));

const many_schools = isQuick ? 5_000 : 45_000;
const finder: Record<string, object> = {};
finder[`embedded ${many_schools}`] = finderLine(run<FinderTimes>('finder.ts', String(many_schools), 'memory://'));
if (programs) {
  const server = await startPostgres(programs);
  try {
    finder[`server ${many_schools}`] = finderLine(run<FinderTimes>('finder.ts', String(many_schools), server.url));
  } finally {
    await server.stop();
  }
}
console.log('\nThe finder of schools: whole pages (milliseconds, p50 / p95)');
console.table(finder);

const peers: Record<string, object> = {};
for (const size of embedded) {
  const { size: records, ...found } = run<Record<string, Times | number>>('peers.ts', String(size));
  for (const [name, times] of Object.entries(found)) peers[`${name} ${records}`] = times as object;
}
console.log('\nPeers on the same records, asked for the words alone (milliseconds)');
console.table(peers);

function run<Result = Measured>(script: string, ...parameters: string[]): Result {
  console.log(`measuring: ${script} ${parameters.map((text) => text.replace(/:\/\/.*/, '')).join(' ')}`);
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const child = spawnSync(process.execPath, [path, ...parameters], { encoding: 'utf8', maxBuffer: 1e8 });
  if (child.status !== 0) throw new Error(`${script} ${parameters[0]} failed: ${child.stderr}`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '');
}

function pagesOf({ page, pages }: Measured): object {
  const slowestFirst = Object.entries(pages).toSorted(([, one], [, other]) => other.p95 - one.p95);
  return Object.fromEntries(
    slowestFirst.map(([address, { p50, p95, from_cache, kilobytes }]) => [
      address,
      {
        'p50 / p95': `${p50} / ${p95}`,
        'of a search': (p95 / page.p95).toFixed(2),
        'from the browser’s cache': from_cache ? 'yes' : 'no',
        kB: kilobytes,
      },
    ]),
  );
}

function finderLine({ filled_s, all, times }: FinderTimes): object {
  const kinds = Object.entries({ everything: all, ...times });
  return {
    ...Object.fromEntries(kinds.map(([kind, { p50, p95 }]) => [kind, `${p50} / ${p95}`])),
    'imported in s': filled_s,
  };
}

function line({ search, page, requests, memory_mb, filled_s }: Measured): object {
  const pair = (times: Times | undefined) => (times ? `${times.p50} / ${times.p95}` : '');
  return {
    'search p50 / p95': pair(search.all),
    words: pair(search.words),
    place: pair(search.place),
    filters: pair(search.filters),
    everything: pair(search.everything),
    'whole page': pair(page),
    'home rps': requests.home,
    'search rps': requests.search,
    'service rps': requests.service,
    MB: memory_mb,
    'filled in s': filled_s,
  };
}

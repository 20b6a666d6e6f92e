import autocannon from 'autocannon';
import { createApp } from '../src/app.ts';
import { readAuthority } from '../src/authority.ts';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/database.ts';
import { indexHasChanged } from '../src/directory/kept-answers.ts';
import { keepKnowledge } from '../src/directory/knowledge.ts';
import { searchServices } from '../src/directory/search.ts';
import { queryOf, readSearch } from '../src/directory/search-rules.ts';
import { fillCorpus } from './corpus.ts';
import { fillPages, measurePages } from './pages.ts';
import { standardQueries } from './queries.ts';
import { percentiles, timed } from './times.ts';

/**
 * One line of the table, in a process of its own: `node bench/measure.ts <size> <memory:// or postgres://…>` prints JSON.
 * Times are milliseconds; each query runs once unmeasured, then `rounds` times.
 */
const rounds = 7;
const [size = '5000', where = 'memory://'] = process.argv.slice(2);
const config = readConfig({
  LOG_LEVEL: 'silent',
  TRUSTED_PROXIES: '1',
  ...(where === 'memory://' ? { DATA_DIR: where } : { DATABASE_URL: where }),
});
const authority = await readAuthority(config.authority_file);
const { db, close } = await openDatabase(config);
const started = performance.now();
await fillCorpus(db, authority, Number(size));
const filled = performance.now() - started;
const now = () => new Date('2026-11-22T12:00:00Z');
const known = await keepKnowledge(db, authority)();
const app = await fillPages(
  db,
  authority,
  () => createApp({ config, authority, db, now, soon: async () => {} }),
  now(),
);

const search: Record<string, number[]> = {};
const page: number[] = [];
for (const { kind, query } of standardQueries) {
  const { search: wanted } = readSearch(query, known.names);
  const address = `/services?${queryOf(wanted)}`;
  const once = () => searchServices(db, known, wanted, { today: '2026-11-22', council: authority });
  await once();
  await app.inject(address);
  for (let round = 0; round < rounds; round++) {
    const spent = await timed(once);
    for (const name of ['all', kind]) (search[name] ??= []).push(spent);
    // as somebody asks who is the first to ask it
    await indexHasChanged(db);
    page.push(await timed(() => app.inject(address)));
  }
}

const pages = await measurePages(app, db);

await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as { port: number };
const slug = await db.selectFrom('service').select('slug').orderBy('slug').limit(1).executeTakeFirstOrThrow();
const requests: Record<string, number> = {};
for (const [name, path] of [
  ['home', '/'],
  ['search', '/services?q=speech+therapy&near=Norwich'],
  ['service', `/services/${slug.slug}`],
] as const)
  requests[name] = await requestsPerSecond(`http://127.0.0.1:${port}${path}`);

console.log(
  JSON.stringify({
    size: Number(size),
    filled_s: Math.round(filled / 1000),
    search: Object.fromEntries(Object.entries(search).map(([name, times]) => [name, percentiles(times)])),
    page: percentiles(page),
    pages,
    requests,
    memory_mb: Math.round(process.memoryUsage().rss / 1e6),
  }),
);
await app.close();
await close();

// The rate limit counts by address: the load comes from as many as it takes.
async function requestsPerSecond(url: string): Promise<number> {
  let visitor = 0;
  const setupRequest = (request: autocannon.Request) => {
    visitor++;
    return {
      ...request,
      headers: { 'x-forwarded-for': `10.${visitor >> 16}.${(visitor >> 8) & 255}.${visitor & 255}` },
    };
  };
  const result = await autocannon({ url, connections: 4, duration: 4, requests: [{ setupRequest }] });
  if (result.non2xx > 0) throw new Error(`${url} answered ${result.non2xx} times with an error.`);
  return Math.round(result.requests.average);
}

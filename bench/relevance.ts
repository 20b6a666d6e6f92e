import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { readAuthority } from '../src/authority.ts';
import { openDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { keepKnowledge } from '../src/directory/knowledge.ts';
import { searchServices } from '../src/directory/search.ts';
import { bringIndexUpToDate } from '../src/directory/search-index.ts';
import { readSearch } from '../src/directory/search-rules.ts';
import { seedDemonstration, seedReference } from '../src/seed.ts';

/**
 * Judged queries over the demonstration data, `npm run bench:relevance`. A query's judgement names the kinds of service
 * that answer it. hit@10: one of them stands among the first ten. precision@10: their share of the first ten (or of all
 * that were found, when fewer). Add `-- --misses` to see what went wrong.
 */
interface Judged {
  class: string;
  q: string;
  kinds: string[];
}

interface Score {
  queries: number;
  hits: number;
  precision: number;
  without_result: number;
}

const now = new Date('2026-11-22T12:00:00Z');
const judged: Judged[] = JSON.parse(await readFile(new URL('./judged-queries.json', import.meta.url), 'utf8'));
const authority = await readAuthority(new URL('../authority.json', import.meta.url).pathname);
const { db, close } = await openDatabase({ data_dir: 'memory://' });
await migrate(db);
await seedReference(db, authority);
await bringIndexUpToDate(db);
await seedDemonstration(db, now);
const known = await keepKnowledge(db, authority)();
const showsMisses = process.argv.includes('--misses');

const scores = new Map<string, Score>();
for (const query of judged) {
  const kinds = await firstKinds(query.q);
  const right = kinds.filter((kind) => query.kinds.includes(kind)).length;
  for (const name of [query.class, 'all']) {
    const score = scores.get(name) ?? { queries: 0, hits: 0, precision: 0, without_result: 0 };
    score.queries++;
    if (right > 0) score.hits++;
    if (kinds.length > 0) score.precision += right / kinds.length;
    if (kinds.length === 0) score.without_result++;
    scores.set(name, score);
  }
  if (showsMisses && (right === 0 || right / kinds.length < 0.5))
    console.log(
      `${right === 0 ? 'MISS' : `${right}/${kinds.length}`}  ${query.q}  →  ${[...new Set(kinds)].join(' ')}`,
    );
}
await close();

console.table(
  Object.fromEntries(
    [...scores].map(([name, { queries, hits, precision, without_result }]) => [
      name,
      {
        queries,
        'hit@10': percent(hits / queries),
        'precision@10': percent(precision / queries),
        'without result': percent(without_result / queries),
      },
    ]),
  ),
);

/** The kinds of the first ten services that a query finds. */
async function firstKinds(q: string): Promise<string[]> {
  const { search } = readSearch({ q }, known.names);
  const { hits } = await searchServices(db, known, search, { today: '2026-11-22', council: authority });
  const ids = hits.slice(0, 10).map((hit) => hit.service_id);
  const rows = await sql<{ id: string; source_id: string }>`
    select id, source_id from service where id = any(${ids}::uuid[])`.execute(db);
  const byId = new Map(rows.rows.map((row) => [row.id, row.source_id.split('--')[0] ?? '']));
  return ids.map((id) => byId.get(id) ?? '');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

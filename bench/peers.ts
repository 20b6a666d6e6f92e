import { DatabaseSync } from 'node:sqlite';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import MiniSearch from 'minisearch';
import { demonstrationRecords } from '../src/directory/demonstration/demonstration.ts';
import { standardQueries } from './queries.ts';
import { percentiles, type Times, timed } from './times.ts';

/**
 * The peers on the same records and the same words: `node bench/peers.ts <size>` prints JSON. They are asked for less
 * than our search answers: the words alone, the first twenty hits; no place, filter, facet count or synonym.
 */
const size = Number(process.argv[2] ?? 5000);
const rounds = 7;
const queries = standardQueries.flatMap(({ query }) => (typeof query.q === 'string' ? [query.q] : []));
const records = copies(size);

const results = { size, minisearch: await miniSearch(), orama: await orama(), sqlite_fts5: await sqlite() };
console.log(JSON.stringify(results));

interface Text {
  id: string;
  name: string;
  summary: string;
  description: string;
  organization: string;
}

function copies(count: number): Text[] {
  const made = demonstrationRecords('2026-11-22');
  return Array.from({ length: count }, (_, n) => {
    const record = made[n % made.length];
    return {
      id: String(n),
      name: `${record?.name} ${Math.floor(n / made.length).toString(36)}`,
      summary: record?.summary ?? '',
      description: record?.description ?? '',
      organization: record?.organization.name ?? '',
    };
  });
}

async function miniSearch() {
  const index = new MiniSearch<Text>({ fields: ['name', 'summary', 'description', 'organization'] });
  index.addAll(records);
  return measure(async (q) =>
    index.search(q, { prefix: true, fuzzy: 0.2, boost: { name: 4, summary: 2 } }).slice(0, 20),
  );
}

async function orama() {
  const fields = { name: 'string', summary: 'string', description: 'string', organization: 'string' } as const;
  const index = create({ schema: fields });
  await insertMultiple(index, records, 1000);
  return measure(async (term) => searchOrama(index, { term, tolerance: 1, limit: 20, boost: { name: 4, summary: 2 } }));
}

function sqlite() {
  const db = new DatabaseSync(':memory:');
  db.exec("create virtual table services using fts5(name, summary, description, organization, tokenize = 'porter')");
  const add = db.prepare('insert into services values (?, ?, ?, ?)');
  db.exec('begin');
  for (const { name, summary, description, organization } of records) add.run(name, summary, description, organization);
  db.exec('commit');
  const find = db.prepare(
    'select rowid from services where services match ? order by bm25(services, 8, 4, 2, 1) limit 20',
  );
  return measure(async (q) =>
    find.all(
      q
        .match(/[A-Za-z0-9]+/g)
        ?.map((word) => `"${word}"`)
        .join(' OR ') ?? '""',
    ),
  );
}

async function measure(search: (q: string) => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  for (const q of queries) {
    await search(q);
    for (let round = 0; round < rounds; round++) times.push(await timed(() => search(q)));
  }
  return percentiles(times);
}

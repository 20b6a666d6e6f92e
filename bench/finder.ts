import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.ts';
import { readAuthority } from '../src/authority.ts';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { importSchools } from '../src/schools/import-schools.ts';
import { seedReference } from '../src/seed.ts';
import { schoolFiles } from './schools-file.ts';
import { percentiles, type Times, timed } from './times.ts';

/**
 * The finder of schools over so many, in a process of its own: `node bench/finder.ts <size> <memory:// or postgres://…>`
 * prints JSON: milliseconds of whole pages, each asked for once unmeasured, then each time as a question never asked before.
 */
const rounds = 15;
const [size = '45000', where = 'memory://'] = process.argv.slice(2);

const asked: Record<string, string[]> = {
  all: ['/schools', '/schools?page=7', '/schools?sort=name', '/schools?home=1'],
  name: [
    '/schools?q=cromer+oak',
    '/schools?q=whitby',
    '/schools?q=castle+high+school',
    '/schools?q=100200',
    '/schools?q=primary+school',
  ],
  'a mistyped name': ['/schools?q=cromar+oak', '/schools?q=sttation+meadow'],
  near: ['/schools?near=Norwich', '/schools?near=NR27+9AA&within=40', '/schools?near=Holt&within=5&age=7'],
  filters: [
    '/schools?need=ASD',
    '/schools?kind=special&age=9',
    '/schools?base=1',
    '/schools?places=1&need=SLCN',
    '/schools?phase=secondary&age=12&home=1',
    '/schools?kind=specialist_college&phase=nursery',
  ],
  'words, place and filters': [
    '/schools?q=oak&near=Norwich&within=40&age=7&phase=primary&need=ASD',
    '/schools?near=Norwich&need=ASD&view=map&within=40',
  ],
  nothing: ['/schools?q=oak&near=Norwich&within=1&kind=college&need=PMLD'],
  school: ['/schools/100000', '/schools/100003', '/schools/100030'],
  compare: ['/schools/compare?urn=100000&urn=100001&urn=100002&urn=100030'],
};

const config = readConfig({
  LOG_LEVEL: 'silent',
  ...(where === 'memory://' ? { DATA_DIR: where } : { DATABASE_URL: where }),
});
const authority = await readAuthority(config.authority_file);
const { db, close } = await openDatabase(config);
await migrate(db);
await seedReference(db, authority);
const folder = await mkdtemp(join(tmpdir(), 'schools-'));
const now = new Date('2026-11-22T12:00:00Z');
const started = performance.now();
try {
  const { register, links } = schoolFiles(Number(size));
  await writeFile(join(folder, 'edubasealldata.csv'), register);
  await writeFile(join(folder, 'links_edubasealldata.csv'), links);
  await importSchools(db, {
    path: join(folder, 'edubasealldata.csv'),
    links: undefined,
    counted_on: undefined,
    is_changed_header: false,
    source: undefined,
    own: authority,
    today: '2026-11-22',
    now,
  });
} finally {
  await rm(folder, { recursive: true });
}
const filled = performance.now() - started;
const app = await createApp({ config, authority, db, now: () => now, soon: async () => {} });

const times: Record<string, Times> = {};
const everything: number[] = [];
let asker = 0;
for (const [kind, addresses] of Object.entries(asked)) {
  const of_kind: number[] = [];
  for (const url of addresses) {
    // one person may not ask so often; an address that differs is not answered from what is kept
    const ask = () => {
      const asked_as = `${url}${url.includes('?') ? '&' : '?'}asker=${asker++}`;
      return app.inject({ url: asked_as, remoteAddress: `10.0.0.${asker % 250}` });
    };
    const { statusCode } = await ask();
    if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);
    for (let round = 0; round < rounds; round++) of_kind.push(await timed(ask));
  }
  times[kind] = percentiles(of_kind);
  everything.push(...of_kind);
}
console.log(JSON.stringify({ filled_s: Math.round(filled / 1000), all: percentiles(everything), times }));
await app.close();
await close();

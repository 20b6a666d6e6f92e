import { createApp } from '../src/app.ts';
import { readAuthority } from '../src/authority.ts';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/database.ts';
import { fillCorpus } from './corpus.ts';
import { addresses, fillPages, ofThisDatabase } from './pages.ts';

const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: '/tmp/benchdb' });
const authority = await readAuthority(config.authority_file);
const { db, close } = await openDatabase(config);
const now = () => new Date('2026-11-22T12:00:00Z');
const mk = () => createApp({ config, authority, db, now, soon: async () => {} });
const has = await db
  .selectFrom('setting')
  .select('name')
  .execute()
  .catch(() => []);
const app = has.length ? await mk() : (await fillCorpus(db, authority, 700), await fillPages(db, authority, mk, now()));
for (const url of [...addresses, ...(await ofThisDatabase(db))]) {
  const ask = (headers = {}) => app.inject({ url, headers });
  const w = await ask();
  await ask();
  if (w.statusCode !== 200) {
    console.log('!!', w.statusCode, url, w.headers.location);
    continue;
  }
  for (let i = 0; i < 8; i++) await ask();
  const c = process.cpuUsage();
  const ts = [];
  for (let i = 0; i < 20; i++) {
    const t = performance.now();
    await ask();
    ts.push(performance.now() - t);
  }
  const d = process.cpuUsage(c);
  ts.sort((a, b) => a - b);
  const again = w.headers.etag ? (await ask({ 'if-none-match': w.headers.etag })).statusCode : '-';
  console.log(
    ((d.user + d.system) / 20000).toFixed(1).padStart(6),
    'cpu',
    ts[10].toFixed(1).padStart(6),
    'p50',
    ts[18].toFixed(1).padStart(6),
    'p95',
    ts[0].toFixed(1).padStart(6),
    'min',
    w.headers.etag ? 'etag' : '-',
    again,
    Math.round(w.rawPayload.length / 1000) + 'kB',
    url,
  );
}
await app.close();
await close();

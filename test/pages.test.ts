import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedDemonstration } from '../src/seed.ts';
import { type Answer, NOW, startApp } from './app.ts';
import { inTransaction } from './database.ts';

const SITE = 'http://localhost';
const MOST_PAGES = 150;
/** Addresses that differ in a name or a filter's value only: so many of each kind are followed. */
const MOST_OF_A_KIND = 4;

/** `/services/a-club?need=ASD&age=9` is of the kind `/services/*?age&need`. */
function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, SITE);
  const [, first = '', ...rest] = pathname.split('/');
  return `/${[first, ...rest.map(() => '*')].join('/')}?${[...new Set(searchParams.keys())].sort().join('&')}`;
}

/** What a page points to on the site itself: links, pictures, scripts, styles. */
function linksOf(answer: Answer, path: string): string[] {
  const elements = answer.find('a[href], link[href], script[src], img[src]');
  return elements
    .map((element) => new URL(element.getAttribute('href') ?? element.getAttribute('src') ?? '', SITE + path))
    .filter((link) => link.origin === SITE)
    .map((link) => link.pathname + link.search);
}

/** Links to a part of the same page that is not there. */
function deadAnchorsOf(answer: Answer): string[] {
  const ids = new Set(answer.find('[id]').map((element) => element.id));
  const anchors = answer.find('a[href^="#"]').map((element) => element.getAttribute('href')?.slice(1) ?? '');
  return anchors.filter((anchor) => anchor !== '' && !ids.has(anchor));
}

test('every page that links lead to is there, and says what HTML allows', { timeout: 600_000 }, async (t) => {
  const db = await inTransaction(t);
  await seedDemonstration(db, NOW);
  const { get } = await startApp(t, { db });
  const from = new Map([['/', 'the start']]);
  const kinds = new Map<string, number>();
  const broken: string[] = [];
  let visited = 0;
  for (const [path, source] of from) {
    const kind = kindOf(path);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if ((kinds.get(kind) ?? 0) > MOST_OF_A_KIND) continue;
    if (++visited > MOST_PAGES) break;
    const answer = await get(path).catch((fault: Error) => void broken.push(fault.message));
    if (!answer) continue;
    if (answer.status >= 400) broken.push(`${path} answers ${answer.status}, linked from ${source}`);
    const isKept = answer.status === 200 && !answer.headers['cache-control']?.includes('no-store');
    if (isKept && answer.headers['content-type']?.startsWith('text/html') && !answer.headers.etag)
      broken.push(`${path} has no ETag: a browser that has it already gets it whole again`);
    const seen = { 'if-none-match': String(answer.headers.etag) };
    if (answer.headers.etag && kinds.get(kind) === 1 && (await get(path, seen)).status !== 304)
      broken.push(`${path} is another page each time: no browser can keep it`);
    if (answer.headers.location?.startsWith('/')) from.set(answer.headers.location, path);
    broken.push(...deadAnchorsOf(answer).map((anchor) => `${path} links to #${anchor}, which it has not`));
    for (const link of linksOf(answer, path)) if (!from.has(link)) from.set(link, path);
  }
  assert.deepEqual(broken, []);
  assert.ok(visited > 40, `only ${visited} pages were found`);
});

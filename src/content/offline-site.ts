import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import {
  fileOf,
  isFile,
  type Offline,
  type OfflineEntry,
  offlineCss,
  offlineHtml,
  offlineIndex,
} from './offline-rules.ts';

interface Copied {
  app: Pick<FastifyInstance, 'inject'>;
  db: Db;
  now: Date;
  base_url: string;
  site_name: string;
  /** the folder that it is written into */
  to: string;
}

const assets = ['site.css', 'icon.svg', 'atkinson-400.woff2', 'atkinson-700.woff2', 'offline-search.js'];
const fixed = [
  '/',
  '/information',
  '/contact',
  '/copies',
  '/glossary',
  '/help-me-find',
  '/find',
  '/cookies',
  '/privacy',
  '/accessibility-statement',
  '/open-data',
  '/about/freshness',
  '/about/gaps',
  '/you-said-we-did',
];

/**
 * Writes the whole public offer, pages and directory, into a folder as pages that need no server: it can be put on a memory
 * stick. Returns how many pages were written; a page that is not there is left out.
 */
export async function writeOfflineSite(
  { app, db, now, base_url, site_name, to }: Copied,
  progress: (written: number, of: number) => void = () => {},
): Promise<number> {
  const { paths, entries } = await everythingPublic(db);
  const all = [...fixed, ...paths];
  const note = `This is a copy of ${site_name}, made on ${dayInWords(now)}. Things change: the newest is at ${base_url}.`;
  const offline: Offline = { paths: new Set(all), base_url, note };
  let written = 0;
  for (const path of all) {
    const { statusCode, body, rawPayload } = await app.inject({ url: path });
    if (statusCode === 200) await write(to, fileOf(path), isFile(path) ? rawPayload : offlineHtml(body, path, offline));
    if (statusCode === 200 && ++written % 100 === 0) progress(written, all.length);
  }
  const search = await app.inject({ url: '/search' });
  const scripts =
    '<div id="offline-results" role="status"></div>\n<script src="search-index.js"></script>\n<script src="assets/offline-search.js"></script>';
  await write(
    to,
    'search.html',
    offlineHtml(search.body, '/search', offline).replace('</main>', `<div class="wrap">${scripts}</div></main>`),
  );
  await write(to, 'search-index.js', offlineIndex(entries));
  for (const name of assets) {
    const { rawPayload, body } = await app.inject({ url: `/assets/${name}` });
    await write(to, `assets/${name}`, name.endsWith('.css') ? offlineCss(body) : rawPayload);
  }
  return written;
}

async function write(to: string, file: string, content: string | Uint8Array): Promise<void> {
  const path = join(to, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function everythingPublic(db: Db): Promise<{ paths: string[]; entries: OfflineEntry[] }> {
  const pages = await sql<{ path: string; title: string; summary: string; words: string; easy_read: boolean }>`
    select path, title, summary, array_to_string(words, ' ') as words, easy_read
    from page join page_version on page_version.id = published_version order by path`.execute(db);
  const sections = await sql<{ path: string }>`
    select distinct '/' || section as path from page where published_version is not null
      and not exists (select from page own where own.section = page.section and own.name = '' and own.published_version is not null)`.execute(
    db,
  );
  const booklets = await sql<{ path: string }>`
    select distinct '/copies/' || section as path from page where published_version is not null
    union all select '/copies/' || section || case when is_large then '-large' else '' end || '.pdf' from booklet`.execute(
    db,
  );
  const files = await sql<{ path: string }>`
    select unnest(array['/files/' || file.id, '/files/' || file.id || '/' || file.name]) as path
    from document_file file join page on page.id = page_id
    where published_version is not null and file.published_at is not null and withdrawn_at is null order by 1`.execute(
    db,
  );
  const guided = await sql<{ path: string }>`select '/find/' || slug as path from guided_search order by 1`.execute(db);
  const services = await sql<{ path: string; name: string; about: string }>`
    select '/services/' || slug as path, service.name, left(coalesce(summary, service.description, ''), 240) as about
    from service join publication on publication.service_id = service.id where withdrawn_at is null order by service.id`.execute(
    db,
  );
  const schools = await sql<{ path: string; name: string; about: string }>`
    select '/schools/' || urn as path, name, concat_ws(', ', type, town) as about
    from school where status <> 'closed' order by area, urn`.execute(db);
  return {
    paths: [
      ...sections.rows.map(({ path }) => path),
      ...pages.rows.flatMap(({ path, easy_read }) => (easy_read ? [path, `${path}/easy-read`] : [path])),
      ...booklets.rows.map(({ path }) => path),
      ...files.rows.map(({ path }) => path),
      ...guided.rows.map(({ path }) => path),
      ...services.rows.map(({ path }) => path),
      ...schools.rows.map(({ path }) => path),
    ],
    entries: [
      ...pages.rows.map(({ path, title, summary, words }): OfflineEntry => [title, summary, fileOf(path), words]),
      ...[...services.rows, ...schools.rows].map(
        ({ path, name, about }): OfflineEntry => [name, about, fileOf(path), ''],
      ),
    ],
  };
}

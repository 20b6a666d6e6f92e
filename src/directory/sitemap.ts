import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { guidedSearches } from './guided-searches.ts';

/** The most addresses that one file of a site map may hold (sitemaps.org, protocol 0.9). */
const longest_file = 50_000;

/** Pages that stand whatever the directory holds. */
const pages = [
  '/',
  '/services',
  '/schools',
  '/help-me-find',
  '/find',
  '/information',
  '/contact',
  '/comments',
  '/you-said-we-did',
  '/about/gaps',
  '/tools',
  '/about/freshness',
  '/about/coverage',
  '/provision',
  '/money/schools',
  '/money/delegated',
  '/money/balance',
  '/money/joining',
  '/money/forum',
  '/money/early-years',
  '/in-development',
  '/copies',
  '/glossary',
  '/accessibility-statement',
  '/cookies',
  '/privacy',
  '/open-data',
];

/** What search engines ask for: `/robots.txt` and `/sitemap.xml`, which names more files when one cannot hold it all. */
export function siteMap(
  app: FastifyInstance,
  { db, config }: { db: Db; config: { base_url: string } },
  most = longest_file,
): void {
  const { base_url } = config;

  app.get('/robots.txt', (_, reply) => {
    // every search has its own address: machines follow the site map in place of trying them all
    const closed = [
      '/services?',
      '/bulletins?',
      '/schools?',
      '/schools/compare',
      '/search?',
      '/my-list',
      '/suggestions',
      '/was-this-helpful',
      '/services/*/report',
      '/tools/*?',
    ];
    const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), `Sitemap: ${base_url}/sitemap.xml`];
    return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`);
  });

  app.get('/sitemap.xml', async (_, reply) => {
    const fixed = await fixedPages(db);
    const others = await countOthers(db);
    reply.type('application/xml; charset=utf-8');
    if (fixed.length + others <= most) return reply.send(urlSet([...fixed, ...(await listOthers(db, 0, most))]));
    const numbers = Array.from({ length: Math.ceil(others / most) + 1 }, (_one, n) => n);
    const parts = numbers.map((n) => `<sitemap><loc>${base_url}/sitemap-${n}.xml</loc></sitemap>`);
    return reply.send(document('sitemapindex', parts));
  });

  // the fixed pages are file 0, services, schools and bulletins those after it
  app.get<{ Params: { number: string } }>('/sitemap-:number(\\d{1,6}).xml', async (request, reply) => {
    const number = Number(request.params.number);
    const found = number === 0 ? await fixedPages(db) : await listOthers(db, (number - 1) * most, most);
    if (found.length === 0) return reply.callNotFound();
    return reply.type('application/xml; charset=utf-8').send(urlSet(found));
  });

  function urlSet(found: Entry[]): string {
    return document(
      'urlset',
      found.map(({ path, changed }) => {
        const lastmod = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : '';
        return `<url><loc>${base_url}${path}</loc>${lastmod}</url>`;
      }),
    );
  }
}

interface Entry {
  path: string;
  changed?: Date;
}

function document(kind: string, entries: string[]): string {
  const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${kind} xmlns="${xmlns}">\n${entries.join('\n')}\n</${kind}>\n`;
}

/** The pages of the site itself: all but those of services, schools and bulletins, with `/find/<slug>` for every guided search. */
export async function fixedPages(db: Db): Promise<Entry[]> {
  const guided = (await guidedSearches(db)).map(({ slug }) => `/find/${slug}`);
  const own = await db
    .selectFrom('page')
    .select('path')
    .where('published_version', 'is not', null)
    .orderBy('path')
    .execute();
  return [...pages, ...guided, ...own.map(({ path }) => path)].map((path) => ({ path }));
}

async function countOthers(db: Db): Promise<number> {
  const found = await sql<{ n: number }>`
    select (select count(*) from publication where withdrawn_at is null)
      + (select count(*) from school where status <> 'closed')
      + (select count(*) from (${openBulletins}) bulletins) as n`.execute(db);
  return found.rows[0]?.n ?? 0;
}

// What everybody may read, each as it stands now, and the list of them where there are any.
const openBulletins = sql`
  select '/bulletins/' || year || '/' || bulletin.number as path, published_at as changed, bulletin.id::text as id
  from bulletin join bulletin_edition last on last.bulletin_id = bulletin.id
    join bulletin_version on bulletin_version.id = last.version_id
  where is_public and withdrawn_at is null and last.edition =
    (select max(edition) from bulletin_edition where bulletin_edition.bulletin_id = bulletin.id)
  union all select '/bulletins', null, '0' where exists (select from bulletin_edition)`;

// Services, then the schools that are not closed, then bulletins to schools.
async function listOthers(db: Db, from: number, count: number): Promise<Entry[]> {
  const found = await sql<{ path: string; changed: Date | null }>`
    select path, changed from (
      select '/services/' || service.slug as path, service.last_modified as changed, 1 as part, service.id::text as id
      from publication join service on service.id = publication.service_id where publication.withdrawn_at is null
      union all
      select '/schools/' || urn, null, 2, urn from school where status <> 'closed'
      union all
      select path, changed, 3, id from (${openBulletins}) bulletins
    ) listed order by part, id offset ${from} limit ${count}`.execute(db);
  return found.rows.map(({ path, changed }) => (changed ? { path, changed } : { path }));
}

import type { FastifyInstance } from 'fastify';
import type { Authority } from '../src/authority.ts';
import { seedPages } from '../src/content/shipped-pages.ts';
import { keepCoverageOfDay } from '../src/coverage/jobs.ts';
import type { Db } from '../src/db/database.ts';
import { seedDemonstrationAccounts } from '../src/people/demonstration.ts';
import { seedDemonstrationOffer } from '../src/seed.ts';
import { readOwnPage } from '../src/web/own-page.ts';
import { percentiles, type Times, timed } from './times.ts';

const rounds = 20;

/** One of every kind of public page, with what somebody types where it takes inputs. */
const addresses = [
  '/',
  '/information',
  '/search?q=speech+and+language',
  '/services?q=speech+therapy&near=Norwich',
  '/schools',
  '/schools?near=Norwich&need=ASD',
  '/schools/999999',
  '/schools/compare?urn=999999&urn=999998',
  '/find',
  '/help-me-find',
  '/contact',
  '/glossary',
  '/copies',
  '/about/coverage',
  '/about/freshness',
  '/about/gaps',
  '/provision',
  '/in-development',
  '/you-said-we-did',
  '/comments',
  '/open-data',
  '/privacy',
  '/accessibility-statement',
  '/my-list',
  '/sign-in',
  '/tools',
  '/tools/ehc-dates?received=2026-01-12',
  '/tools/annual-review?meeting=2026-04-22',
  '/tools/phase-transfer?year_group=6&transfer=2027',
  '/tools/appeal?notice=2026-10-26',
  '/tools/could-we-get-it/short-breaks?parent=yes&home=yes&age=yes',
  '/tools/when-things-go-wrong?problem=late&age=17',
  '/tools/0-to-25?born=2015-05',
  '/tools/my-plan?situation=excluded',
  '/tools/thrive',
  '/tools/my-views',
  '/tools/ehc-dates/how-it-works',
  '/tools/ehc-dates.ics?received=2026-01-12',
  '/api/services?page=1',
];

export interface PageTimes extends Times {
  /** the browser's own copy is asked for and answered with 304 */
  from_cache: boolean;
  kilobytes: number;
}

/** Writes what the public pages show beside services: the pages themselves, what is planned and expected, and coverage. */
export async function fillPages(db: Db, authority: Authority, app: () => Promise<FastifyInstance>, now: Date) {
  await seedPages(db, authority, now);
  await seedDemonstrationAccounts(db, now);
  await seedDemonstrationOffer(db, now);
  const site = await app();
  await keepCoverageOfDay(db, now, (path) => readOwnPage(site, path));
  return site;
}

/** How long each kind of public page takes once warm, and whether a browser may keep it. Refuses a page that is not there. */
export async function measurePages(app: FastifyInstance, db: Db): Promise<Record<string, PageTimes>> {
  const measured: Record<string, PageTimes> = {};
  for (const [n, url] of [...addresses, ...(await ofThisDatabase(db))].entries()) {
    // each page is asked for by somebody else: one person may not ask so often
    const ask = (headers = {}) => app.inject({ url, headers, remoteAddress: `10.0.0.${n}` });
    const warm = await ask();
    if (warm.statusCode !== 200) throw new Error(`${url} answered ${warm.statusCode}.`);
    await ask();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await timed(() => ask()));
    const { etag } = warm.headers;
    const again = etag ? await ask({ 'if-none-match': etag }) : undefined;
    measured[url] = {
      ...percentiles(times),
      from_cache: again?.statusCode === 304,
      kilobytes: Math.round(warm.rawPayload.length / 1000),
    };
  }
  return measured;
}

// pages whose address is made of what is stored: the longest page of the offer, and the first of each other kind
async function ofThisDatabase(db: Db): Promise<string[]> {
  const page = await db
    .selectFrom('page')
    .innerJoin('page_version', 'page_version.id', 'page.published_version')
    .select(['section', 'path'])
    .where('name', '<>', '')
    .where('easy_read', '=', true)
    .orderBy(({ fn }) => fn('length', ['markdown']), 'desc')
    .executeTakeFirstOrThrow();
  const planned = await db.selectFrom('development').select('slug').orderBy('slug').executeTakeFirstOrThrow();
  const service = await db.selectFrom('service').select('slug').orderBy('slug').executeTakeFirstOrThrow();
  const guided = await db.selectFrom('guided_search').select('slug').orderBy('position').executeTakeFirstOrThrow();
  return [
    `/${page.section}`,
    page.path,
    `${page.path}/easy-read`,
    `/copies/${page.section}`,
    `/in-development/${planned.slug}`,
    `/services/${service.slug}`,
    `/find/${guided.slug}`,
  ];
}

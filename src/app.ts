import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { publicBulletins } from './bulletins/public.ts';
import { schoolBulletins } from './bulletins/school.ts';
import { staffBulletinPages } from './bulletins/staff.ts';
import { acronymsOfGlossary } from './content/glossary.ts';
import { publicContent } from './content/public.ts';
import { publicPages } from './content/public-pages.ts';
import { staffPages } from './content/staff.ts';
import { publicCoverage } from './coverage/public.ts';
import { staffCoverage } from './coverage/staff.ts';
import { councilDesk } from './desk/staff.ts';
import { keepAnswers } from './directory/kept-answers.ts';
import { keepKnowledge } from './directory/knowledge.ts';
import { myLists } from './directory/list-page.ts';
import { providerDirectory } from './directory/provider.ts';
import { publicDirectory } from './directory/public.ts';
import { reportProblems } from './directory/report-page.ts';
import { gatherUse } from './directory/service-use.ts';
import { holdsDemonstration } from './directory/services.ts';
import { siteMap } from './directory/sitemap.ts';
import { directoryDesk } from './directory/staff.ts';
import { publicDisputes } from './disputes/public.ts';
import { publicEhc } from './ehc/public.ts';
import { openReferral } from './exchange/api.ts';
import { findingsInWords } from './freshness/findings.ts';
import { publicFreshness } from './freshness/public.ts';
import { staffFreshness } from './freshness/staff.ts';
import { moneyAsides } from './funding/money-asides.ts';
import { publicFunding } from './funding/public.ts';
import { schoolMoney } from './funding/school.ts';
import { staffMoney } from './funding/staff.ts';
import { publicGaps } from './gaps/public.ts';
import { staffGaps } from './gaps/staff.ts';
import { letterheadOf } from './letterhead.ts';
import { providerParticipation } from './participation/provider.ts';
import { publicParticipation } from './participation/public.ts';
import { staffParticipation } from './participation/staff.ts';
import { dayOf, type Parts } from './parts.ts';
import { ownAccount } from './people/family.ts';
import { within } from './people/guard.ts';
import { ownOutbox } from './people/outbox-page.ts';
import { publicPeople } from './people/public.ts';
import { staffPeople } from './people/staff.ts';
import { publicProgramme } from './programme/public.ts';
import { staffProgramme } from './programme/staff.ts';
import { publicSchemes } from './schemes/public.ts';
import { publicSchools } from './schools/public.ts';
import { ownSchool, type SchoolDoor } from './schools/school.ts';
import { schoolFinder } from './schools/school-finder.ts';
import { findSchool } from './schools/schools.ts';
import { staffSchools } from './schools/staff.ts';
import { publicReports } from './sen-reports/public.ts';
import { reportAsides } from './sen-reports/report-asides.ts';
import { schoolReports } from './sen-reports/school.ts';
import { staffReports } from './sen-reports/staff.ts';
import { publicSenSupport } from './sen-support/public.ts';
import { staffSenSupport } from './sen-support/staff.ts';
import { ownSecret } from './settings.ts';
import { publicSituations } from './situations/public.ts';
import { publicTools } from './tools/public.ts';
import { serveAssets } from './web/assets.ts';
import { brandCss } from './web/brand.ts';
import { tagged } from './web/conditional.ts';
import { answerErrors, readableAddress } from './web/errors.ts';
import { reportHealth } from './web/health.ts';
import { renderPages } from './web/render.ts';
import { secure } from './web/security.ts';
import { siteOf } from './web/site.ts';

/** What the people of a school do here besides saying what it offers. */
const schoolDoors: readonly SchoolDoor[] = [
  {
    text: 'SEN information report',
    about: 'Write it here with others, see what the law asks for, and publish it.',
    href: '/school/report',
    right: 'edit_report',
  },
  {
    text: 'Money for special educational needs',
    about: 'What your school receives, worked out line by line, and what you say it is spent on.',
    href: '/school/money',
    right: 'declare_spending',
  },
  {
    text: 'Bulletins from the council',
    about: 'What you are asked to do, by when, and what is good to know.',
    href: '/school/bulletins',
    right: 'answer_bulletins',
  },
];

/** Does something when it is first asked for, and only once. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

/** What the application makes of what it is given. */
type MadeHere = 'secret' | 'known' | 'kept' | 'pages' | 'schools' | 'use' | 'auth' | 'letterhead';

/** The whole application: what every request passes, then each domain's pages under its audience's guard. */
export async function createApp(given: Omit<Parts, MadeHere>): Promise<FastifyInstance> {
  const { config, authority, db } = given;
  const app = Fastify({
    // No address of a person, no query: words that people search for never stand beside who they are.
    logger: {
      level: config.log_level,
      serializers: { req: (request) => ({ method: request.method, path: request.url?.split('?')[0] }) },
    },
    genReqId: () => randomUUID(),
    trustProxy: (_, hop) => hop < config.trusted_proxies,
    // a form comes whole, so that what is too long is shown again and not lost
    bodyLimit: 4_000_000,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    rewriteUrl: ({ url = '/' }) => readableAddress(url),
  });
  const secret = config.secret ?? (await ownSecret(db));
  const auth = once(async () => {
    const { createAuth } = await import('./people/auth.ts');
    return createAuth({ ...given, secret, log: (message) => app.log.warn(message) });
  });
  const known = keepKnowledge(db, authority);
  const parts: Parts = {
    ...given,
    // what is saved is answered as saved, whatever the queue of jobs says: mail that is owed leaves every minute anyway
    soon: (job) => given.soon(job).catch((error: unknown) => app.log.error(error)),
    secret,
    auth,
    known,
    kept: keepAnswers(db, { known, today: () => dayOf(given.now()) }),
    pages: publicPages(db, authority),
    schools: schoolFinder(db),
    use: gatherUse(db, (error) => app.log.error(error)),
    letterhead: letterheadOf(config, authority),
  };
  app.addHook('onClose', () => parts.use.write());
  await secure(app, { tiles_origin: authority.map.tiles_url ? new URL(authority.map.tiles_url).origin : undefined });
  app.addHook('onSend', tagged);
  await app.register(compress, { threshold: 1024 });
  await app.register(formbody);
  await app.register(cookie);
  const { version } = await serveAssets(app, brandCss(authority.brand));
  const site = siteOf(authority, {
    base_url: config.base_url,
    assets_version: version,
    is_demonstration: await holdsDemonstration(db),
  });
  renderPages(app, site, acronymsOfGlossary());
  answerErrors(app);
  reportHealth(app, db);

  publicDirectory(app, parts);
  reportProblems(app, parts);
  myLists(app, parts);
  siteMap(app, parts);
  publicContent(app, parts);
  publicParticipation(app, parts);
  publicGaps(app, parts);
  publicFreshness(app, parts);
  publicCoverage(app, parts);
  openReferral(app, parts);
  publicTools(app, [
    ...(await publicSituations(app, parts)),
    ...(await publicEhc(app, parts)),
    ...(await publicDisputes(app, parts)),
    ...(await publicSchemes(app, parts)),
    ...publicSenSupport(app, parts),
  ]);
  const money = moneyAsides(db, parts.pages.say);
  publicReports(app, parts, money);
  publicBulletins(app, parts);
  publicProgramme(app, parts);
  publicFunding(app, parts);
  publicSchools(app, parts, { reports: (urns) => reportAsides(db, urns, parts.now()), money });
  publicPeople(app, parts);
  await within(app, parts, 'family', (family) => {
    ownAccount(family, parts);
    ownOutbox(family, parts);
  });
  await within(app, parts, 'provider', (provider) => {
    providerDirectory(provider, parts, (ids) => findingsInWords(db, ids));
    providerParticipation(provider, parts);
  });
  await within(app, parts, 'school', (school) => {
    ownSchool(school, parts, schoolDoors);
    schoolReports(school, parts);
    schoolMoney(school, parts);
    schoolBulletins(school, parts);
  });
  await within(app, parts, 'staff', (staff) => {
    staffPeople(staff, parts, async (urn) => (await findSchool(db, urn))?.name);
    staffSchools(staff, parts);
    staffPages(staff, parts);
    staffCoverage(staff, parts);
    staffSenSupport(staff, parts);
    staffMoney(staff, parts);
    councilDesk(staff, parts, {
      ...staffParticipation(staff, parts),
      ...staffGaps(staff, parts),
      ...directoryDesk(staff, parts),
      ...staffFreshness(staff, parts),
      ...staffProgramme(staff, parts),
      ...staffReports(staff, parts),
      ...staffBulletinPages(staff, parts),
    });
  });
  return app;
}

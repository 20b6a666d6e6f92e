import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { deedsSoFar } from '../people/audit-log.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import {
  awardsTable,
  type BalancePage,
  balancePage,
  type DelegatedPage,
  delegatedPage,
  type EarlyYearsPage,
  earlyYearsPage,
  type ForumPage,
  forumPage,
} from './facts-page.ts';
import { type JoiningPage, joiningPage } from './joining-page.ts';
import { addressOf, findMemo, type MemoPage, memoPage, publicChange, totalOfMemo } from './memo-page.ts';
import { memoPdf } from './memo-pdf.ts';
import { memosOfSchool, memosOfYear } from './memos.ts';
import { memosTable } from './memos-table.ts';
import { signedPounds } from './pounds-rules.ts';
import { type SchoolsMoneyPage, schoolsMoneyPage } from './schools-money-page.ts';
import { sendCsv } from './send-csv.ts';
import { fundingYears } from './years.ts';

interface SchoolYearsPage {
  school: { urn: string; name: string };
  years: {
    year: string;
    href: string;
    total: string;
    change: string;
    is_corrected: boolean;
    is_demonstration: boolean;
  }[];
}

declare module '../web/render.ts' {
  interface Pages {
    'funding/schools': SchoolsMoneyPage;
    'funding/school-years': SchoolYearsPage;
    'funding/memo': MemoPage;
    'funding/delegated': DelegatedPage;
    'funding/balance': BalancePage;
    'funding/joining': JoiningPage;
    'funding/forum': ForumPage;
    'funding/early-years': EarlyYearsPage;
  }
}

type OfMemo = FastifyRequest<{ Params: { urn: string; year: string; version?: string } }>;

/** `/money/schools` and what stands beside it: the money for special needs, explained and shown school by school. */
export function publicFunding(app: FastifyInstance, parts: Parts): void {
  const { db, now, config, authority } = parts;
  const checked = (reply: FastifyReply) => reply.header('cache-control', 'public, no-cache');

  app.get('/money/schools', async (request, reply) =>
    checked(reply).page('funding/schools', await schoolsMoneyPage(db, fieldsOf(request.query), dayOf(now()))),
  );

  app.get('/money/schools.csv', async (request, reply) => {
    const { year: slug } = fieldsOf(request.query);
    const years = (await fundingYears(db)).filter(({ state }) => state === 'published');
    const year = slug === undefined ? years[0] : years.find((one) => one.slug === slug);
    if (!year) return answerError(request, reply, 404);
    return sendCsv(checked(reply), `sen-money-${year.slug}.csv`, memosTable(await memosOfYear(db, year.id)));
  });

  app.get('/money/schools/:urn', async (request: FastifyRequest<{ Params: { urn: string } }>, reply) => {
    const { urn } = request.params;
    const all = /^\d{5,6}$/.test(urn) ? await memosOfSchool(db, urn) : [];
    const newest = all.filter(({ replaced_at }) => replaced_at === null);
    const [last] = newest;
    if (!last) return answerError(request, reply, 404);
    return checked(reply).page('funding/school-years', {
      school: { urn, name: last.school_name },
      years: newest.map((memo, n) => {
        const change = publicChange(newest[n + 1], memo);
        return {
          year: memo.year_name,
          href: addressOf(memo),
          total: totalOfMemo(memo),
          change: change ? signedPounds(change.by) : '',
          is_corrected: memo.version > 1,
          is_demonstration: memo.is_demonstration,
        };
      }),
    });
  });

  app.get('/money/schools/:urn/:year', async (request: OfMemo, reply) => {
    const { urn, year } = request.params;
    if (!year.endsWith('.pdf')) return show(request, reply, await find({ urn, slug: year }));
    const slug = year.slice(0, -'.pdf'.length);
    const found = await find({ urn, slug, version: fieldsOf(request.query).version });
    if (!found) return answerError(request, reply, 404);
    const { published_at, version } = found.memo;
    const imprint = { council: authority.name, base_url: config.base_url, published_at };
    const { pdf } = await parts.kept(
      `the PDF of the memo ${urn} ${slug} ${version} after deeds ${await deedsSoFar(db)}`,
      async () => ({
        pdf: await memoPdf(await memoPage(db, found), imprint),
      }),
    );
    return checked(reply)
      .type('application/pdf')
      .header('content-disposition', `inline; filename="sen-money-${urn}-${slug}.pdf"`)
      .send(pdf);
  });

  app.get('/money/schools/:urn/:year/:version', async (request: OfMemo, reply) => {
    const { urn, year: slug, version } = request.params;
    return show(request, reply, await find({ urn, slug, version }));
  });

  type Found = Awaited<ReturnType<typeof findMemo>>;

  async function find({
    urn,
    slug,
    version,
  }: {
    urn: string;
    slug: string;
    version?: string | undefined;
  }): Promise<Found> {
    const isAddress = /^\d{5,6}$/.test(urn) && /^(?:[1-9]\d{0,5})?$/.test(version ?? '');
    return isAddress ? findMemo(db, { urn, slug, version: version ? Number(version) : undefined }) : undefined;
  }

  async function show(request: FastifyRequest, reply: FastifyReply, found: Found) {
    return found ? checked(reply).page('funding/memo', await memoPage(db, found)) : answerError(request, reply, 404);
  }

  app.get('/money/delegated', async (_, reply) => checked(reply).page('funding/delegated', await delegatedPage(db)));
  app.get('/money/delegated.csv', async (_, reply) =>
    sendCsv(checked(reply), 'delegated-sen-money.csv', await awardsTable(db)),
  );
  app.get('/money/balance', async (_, reply) => checked(reply).page('funding/balance', await balancePage(db)));
  app.get('/money/joining', async (_, reply) =>
    checked(reply).page('funding/joining', await joiningPage(db, dayOf(now()))),
  );
  app.get('/money/forum', async (_, reply) => checked(reply).page('funding/forum', await forumPage(db)));
  app.get('/money/early-years', async (_, reply) =>
    checked(reply).page('funding/early-years', await earlyYearsPage(db, dayOf(now()))),
  );
}

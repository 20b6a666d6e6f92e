import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { writePdf } from '../web/pdf.ts';
import { changeFrom } from './change-rules.ts';
import {
  awardsOf,
  type BalancePage,
  balancePage,
  type DelegatedPage,
  delegatedPage,
  type EarlyYearsPage,
  earlyYearsPage,
  type ForumPage,
  forumPage,
  type JoiningPage,
  joiningPage,
} from './facts-page.ts';
import { addressOf, type MemoPage, memoPage, notInWords } from './memo-page.ts';
import { memoBlocks } from './memo-pdf.ts';
import { memosOfSchool, memosOfYear } from './memos.ts';
import { memosCsv } from './memos-csv.ts';
import { pounds, signedPounds } from './pounds-rules.ts';
import { type SchoolsMoneyPage, schoolsMoneyPage } from './schools-money-page.ts';
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
    'funding/memo': MemoPage & { not_list: readonly string[] };
    'funding/delegated': DelegatedPage;
    'funding/balance': BalancePage;
    'funding/joining': JoiningPage;
    'funding/forum': ForumPage;
    'funding/early-years': EarlyYearsPage;
  }
}

type OfMemo = FastifyRequest<{ Params: { urn: string; year: string; version?: string } }>;

/** `/money/schools` and what stands beside it: the money for special needs, explained and shown school by school. */
export function publicFunding(app: FastifyInstance, { db, now, config, authority }: Parts): void {
  const checked = (reply: FastifyReply) => reply.header('cache-control', 'public, no-cache');

  app.get('/money/schools', async (request, reply) =>
    checked(reply).page('funding/schools', await schoolsMoneyPage(db, fieldsOf(request.query), dayOf(now()))),
  );

  app.get('/money/schools.csv', async (request, reply) => {
    const { year: slug } = fieldsOf(request.query);
    const years = (await fundingYears(db)).filter(({ state }) => state === 'published');
    const year = slug === undefined ? years[0] : years.find((one) => one.slug === slug);
    if (!year) return answerError(request, reply, 404);
    return checked(reply)
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="sen-money-${year.slug}.csv"`)
      .send(memosCsv(await memosOfYear(db, year.id)));
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
        const change = changeFrom(newest[n + 1]?.total ?? null, memo.total);
        return {
          year: memo.year_name,
          href: addressOf(memo),
          total: pounds(memo.total),
          change: change ? signedPounds(change.by) : '',
          is_corrected: memo.version > 1,
          is_demonstration: memo.is_demonstration,
        };
      }),
    });
  });

  app.get('/money/schools/:urn/:year', async (request: OfMemo, reply) => {
    const { urn, year } = request.params;
    const [, slug = year, suffix] = /^(.+?)(\.pdf)?$/.exec(year) ?? [];
    if (suffix) return sendPdf(request, reply, { urn, slug, version: numberOf(fieldsOf(request.query).version) });
    const page = await find({ urn, slug });
    return page
      ? checked(reply).page('funding/memo', { ...page, not_list: notInWords })
      : answerError(request, reply, 404);
  });

  app.get('/money/schools/:urn/:year/:version', async (request: OfMemo, reply) => {
    const { urn, year: slug, version } = request.params;
    const page = numberOf(version) && (await find({ urn, slug, version: numberOf(version) }));
    return page
      ? checked(reply).page('funding/memo', { ...page, not_list: notInWords })
      : answerError(request, reply, 404);
  });

  async function find(which: { urn: string; slug: string; version?: number | undefined }) {
    return /^\d{5,6}$/.test(which.urn) ? memoPage(db, which) : undefined;
  }

  async function sendPdf(
    request: FastifyRequest,
    reply: FastifyReply,
    which: { urn: string; slug: string; version: number | undefined },
  ) {
    const page = await find(which);
    if (!page) return answerError(request, reply, 404);
    const memo = (await memosOfSchool(db, which.urn)).find(({ year_slug }) => year_slug === which.slug);
    const pdf = await writePdf({
      title: `${page.school.name}: notional SEN budget (money for special educational needs), ${page.year}`,
      lang: 'en-GB',
      made_at: memo?.published_at ?? now(),
      footer: `${authority.name}, published on ${page.published}. ${config.base_url}${page.href}`,
      is_large: false,
      opening: [{ kind: 'paragraph', runs: [{ text: page.total, is_strong: true }] }],
      blocks: memoBlocks(page),
    });
    return checked(reply)
      .type('application/pdf')
      .header('content-disposition', `inline; filename="sen-money-${which.urn}-${which.slug}.pdf"`)
      .send(pdf);
  }

  app.get('/money/delegated', async (_, reply) => checked(reply).page('funding/delegated', await delegatedPage(db)));
  app.get('/money/delegated.csv', async (_, reply) => {
    const { awards } = await awardsOf(db);
    const head = ['year', 'urn', 'to', 'amount', 'what_for', 'decided_by', 'decided_on', 'source'];
    const rows = awards.map((one) => [
      one.year,
      one.urn ?? '',
      one.to,
      one.amount,
      one.what_for,
      one.decided_by,
      one.decided_on,
      one.source,
    ]);
    return checked(reply)
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="delegated-sen-money.csv"')
      .send(`\uFEFF${[head, ...rows].map(csvLine).join('')}`);
  });
  app.get('/money/balance', async (_, reply) => checked(reply).page('funding/balance', await balancePage(db)));
  app.get('/money/joining', async (_, reply) => checked(reply).page('funding/joining', await joiningPage(db)));
  app.get('/money/forum', async (_, reply) => checked(reply).page('funding/forum', await forumPage(db)));
  app.get('/money/early-years', async (_, reply) =>
    checked(reply).page('funding/early-years', await earlyYearsPage(db, dayOf(now()))),
  );
}

function numberOf(typed: string | undefined): number | undefined {
  return /^[1-9]\d{0,5}$/.test(typed ?? '') ? Number(typed) : undefined;
}

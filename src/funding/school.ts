import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { choicesOf, type FormError, fieldsOf, versionOf } from '../web/form.ts';
import { changeFrom } from './change-rules.ts';
import { type EnoughPage, enoughPage } from './enough-page.ts';
import { roundingInWords } from './formula-rules.ts';
import { type LineView, lineView } from './memo-page.ts';
import { type Memo, memosOfSchool } from './memos.ts';
import { pounds, signedPounds, sumOf } from './pounds-rules.ts';
import { newestStatement, saveStatement } from './spending.ts';
import { readSpending, spendingValues } from './spending-form.ts';
import { considerations, moneys, provisions } from './spending-rules.ts';

interface SchoolMoneyPage {
  years: { year: string; href: string; total: string; change: string; is_corrected: boolean }[];
}
interface SchoolYearPage {
  errors: FormError[];
  notice: string | null;
  values: Record<string, string>;
  chosen: readonly string[];
  year: { name: string; href: string; public_href: string };
  total: string;
  is_shares: boolean;
  lines: LineView[];
  rounding: string;
  corrected: { on: string; because: string } | null;
  kinds: { code: string; name: string }[];
  moneys: { value: string; text: string }[];
  considerations: { value: string; text: string }[];
  spent: { total: string; state: string } | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'funding/school-money': SchoolMoneyPage;
    'funding/school-year': SchoolYearPage;
    'funding/school-enough': EnoughPage;
  }
}

type OfYear = FastifyRequest<{ Params: { slug: string } }>;

/** `/school/money`: the school's own memos with every number, and what it says it spends. Only of the school of whoever asks. */
export function schoolMoney(school: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  school.register(async (own) => {
    own.addHook('onRequest', async (request, reply) => {
      if (!may(request.who.role, 'declare_spending')) return answerError(request, reply, 403);
    });

    const urnOf = ({ who }: FastifyRequest) => who.role?.school_urn ?? '';
    const newestOf = async (request: FastifyRequest) =>
      (await memosOfSchool(db, urnOf(request))).filter(({ replaced_at }) => replaced_at === null);
    const find = async (request: OfYear) =>
      (await newestOf(request)).find(({ year_slug }) => year_slug === request.params.slug);

    own.get('/school/money', async (request, reply) => {
      const memos = await newestOf(request);
      return reply.page('funding/school-money', {
        years: memos.map((memo, n) => {
          const change = changeFrom(memos[n + 1]?.total ?? null, memo.total);
          return {
            year: memo.year_name,
            href: `/school/money/${memo.year_slug}`,
            total: pounds(memo.total),
            change: change ? signedPounds(change.by) : '',
            is_corrected: memo.version > 1,
          };
        }),
      });
    });

    own.get('/school/money/work-it-out', async (request, reply) => {
      const page = await enoughPage({ db }, urnOf(request), fieldsOf(request.query), dayOf(now()));
      return reply.code(page.errors.length > 0 ? 422 : 200).page('funding/school-enough', page);
    });

    own.get('/school/money/:slug', async (request: OfYear, reply) => {
      const memo = await find(request);
      if (!memo) return answerError(request, reply, 404);
      const notices: Record<string, string> = {
        saved: 'Saved. Only your school sees it.',
        published: 'Published. Families can read it beside your memo now.',
      };
      return show(reply, memo, { notice: notices[fieldsOf(request.query).done ?? ''] ?? null });
    });

    own.post('/school/money/:slug', async (request: OfYear, reply) => {
      const memo = await find(request);
      if (!memo) return answerError(request, reply, 404);
      const values = fieldsOf(request.body);
      const { considered = [] } = (request.body ?? {}) as { considered?: unknown };
      const chosen = [considered].flat().map(String);
      const is_published = values.deed === 'publish';
      const read = readSpending(values, chosen, { is_published });
      if (!read.ok) return show(reply, memo, { errors: read.errors, values, chosen });
      const deed = { who: request.who, now: now() };
      const saved = await saveStatement(db, memo, versionOf(values.seen), { ...read.value, is_published }, deed);
      const done = is_published ? 'published' : 'saved';
      if (saved) return reply.redirect(`/school/money/${memo.year_slug}?done=${done}`, 303);
      const text =
        'Somebody else of your school has saved this meanwhile. Your words are below. Open the page again beside this one, and put both together.';
      return show(reply, memo, { errors: [{ field: 'note', text }], values, chosen, status: 409 });
    });

    async function show(
      reply: FastifyReply,
      memo: Memo,
      shown: {
        errors?: FormError[];
        notice?: string | null;
        values?: Record<string, string>;
        chosen?: readonly string[];
        status?: number;
      },
    ) {
      const { errors = [], notice = null, values = {}, status = 422 } = shown;
      const newest = await newestStatement(db, memo.urn, memo.year_id);
      const href = `/school/money/${memo.year_slug}`;
      return reply.code(errors.length > 0 ? status : 200).page('funding/school-year', {
        errors,
        notice,
        values: { ...spendingValues(newest), ...values },
        chosen: shown.chosen ?? newest?.considered ?? [],
        year: { name: memo.year_name, href, public_href: `/money/schools/${memo.urn}/${memo.year_slug}` },
        total: pounds(memo.total),
        is_shares: memo.method === 'shares',
        lines: memo.lines.map((line) => lineView({ ...line, below: null }, memo.method === 'shares')),
        rounding: roundingInWords,
        corrected: memo.reason === null ? null : { on: dayInWords(memo.published_at), because: memo.reason },
        kinds: Object.entries(provisions).map(([code, name]) => ({ code, name })),
        moneys: choicesOf({ '': 'Choose', ...moneys }),
        considerations: choicesOf(considerations),
        spent: newest
          ? {
              total: pounds(
                sumOf(newest.lines.filter(({ paid_from }) => paid_from === 'notional').map(({ amount }) => amount)),
              ),
              state: `${newest.is_published ? 'published' : 'saved, and not published'} on ${dayInWords(newest.written_at)}`,
            }
          : null,
      });
    }
  });
}

import type { FastifyInstance, FastifyReply } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { choicesOf, type FormError, fieldsOf, readForm, versionOf } from '../web/form.ts';
import { methods } from './formula-rules.ts';
import { publishYear } from './memos.ts';
import { pounds, signedPounds } from './pounds-rules.ts';
import { staffCorrections } from './staff-corrections.ts';
import { staffDeprivation } from './staff-deprivation.ts';
import { staffEntries } from './staff-entries.ts';
import { staffLoading } from './staff-loading.ts';
import { type OfYear, type ShowYear, type StaffYearPage, staffYearPage } from './staff-year-page.ts';
import { staffWhatIf } from './what-if-page.ts';
import { newYearForm, settingsForm } from './year-forms.ts';
import {
  beginYear,
  changeDraftYear,
  discardYear,
  type FundingYear,
  fundingYears,
  saveFactors,
  saveSettings,
} from './years.ts';

interface StaffMoneyPage {
  errors: FormError[];
  values: Record<string, string>;
  methods: { value: string; text: string }[];
  years: { href: string; name: string; state: string; total: string | null; is_demonstration: boolean }[];
}

declare module '../web/render.ts' {
  interface Pages {
    'funding/staff-money': StaffMoneyPage;
    'funding/staff-year': StaffYearPage;
  }
}

const late: FormError = {
  field: 'year',
  text: 'Somebody else has changed or published this year meanwhile. Nothing of yours was written. Look at it as it stands now, and try again.',
};

/** `/staff/money`: the years of the council's formula, from the first rate to the published memos, and what stands beside. */
export function staffMoney(staff: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;
  // whoever may not work on money finds none of these pages
  staff.register(async (money) => {
    money.addHook('onRequest', async (request, reply) => {
      if (!may(request.who.role, 'edit_money')) return answerError(request, reply, 403);
    });
    yearPages(money, parts);
    staffCorrections(money, { db, now });
    staffWhatIf(money, parts);
    staffDeprivation(money, { db, now });
    staffEntries(money, { db, now });
  });
}

function yearPages(money: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;
  const find = async (slug: string): Promise<FundingYear | undefined> =>
    (await fundingYears(db)).find((year) => year.slug === slug);

  async function showYears(reply: FastifyReply, errors: FormError[] = [], values: Record<string, string> = {}) {
    const years = await fundingYears(db);
    return reply.code(errors.length > 0 ? 422 : 200).page('funding/staff-money', {
      errors,
      values: { begins: '', method: years[0]?.method ?? '', notional_total: '', source: '', ...values },
      methods: choicesOf(methods),
      years: years.map(({ slug, name, published_at, notional_total, is_demonstration }) => ({
        href: `/staff/money/years/${slug}`,
        name,
        state: published_at ? `published on ${dayInWords(published_at)}` : 'draft: nobody else sees it',
        total: notional_total && pounds(notional_total),
        is_demonstration,
      })),
    });
  }

  const showYear: ShowYear = async (reply, request, refused, status) => {
    const page = await staffYearPage({ db }, request.params.slug, refused);
    return page ? reply.code(status).page('funding/staff-year', page) : answerError(request, reply, 404);
  };

  money.get('/staff/money', (_, reply) => showYears(reply));

  money.post('/staff/money/years', async (request, reply) => {
    const form = readForm(newYearForm, request.body);
    if (!form.ok) return showYears(reply, form.errors, form.values);
    const { begins, ...settings } = form.value;
    const name = `${begins} to ${begins + 1}`;
    const slug = name.replaceAll(' ', '-');
    const year = { ...settings, slug, name, starts_on: `${begins}-04-01` };
    if (await beginYear(db, year, { who: request.who, now: now() }))
      return reply.redirect(`/staff/money/years/${slug}`, 303);
    return showYears(reply, [{ field: 'begins', text: `The year ${name} is there already` }], fieldsOf(request.body));
  });

  money.get('/staff/money/years/:slug', (request: OfYear, reply) => {
    const notices: Record<string, string> = {
      rates: 'The rates are loaded.',
      counts: 'The counts are loaded.',
      settings: 'Saved.',
      method: 'Saved. Rates and counts of the other method were taken out: load those of this one.',
      published: 'Published. Every school and everybody else can read the memos now.',
    };
    const { done = '' } = fieldsOf(request.query);
    return showYear(reply, request, { notice: notices[done] ?? null }, 200);
  });

  staffLoading(money, parts, { find, showYear, late });

  money.post('/staff/money/years/:slug/settings', async (request: OfYear, reply) => {
    const year = await find(request.params.slug);
    if (!year) return answerError(request, reply, 404);
    const form = readForm(settingsForm, request.body);
    if (!form.ok) return showYear(reply, request, form, 422);
    const seen = versionOf(fieldsOf(request.body).version);
    const deed = { who: request.who, now: now(), action: 'changed_funding_year', detail: form.value };
    const isOther = form.value.method !== year.method;
    const saved = await changeDraftYear(db, year, seen, deed, async (tx) => {
      await saveSettings(tx, year.id, form.value);
      // a rate in pounds is no share
      if (isOther) await saveFactors(tx, year.id, []);
    });
    return saved
      ? reply.redirect(`/staff/money/years/${year.slug}?done=${isOther ? 'method' : 'settings'}`, 303)
      : showYear(reply, request, { errors: [late], values: fieldsOf(request.body) }, 409);
  });

  money.post('/staff/money/years/:slug/publish', async (request: OfYear, reply) => {
    const year = await find(request.params.slug);
    if (!year) return answerError(request, reply, 404);
    const seen = versionOf(fieldsOf(request.body).version);
    const came = await publishYear(db, year, seen, { who: request.who, now: now() });
    if (came.is_done) return reply.redirect(`/staff/money/years/${year.slug}?done=published`, 303);
    if (came.why === 'changed') return showYear(reply, request, { errors: [late] }, 409);
    return showYear(reply, request, { errors: [{ field: 'publish', text: inWords(came) }] }, 422);
  });

  money.post('/staff/money/years/:slug/discard', async (request: OfYear, reply) => {
    const year = await find(request.params.slug);
    if (!year) return answerError(request, reply, 404);
    const seen = versionOf(fieldsOf(request.body).version);
    const gone = await discardYear(db, year, seen, { who: request.who, now: now() });
    return gone ? reply.redirect('/staff/money', 303) : showYear(reply, request, { errors: [late] }, 409);
  });
}

type Refusal = Exclude<Awaited<ReturnType<typeof publishYear>>, { is_done: true }>;

function inWords(came: Refusal): string {
  if (came.why === 'differs')
    return `Nothing was published. The memos come to ${pounds(came.sum)}, the block names ${pounds(came.total)}. The difference is ${signedPounds(came.difference)}: it must be £0.00.`;
  if (came.why === 'missing_counts')
    return `Nothing was published. ${came.schools} ${came.schools === 1 ? 'school lacks' : 'schools lack'} a count that the rates ask for. Load the counts again.`;
  if (came.why === 'no_total') return 'Nothing was published. Write first what the memos must come to.';
  return 'Nothing was published. Load the counts of schools first.';
}

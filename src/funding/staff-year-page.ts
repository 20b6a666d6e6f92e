import type { FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { choicesOf } from '../web/form.ts';
import { countColumns } from './counts-file-rules.ts';
import { type YearEffect, yearEffect } from './effects.ts';
import { methods } from './formula-rules.ts';
import { percent, plainNumber, pounds, signedPounds } from './pounds-rules.ts';
import { exactTotal, publicTotal } from './public-line-rules.ts';
import type { Fault } from './rates-file-rules.ts';
import { type FundingYear, fundingYears } from './years.ts';

/** A year as the council works on it. */
export interface StaffYearPage {
  errors: FormError[];
  faults: { line: number; reason: string }[];
  faults_more: number;
  values: Record<string, string>;
  notice: string | null;
  year: { slug: string; name: string; version: number; is_draft: boolean; published: string | null };
  methods: { value: string; text: string }[];
  method: string;
  factors: { code: string; label: string; rate: string; hidden_below: string }[];
  columns: string;
  schools: {
    name: string;
    before: string;
    after: string;
    change: string;
    percent: string;
    is_closed: boolean;
    is_incomplete: boolean;
    is_range: boolean;
    href: string;
  }[];
  before_name: string | null;
  gone: { name: string; before: string }[];
  left_out: string[];
  left_out_count: number;
  sums: { sum: string; total: string | null; difference: string | null; is_agreed: boolean };
}

/** What a form of the page said that was refused. */
export interface Refused {
  errors?: FormError[];
  faults?: readonly Fault[];
  values?: Record<string, string>;
  notice?: string | null;
}

/** A request for a page of one year. */
export type OfYear = FastifyRequest<{ Params: { slug: string } }>;
/** Shows a year's page with what was refused. */
export type ShowYear = (reply: FastifyReply, request: OfYear, refused: Refused, status: number) => Promise<unknown>;

const shownFaults = 100;
const shownLeftOut = 20;

/** What `/staff/money/years/<year>` shows; undefined where there is no such year. */
export async function staffYearPage(
  { db }: Pick<Parts, 'db'>,
  slug: string,
  { errors = [], faults = [], values = {}, notice = null }: Refused = {},
): Promise<StaffYearPage | undefined> {
  const years = await fundingYears(db);
  const year = years.find((one) => one.slug === slug);
  if (!year) return undefined;
  const effect = await yearEffect(db, year, years);
  const told = new Map(effect.schools[0]?.lines.map(({ code, hidden_below }) => [code, hidden_below]));
  return {
    errors,
    faults: faults.slice(0, shownFaults),
    faults_more: Math.max(0, faults.length - shownFaults),
    values: {
      notional_total: year.notional_total ?? '',
      source: year.source,
      method: year.method,
      pasted_rates: '',
      pasted_counts: '',
      ...values,
    },
    notice,
    year: {
      slug: year.slug,
      name: year.name,
      version: year.version,
      is_draft: year.state === 'draft',
      published: year.published_at && dayInWords(year.published_at),
    },
    methods: choicesOf(methods),
    method: methods[year.method],
    factors: effect.factors.map(({ code, label, kind, rate, hidden_below }) => ({
      code,
      label,
      rate: kind === 'each' && year.method === 'shares' ? percent(rate) : pounds(rate),
      hidden_below: hiddenInWords(hidden_below, told.get(code) ?? hidden_below),
    })),
    columns: countColumns(effect.factors).join(', '),
    schools: rowsOf(year, effect),
    before_name: effect.before?.name ?? null,
    gone: effect.gone.map(({ name, before }) => ({ name, before: pounds(before) })),
    left_out: effect.left_out.slice(0, shownLeftOut).map(({ name }) => name),
    left_out_count: effect.left_out.length,
    sums: {
      sum: pounds(effect.sum),
      total: year.notional_total && pounds(year.notional_total),
      difference: effect.difference && signedPounds(effect.difference),
      is_agreed: effect.difference === '0.00' && effect.schools.length > 0,
    },
  };
}

function rowsOf(year: FundingYear, { schools }: YearEffect): StaffYearPage['schools'] {
  return schools.map(({ urn, name, lines, before, after, change, is_closed, is_incomplete }) => ({
    name,
    before: before === null ? '' : pounds(before),
    after: pounds(after),
    change: change ? signedPounds(change.by) : '',
    percent: change?.percent ? `${change.percent}%`.replace('-', '−') : '',
    is_closed,
    is_incomplete,
    is_range: exactTotal(publicTotal(year.method, lines)) === null,
    href: `/staff/money/years/${year.slug}/memos/${urn}`,
  }));
}

function hiddenInWords(asked: string | null, told: string | null): string {
  if (asked === null || told === null) return '';
  return asked === told ? plainNumber(told) : `${plainNumber(told)}, as ${plainNumber(asked)} would hide too little`;
}

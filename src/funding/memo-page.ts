import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { type Change, changeFrom } from './change-rules.ts';
import { roundingInWords } from './formula-rules.ts';
import { type Memo, memosOfSchool } from './memos.ts';
import { Exact, percent, plainNumber, pounds, sumOf } from './pounds-rules.ts';
import { type PublicLine, publicLines } from './public-line-rules.ts';
import { newestStatement, type Statement } from './spending.ts';
import { considerations, moneys, provisions, spentByMoney } from './spending-rules.ts';

/** What a school says it spends its money on, in words. */
export interface SpendingView {
  written: string;
  lines: { kind: string; what: string; amount: string; paid_from: string }[];
  sums: { money: string; sum: string }[];
  total: string;
  considered: string[];
  note: string;
  is_demonstration: boolean;
}

/** A line of a memo, in words. */
export interface LineView {
  label: string;
  count: string;
  rate: string;
  amount: string;
}

/** A memo as everybody reads it. */
export interface MemoPage {
  school: { urn: string; name: string };
  year: string;
  href: string;
  pdf_href: string;
  total: string;
  is_demonstration: boolean;
  is_shares: boolean;
  published: string;
  lines: LineView[];
  /** some lines are told as one */
  is_merged: boolean;
  rounding: string;
  /** from last year, as a sentence */
  change: string | null;
  /** this one no longer counts */
  replaced: { on: string; because: string; href: string } | null;
  /** this one took the place of another */
  corrected: { on: string; because: string; met_from: string; href: string } | null;
  spending: SpendingView | null;
}

/** What the notional SEN budget is not. */
export const notInWords = [
  'It is not £6,000, or any other sum, for each child with special needs.',
  'It is not worked out from the number of children with special needs at the school.',
  'It is not extra money. It is a part of the school’s own budget.',
  'It is not locked away. The school decides how to use it, and may spend more or less.',
  'It does not limit what a child gets. With an education, health and care plan, the help in it must be given.',
];

/** A school's memo of a year, or an older version of it, as everybody reads it; undefined where there is none. */
export async function memoPage(
  db: Db,
  { urn, slug, version }: { urn: string; slug: string; version?: number | undefined },
): Promise<MemoPage | undefined> {
  const all = await memosOfSchool(db, urn);
  const newest = all.find((memo) => memo.year_slug === slug);
  const memo = version === undefined ? newest : all.find((one) => one.year_slug === slug && one.version === version);
  if (!memo || !newest) return undefined;
  const before = all.find((one) => one.replaced_at === null && one.year_slug < slug);
  const change = changeFrom(before?.total ?? null, memo.total);
  const lines = publicLines(memo.lines);
  const spending = await newestStatement(db, urn, memo.year_id, { is_published: true });
  const href = addressOf(memo);
  return {
    school: { urn, name: memo.school_name },
    year: memo.year_name,
    href,
    pdf_href:
      memo === newest
        ? `/money/schools/${urn}/${slug}.pdf`
        : `/money/schools/${urn}/${slug}.pdf?version=${memo.version}`,
    total: pounds(memo.total),
    is_demonstration: memo.is_demonstration,
    is_shares: memo.method === 'shares',
    published: dayInWords(memo.published_at),
    lines: lines.map((line) => lineView(line, memo.method === 'shares')),
    is_merged: lines.some(({ count }) => count === null),
    rounding: roundingInWords,
    change: before && change ? changeInWords(before, change) : null,
    replaced: memo.replaced_at && {
      on: dayInWords(memo.replaced_at),
      because: memo.replaced_because ?? '',
      href: addressOf(newest),
    },
    corrected:
      memo.reason === null
        ? null
        : {
            on: dayInWords(memo.published_at),
            because: memo.reason,
            met_from: memo.met_from ?? '',
            href: `/money/schools/${urn}/${slug}/${memo.version - 1}`,
          },
    spending: spending ? spendingView(spending) : null,
  };
}

function changeInWords(before: Memo, { by, percent }: Change): string {
  const was = `In ${before.year_name} it was ${pounds(before.total)}.`;
  if (by === '0.00') return `${was} It is the same now.`;
  const isLess = by.startsWith('-');
  const share = percent === null ? '' : ` (${percent.replace('-', '')}%)`;
  return `${was} That is ${pounds(new Exact(by).abs())} ${isLess ? 'less' : 'more'} now${share}.`;
}

/** Where a memo is read: the newest at the address of its year, an older one at its number for ever. */
export function addressOf({ urn, year_slug, version, replaced_at }: Memo): string {
  return `/money/schools/${urn}/${year_slug}${replaced_at ? `/${version}` : ''}`;
}

/** A line in words; one that stands for several has no count and rate. */
export function lineView({ label, kind, count, rate, amount }: PublicLine, is_shares: boolean): LineView {
  const isShare = is_shares && kind === 'each';
  return {
    label,
    count: count === null ? 'not shown' : isShare ? pounds(count) : plainNumber(count),
    rate: rate === null ? 'not shown' : isShare ? percent(rate) : pounds(rate),
    amount: pounds(amount),
  };
}

/** What a school says it spends, in words. */
export function spendingView({ lines, considered, note, written_at, is_demonstration }: Statement): SpendingView {
  return {
    written: dayInWords(written_at),
    lines: lines.map(({ provision, what, amount, paid_from }) => ({
      kind: provisions[provision],
      what,
      amount: pounds(amount),
      paid_from: moneys[paid_from],
    })),
    sums: spentByMoney(lines).map(({ money, sum }) => ({ money: moneys[money], sum: pounds(sum) })),
    total: pounds(sumOf(lines.map(({ amount }) => amount))),
    considered: considered.map((one) => considerations[one]),
    note,
    is_demonstration,
  };
}

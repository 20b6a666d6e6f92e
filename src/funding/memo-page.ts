import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { changeFrom } from './change-rules.ts';
import { roundingInWords } from './formula-rules.ts';
import { type Memo, memosOfSchool } from './memos.ts';
import { Exact, percent, plainNumber, pounds, sumOf } from './pounds-rules.ts';
import { exactTotal, type PublicLine, publicLines, publicTotal, totalInWords } from './public-line-rules.ts';
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
  /** why some counts, and with them the exact total, are not told; null where all are */
  hiding: string | null;
  rounding: string;
  /** from the year before, in sentences */
  change: string | null;
  /** this one no longer counts; `total` is that of the one that does */
  replaced: { on: string; because: string; href: string; total: string } | null;
  /** this one took the place of another, which came to `total` */
  corrected: { on: string; because: string; met_from: string; href: string; total: string } | null;
  not_list: string[];
  spending: SpendingView | null;
}

const hidingInWords =
  'Some of these numbers are small. We do not tell them, nor the exact sum: else everybody could tell who the children are. The school knows them.';

/** What the notional SEN budget is not; `threshold` is what a school pays itself for one child, where that is told beside it. */
export function notInWords(threshold?: string): string[] {
  return [
    `It is not ${threshold ? `${threshold}, or any other sum,` : 'a fixed sum'} for each child with special needs.`,
    'It is not worked out from the number of children with special needs at the school.',
    'It is not extra money. It is a part of the school’s own budget.',
    'It is not locked away. The school decides how to use it, and may spend more or less.',
    'It does not limit what a child gets. With an education, health and care plan, the help in it must be given.',
  ];
}

/** A school's memo of a year, or an older version of it; undefined where there is none. */
export async function findMemo(
  db: Db,
  { urn, slug, version }: { urn: string; slug: string; version?: number | undefined },
): Promise<{ memo: Memo; all: Memo[] } | undefined> {
  const all = await memosOfSchool(db, urn);
  const memo = all.find((one) => one.year_slug === slug && (version === undefined || one.version === version));
  return memo && { memo, all };
}

/** A memo among all of its school, as everybody reads it. */
export async function memoPage(db: Db, { memo, all }: { memo: Memo; all: readonly Memo[] }): Promise<MemoPage> {
  const { urn, year_slug, version } = memo;
  const ofYear = all.filter((one) => one.year_slug === year_slug);
  const [newest = memo] = ofYear;
  const earlier = ofYear.find((one) => one.version === version - 1);
  const lines = publicLines(memo.method, memo.lines);
  const spending = await newestStatement(db, urn, memo.year_id, { is_published: true });
  const href = addressOf(memo);
  return {
    school: { urn, name: memo.school_name },
    year: memo.year_name,
    href,
    pdf_href: `/money/schools/${urn}/${year_slug}.pdf${memo === newest ? '' : `?version=${version}`}`,
    total: totalOfMemo(memo),
    is_demonstration: memo.is_demonstration,
    is_shares: memo.method === 'shares',
    published: dayInWords(memo.published_at),
    lines: lines.map((line) => lineView(line, memo.method === 'shares')),
    hiding: lines.some(({ below }) => below) ? hidingInWords : null,
    rounding: roundingInWords,
    change: changeInWords(memo, all),
    replaced: memo.replaced_at && {
      on: dayInWords(memo.replaced_at),
      because: asSentence(memo.replaced_because ?? ''),
      href: addressOf(newest),
      total: totalOfMemo(newest),
    },
    corrected:
      memo.reason === null || !earlier
        ? null
        : {
            on: dayInWords(memo.published_at),
            because: asSentence(memo.reason),
            met_from: memo.met_from ?? '',
            href: addressOf(earlier),
            total: totalOfMemo(earlier),
          },
    not_list: notInWords(),
    spending: spending ? spendingView(spending) : null,
  };
}

const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What a memo comes to, as everybody reads it. */
export function totalOfMemo({ method, lines }: Pick<Memo, 'method' | 'lines'>): string {
  return totalInWords(publicTotal(method, lines));
}

/** The exact change from one memo to another, where the public is told both to the penny; null else. */
export function publicChange(before: Memo | undefined, after: Memo) {
  const [was, is] = [before, after].map((memo) => memo && exactTotal(publicTotal(memo.method, memo.lines)));
  return was && is ? changeFrom(was, is) : null;
}

// beside the memo that counted when this one was published: what comes later is told as later, and changes nothing here
function changeInWords(memo: Memo, all: readonly Memo[]): string | null {
  const before = all.find((one) => one.year_slug < memo.year_slug && one.id < memo.id);
  if (!before) return null;
  const was = `In ${before.year_name} it was ${totalOfMemo(before)}.`;
  const later = before.replaced_at ? all.find(({ year_slug }) => year_slug === before.year_slug) : undefined;
  const since = later ? ` That was corrected later, to ${totalOfMemo(later)}.` : '';
  const change = publicChange(before, memo);
  if (!change) return `${was}${since}`;
  if (change.by === '0.00') return `${was} It is the same now.${since}`;
  const isLess = change.by.startsWith('-');
  const share = change.percent === null ? '' : ` (${change.percent.replace('-', '')}%)`;
  return `${was} That is ${pounds(new Exact(change.by).abs())} ${isLess ? 'less' : 'more'} now${share}.${since}`;
}

/** Where a memo is read: the newest at the address of its year, an older one at its number for ever. */
export function addressOf({ urn, year_slug, version, replaced_at }: Memo): string {
  return `/money/schools/${urn}/${year_slug}${replaced_at ? `/${version}` : ''}`;
}

/** A line in words; of one that is not told, what it is below. */
export function lineView({ label, kind, count, rate, amount, below }: PublicLine, is_shares: boolean): LineView {
  const isShare = is_shares && kind === 'each';
  const inUnits = isShare ? pounds : plainNumber;
  return {
    label,
    count: below ? `${isShare ? 'less' : 'fewer'} than ${inUnits(below.count)}` : inUnits(count),
    rate: isShare ? percent(rate) : pounds(rate),
    amount: below ? `less than ${pounds(below.amount)}` : pounds(amount),
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

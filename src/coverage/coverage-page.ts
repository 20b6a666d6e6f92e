import { dayInWords, momentInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { allConsultations } from './consultations.ts';
import { type Coverage, coverageByMonth, coverageOn, firstCounted, shareInWords } from './coverage.ts';
import { type CountedItem, cellKey, type SetName, setNames, sumOf } from './coverage-rules.ts';
import { type CellView, cellView, type ItemView, itemView, type RecordView, recordView } from './item-views.ts';
import {
  type Asked,
  codeItems,
  consultees,
  ofEachProvider,
  providers,
  publicationWays,
  schedule2,
  topics,
} from './law-list-rules.ts';
import { type ItemState, stateNames } from './state-rules.ts';
import { lastWalk } from './walks.ts';

interface ConsulteeView extends ItemView {
  records: RecordView[];
}

/** What `/about/coverage` and `/staff/coverage` show. */
export interface CoveragePage {
  is_staff: boolean;
  errors: FormError[];
  /** the day that was asked for, as it was typed */
  on: string;
  /** the day of the count, in words; null where nothing had been counted yet */
  day: string | null;
  is_now: boolean;
  covered: number;
  of: number;
  percent: string;
  sums: {
    name: string;
    href: string;
    covered: number;
    stale: number;
    broken: number;
    missing: number;
    of: number;
    percent: string;
  }[];
  lacking: { href: string; words: string; state: string }[];
  paragraphs: { title: string; about: string; id: string; items: ItemView[] }[];
  columns: { name: string; area: string }[];
  rows: {
    id: string;
    words: string;
    law: string;
    cells: CellView[];
  }[];
  lists: { id: string; title: string; items: ItemView[] }[];
  asked: ConsulteeView[];
  months: { day: string; href: string; shares: string[] }[];
  month_sets: string[];
  begins: string | null;
  walk: { day: string; pages: number; most_clicks: number } | null;
  csv_href: string;
  may_log: boolean;
}

const askedNames: Record<ItemState, string> = {
  covered: 'Asked',
  stale: 'Asked too long ago',
  broken: 'Asked',
  missing: 'Not asked yet',
};
const mostMonths = 24;
const shownSets = [
  'schedule_2',
  'matrix',
  'must',
  'should',
  'topics',
  'ways',
  'consultees',
] as const satisfies readonly SetName[];

/** What was asked of the page. */
export interface AskedPage {
  /** YYYY-MM-DD */
  today: string;
  on: string;
  errors: FormError[];
  is_staff: boolean;
  may_log: boolean;
  most_clicks: number;
  /** the ids of the pages that staff keep, by their paths */
  page_ids: ReadonlyMap<string, number>;
  /** puts the council's own words into a title */
  say: (text: string) => string;
}

/** Finds what stood on the day that is asked for; without one, what stands now. */
export async function coverageAsked(
  db: Parts['db'],
  { today, on, errors }: AskedPage,
  now: () => Promise<Coverage>,
): Promise<Coverage | undefined> {
  return on === '' || on === today || errors.length > 0 ? now() : coverageOn(db, on);
}

/** Reads `?on=`: a day that has been; says what is wrong with anything else. */
export function readOn(typed: string, today: string): { on: string; errors: FormError[] } {
  const on = typed.trim().slice(0, 20);
  if (on === '') return { on: '', errors: [] };
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(on) && !Number.isNaN(Date.parse(on)) && new Date(on).toISOString().startsWith(on);
  if (!isDay) return { on, errors: [{ field: 'on', text: 'Write a day like 2026-03-31: year, month, day' }] };
  if (on > today) return { on, errors: [{ field: 'on', text: 'That day is still to come' }] };
  return { on, errors: [] };
}

/** What the page of the coverage shows. */
export async function coveragePage(
  db: Parts['db'],
  coverage: Coverage | undefined,
  asked: AskedPage,
): Promise<CoveragePage> {
  const { today, on, errors, is_staff, may_log, most_clicks } = asked;
  const shown = { ...asked, is_now: coverage?.day === today };
  const items = coverage?.items ?? [];
  const byKey = new Map(items.map((item) => [`${item.set} ${item.key}`, item]));
  const view = (set: SetName) => (one: Asked) => itemView(one, byKey.get(`${set} ${one.key}`), shown);
  const whole = sumOf(items, 'schedule_2');
  const records = await allConsultations(db);
  const walk = await lastWalk(db);
  const first = await firstCounted(db);
  return {
    is_staff,
    errors,
    on,
    day: coverage ? dayInWords(coverage.day) : null,
    is_now: shown.is_now,
    covered: whole.covered,
    of: whole.of,
    percent: shareInWords(whole.covered, whole.of),
    sums:
      items.length === 0
        ? []
        : shownSets.map((set) => {
            const sum = sumOf(items, set);
            return { name: setNames[set], href: `#${set}`, ...sum, percent: shareInWords(sum.covered, sum.of) };
          }),
    lacking: items.flatMap((item) => lackingOf(item)),
    paragraphs: schedule2.map(({ paragraph, title, about, leaves }) => ({
      id: `paragraph-${paragraph}`,
      title: `${paragraph}. ${title}`,
      about,
      items: leaves.map(view('schedule_2')),
    })),
    columns: providers.map(({ name, area }) => ({ name, area })),
    rows: ofEachProvider.map(({ key, words, law }) => ({
      id: `matrix-${key}`,
      words,
      law,
      cells: providers.map((provider) => cellView(byKey.get(`matrix ${cellKey(key, provider.code)}`), provider)),
    })),
    lists: [
      { id: 'must', title: setNames.must, items: codeItems.filter(({ force }) => force === 'must').map(view('must')) },
      {
        id: 'should',
        title: setNames.should,
        items: codeItems.filter(({ force }) => force === 'should').map(view('should')),
      },
      { id: 'topics', title: setNames.topics, items: topics.map(view('topics')) },
      { id: 'ways', title: setNames.ways, items: publicationWays.map(view('ways')) },
    ],
    asked: consultees.map((one) => ({
      ...view('consultees')(one),
      state: askedNames[byKey.get(`consultees ${one.key}`)?.state ?? 'missing'],
      records: records
        .filter(({ consultee, asked_on }) => consultee === one.key && asked_on <= (coverage?.day ?? today))
        .map(recordView),
    })),
    ...(await monthsOf(db, is_staff)),
    begins: first ? dayInWords(first) : null,
    walk: walk ? { day: momentInWords(walk.walked_at), pages: walk.pages, most_clicks } : null,
    csv_href: `/${is_staff ? 'staff' : 'about'}/coverage.csv${on && errors.length === 0 ? `?on=${on}` : ''}`,
    may_log,
  };
}

function lackingOf({ set, key, state }: CountedItem): CoveragePage['lacking'] {
  if (state === 'covered' || set === 'matrix') return [];
  const words = allAsked.get(key) ?? key;
  return [{ href: `#${key}`, words, state: stateNames[state] }];
}

const allAsked = new Map(
  [...schedule2.flatMap(({ leaves }) => leaves), ...codeItems, ...topics, ...publicationWays, ...consultees].map(
    ({ key, words }) => [key, words],
  ),
);

async function monthsOf(db: Parts['db'], is_staff: boolean): Promise<Pick<CoveragePage, 'months' | 'month_sets'>> {
  const rows = await coverageByMonth(db, mostMonths);
  const days = [...Map.groupBy(rows, ({ day }) => day)];
  return {
    month_sets: shownSets.map((set) => setNames[set]),
    months: days.map(([day, counted]) => ({
      day: dayInWords(day),
      href: `/${is_staff ? 'staff' : 'about'}/coverage?on=${day}`,
      shares: shownSets.map((set) => {
        const found = counted.find((one) => one.set === set);
        return found ? `${found.covered} of ${found.of}` : 'not counted';
      }),
    })),
  };
}

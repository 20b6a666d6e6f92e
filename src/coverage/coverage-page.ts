import { dayInWords, momentInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { allConsultations } from './consultations.ts';
import { type CountedItem, type SetName, setNames, sumOf } from './counted-rules.ts';
import { type Coverage, coverageByMonth, firstCounted, shareInWords } from './coverage.ts';
import { cellKey } from './coverage-rules.ts';
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
import { type SchoolTables, schoolTables } from './school-tables.ts';
import { type ItemState, stateNames } from './state-rules.ts';
import { lastWalk } from './walks.ts';

interface ConsulteeView extends ItemView {
  /** the latest that was written down */
  records: RecordView[];
  older: RecordView[];
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
    of: number;
    percent: string;
    /** what is not covered, by its states */
    rest: string;
  }[];
  lacking: { href: string; words: string; state: string }[];
  paragraphs: { title: string; about: string; law_href: string; items: ItemView[] }[];
  columns: { name: string; area: string }[];
  rows: {
    id: string;
    words: string;
    law: string;
    cells: CellView[];
  }[];
  lists: { id: string; title: string; law_href: string; items: ItemView[] }[];
  /** how many schools there are now; null where an earlier day is shown */
  schools: SchoolTables | null;
  asked: ConsulteeView[];
  months: { day: string; href: string; shares: string[] }[];
  month_sets: string[];
  begins: string | null;
  /** when the site followed its own links; null where it never did */
  walk: { day: string; pages: number; most_clicks: number } | null;
  /** the same as a report, and as a table */
  pdf_href: string;
  csv_href: string;
  may_log: boolean;
}

const askedNames: Record<ItemState, string> = {
  covered: 'Asked',
  stale: 'Asked too long ago',
  broken: 'Asked',
  missing: 'Not asked yet',
};
/** Where the law's own words stand. */
const regulations = 'https://www.legislation.gov.uk/uksi/2014/1530';
const codeOfPractice = 'https://www.gov.uk/government/publications/send-code-of-practice-0-to-25';
/** Said once over all of its items. */
const ofSchedule2 = /^SEND Regulations 2014, Schedule 2, p/;
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
  at: '/about/coverage' | '/staff/coverage';
  /** YYYY-MM-DD */
  today: string;
  on: string;
  errors: FormError[];
  may_log: boolean;
  most_clicks: number;
  /** the ids of the pages that staff keep, by their paths */
  page_ids: ReadonlyMap<string, number>;
  /** puts the council's own words into a title */
  say: (text: string) => string;
}

/** What the page of the coverage shows. */
export async function coveragePage(
  db: Parts['db'],
  coverage: Coverage | undefined,
  asked: AskedPage,
): Promise<CoveragePage> {
  const { at, today, on, errors, may_log, most_clicks } = asked;
  const is_staff = at === '/staff/coverage';
  const shown = { ...asked, is_staff, is_now: coverage?.day === today };
  const items = coverage?.items ?? [];
  const byKey = new Map(items.map((item) => [`${item.set} ${item.key}`, item]));
  const view = (set: SetName) => (one: Asked) => itemView(one, byKey.get(`${set} ${one.key}`), shown);
  const whole = sumOf(items, 'schedule_2');
  const records = await allConsultations(db);
  const walk = await lastWalk(db);
  const first = await firstCounted(db);
  const then = on && errors.length === 0 ? `?on=${on}` : '';
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
            const { covered, of } = sum;
            const rest = (['stale', 'broken', 'missing'] as const).flatMap((state) =>
              sum[state] > 0 ? `${stateNames[state].toLowerCase()}: ${sum[state]}` : [],
            );
            return {
              name: setNames[set],
              href: `#${set}`,
              covered,
              of,
              percent: shareInWords(covered, of),
              rest: rest.join(', '),
            };
          }),
    lacking: items.flatMap((item) => lackingOf(item)),
    paragraphs: schedule2.map(({ paragraph, title, about, leaves }) => ({
      title: `${paragraph}. ${title}`,
      about,
      law_href: `${regulations}/schedule/2/paragraph/${paragraph}`,
      items: leaves.map(view('schedule_2')).map((item) => ({ ...item, law: item.law.replace(ofSchedule2, 'P') })),
    })),
    columns: providers.map(({ name, area }) => ({ name, area })),
    rows: ofEachProvider.map(({ key, words, law }) => ({
      id: `matrix-${key}`,
      words,
      law,
      cells: providers.map((provider) => cellView(byKey.get(`matrix ${cellKey(key, provider.code)}`), provider)),
    })),
    lists: [
      {
        id: 'must',
        title: setNames.must,
        law_href: codeOfPractice,
        items: codeItems.filter(({ force }) => force === 'must').map(view('must')),
      },
      {
        id: 'should',
        title: setNames.should,
        law_href: codeOfPractice,
        items: codeItems.filter(({ force }) => force === 'should').map(view('should')),
      },
      {
        id: 'topics',
        title: setNames.topics,
        law_href: `${regulations}/regulation/55`,
        items: topics.map(view('topics')),
      },
      {
        id: 'ways',
        title: setNames.ways,
        law_href: `${regulations}/regulation/57`,
        items: publicationWays.map(view('ways')),
      },
    ],
    schools: shown.is_now ? await schoolTables(db, today) : null,
    asked: consultees.map((one) => {
      const [latest, ...older] = records
        .filter(({ consultee, asked_on }) => consultee === one.key && asked_on <= (coverage?.day ?? today))
        .map(recordView);
      return {
        ...view('consultees')(one),
        state: askedNames[byKey.get(`consultees ${one.key}`)?.state ?? 'missing'],
        records: latest ? [latest] : [],
        older,
      };
    }),
    ...(await monthsOf(db, at)),
    begins: first ? dayInWords(first) : null,
    walk: walk ? { day: momentInWords(walk.walked_at), pages: walk.pages, most_clicks } : null,
    pdf_href: `${at}.pdf${then}`,
    csv_href: `${at}.csv${then}`,
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

async function monthsOf(db: Parts['db'], at: string): Promise<Pick<CoveragePage, 'months' | 'month_sets'>> {
  const rows = await coverageByMonth(db, mostMonths);
  const days = [...Map.groupBy(rows, ({ day }) => day)];
  return {
    month_sets: shownSets.map((set) => setNames[set]),
    months: days.map(([day, counted]) => ({
      day: dayInWords(day),
      href: `${at}?on=${day}`,
      shares: shownSets.map((set) => {
        const found = counted.find((one) => one.set === set);
        return found ? `${found.covered} of ${found.of}` : 'not counted';
      }),
    })),
  };
}

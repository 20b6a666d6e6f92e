import type { Db } from '../db/database.ts';
import { isItemKey, itemOf, reportItems } from './item-rules.ts';
import { type FoundPassage, searchReports } from './report-texts.ts';
import { moneyKey } from './section-rules.ts';

/** What `/schools/reports` shows. */
export interface SearchPage {
  values: { q: string; part: string; phase: string };
  parts: { value: string; text: string }[];
  phases: { value: string; text: string }[];
  /** questions that families ask, as searches */
  questions: { text: string; href: string }[];
  found: {
    school: string;
    school_href: string;
    part: string;
    href: string;
    is_elsewhere: boolean;
    parts: FoundPassage['parts'];
  }[];
  is_asked: boolean;
  total: number;
  schools: number;
  /** the number of the first that is shown */
  first: number;
  before_href: string | null;
  next_href: string | null;
}

const aPage = 20;
const longestQuestion = 200;
const phases = {
  primary: 'Primary',
  secondary: 'Secondary',
  all_through: 'All ages',
  nursery: 'Nursery',
  sixteen_plus: 'After 16',
};

const questions: { text: string; q: string; part?: string }[] = [
  { text: 'How do schools use their money for special needs?', q: 'money or funding or budget or "top-up"', part: '' },
  { text: 'What do schools say they spent it on?', q: 'spent or money or budget', part: moneyKey },
  { text: 'Who has quiet rooms?', q: '"quiet room" or "nurture room" or "calm room"' },
  { text: 'Where does speech and language therapy come in?', q: '"speech and language"' },
  { text: 'Who helps with dyslexia?', q: 'dyslexia or reading programme' },
  { text: 'Can disabled children come on trips?', q: 'trips', part: 'IR-3f' },
];

/** What a part of a report is called; its key where it is none that there is. */
function partName(key: string): string {
  if (key === moneyKey) return 'How we use our money for special needs';
  return isItemKey(key) ? itemOf(key).title : key;
}

/** Searches what schools' reports say, as an address asks. */
export async function searchPage(db: Db, query: Record<string, string>): Promise<SearchPage> {
  const q = (query.q ?? '').trim().slice(0, longestQuestion);
  const part = isItemKey(query.part ?? '') || query.part === moneyKey ? (query.part ?? '') : '';
  const phase = Object.hasOwn(phases, query.phase ?? '') ? (query.phase ?? '') : '';
  const page = /^[1-9]\d{0,3}$/.test(query.page ?? '') ? Number(query.page) : 1;
  const { found, total, schools } =
    q === ''
      ? { found: [], total: 0, schools: 0 }
      : await searchReports(db, { q, key: part, phase }, { limit: aPage, offset: (page - 1) * aPage });
  const address = (fields: Record<string, string>) => {
    const given = Object.entries(fields).filter(([, value]) => value !== '');
    return `/schools/reports?${new URLSearchParams(given)}`;
  };
  const pageAt = (n: number) => address({ q, part, phase, page: n === 1 ? '' : String(n) });
  return {
    values: { q, part, phase },
    parts: [
      { value: '', text: 'The whole report' },
      ...reportItems.map(({ key, title }) => ({ value: key, text: title })),
      { value: moneyKey, text: partName(moneyKey) },
    ],
    phases: [{ value: '', text: 'All schools' }, ...Object.entries(phases).map(([value, text]) => ({ value, text }))],
    questions: questions.map((one) => ({ text: one.text, href: address({ q: one.q, part: one.part ?? '' }) })),
    found: found.map(({ urn, school, item_key, href, parts }) => ({
      school,
      school_href: `/schools/${urn}`,
      part: partName(item_key),
      href,
      is_elsewhere: !href.startsWith('/'),
      parts,
    })),
    is_asked: q !== '',
    total,
    schools,
    first: (page - 1) * aPage + 1,
    before_href: page > 1 && q !== '' ? pageAt(page - 1) : null,
    next_href: page * aPage < total ? pageAt(page + 1) : null,
  };
}

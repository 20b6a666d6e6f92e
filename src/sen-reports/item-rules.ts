import type { School } from '../schools/schools.ts';
import items from './reference/items.json' with { type: 'json' };

/** The 23 things that a SEN information report says, in the order of the law. */
export const itemKeys = [
  'IR-1',
  'IR-2',
  'IR-3a',
  'IR-3b',
  'IR-3c',
  'IR-3d',
  'IR-3e',
  'IR-3f',
  'IR-3g',
  'IR-4',
  'IR-5',
  'IR-6',
  'IR-7',
  'IR-8',
  'IR-9',
  'IR-10',
  'IR-11',
  'IR-12',
  'IR-13',
  'IR-69i',
  'IR-69ii',
  'IR-69iii',
  'IR-69iv',
] as const;
export type ItemKey = (typeof itemKeys)[number];

/** Which of the lists of items a school's report is held against: a special school's has two fewer. */
export type ReportKind = 'mainstream' | 'special';

/** One thing that a SEN information report says. */
export interface ReportItem {
  key: ItemKey;
  title: string;
  /** what the law asks for, in our words */
  law: string;
  citation: string;
  /** what families ask */
  question: string;
  applies_to: ReportKind[];
}

/** What a school's report has to say, and whether the law asks the school for one at all. */
export interface ReportDuty {
  /** `encouraged`: no duty, but families ask all the same */
  duty: 'required' | 'encouraged';
  kind: ReportKind;
  items: ReportItem[];
}

/** All 23 items, in the order of the law. */
export const reportItems = items as ReportItem[];

const byKey = new Map(reportItems.map((item) => [item.key, item]));

/** An item by its key. */
export function itemOf(key: ItemKey): ReportItem {
  const item = byKey.get(key);
  if (!item) throw new Error(`There is no item ${key}.`);
  return item;
}

/** Whether a text is the key of an item. */
export function isItemKey(text: string): text is ItemKey {
  return (itemKeys as readonly string[]).includes(text);
}

/** The items of one of the two lists: 23 for mainstream and nursery schools, 21 for special schools. */
export function itemsOfKind(kind: ReportKind): ReportItem[] {
  return reportItems.filter(({ applies_to }) => applies_to.includes(kind));
}

const specials = new Set<School['kind']>([
  'special',
  'hospital_special',
  'non_maintained_special',
  'independent_special',
  'specialist_college',
]);
const withDuty = new Set<School['kind']>(['mainstream', 'nursery', 'special']);

/**
 * What a school's report has to say. The duty is that of maintained schools, maintained nursery schools and academy schools,
 * but not of a special school in a hospital (Children and Families Act 2014, section 69; SEND Regulations 2014, reg 51);
 * the SENCO and how needs are found are asked of mainstream and nursery schools only (Schedule 1, paragraphs 2 and 4).
 */
export function itemsFor({ kind, governance }: Pick<School, 'kind' | 'governance'>): ReportDuty {
  const isAsked = withDuty.has(kind) && (governance === 'maintained' || governance === 'academy');
  const list = specials.has(kind) ? 'special' : 'mainstream';
  return { duty: isAsked ? 'required' : 'encouraged', kind: list, items: itemsOfKind(list) };
}

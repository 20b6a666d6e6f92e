import type { ShownFigure } from './figure-rules.ts';
import type { MoneyAside, ReportAside } from './school-asides.ts';
import type { SchoolDetail } from './school-detail.ts';

/** One thing that is said of a school. */
export interface SchoolLine {
  /** what it is about: "SENCO", "Ages" */
  label: string | null;
  text: string;
  href: string | null;
  /** where it is from, or of which day */
  note: string | null;
  tone: 'good' | 'care' | 'plain';
}

/** A part of what is said of a school. */
export interface SchoolSection {
  key: SectionKey;
  title: string;
  lines: SchoolLine[];
  /** what stands there where nothing is known, or where the section does not apply */
  otherwise: string;
}

/** What every page that shows a school says of it, and in which order: on its own page and side by side. */
export const sectionOrder = [
  'school',
  'contact',
  'offer',
  'needs',
  'bases',
  'report',
  'senco',
  'coordinator',
  'duties',
  'money',
  'figures',
  'admissions',
  'travel',
  'access',
  'inspection',
  'cluster',
] as const;
export type SectionKey = (typeof sectionOrder)[number];

/** What is known of a school, from wherever it comes. */
export interface KnownSchool {
  detail: SchoolDetail;
  report: ReportAside | undefined;
  money: MoneyAside | undefined;
  figures: ShownFigure[];
  /** the council's short name, and what it calls a group of schools */
  area_name: string;
  cluster_word: string;
  /** the least number of pupils that is shown */
  fewest: number;
  inspection_href: string;
}

/** A section as it is made: its place in the order is its key. */
export type Section = Omit<SchoolSection, 'key'>;

/** A line of a section. */
export const line = (text: string, more: Partial<SchoolLine> = {}): SchoolLine => ({
  label: null,
  text,
  href: null,
  note: null,
  tone: 'plain',
  ...more,
});
/** A line with a label, where there is something to say. */
export const optional = (
  label: string,
  text: string | null | undefined,
  more: Partial<SchoolLine> = {},
): SchoolLine[] => (text ? [line(text, { label, ...more })] : []);
/** A text that somebody wrote, a line for each paragraph. */
export const paragraphs = (text: string | undefined): SchoolLine[] =>
  text ? text.split(/\n\s*\n/).map((paragraph) => line(paragraph.trim())) : [];

/** A phone number as a link dials it. */
export const phoneHref = (phone: string) => `tel:${phone.replace(/[^+\d]/g, '')}`;
/** A phone number that the register writes in one row of digits, as people read it out: "01263 960100", "020 7946 0100". */
export function phoneInWords(phone: string): string {
  if (!/^0\d{10}$/.test(phone)) return phone;
  const [, ...groups] =
    phone.match(/^(02\d)(\d{4})(\d{4})$/) ??
    phone.match(/^(0[38]\d\d|011\d|01\d1)(\d{3})(\d{4})$/) ??
    phone.match(/^(\d{5})(\d{6})$/) ??
    [];
  return groups.join(' ');
}

const webHref = (address: string) => {
  const whole = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return URL.canParse(whole) && /^https?:/i.test(whole) ? whole : null;
};

/** A line that leads to a page elsewhere, where the address is one. */
export function webLine(label: string, address: string | null | undefined, text: string): SchoolLine[] {
  const href = address ? webHref(address) : null;
  return href ? [line(text, { label, href })] : [];
}

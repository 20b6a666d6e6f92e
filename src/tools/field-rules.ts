import { isDay } from '../calendar/day-rules.ts';
import { knownYears } from '../calendar/working-day-rules.ts';
import { dayInWords, weekdayInWords } from '../date-rules.ts';

interface AnyField {
  name: string;
  label: string;
  hint?: string;
  /** asked for under "More days, if you know them" */
  is_more?: boolean;
}

/** A day, in three boxes; in the address `2026-05-04`. */
export interface DayField extends AnyField {
  kind: 'day';
  /** no day before it is taken */
  earliest?: { day: string; message: string };
  /** it cannot be in the future */
  is_past?: boolean;
}

/** A month, in two boxes; in the address `2012-05`. */
export interface MonthField extends AnyField {
  kind: 'month';
}

/** One of some answers. */
export interface ChoiceField extends AnyField {
  kind: 'choice';
  choices: readonly { value: string; text: string; hint?: string }[];
}

/** A short text. `read` gives what it means in the address, or says what is wrong. */
export interface ShortField extends AnyField {
  kind: 'short';
  /** how wide the box is, in characters */
  width: 3 | 4 | 20 | 30;
  /** what it means is the answer to that other field, if it has none: the words themselves never stand in an address */
  fills?: string;
  read(typed: string): { value: string } | { message: string };
}

export type Field = DayField | MonthField | ChoiceField | ShortField;

/** What was asked, by the names of the fields: only what was filled in, and could be read. */
export type Answers = Readonly<Record<string, string | undefined>>;

/** What is wrong with an answer: `field` is the field's name. */
export interface Fault {
  field: string;
  text: string;
}

/** What a person typed into a field's boxes, and what it means. */
export interface ReadField {
  /** by the boxes' names: `received-day` */
  typed: Record<string, string>;
  value?: string;
  message?: string;
}

const longest = 300;
const monthNames = 'january february march april may june july august september october november december'.split(' ');

/** The faults of days that must not be before one another, named in the order in which things happen; those left out are skipped. */
export function outOfOrder(answers: Answers, names: readonly string[]): Fault[] {
  const known = names.flatMap((name) => (answers[name] ? [{ name, day: answers[name] }] : []));
  return known.flatMap(({ name, day }, at) => {
    const before = known[at - 1]?.day;
    return before && day < before
      ? [{ field: name, text: `This day must not be before ${weekdayInWords(before)}, which you filled in too` }]
      : [];
  });
}

/** The names of a field's boxes in its form. */
export function boxesOf(field: Field): string[] {
  if (field.kind === 'day') return ['day', 'month', 'year'].map((part) => `${field.name}-${part}`);
  if (field.kind === 'month') return ['month', 'year'].map((part) => `${field.name}-${part}`);
  return [field.name];
}

/**
 * Reads a field from an address: from its boxes if one of them is filled in, otherwise from its short form. Whatever
 * was typed is kept (at most 300 characters of each box). Refuses days that are not there and those out of its bounds.
 */
export function readField(field: Field, query: Answers, today: string): ReadField {
  const boxes = boxesOf(field);
  const typed = Object.fromEntries(boxes.map((box) => [box, (query[box] ?? '').trim().slice(0, longest)]));
  if (field.kind === 'choice') return readChoice(field, typed);
  if (field.kind === 'short') {
    const text = typed[field.name] ?? '';
    const read = text === '' ? {} : field.read(text);
    return { typed, ...read };
  }
  const short = (query[field.name] ?? '').trim().slice(0, longest);
  if (boxes.every((box) => typed[box] === '')) {
    if (short === '') return { typed };
    spread(short, boxes, typed);
  }
  return { typed, ...(field.kind === 'day' ? readDay(field, typed, today) : readMonth(field, typed, today)) };
}

function readChoice({ name, choices, label }: ChoiceField, typed: Record<string, string>): ReadField {
  const chosen = typed[name] ?? '';
  if (chosen === '') return { typed };
  if (choices.some(({ value }) => value === chosen)) return { typed, value: chosen };
  return { typed, message: `Choose one of the answers to "${label}"` };
}

/**
 * Puts `2025-02-30`, or `30/2/2025`, into its boxes, the day first; of a whole day only its month and year if that is what
 * is asked for. What has no such form goes into the first box, to be seen and mended.
 */
function spread(short: string, boxes: string[], typed: Record<string, string>): void {
  const parts = short.split(/[-/. ]+/);
  const dayFirst = /^\d{4}$/.test(parts[0] ?? '') ? parts.reverse() : parts;
  const asked = dayFirst.slice(-boxes.length);
  const fits = dayFirst.length <= 3 && asked.length === boxes.length;
  for (const [at, part] of fits ? asked.entries() : [[0, short] as const]) typed[boxes[at] ?? ''] = part;
}

function monthOf(typed: string): number {
  if (/^\d{1,2}$/.test(typed)) return Number(typed);
  const name = typed.toLowerCase();
  return name.length < 3 ? 0 : monthNames.findIndex((month) => month.startsWith(name)) + 1;
}

function readDay(field: DayField, typed: Record<string, string>, today: string): Partial<ReadField> {
  const [day = '', month = '', year = ''] = boxesOf(field).map((box) => typed[box] ?? '');
  const missing = [day === '' && 'a day', month === '' && 'a month', year === '' && 'a year'].filter(Boolean);
  if (missing.length > 0 && missing.length < 3)
    return { message: `"${field.label}" must have ${missing.join(' and ')}` };
  if (!/^\d{4}$/.test(year))
    return { message: `"${field.label}": write the year with 4 numbers, like ${today.slice(0, 4)}` };
  const value = `${year}-${two(monthOf(month))}-${/^\d{1,2}$/.test(day) ? two(Number(day)) : day}`;
  if (!isDay(value)) return { message: `"${field.label}": there is no such day. Check the day, month and year` };
  if (field.earliest && value < field.earliest.day) return { message: field.earliest.message };
  if (field.is_past && value > today) return { message: `"${field.label}" must be today or in the past` };
  const last = `${knownYears.last - 1}-12-31`;
  if (value > last)
    return {
      message: `"${field.label}": we can work out days up to ${dayInWords(last)}, as far as bank holidays are known`,
    };
  return { value };
}

function readMonth(field: MonthField, typed: Record<string, string>, today: string): Partial<ReadField> {
  const [month = '', year = ''] = boxesOf(field).map((box) => typed[box] ?? '');
  if (month === '' || year === '')
    return { message: `"${field.label}" must have ${month === '' ? 'a month' : 'a year'}` };
  if (!/^\d{4}$/.test(year))
    return { message: `"${field.label}": write the year with 4 numbers, like ${Number(today.slice(0, 4)) - 10}` };
  const value = `${year}-${two(monthOf(month))}`;
  if (!isDay(`${value}-01`))
    return { message: `"${field.label}": there is no such month. Write a number from 1 to 12` };
  if (value > today.slice(0, 7)) return { message: `"${field.label}" must not be in the future` };
  return { value };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

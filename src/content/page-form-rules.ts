import { type PageContent, pageHead } from './page-content-rules.ts';
import { longestText } from './page-tree-rules.ts';

/** What a page's form says, or what is wrong with it by field. */
export type ReadPageForm =
  | { ok: true; content: PageContent }
  | { ok: false; errors: { field: string; text: string }[] };

/** As long as the whole of a form may be: nothing that was typed is lost. */
const mostKept = 4_000_000;

/** Reads the form of the editor. What an editor does not see (`serves`, `acceptance`) may come as lists parted by commas. */
export function readPageForm(values: Record<string, string>): ReadPageForm {
  const field = (name: string) => (values[name] ?? '').replaceAll('\0', '');
  const head = pageHead.safeParse({
    title: field('title'),
    summary: field('summary'),
    audience: field('audience'),
    owner: field('owner'),
    review_months: field('review_months').trim() || '12',
    order: field('order').trim() || '100',
    easy_read: field('easy_read'),
    serves: linesOf(field('serves')),
    acceptance: linesOf(field('acceptance')),
    words: linesOf(field('words')),
    law: field('law')
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean),
    replaces: field('replaces'),
  });
  const markdown = field('markdown').replaceAll('\r\n', '\n');
  const errors = head.success
    ? []
    : head.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? 'title'), text: message }));
  if (markdown.length > longestText)
    errors.push({
      field: 'markdown',
      text: `The text has ${markdown.length.toLocaleString('en-GB')} characters; ${longestText.toLocaleString('en-GB')} is the most. Make several pages of it.`,
    });
  if (!head.success || errors.length > 0)
    return {
      ok: false,
      errors: errors.filter(({ field: name }, at) => errors.findIndex((one) => one.field === name) === at),
    };
  const { order, replaces = '', ...rest } = head.data;
  return { ok: true, content: { ...rest, position: order, replaces: replaces || null, markdown: markdown.trim() } };
}

function linesOf(typed: string): string[] {
  return [
    ...new Set(
      typed
        .split(/[\n,]/)
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ];
}

/** A page's content as the fields of its form. */
export function fieldsOfPage(content: PageContent): Record<string, string> {
  return {
    title: content.title,
    summary: content.summary,
    audience: content.audience,
    owner: content.owner,
    review_months: String(content.review_months),
    order: String(content.position),
    easy_read: content.easy_read ? 'yes' : '',
    serves: content.serves.join(', '),
    acceptance: content.acceptance.join(', '),
    words: content.words.join('\n'),
    law: content.law.join('\n'),
    replaces: content.replaces ?? '',
    markdown: content.markdown,
  };
}

/** What was typed, to be shown again: so much of each field that a page can hold it. */
export function typedAgain(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.slice(0, mostKept)]));
}

/**
 * A moment that a `datetime-local` field says, on the clock of the United Kingdom: `2026-05-04T09:30`. Undefined where
 * nothing is typed; null where it is no moment.
 */
export function readMoment(typed: string): Date | null | undefined {
  if (typed.trim() === '') return undefined;
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/.exec(typed.trim()) ?? [];
  if (!day) return null;
  const asIfUtc = new Date(`${day}T${time ?? '00:00'}:00Z`);
  if (Number.isNaN(asIfUtc.getTime()) || asIfUtc.toISOString().slice(0, 10) !== day) return null;
  const shown = asIfUtc.toLocaleString('sv-SE', { timeZone: 'Europe/London' }).replace(' ', 'T');
  return new Date(asIfUtc.getTime() - (Date.parse(`${shown}Z`) - asIfUtc.getTime()));
}

/** A moment as such a field holds it. */
export function momentInField(moment: Date | null): string {
  return moment ? moment.toLocaleString('sv-SE', { timeZone: 'Europe/London' }).slice(0, 16).replace(' ', 'T') : '';
}

import { toHtml } from 'hast-util-to-html';
import type { Around } from '../content/page-block-rules.ts';
import { dayInWords, momentInWords } from '../date-rules.ts';
import type { FormError } from '../web/form.ts';
import { ageToRead, answerElements, whyUnreadable } from './document-rules.ts';
import { type AnswerState, answerState } from './draft-rules.ts';
import { type DraftAnswer, noAnswer, type SavedAnswer } from './drafts.ts';
import { type Guidance, guidanceFor } from './guide-rules.ts';
import type { Publication } from './publications.ts';
import type { ReportSection } from './section-rules.ts';

/** Where a part of a report stands, in words and in a colour. */
const stateWords: Record<AnswerState, { text: string; tone: string }> = {
  empty: { text: 'Not written', tone: 'care' },
  begun: { text: 'Begun for you: look at it', tone: 'care' },
  beside: { text: 'Two texts: choose', tone: 'bad' },
  published: { text: 'As published', tone: '' },
  looked: { text: 'Looked at, still right', tone: 'good' },
  changed: { text: 'Changed since it was published', tone: 'good' },
  written: { text: 'Written', tone: 'good' },
};

/** What `/school/report` shows. */
export interface OverviewPage {
  school: string;
  urn: string;
  is_required: boolean;
  written: number;
  of: number;
  /** those that the law lists; the others stand beside it */
  of_law: number;
  rows: {
    href: string;
    title: string;
    state: { text: string; tone: string };
    is_required: boolean;
    by: string | null;
  }[];
  published: { dated: string; href: string; renew_by: string; is_old: boolean; lacks: number } | null;
  /** the state of a report elsewhere, as families read it */
  elsewhere: string | null;
  done: string | null;
}

/** What `/school/report/<key>` shows. */
export interface AnswerPage {
  school: string;
  urn: string;
  section: ReportSection;
  place: number;
  of: number;
  errors: FormError[];
  text: string;
  /** the version that the form begins from, and which texts beside it are shown */
  based_on: number;
  settles: number | null;
  written: string | null;
  /** the site began it from what it knows */
  is_suggested: boolean;
  /** who wrote another text meanwhile, and what */
  beside: { by: string; at: string; text: string }[];
  conflict: { by: string; at: string; text: string } | null;
  guidance: Guidance;
  /** what the council expects schools to do, by the kind of setting */
  expected: { whom: string; lines: { text: string; law: string | null }[] }[];
  last: { dated: string; html: string } | null;
  is_same_as_last: boolean;
  reading: string | null;
  before: { href: string; title: string } | null;
  next: { href: string; title: string } | null;
  done: string | null;
}

/** The states of all parts of a draft, by key. */
export function statesOf(
  sections: readonly ReportSection[],
  draft: ReadonlyMap<string, DraftAnswer>,
  { published, suggested }: { published: Publication | undefined; suggested: (key: string) => string },
): Map<string, AnswerState> {
  return new Map(
    sections.map(({ key }) => {
      const answer = draft.get(key) ?? noAnswer;
      const before = published?.content.items.find((item) => item.key === key)?.text;
      const published_at = published?.published_at ?? null;
      return [key, answerState(answer, { before, published_at, has_suggestion: suggested(key) !== '' })];
    }),
  );
}

/** The rows of the overview. */
export function overviewRows(
  sections: readonly ReportSection[],
  states: ReadonlyMap<string, AnswerState>,
  draft: ReadonlyMap<string, DraftAnswer>,
): OverviewPage['rows'] {
  return sections.map(({ key, title, is_required }) => {
    const written = draft.get(key)?.written;
    return {
      href: `/school/report/${key}`,
      title,
      is_required,
      state: stateWords[states.get(key) ?? 'empty'],
      by: written ? `${written.by}, ${momentInWords(written.at)}` : null,
    };
  });
}

/** What of an answer's page comes from the draft and the last report: the text to go on with, and what stands beside it. */
export function answerParts(
  answer: DraftAnswer,
  key: string,
  { published, suggested, around }: { published: Publication | undefined; suggested: string; around: Around },
) {
  const before = published?.content.items.find((item) => item.key === key);
  const is_suggested = answer.version === 0 && suggested !== '';
  const text = is_suggested ? suggested : answer.text;
  return {
    text,
    is_suggested,
    based_on: answer.version,
    settles: answer.beside.at(-1)?.version ?? null,
    written: answer.written ? `${answer.written.by}, ${momentInWords(answer.written.at)}` : null,
    beside: answer.beside.map(savedView),
    guidance: guidanceFor(key),
    last:
      before && published
        ? { dated: dayInWords(published.report_date), html: toHtml(answerElements(before, around)) }
        : null,
    is_same_as_last: before !== undefined && before.text === answer.text,
    reading: readingWords(answer.text),
  };
}

/** A text that was saved once, in words. */
export function savedView({ written_by, written_at, text }: Pick<SavedAnswer, 'written_by' | 'written_at' | 'text'>) {
  return { by: written_by, at: momentInWords(written_at), text };
}

/** How hard a text is to read, for its writer: a hint, never a block. Null where there is too little to say. */
export function readingWords(text: string): string | null {
  const unreadable = whyUnreadable(text);
  if (unreadable) return `This cannot be shown yet. ${unreadable}`;
  const age = ageToRead(text);
  if (age === undefined) return null;
  return age <= 12
    ? `Easy to read: a child of ${age} could read it.`
    : `Hard to read: about the level of age ${age}. Short sentences and everyday words help. Families ask for a level of 9 to 11.`;
}

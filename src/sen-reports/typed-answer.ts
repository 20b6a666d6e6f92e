import { type FormError, fieldsOf, versionOf } from '../web/form.ts';
import { longestAnswer } from './document-rules.ts';
import { noAnswer } from './drafts.ts';
import type { OwnReport } from './own-report.ts';

/** What a form of an answer holds. */
export interface TypedAnswer {
  text: string;
  /** the version that it began from; 0: none */
  based_on: number;
  /** every text beside, up to this version, was before its writer; null where none was */
  settles: number | null;
  goes_on: boolean;
  error: FormError | undefined;
}

/** Reads what somebody typed: with lines that end as everywhere here, and why it cannot be saved where it is too long. */
export function readAnswer(body: unknown): TypedAnswer {
  const { text: typed = '', based_on, settles, action } = fieldsOf(body);
  const text = typed.replaceAll('\r\n', '\n').trimEnd();
  const seen = versionOf(settles);
  return {
    text,
    based_on: Math.max(0, versionOf(based_on)),
    settles: seen > 0 ? seen : null,
    goes_on: action === 'next',
    error: tooLong(text),
  };
}

function tooLong(text: string): FormError | undefined {
  if (text.length <= longestAnswer) return undefined;
  const [most, there] = [longestAnswer, text.length].map((n) => n.toLocaleString('en-GB'));
  return { field: 'text', text: `The text has ${there} characters: make it ${most} or fewer. It is not saved yet` };
}

/** Whether a text stands already as the answer that counts, and somebody has looked at it since the last report. */
export function isSaved(
  { draft, published }: Pick<OwnReport, 'draft' | 'published'>,
  key: string,
  { text, based_on, settles }: TypedAnswer,
): boolean {
  const answer = draft.get(key) ?? noAnswer;
  if (answer.version !== based_on || answer.text !== text || settles !== null) return false;
  return !published || answer.written === null || answer.written.at > published.published_at;
}

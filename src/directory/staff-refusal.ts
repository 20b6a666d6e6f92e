import { z } from 'zod';
import type { Refused } from '../desk/item-page.ts';
import { findReasons } from '../desk/reasons.ts';
import type { Parts } from '../parts.ts';
import { fieldsOf, readForm } from '../web/form.ts';

/** Why something is sent back or refused. */
export interface Refusal {
  /** as staff read it later */
  reason: string;
  /** what the letter says for each chosen reason */
  letters: string[];
  /** what the council adds in its own words */
  words: string;
}

const form = z.object({
  words: z.string().trim().max(2000, 'Make it 2,000 characters or fewer').default(''),
});

/** The fields of that name in a posted form, each as text. */
export function choicesOf(body: unknown, name: string): string[] {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return [given ?? []].flat().map(String);
}

/** Reads why something is sent back: reasons of the council's list, words of one's own, or both; not neither. */
export async function readRefusal({ db }: Pick<Parts, 'db'>, body: unknown): Promise<Refusal | Refused> {
  const read = readForm(form, body);
  if (!read.ok) return read;
  const { words } = read.value;
  const chosen = await findReasons(db, choicesOf(body, 'reasons'));
  if (chosen.length === 0 && words === '')
    return { values: fieldsOf(body), errors: [{ field: 'reasons', text: 'Choose a reason, or write one' }] };
  return {
    reason: [...chosen.map(({ text }) => `${text}.`), words].filter(Boolean).join(' '),
    letters: chosen.map(({ letter }) => letter),
    words,
  };
}

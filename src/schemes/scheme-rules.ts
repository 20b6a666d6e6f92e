import { z } from 'zod';
import type { Graph } from '../tools/graph-rules.ts';

const text = z.string().min(1);

const condition = z.strictObject({
  key: z.string().regex(/^[a-z_]+$/),
  question: text,
  why: z.strictObject({ yes: text, no: text }),
  law: text.optional(),
  /** what is asked for but decides nothing: without it somebody may still get it */
  is_evidence: z.boolean().default(false),
});

const scheme = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  title: text,
  lead: text,
  /** the council has made it and may change it; otherwise the law has */
  is_councils: z.boolean().default(false),
  /** the law lets everybody ask: the answer never discourages them */
  always_ask: z.boolean().default(false),
  law: text,
  ask: text,
  /** what to look for in the directory */
  search: text,
  conditions: z
    .array(condition)
    .min(1)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'a key stands twice'),
  evidence: z.array(text).min(1),
});

export type Scheme = z.output<typeof scheme>;

/** What a council's families can ask for: the shape of the file that authority.json names. No two have one address. */
export const schemes = z
  .array(scheme)
  .min(1)
  .refine((all) => new Set(all.map(({ slug }) => slug)).size === all.length, 'a slug stands twice');

/** Answers by the condition's key. */
export type SchemeAnswers = Readonly<Record<string, string | undefined>>;

/** The conditions of a scheme as a decision graph: the first clear "no" ends it, and whatever is not known makes it unsure. */
export function schemeGraph({ title, conditions }: Scheme): Graph<SchemeAnswers, 'yes' | 'probably_not' | 'unsure'> {
  const deciding = conditions.filter(({ is_evidence }) => !is_evidence);
  const after = (at: number) => deciding[at + 1]?.key ?? 'all_known';
  return {
    title,
    start: deciding[0]?.key ?? 'all_known',
    steps: {
      ...Object.fromEntries(
        deciding.map(({ key, question, law }, at) => [
          key,
          {
            question,
            ...(law ? { law } : {}),
            ask: (answers: SchemeAnswers) => (answers[key] === 'no' ? 'no' : 'go_on'),
            answers: {
              go_on: { text: 'Yes, or not sure', next: after(at) },
              no: { text: 'No', next: 'probably_not' },
            },
          },
        ]),
      ),
      all_known: {
        question: 'Are all these answers yes, and are the papers there that are asked for?',
        ask: (answers: SchemeAnswers) => (conditions.every(({ key }) => answers[key] === 'yes') ? 'yes' : 'no'),
        answers: {
          yes: { text: 'Yes', next: 'yes' },
          no: { text: 'No, something is missing or not sure', next: 'unsure' },
        },
      },
    },
    ends: {
      yes: { result: 'Yes, you could get it. Ask.' },
      probably_not: { result: 'Probably not. You can still ask.' },
      unsure: { result: 'Maybe. Find out what is missing, and ask.' },
    },
  };
}

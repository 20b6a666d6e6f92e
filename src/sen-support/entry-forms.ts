import { z } from 'zod';
import { choicesOf, neededWords, oneOf, words } from '../web/form.ts';
import { costs, cycles, needs, sayings, settings, steps, strengths } from './statement-rules.ts';

/** A field of the form of something that stands in a draft. */
export interface Field {
  name: string;
  label: string;
  hint: string;
  kind: 'line' | 'lines' | 'choice';
  choices: { value: string; text: string }[];
}

/** One of the two kinds of things that stand in a draft. */
export interface EntryKind {
  /** its place in the statement, and in addresses */
  at: 'expectations' | 'interventions';
  titles: { add: string; change: string };
  fields: Field[];
  /** what a new one begins with */
  blank: Record<string, string>;
  form: z.ZodType<Record<string, string | null>>;
}

const line = (name: string, label: string, hint = ''): Field => ({ name, label, hint, kind: 'line', choices: [] });
const lines = (name: string, label: string, hint = ''): Field => ({ name, label, hint, kind: 'lines', choices: [] });
const choice = (name: string, label: string, names: Record<string, string>): Field => ({
  name,
  label,
  hint: '',
  kind: 'choice',
  choices: choicesOf(names),
});
const orNone = (text: string) => (text === '' ? null : text);
const any = { any: 'Every one' };
const choose = { '': 'Choose' };

const expectation = z
  .object({
    setting: oneOf({ ...any, ...settings }, 'Choose for which setting it is'),
    need: oneOf({ ...any, ...needs }, 'Choose for which need it is'),
    step: oneOf(steps, 'Choose the step'),
    cycle: oneOf({ '': '', ...cycles }, 'Choose a part of the cycle, or none').default(''),
    says: oneOf(sayings, 'Choose what it says'),
    text: neededWords(600, 'it', 'Write what is expected'),
    law: words(200, 'the law'),
  })
  .refine(({ cycle, step }) => cycle === '' || step === 'sen_support', {
    path: ['cycle'],
    message: 'Only special needs support goes round in the cycle: choose none',
  })
  .transform(({ cycle, law, ...rest }) => ({ ...rest, cycle: orNone(cycle), law: orNone(law) }));

const intervention = z.object({
  name: neededWords(150, 'the name', 'Write what it is called'),
  need: oneOf({ ...any, ...needs }, 'Choose for which need it is'),
  ages: neededWords(40, 'the ages', 'Write for which ages it is, like 5 to 11'),
  what: neededWords(600, 'what it is', 'Write what is done'),
  strength: oneOf(strengths, 'Choose how sure research is'),
  outcomes: neededWords(400, 'what comes of it', 'Write what comes of it'),
  cost: oneOf(costs, 'Choose what it costs'),
  source: neededWords(300, 'the source', 'Write who says so: a study or a body'),
});

/** The forms of an expectation, and of something that is known to help. */
export const entryKinds: readonly EntryKind[] = [
  {
    at: 'expectations',
    titles: { add: 'A new expectation', change: 'Change an expectation' },
    fields: [
      lines(
        'text',
        'What is expected',
        'One thing, in short words: families read it. {cluster} stands for your own word.',
      ),
      choice('setting', 'For which setting', { ...any, ...settings }),
      choice('need', 'For which need', { ...any, ...needs }),
      choice('step', 'At which step', { ...choose, ...steps }),
      choice('cycle', 'Part of the cycle (special needs support only)', { '': 'None', ...cycles }),
      choice('says', 'What it says', sayings),
      line('law', 'The law behind it, if any'),
    ],
    blank: { setting: 'any', need: 'any', step: '', cycle: '', says: 'does', text: '', law: '' },
    form: expectation,
  },
  {
    at: 'interventions',
    titles: { add: 'Something new that is known to help', change: 'Change what is known to help' },
    fields: [
      line('name', 'What it is called'),
      lines('what', 'What is done', 'In a sentence or two. Families read it.'),
      choice('need', 'For which need', { ...any, ...needs }),
      line('ages', 'For which ages', 'Like 5 to 11'),
      choice('strength', 'How sure research is', { ...choose, ...strengths }),
      lines('outcomes', 'What comes of it'),
      choice('cost', 'What it costs', { ...choose, ...costs }),
      line('source', 'Who says so', 'A study or a body that looked at many.'),
    ],
    blank: { name: '', need: 'any', ages: '', what: '', strength: '', outcomes: '', cost: '', source: '' },
    form: intervention,
  },
];

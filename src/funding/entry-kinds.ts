import { z } from 'zod';
import { aDay, choicesOf, neededWords, oneOf, words } from '../web/form.ts';
import { figureNames } from './figure-rules.ts';
import { topUpSchemes } from './top-up-rules.ts';
import { poundsTyped } from './year-forms.ts';

const year = z
  .string()
  .trim()
  .refine((typed) => {
    const [, begins, ends] = /^(20\d\d) to (20\d\d)$/.exec(typed) ?? [];
    return begins !== undefined && Number(ends) === Number(begins) + 1;
  }, 'Write the year like 2026 to 2027');
const day = aDay('Choose a day');
const source = words(300, 'the source');

/** What the balance is of. */
export const balanceNames = {
  high_needs: 'High needs block',
  send_transport: 'Transport for pupils with special needs',
} as const;

/** Into which year group pupils are about to come. */
export const joiningNames = {
  nursery: 'Nursery',
  reception: 'Reception',
  year_3: 'Year 3 (junior school)',
  year_7: 'Year 7 (secondary school)',
  year_12: 'Year 12 (sixth form or college)',
} as const;

/** The kinds of need of the school census, as families know them. */
export const needNames = {
  learning: 'Learning',
  communication: 'Speech, language and communication',
  autism: 'Autism',
  feelings: 'Feelings and mental health',
  physical: 'Physical needs',
  senses: 'Hearing or sight',
  other: 'Another need',
} as const;

/** How each kind of entry is read from its form. */
export const entryForms = {
  block: z.object({
    year,
    name: neededWords(80, 'the name', 'Write what the block is called'),
    amount: poundsTyped('The amount'),
    about: neededWords(300, 'what it is for', 'Write what it is for: families read it'),
    source,
  }),
  figure: z.object({
    code: oneOf(figureNames, 'Choose which number it is'),
    amount: poundsTyped('The number'),
    holds_from: day,
    source,
  }),
  scheme: z.object({
    scheme: oneOf(topUpSchemes, 'Choose how top-up is given'),
    holds_from: day,
    how: neededWords(600, 'how it works', 'Write how it works: families read it'),
    source,
  }),
  balance: z.object({
    of: oneOf(balanceNames, 'Choose what it is the balance of'),
    year,
    planned: poundsTyped('The planned amount'),
    spent: poundsTyped('The amount spent'),
    balance: poundsTyped('The balance', { is_signed: true }),
    note: words(600, 'the note'),
    source,
  }),
  award: z.object({
    year,
    to: neededWords(120, 'who has it', 'Write the URN of the school, or the name of the cluster'),
    amount: poundsTyped('The amount'),
    what_for: neededWords(300, 'what it is for', 'Write what it is for'),
    decided_by: neededWords(120, 'who decided', 'Write which body decided: no names of people'),
    decided_on: day,
    source,
  }),
  forecast: z.object({
    starts: neededWords(40, 'when they join', 'Write when they join, like September 2027'),
    joining: oneOf(joiningNames, 'Choose the year group'),
    need: oneOf(needNames, 'Choose the need'),
    to: words(120, 'where they join'),
    pupils: z
      .string()
      .trim()
      .regex(/^\d{1,6}$/, 'Write how many pupils, in figures')
      .transform((typed) => String(Number(typed))),
    source,
  }),
  meeting: z.object({
    held_on: day,
    title: neededWords(150, 'the title', 'Write what the meeting was about, in a few words'),
    papers: z
      .string()
      .trim()
      .max(4000, 'Make the list of papers 4,000 characters or fewer')
      .refine(
        (typed) =>
          typed === '' ||
          typed.split(/\r?\n/).every((line) => /^[^|]{1,200}\|\s*(?:https:\/\/\S+|\/(?!\/)\S*)\s*$/.test(line)),
        'Write one paper to a line: its title, a bar, its address. Like: Budget | https://example.org/budget.pdf',
      )
      .default(''),
    decided: words(2000, 'what was decided'),
  }),
} as const;
export type EntryKind = keyof typeof entryForms;
/** What stands in an entry of each kind. */
export type Entries = { [Kind in EntryKind]: z.output<(typeof entryForms)[Kind]> };

/** A field of an entry's form. */
export interface EntryField {
  name: string;
  label: string;
  hint: string;
  kind: 'line' | 'lines' | 'day' | 'choice';
  choices: { value: string; text: string }[];
}

const field = (name: string, label: string, hint = '', kind: EntryField['kind'] = 'line'): EntryField => ({
  name,
  label,
  hint,
  kind,
  choices: [],
});
const choice = (name: string, label: string, names: Record<string, string>): EntryField => ({
  ...field(name, label, '', 'choice'),
  choices: choicesOf({ '': 'Choose', ...names }),
});
const ofYear = field('year', 'Year', 'Like 2026 to 2027');
const ofSource = field('source', 'Where this stands', 'A report, a meeting, a page of the government.');
const amount = field('amount', 'Amount in pounds', 'Like 1,250 or 1,250.50');

/** What each kind is called, where the public reads it, and the fields of its form. */
export const entryKinds: Record<EntryKind, { title: string; one: string; public_href: string; fields: EntryField[] }> =
  {
    block: {
      title: 'Blocks of the grant',
      one: 'a block',
      public_href: '/money/schools#blocks',
      fields: [ofYear, field('name', 'Name'), amount, field('about', 'What it is for', '', 'lines'), ofSource],
    },
    figure: {
      title: 'Numbers of law and policy',
      one: 'a number',
      public_href: '/money/schools#elements',
      fields: [
        choice('code', 'Which number', figureNames),
        field('amount', 'The number', 'In pounds, where it is money'),
        field('holds_from', 'It holds from', '', 'day'),
        ofSource,
      ],
    },
    scheme: {
      title: 'How top-up is given',
      one: 'a way',
      public_href: '/money/schools#top-up',
      fields: [
        choice('scheme', 'The way', topUpSchemes),
        field('holds_from', 'It holds from', '', 'day'),
        field('how', 'How it works', 'In short words: families read it.', 'lines'),
        ofSource,
      ],
    },
    balance: {
      title: 'Balance of the high needs block and of transport',
      one: 'a year',
      public_href: '/money/balance',
      fields: [
        choice('of', 'Balance of', balanceNames),
        ofYear,
        field('planned', 'Planned, in pounds'),
        field('spent', 'Spent, in pounds'),
        field('balance', 'Balance at the end, in pounds', 'What was owed has a minus before it: -1,200,000'),
        field('note', 'What is done about it', '', 'lines'),
        ofSource,
      ],
    },
    award: {
      title: 'Money given to schools and clusters',
      one: 'an amount',
      public_href: '/money/delegated',
      fields: [
        ofYear,
        field('to', 'Who has it', 'The URN of the school, or the name of the cluster.'),
        amount,
        field('what_for', 'What for', '', 'lines'),
        field('decided_by', 'Which body decided'),
        field('decided_on', 'Decided on', '', 'day'),
        ofSource,
      ],
    },
    forecast: {
      title: 'Pupils who are about to join',
      one: 'a number of pupils',
      public_href: '/money/joining',
      fields: [
        field('starts', 'When they join', 'Like September 2027'),
        choice('joining', 'Year group', joiningNames),
        choice('need', 'Main need', needNames),
        field(
          'to',
          'Where they join',
          'The name of a cluster, or the URN of a school. Empty: in all schools together.',
        ),
        field('pupils', 'How many pupils', 'The public does not see small numbers, nor what would give them away.'),
        ofSource,
      ],
    },
    meeting: {
      title: 'Schools Forum: meetings and papers',
      one: 'a meeting',
      public_href: '/money/forum',
      fields: [
        field('held_on', 'Day', '', 'day'),
        field('title', 'What it was about'),
        field(
          'papers',
          'Papers',
          'One to a line: its title, a bar, its address. Like: Budget | https://example.org/budget.pdf',
          'lines',
        ),
        field('decided', 'What was decided', 'In short words.', 'lines'),
      ],
    },
  };

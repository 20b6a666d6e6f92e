import type { Field } from '../tools/field-rules.ts';
import { yesNo } from '../tools/tool-words.ts';
import { problems, problemsIn } from './route-rules.ts';
import { sinceTheLawBegan as earliest } from './tool-words.ts';

/** What the way out of a problem depends on. */
export const fields: Field[] = [
  {
    kind: 'short',
    name: 'words',
    label: 'What has gone wrong? Say it in your own words',
    hint: 'A few words, for example "they will not assess". Please give no names. Or choose below.',
    width: 30,
    fills: 'problem',
    read(typed) {
      const [first] = problemsIn(typed);
      return first
        ? { value: first.key }
        : { message: 'We did not understand these words. Try others, or choose from the list' };
    },
  },
  {
    kind: 'choice',
    name: 'problem',
    label: 'Or choose what is nearest',
    choices: problems.map(({ key, text }) => ({ value: key, text })),
  },
  {
    kind: 'short',
    name: 'age',
    label: 'How old is the child or young person?',
    hint: 'From 16 on some rights change hands. You can leave it out.',
    width: 3,
    read(typed) {
      const age = /^\d{1,2}$/.test(typed) ? Number(typed) : 99;
      return age <= 25 ? { value: String(age) } : { message: 'Write the age in years, from 0 to 25' };
    },
  },
  {
    kind: 'day',
    name: 'since',
    label: 'When was the decision, or when did it happen?',
    hint: 'Then we can work out by when you must act. You can leave it out.',
    is_past: true,
    earliest,
  },
  {
    kind: 'choice',
    name: 'talked',
    label: 'School help: have you talked to the school about it?',
    is_more: true,
    choices: yesNo,
  },
  {
    kind: 'choice',
    name: 'with_education',
    label: 'Health or care in a plan: do you also appeal about education?',
    is_more: true,
    choices: yesNo,
  },
  {
    kind: 'choice',
    name: 'about',
    label: 'Treated worse because of a disability: what was it about?',
    is_more: true,
    choices: [
      { value: 'place', text: 'A place at a state school' },
      { value: 'exclusion', text: 'Being excluded for good from a state school' },
      { value: 'other', text: 'Anything else' },
    ],
  },
  {
    kind: 'choice',
    name: 'can_decide',
    label: 'From 16: can the young person decide about this, with help?',
    is_more: true,
    choices: yesNo,
  },
];

import { choicesOf, type FormError } from '../web/form.ts';
import {
  type AskedOf,
  cycles,
  type Expectation,
  expectedFor,
  needs,
  type Statement,
  type Step,
  settings,
  steps,
} from './statement-rules.ts';

interface Item {
  text: string;
  law: string | null;
  cycle: string | null;
}

/** What `/tools/what-should-school-do` shows. */
export interface SchoolToolPage {
  errors: FormError[];
  values: { setting: string; need: string; step: string };
  questions: { name: string; title: string; hint: string; choices: { value: string; text: string }[] }[];
  answer: {
    sentence: string;
    steps: { title: string; when: Item[]; does: Item[]; pays: Item[]; parents: Item[] }[];
    next: Item[];
    helps: { name: string; what: string; strength: string }[];
    laws: string[];
    version: string;
    address: string;
  } | null;
}

const far: Record<Step, string> = {
  every_child: 'I am worried. There is no extra help yet',
  sen_support: 'There is some extra help, or there should be',
  more_money: 'The extra help is not enough',
  ehc_assessment: 'We think about a plan (an EHC plan)',
};

const whose: Record<AskedOf['setting'], string> = {
  early_years: 'nursery or childminder',
  school: 'school',
  special_school: 'special school',
  alternative_provision: 'place of learning',
  post_16: 'college or sixth form',
};

const questions: SchoolToolPage['questions'] = [
  { name: 'setting', title: 'Where does your child learn?', hint: '', choices: choicesOf(settings) },
  {
    name: 'need',
    title: 'What does your child need help with most?',
    hint: 'No diagnosis is needed. You can come back and choose another.',
    choices: choicesOf(needs),
  },
  { name: 'step', title: 'How far has it come?', hint: '', choices: choicesOf(far) },
];

/** Reads the three answers: all of them, none, or what is wrong. */
export function readSchoolTool(query: Record<string, string>): {
  asked: AskedOf | null;
  errors: FormError[];
  values: SchoolToolPage['values'];
} {
  const values = { setting: query.setting ?? '', need: query.need ?? '', step: query.step ?? '' };
  const given = questions.map(({ name }) => values[name as keyof typeof values]);
  if (given.every((value) => value === '')) return { asked: null, errors: [], values };
  const errors = questions.flatMap(({ name, title, choices }) =>
    choices.some(({ value }) => value === values[name as keyof typeof values])
      ? []
      : [{ field: name, text: `Choose an answer to "${title}"` }],
  );
  return { asked: errors.length === 0 ? (values as AskedOf) : null, errors, values };
}

/** The page of the tool; `version` says which statement it goes by. */
export function schoolToolPage(
  { asked, errors, values }: ReturnType<typeof readSchoolTool>,
  statement: Statement,
  { say, version, base_url }: { say: (text: string) => string; version: string; base_url: string },
): SchoolToolPage {
  if (!asked) return { errors, values, questions, answer: null };
  const expected = expectedFor(statement, asked);
  const items = (found: readonly Expectation[]): Item[] =>
    found.map(({ text, law, cycle }) => ({ text: say(text), law, cycle: cycle ? cycles[cycle] : null }));
  const all = expected.steps.flatMap(({ when, does, pays, parents }) => [...when, ...does, ...pays, ...parents]);
  const query = new URLSearchParams({ ...asked });
  return {
    errors,
    values,
    questions,
    answer: {
      sentence: `Your child’s ${whose[asked.setting]} should do everything on this page. You can print it and take it to a meeting.`,
      steps: expected.steps.map(({ step, when, does, pays, parents }) => ({
        title: steps[step],
        when: items(when),
        does: items(does),
        pays: items(pays),
        parents: items(parents),
      })),
      next: items(expected.next),
      helps: statement.interventions
        .filter(({ need }) => need === 'any' || need === asked.need)
        .map(({ name, what, strength }) => ({ name, what, strength: `Research: ${strength}` })),
      laws: [...new Set(all.flatMap(({ law }) => law ?? []))],
      version,
      address: `${base_url}/tools/what-should-school-do?${query}`,
    },
  };
}

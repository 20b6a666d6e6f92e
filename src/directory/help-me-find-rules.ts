import { addressOf, type Search } from './search-rules.ts';

/** The four short questions of "Help me find support", in order. */
export const questions = ['who', 'help', 'age', 'where'] as const;
export type Question = (typeof questions)[number];

/** An answer to choose, and what it means as a search. */
export interface AnswerChoice {
  code: string;
  text: string;
  hint?: string;
  search: Partial<Search>;
}

const whoChoices: AnswerChoice[] = [
  { code: 'child', text: 'My child', search: {} },
  { code: 'young-person', text: 'Me: I am a young person', search: {} },
  { code: 'me-parent', text: 'Me, as a parent or carer', search: { category: ['families'] } },
  { code: 'family', text: 'A brother, sister or young carer', search: { category: ['siblings', 'young-carers'] } },
  { code: 'pupil', text: 'Somebody I work with', search: {} },
];

const helpChoices: AnswerChoice[] = [
  { code: 'school', text: 'School and learning', search: { category: ['education'] } },
  { code: 'early', text: 'Childcare and early years', search: { category: ['childcare'] } },
  {
    code: 'talking',
    text: 'Talking and understanding',
    search: { category: ['speech-and-language'] },
  },
  {
    code: 'autism',
    text: 'Autism or ADHD',
    hint: 'With a diagnosis, waiting for one, or wondering',
    search: { need: ['ASD', 'ADHD'] },
  },
  { code: 'feelings', text: 'Worry, feelings or behaviour', search: { category: ['mental-health'] } },
  { code: 'body', text: 'Moving, seeing, hearing or health', search: { category: ['health'] } },
  { code: 'break', text: 'A break, or help at home', search: { category: ['social-care'] } },
  {
    code: 'fun',
    text: 'Something to do',
    hint: 'Clubs, sport, play and days out',
    search: { category: ['things-to-do'] },
  },
  { code: 'parents', text: 'Other parents, advice or a course', search: { category: ['families'] } },
  { code: 'money', text: 'Money', search: { category: ['money'] } },
  { code: 'travel', text: 'Getting around', search: { category: ['travel'] } },
  {
    code: 'adult',
    text: 'Growing up: work, college and living as an adult',
    search: { category: ['training-and-work', 'adulthood'] },
  },
];

export const choicesOfQuestion: Partial<Record<Question, readonly AnswerChoice[]>> = {
  who: whoChoices,
  help: helpChoices,
};

/** What somebody has answered so far; '' is a question that was left out. */
export type Answers = Partial<Record<Question, string>>;

/** Reads the answers of an address. What is no answer counts as not asked yet. */
export function readAnswers(query: Record<string, unknown>): Answers {
  const answers: Answers = {};
  for (const question of questions) {
    const given = [query[question]].flat().at(-1);
    if (typeof given !== 'string') continue;
    const text = given.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, 100);
    const choices = choicesOfQuestion[question];
    if (text === '' || !choices || choices.some(({ code }) => code === text)) answers[question] = text;
  }
  // A form that was sent without a choice leaves its question out: `asked` says which it was.
  const asked = questions.find((question) => question === [query.asked].flat().at(-1));
  if (asked) answers[asked] ??= '';
  return answers;
}

/** What is wrong with an answered age, in words; undefined when it can be used or was left out. */
export function wrongAge(age: string | undefined): string | undefined {
  if (age === undefined || age === '') return undefined;
  const years = Number(age);
  return Number.isFinite(years) && years >= 0 && years <= 120
    ? undefined
    : 'Type the age as a number of years, such as 7. You can also leave it out.';
}

/** The question that comes next; undefined when all four have been answered or left out. */
export function nextQuestion(answers: Answers): Question | undefined {
  if (wrongAge(answers.age)) return 'age';
  return questions.find((question) => answers[question] === undefined);
}

/** The search that the answers make. */
export function searchOfAnswers(answers: Answers): Partial<Search> {
  const chosen = (question: Question) =>
    choicesOfQuestion[question]?.find(({ code }) => code === answers[question])?.search ?? {};
  const [who, help] = [chosen('who'), chosen('help')];
  // What is asked for says more than for whom: a break for a brother is a break.
  const category = help.category ?? (help.need ? [] : who.category) ?? [];
  const search: Partial<Search> = { ...who, ...help, category };
  if (answers.age && !wrongAge(answers.age)) search.age = Math.floor(Number(answers.age));
  if (answers.where) search.near = answers.where;
  if (answers.who === 'young-person' && search.age === undefined && !help.category && !help.need) search.age = 16;
  return search;
}

/** The address where the answers lead: the same `/services` that everybody searches. */
export function addressOfAnswers(answers: Answers): string {
  return addressOf(searchOfAnswers(answers));
}

/** The address of a step: with the answers before `question`, and without it and what follows. */
export function addressOfQuestion(answers: Answers, question: Question): string {
  const kept = questions.slice(0, questions.indexOf(question));
  const query = new URLSearchParams(kept.map((key) => [key, answers[key] ?? '']));
  return query.size === 0 ? '/help-me-find' : `/help-me-find?${query}`;
}

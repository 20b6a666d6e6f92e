import {
  type Answers,
  addressOfAnswers,
  addressOfQuestion,
  choicesOfQuestion,
  nextQuestion,
  type Question,
  questions,
  readAnswers,
  wrongAge,
} from './help-me-find-rules.ts';

/** One step of "Help me find support". */
export interface HelpMeFindPage {
  question: Question;
  number: number;
  of: number;
  title: string;
  hint: string | null;
  choices: { code: string; text: string; hint: string | null }[];
  value: string;
  error: string | null;
  /** earlier answers, which the form carries along */
  carried: { name: string; value: string }[];
  back_href: string;
  skip_href: string;
}

const titles: Record<Question, { title: string; hint: string | null }> = {
  who: { title: 'Who needs support?', hint: null },
  help: { title: 'What kind of help are you looking for?', hint: 'Choose the nearest. You can change it afterwards.' },
  age: { title: 'How old is the person?', hint: 'In years. For a baby under 1, type 0.' },
  where: { title: 'Where do you want to look?', hint: 'A postcode, the first half of one, or a town or village.' },
};

/** The step that an address asks for, or the address where the answers lead. Each question can be skipped. */
export function helpMeFind(query: Record<string, unknown>): { page: HelpMeFindPage } | { leads_to: string } {
  const answers = readAnswers(query);
  const question = nextQuestion(answers);
  if (question === undefined) return { leads_to: addressOfAnswers(answers) };
  const at = questions.indexOf(question);
  const before = questions.slice(0, at);
  const error = question === 'age' ? (wrongAge(answers.age) ?? null) : null;
  const previous = questions[at - 1];
  const skipped: Answers = { ...answers, [question]: '' };
  const next = questions[at + 1];
  return {
    page: {
      question,
      number: at + 1,
      of: questions.length,
      ...titles[question],
      choices: (choicesOfQuestion[question] ?? []).map(({ code, text, hint }) => ({ code, text, hint: hint ?? null })),
      value: error ? (answers[question] ?? '') : '',
      error,
      carried: before.map((name) => ({ name, value: answers[name] ?? '' })),
      back_href: previous ? addressOfQuestion(answers, previous) : '/',
      skip_href: next ? addressOfQuestion(skipped, next) : addressOfAnswers(skipped),
    },
  };
}

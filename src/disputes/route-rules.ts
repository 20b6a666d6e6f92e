import { z } from 'zod';
import type { Graph } from '../tools/graph-rules.ts';
import problemData from './reference/problems.json' with { type: 'json' };
import routeData from './reference/routes.json' with { type: 'json' };

const route = z.strictObject({
  name: z.string(),
  sentence: z.string(),
  who: z.string(),
  limit: z.string(),
  cost: z.string(),
  result: z.string(),
  law: z.string(),
  todo: z.array(z.string()).min(1),
});

export type Route = z.output<typeof route>;
export type RouteName = keyof typeof routeData;

const problem = z.strictObject({
  key: z.string(),
  group: z.enum(['school', 'plan', 'other']),
  /** as a family says it */
  text: z.string(),
  /** what else they say: words in the order in which they are said, with others between them; beginnings are enough */
  words: z.array(z.string()),
  /** the step of the graph that comes first, or the way itself */
  start: z.string(),
});

export type Problem = z.output<typeof problem>;

export const problems: readonly Problem[] = z.array(problem).min(1).parse(problemData);
export const routes: Record<RouteName, Route> = z
  .strictObject(
    Object.fromEntries(Object.keys(routeData).map((name) => [name, route])) as Record<RouteName, typeof route>,
  )
  .parse(routeData);

/** What is known of a problem. */
export interface RouteFacts {
  problem: string;
  /** the school has been asked already */
  talked?: boolean | undefined;
  /** discrimination: what it was about */
  about?: 'place' | 'exclusion' | 'other' | undefined;
  /** there is an appeal about education too */
  with_education?: boolean | undefined;
}

const starts = [...new Set(problems.map(({ start }) => start))];
/** Which way leads on from a problem. */
export const routeGraph: Graph<RouteFacts, RouteName> = {
  title: 'When things go wrong',
  start: 'problem',
  steps: {
    problem: {
      question: 'What has gone wrong?',
      ask: ({ problem: key }) => problems.find((one) => one.key === key)?.start ?? '',
      answers: Object.fromEntries(
        starts.map((start) => {
          const texts = problems.filter((one) => one.start === start).map(({ text }) => text);
          return [start, { text: texts.join(' / '), next: start }];
        }),
      ),
    },
    talked: {
      question: 'Have you talked to the school about it already?',
      law: 'SEND Code of Practice 2015, chapter 6',
      ask: ({ talked }) => (talked ? 'yes' : 'no'),
      answers: {
        no: { text: 'No, or not lately', next: 'school' },
        yes: { text: 'Yes, and it did not help', next: 'disagreement' },
      },
    },
    discrimination_about: {
      question: 'What was it about?',
      law: 'Equality Act 2010, Schedule 17',
      ask: ({ about }) => about ?? 'other',
      answers: {
        place: { text: 'A place at a state school', next: 'admission_panel' },
        exclusion: { text: 'Being excluded for good from a state school', next: 'exclusion_panel' },
        other: { text: 'Anything else', next: 'claim' },
      },
    },
    only_school: {
      question: 'Is it only about the school that the plan names, or that it names none?',
      law: 'Children and Families Act 2014, s. 55(2)',
      ask: ({ problem: key }) => (key === 'placement' ? 'yes' : 'no'),
      answers: { yes: { text: 'Yes', next: 'appeal_direct' }, no: { text: 'No', next: 'mediation_appeal' } },
    },
    with_education: {
      question: 'Do you also appeal about the education part of the plan?',
      law: 'SEND First-tier Tribunal (Recommendations Power) Regulations 2017',
      ask: ({ with_education }) => (with_education ? 'yes' : 'no'),
      answers: { yes: { text: 'Yes', next: 'recommendation' }, no: { text: 'No', next: 'health_care_mediation' } },
    },
  },
  ends: Object.fromEntries(
    Object.entries(routes).map(([name, { sentence, law }]) => [name, { result: sentence, law }]),
  ) as Record<RouteName, { result: string; law: string }>,
};

/** Whose right it is to use a way that belongs to the parent of a child, and to a young person alone (CFA 2014, ss. 51 and 83; reg. 64). */
export interface ActorFacts {
  age: number;
  /** can the young person decide about this, with help */
  can_decide: boolean;
}

/** Who writes, appeals and comes to meetings. */
export const actorGraph: Graph<ActorFacts, 'parent' | 'around_16' | 'young_person' | 'alternative'> = {
  title: 'Whose right is it?',
  start: 'age',
  steps: {
    age: {
      question: 'How old is the child or young person?',
      law: 'Children and Families Act 2014, s. 83',
      ask: ({ age }) => (age < 16 ? 'child' : age === 16 ? 'sixteen' : 'older'),
      answers: {
        child: { text: '0 to 15', next: 'parent' },
        sixteen: { text: '16', next: 'around_16' },
        older: { text: '17 to 25', next: 'can_decide' },
      },
    },
    can_decide: {
      question: 'Can the young person decide about this, with all the help they need?',
      law: 'Mental Capacity Act 2005, ss. 1 and 2; SEND Regulations 2014, reg. 64',
      ask: ({ can_decide }) => (can_decide ? 'yes' : 'no'),
      answers: { yes: { text: 'Yes', next: 'young_person' }, no: { text: 'No', next: 'alternative' } },
    },
  },
  ends: {
    parent: { result: 'The right is the parent’s. The child’s views must be heard.' },
    around_16: {
      result:
        'Until the last Friday of June in Year 11 the right is the parent’s, and after it the young person’s own.',
    },
    young_person: { result: 'The right is the young person’s own. A parent may help, if the young person wants that.' },
    alternative: { result: 'Somebody else may act for the young person: a deputy, an attorney, or else the parent.' },
  },
};

/** Different words for the same: what a family says, and the words by which a problem is known, are both written so. */
const sameWords: readonly [said: RegExp, same: string][] = [
  [/[’‘]/g, "'"],
  [/\b(?:can|wo|do|does|did|is|are|was|has|have|had|would|could|should)n?'?t\b|\bcannot\b/g, 'not'],
  [/\b(?:no|never|nobody|none|without)\b/g, 'not'],
  [/\b(?:ehcps?|ehc plans?)\b/g, 'plan'],
  [/\bsupport/g, 'help'],
  [/\b(?:1[ :-]*1|1[ -]to[ -]1)\b/g, 'one to one'],
  [/[^a-z0-9]+/g, ' '],
];

/** How many other words may stand between two words of a phrase. */
const mostBetween = 4;

function wordsOf(text: string): string[] {
  return sameWords
    .reduce((words, [said, same]) => words.replace(said, same), text.toLowerCase())
    .trim()
    .split(' ');
}

/** Whether the words of a phrase are said one after the other; of a longer word its beginning is enough. */
function isSaid(phrase: readonly string[], said: readonly string[], from = 0, to = said.length): boolean {
  const [first, ...others] = phrase;
  if (first === undefined) return true;
  return said
    .slice(from, to)
    .some(
      (word, at) =>
        (word === first || (first.length > 3 && word.startsWith(first))) &&
        isSaid(others, said, from + at + 1, from + at + 2 + mostBetween),
    );
}

const phrases = problems.map((one) => ({ one, phrases: one.words.map(wordsOf) }));

/** Which problems a family's own words may mean, the likeliest first. */
export function problemsIn(words: string): Problem[] {
  const said = wordsOf(words);
  return phrases
    .map(({ one, phrases: known }) => ({
      one,
      score: known.filter((phrase) => isSaid(phrase, said)).reduce((sum, phrase) => sum + phrase.length, 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}

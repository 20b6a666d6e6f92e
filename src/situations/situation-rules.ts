import { z } from 'zod';
import type { Graph } from '../tools/graph-rules.ts';
import data from './reference/situations.json' with { type: 'json' };

const text = z.string().min(1);
const list = z.array(text).min(1);

const situation = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  /** as a family says it */
  text,
  sentence: text,
  steps: list,
  rights: list,
  people: list,
  /** what to look for near a family */
  search: text,
  /** words and address of each */
  links: z.array(z.tuple([text, z.string().startsWith('/')])).min(1),
});

export type Situation = z.output<typeof situation>;

/** In which families ask what to do now. */
export const situations: readonly Situation[] = z.array(situation).min(1).parse(data);

/** From a situation to its page of steps. */
export const situationGraph: Graph<{ situation: string }> = {
  title: 'My plan',
  start: 'situation',
  steps: {
    situation: {
      question: 'What is happening?',
      ask: ({ situation: key }) => key,
      answers: Object.fromEntries(situations.map(({ key, text: said }) => [key, { text: said, next: key }])),
    },
  },
  ends: Object.fromEntries(situations.map(({ key, sentence }) => [key, { result: sentence }])),
};

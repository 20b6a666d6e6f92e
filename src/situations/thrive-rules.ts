import type { Graph } from '../tools/graph-rules.ts';

/** What a family says about a child's feelings and thoughts now. */
export interface ThriveFacts {
  danger: boolean;
  getting_in_the_way: 'no' | 'some' | 'much';
  had_help: boolean;
  several: boolean;
}

/**
 * Which kind of help for mental health fits now, in the groups of the THRIVE framework. A child is in one group at a
 * time and may move to any other: it is no ladder, and nobody has to fail in one to be helped in the next.
 */
export const thriveGraph: Graph<
  ThriveFacts,
  'risk-support' | 'thriving' | 'getting-advice' | 'getting-help' | 'getting-more-help'
> = {
  title: 'What kind of help fits now',
  start: 'danger',
  steps: {
    danger: {
      question: 'Are you afraid that somebody may come to harm, now or soon?',
      ask: ({ danger }) => (danger ? 'yes' : 'no'),
      answers: { yes: { text: 'Yes', next: 'risk-support' }, no: { text: 'No', next: 'in_the_way' } },
    },
    in_the_way: {
      question: 'How much do feelings and worries get in the way of school, sleep, friends and family?',
      ask: ({ getting_in_the_way }) => getting_in_the_way,
      answers: {
        no: { text: 'Not much: it is the usual ups and downs', next: 'thriving' },
        some: { text: 'Somewhat: on some days', next: 'had_help' },
        much: { text: 'A lot: on most days', next: 'several' },
      },
    },
    had_help: {
      question: 'Have you tried advice and self-help already, for some weeks?',
      ask: ({ had_help }) => (had_help ? 'yes' : 'no'),
      answers: {
        no: { text: 'No', next: 'getting-advice' },
        yes: { text: 'Yes, and it is not enough', next: 'getting-help' },
      },
    },
    several: {
      question: 'Are there several things at once, or did help with one person not work?',
      ask: ({ several }) => (several ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'getting-help' }, yes: { text: 'Yes', next: 'getting-more-help' } },
    },
  },
  ends: {
    'risk-support': { result: 'Get help today: call one of the numbers at the top of this page.' },
    thriving: { result: 'Thriving: things that keep everybody well may be enough.' },
    'getting-advice': {
      result: 'Getting advice: good information, somebody to talk to, and things to try yourselves.',
    },
    'getting-help': { result: 'Getting help: one person who works with you on your own goals.' },
    'getting-more-help': { result: 'Getting more help: two or three specialists who work together.' },
  },
};

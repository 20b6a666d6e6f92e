import type { Graph } from '../tools/graph-rules.ts';
import { claimDay } from './appeal-rules.ts';
import type { DisputeRules } from './rule-set-rules.ts';

/** What is known of a school's treatment of a disabled pupil. */
export interface ClaimFacts {
  about: 'school' | 'admission' | 'exclusion';
  happened: string;
  today: string;
  rules: DisputeRules;
}

/** Who decides about disability discrimination by a school (Equality Act 2010, Schedule 17). */
export const claimGraph: Graph<ClaimFacts, 'panel' | 'claim' | 'late'> = {
  title: 'A school has treated a disabled child worse',
  start: 'about',
  steps: {
    about: {
      question: 'Was it about a place at the school, or about being excluded for good?',
      law: 'Equality Act 2010, Schedule 17, paragraphs 13 and 14',
      ask: ({ about }) => (about === 'school' ? 'no' : 'yes'),
      answers: { yes: { text: 'Yes, and it is a state school', next: 'panel' }, no: { text: 'No', next: 'over' } },
    },
    over: {
      question: 'Are 6 months over?',
      law: 'Equality Act 2010, Schedule 17, paragraph 4',
      ask: ({ happened, today, rules }) => (today > claimDay(happened, rules).last ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'claim' }, yes: { text: 'Yes', next: 'late' } },
    },
  },
  ends: {
    panel: { result: 'The appeal panel for admissions or exclusions decides.' },
    claim: { result: 'You can make a claim to the Tribunal. You need no mediation certificate.' },
    late: { result: 'The time is over. The Tribunal may still take a claim if that is fair: say why it is late.' },
  },
};

import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import { claimDay } from './appeal-rules.ts';
import { type ClaimFacts, claimGraph } from './discrimination-rules.ts';
import { disputeRulesOn } from './rule-set-rules.ts';
import { sinceTheLawBegan as earliest, group, limitsNamed, routerLink, tribunalLink } from './tool-words.ts';

function workOut({ happened, about }: Answers, { today }: Surroundings): Answer | Fault[] {
  if (!happened) return [{ field: 'happened', text: 'Fill in the day on which it happened' }];
  const rules = disputeRulesOn(happened);
  const facts: ClaimFacts = {
    happened,
    about: about === 'admission' || about === 'exclusion' ? about : 'school',
    today,
    rules,
  };
  const { end, steps } = walk(claimGraph, facts);
  const { last, counted, moved_because } = claimDay(happened, rules);
  const claim = {
    key: 'claim',
    day: last,
    what: 'The Tribunal must have your claim by 5pm',
    who: 'The parent, or a young person over school age',
    law: rules.limits.claim.law,
    note: moved_because
      ? `Counted, it would be {${counted}}, but nobody works then.`
      : 'There is no more time in August or at Christmas.',
  };
  if (end === 'panel')
    return {
      sentence:
        about === 'admission'
          ? 'A state school’s refusal of a place goes to the admission appeal panel, not to the Tribunal.'
          : 'Being excluded for good from a state school goes to the governors, and then to an independent review panel.',
      tone: 'care',
      why: [
        {
          text: 'The panel looks at disability discrimination too.',
          law: 'Equality Act 2010, Schedule 17, paragraphs 13 and 14',
        },
      ],
      todo: [
        'Read the letter: it says by when you must write, and to whom.',
        'Write that you think it was disability discrimination, and ask the review panel for a special educational needs expert.',
      ],
      days: [],
      links: [adviceLink, routerLink],
      walked: steps,
    };
  return {
    sentence:
      end === 'late'
        ? `The time for a claim ended at 5pm on {${last}}, but the Tribunal may still take it if that is fair.`
        : `The Tribunal must get your claim by 5pm on {${last}}.`,
    tone: end === 'late' ? 'bad' : 'note',
    why: [
      {
        text: 'A claim must come within 6 months, the day on which it happened counted as the first.',
        law: rules.limits.claim.law,
      },
      {
        text: 'You need no mediation certificate. The school, not the council, has to answer.',
        law: 'Equality Act 2010, Schedule 17',
      },
    ],
    todo: [
      end === 'late'
        ? 'Send the claim now, and say why it is late.'
        : 'Talk to the school first if you can, but keep the day in mind: talks do not stop the clock.',
      'Write down what happened, on which days, who saw it, and what should have been done.',
      'Say what you want: an apology, other rules, training, help to catch up. The Tribunal cannot give money.',
    ],
    days: [claim],
    links: [tribunalLink, adviceLink, routerLink],
    walked: steps,
  };
}

/** `/tools/discrimination-claim`: by when a claim of disability discrimination against a school must be made. */
export const discriminationTool: Tool = {
  slug: 'discrimination-claim',
  group,
  title: 'A school has treated my child worse because of a disability',
  lead: 'By when a claim must be made, and to whom.',
  fields: [
    {
      kind: 'day',
      name: 'happened',
      label: 'When did it happen?',
      hint: 'If it went on for a time: the last day of it.',
      is_past: true,
      earliest,
    },
    {
      kind: 'choice',
      name: 'about',
      label: 'What was it about?',
      choices: [
        { value: 'school', text: 'Lessons, trips, rules, help, or being sent home for some days' },
        { value: 'admission', text: 'A place at a state school' },
        { value: 'exclusion', text: 'Being excluded for good from a state school' },
      ],
    },
  ],
  button: 'Work out the date',
  workOut,
  graphs: [claimGraph],
  limits: limitsNamed('claim'),
};

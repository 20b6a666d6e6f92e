import { changesFrom, workedChange } from '../ehc/life-course-rules.ts';
import { type CouncilEhcRules, lawBegan } from '../ehc/rule-set-rules.ts';
import { usualSenSupportReview } from '../ehc/sen-support-review-rules.ts';
import { readPostcode } from '../places/postcode-rules.ts';
import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { situationGraph, situations } from './situation-rules.ts';

const changesShown = 3;

function workOut(
  { situation: key, born, near, planned }: Answers,
  { today }: Surroundings,
  council: CouncilEhcRules,
): Answer | Fault[] {
  const situation = situations.find((one) => one.key === key);
  if (!situation) return [{ field: 'situation', text: 'Choose what is nearest to what is happening' }];
  const ahead = born ? changesFrom(born, today).filter(({ day }) => day >= today.slice(0, day.length)) : [];
  return {
    sentence: situation.sentence,
    tone: 'note',
    why: [{ text: `You told us: ${situation.text}.` }],
    todo: situation.steps,
    days: [
      ...(planned
        ? [
            {
              key: 'school-support-review',
              day: usualSenSupportReview(planned, council).review,
              what: 'School and you look at how the help has worked, if no other day was agreed',
              who: 'The school, you and your child',
              law: council.sen_support_review.law,
              is_marker: true,
            },
          ]
        : []),
      ...ahead.slice(0, changesShown).map(workedChange),
    ],
    more: [
      { title: 'Your rights', items: situation.rights },
      { title: 'People who help', items: situation.people },
    ],
    links: situation.links.map(([text, href]) => ({ text, href })),
    services: { q: situation.search, near: near ?? '' },
    walked: walk(situationGraph, { situation: situation.key }).steps,
  };
}

/** `/tools/my-plan`: one page of steps, rights, people, services and days for a situation. */
export const myPlanTool = (council: CouncilEhcRules): Tool => ({
  slug: 'my-plan',
  group: 'Where to start',
  title: 'My plan: what to do now',
  lead: 'One page of steps, rights and people for what is happening to you.',
  fields: [
    {
      kind: 'choice',
      name: 'situation',
      label: 'What is happening?',
      choices: situations.map(({ key, text }) => ({ value: key, text })),
    },
    {
      kind: 'month',
      name: 'born',
      label: 'When was the child born?',
      hint: 'Then the page also shows the next changes. The month is enough, and you can leave it out.',
    },
    {
      kind: 'short',
      name: 'near',
      label: 'Where do you live?',
      hint: 'A town, or the first half of your postcode, like NR1. Then the page shows services nearby. You can leave it out.',
      width: 20,
      read: (typed) => {
        if (!/^[\p{L}\d' .-]{2,40}$/u.test(typed)) return { message: 'Write a town, or the first half of a postcode' };
        const read = readPostcode(typed);
        // the whole would tell the street, and an address that is shared holds nothing of the kind
        return { value: 'outcode' in read ? read.outcode : typed };
      },
    },
    {
      kind: 'day',
      name: 'planned',
      label: 'When did school plan extra help?',
      hint: 'Then the page also shows when you look together at how it worked.',
      earliest: { day: lawBegan, message: 'SEN support began on 1 September 2014. Fill in that day or a later one' },
      is_past: true,
      is_more: true,
    },
  ],
  button: 'Make my plan',
  workOut: (answers, around) => workOut(answers, around, council),
  graphs: [situationGraph],
  limits: [],
});

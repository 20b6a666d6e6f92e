import { changesFrom } from '../ehc/life-course-rules.ts';
import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { situationGraph, situations } from './situation-rules.ts';

const changesShown = 3;

function workOut({ situation: key, born }: Answers, { today }: Surroundings): Answer | Fault[] {
  const situation = situations.find((one) => one.key === key);
  if (!situation) return [{ field: 'situation', text: 'Choose what is nearest to what is happening' }];
  const ahead = born ? changesFrom(born, today).filter(({ day }) => day >= today.slice(0, day.length)) : [];
  return {
    sentence: situation.sentence,
    tone: 'note',
    why: [{ text: `You told us: ${situation.text}.` }],
    todo: situation.steps,
    days: ahead.slice(0, changesShown).map(({ key: name, day, what, ask, law, plan_only }) => ({
      key: name,
      day,
      what,
      law,
      note: ask,
      ...(plan_only ? { who: 'only if there is an EHC plan' } : {}),
    })),
    more: [
      { title: 'Your rights', items: situation.rights },
      { title: 'People who help', items: situation.people },
    ],
    links: situation.links.map(([text, href]) => ({ text, href })),
    walked: walk(situationGraph, { situation: situation.key }).steps,
  };
}

/** `/tools/my-plan`: one page of steps, rights, people, services and days for a situation. */
export const myPlanTool: Tool = {
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
  ],
  button: 'Make my plan',
  workOut,
  graphs: [situationGraph],
  limits: [],
};

import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { ageIn, changesFrom, lifeGraph } from './life-course-rules.ts';
import { adviceLink, group } from './tool-words.ts';

const oldest = 25;

function workOut({ born }: Answers, { today }: Surroundings): Answer | Fault[] | undefined {
  if (!born) return undefined;
  const age = ageIn(born, today);
  if (age > oldest)
    return [
      {
        field: 'born',
        text: `This calendar ends at 25, and somebody born in that month is ${age}. Check the year, or ask adult services`,
      },
    ];
  const { end, steps } = walk(lifeGraph, { born, today });
  const ahead = changesFrom(born, today).filter(({ day }) => day >= today.slice(0, day.length));
  const [next] = ahead;
  return {
    sentence: next
      ? `The next change, ${next.day.length === 7 ? 'in' : 'on'} {${next.day}}: ${lowerFirst(next.what)}`
      : 'All changes on this calendar have come and gone.',
    tone: 'note',
    why: [{ text: lifeGraph.ends[end].result }],
    todo: ahead.slice(0, 3).map(({ day, ask }) => `{${day}}: ${ask}`),
    days: ahead.map(({ key, day, what, ask, law, plan_only }) => ({
      key,
      day,
      what,
      law,
      note: ask,
      ...(plan_only ? { who: 'only if there is an EHC plan' } : {}),
    })),
    links: [
      { text: 'Moving to the next school or college with a plan', href: '/tools/phase-transfer' },
      { text: 'The yearly review', href: '/tools/annual-review' },
      adviceLink,
    ],
    walked: steps,
  };
}

function lowerFirst(text: string): string {
  return (text[0] ?? '').toLowerCase() + text.slice(1);
}

/** `/tools/0-to-25`: a calendar of every change ahead, from a birth month. */
export const lifeCourseTool: Tool = {
  slug: '0-to-25',
  group,
  title: 'From 0 to 25: what changes when',
  lead: 'A calendar of every change ahead, with what to ask for, and when.',
  introduction: ['We ask for the month only. That is enough, and it does not show who you are.'],
  fields: [
    { kind: 'month', name: 'born', label: 'When was the child or young person born?', hint: 'For example 5 2015' },
  ],
  button: 'Show me the calendar',
  workOut,
  graphs: [lifeGraph],
  limits: [],
};

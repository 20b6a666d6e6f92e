import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import { ageIn, changesFrom, lifeGraph, workedChange } from './life-course-rules.ts';
import { group } from './tool-words.ts';

const oldest = 25;

function workOut({ born }: Answers, { today }: Surroundings): Answer | Fault[] | undefined {
  if (!born) return undefined;
  const age = ageIn(born, today);
  if (age > oldest)
    return [
      {
        field: 'born',
        text: 'This calendar ends at 25. Check the year, or ask adult social care',
      },
    ];
  const { end, steps } = walk(lifeGraph, { born, today });
  const ahead = changesFrom(born, today).filter(({ day }) => day >= today.slice(0, day.length));
  const [next] = ahead;
  return {
    sentence: next
      ? `The next change, ${next.day.length === 7 ? 'in' : 'on'} {${next.day}}: ${shortly(next.what)}`
      : 'All changes on this calendar have come and gone.',
    tone: 'note',
    why: [{ text: lifeGraph.ends[end].result }],
    todo: next
      ? ahead.slice(0, 3).map(({ day, ask }) => `{${day}}: ${ask}`)
      : ['Ask adult social care and your doctor which help there is from now on.'],
    days: ahead.map(workedChange),
    links: [
      { text: 'Moving to the next school or college with a plan', href: '/tools/phase-transfer' },
      { text: 'The yearly review', href: '/tools/annual-review' },
      adviceLink,
    ],
    walked: steps,
  };
}

/** The first sentence of a text, to go on a sentence with. */
function shortly(text: string): string {
  const [first = ''] = text.split(/(?<=\.) /);
  return (first[0] ?? '').toLowerCase() + first.slice(1);
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

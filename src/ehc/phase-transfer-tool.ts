import { knownYears } from '../calendar/working-day-rules.ts';
import { dayInWords } from '../date-rules.ts';
import type { Answers, Fault, Field } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import { collegeMoveDays, transferDays, transferGraph, transferOf } from './phase-transfer-rules.ts';
import { type CouncilEhcRules, ehcRuleSets, ehcRulesOn, lawBegan } from './rule-set-rules.ts';
import { closing, sinceTheLawBegan as earliest, group, limitsNamed, whenLate } from './tool-words.ts';

const firstYear = Number(lawBegan.slice(0, 4)) + 1;
const lastYear = knownYears.last;

function nameOf(group: number): string {
  return group === -1 ? 'the last year of nursery' : group === 0 ? 'Reception' : `Year ${group}`;
}

/** After which school years children of this council move on, in words. */
function movesAfter(years: CouncilEhcRules['transfer_years']): string {
  return new Intl.ListFormat('en-GB').format(years.map(({ year_group }) => nameOf(year_group)));
}

const fieldsFor = (council: CouncilEhcRules): Field[] => [
  {
    kind: 'short',
    name: 'year_group',
    label: 'Which school year is your child in, in the year before the move?',
    hint: 'A number, for example 6 for Year 6. For the last year of nursery, write nursery or -1.',
    width: 4,
    read(typed) {
      const known = typed
        .toLowerCase()
        .replace(/^year\s*/, '')
        .replace(/^nursery$/, '-1')
        .replace(/^reception$/, '0');
      const year = Number(known);
      if (!/^-?\d{1,2}$/.test(known) || year < -1 || year > 14)
        return { message: 'Write the school year as a number from -1 (nursery) to 14' };
      if (transferOf(year, council)) return { value: String(year) };
      return {
        message: `Nobody moves to another school because of their age after ${nameOf(year)}. Children move after ${movesAfter(council.transfer_years)}`,
      };
    },
  },
  {
    kind: 'short',
    name: 'transfer',
    label: 'In which year is the move?',
    hint: 'The calendar year in which the new school or college starts, for example 2027.',
    width: 4,
    read(typed) {
      const year = /^\d{4}$/.test(typed) ? Number(typed) : 0;
      if (year === 0) return { message: 'Write the year of the move with 4 numbers, like 2027' };
      if (year < firstYear) return { message: `The law began in September 2014: write a year from ${firstYear} on` };
      if (year > lastYear)
        return { message: `We can work out dates up to ${lastYear}, as far as bank holidays are known` };
      return { value: String(year) };
    },
  },
  {
    kind: 'day',
    name: 'starts',
    label: 'From one college to another: when does the new course start?',
    hint: 'Leave it out for 1 September.',
    is_more: true,
    earliest,
  },
];

function workOut(answers: Answers, { today }: Surroundings, council: CouncilEhcRules): Answer | Fault[] | undefined {
  const { year_group, transfer, starts } = answers;
  if (year_group === undefined) return [{ field: 'year_group', text: 'Write the school year' }];
  const found = transferOf(Number(year_group), council);
  if (!found) return undefined;
  if (found.to !== 'college' && transfer === undefined)
    return [{ field: 'transfer', text: 'Write the year of the move' }];
  if (found.to !== 'college' && starts)
    return [
      {
        field: 'starts',
        text: `Fill in this day only for a move from one college to another, not after ${nameOf(found.year_group)}`,
      },
    ];
  if (found.to === 'college' && !starts && !transfer)
    return [{ field: 'transfer', text: 'Write the year of the move, or the day the new course starts' }];
  if (found.to === 'college' && starts && transfer && !starts.startsWith(transfer))
    return [{ field: 'starts', text: `This day is not in ${transfer}, the year of the move` }];
  const begins = starts ?? `${transfer}-09-01`;
  const rules = ehcRulesOn(begins);
  const { due, target, opens, law } =
    found.to === 'college' ? collegeMoveDays(begins, rules) : transferDays(found.to, Number(transfer), rules);
  if (due < lawBegan) return [{ field: 'starts', text: earliest.message }];
  const { end, steps } = walk(transferGraph, { to: found.to, due, today });
  const isLate = end === 'late';
  const before = found.to === 'college' ? 'by' : 'before';
  return {
    sentence: isLate
      ? `If the plan does not name the next place yet, the council is late: it had to be reviewed and changed ${before} {${due}}.`
      : `The plan must be reviewed and changed ${before} {${due}}, and name the next place.`,
    tone: isLate ? 'bad' : 'note',
    why: [
      { text: `This is a move ${found.words}.`, law },
      found.to === 'college'
        ? { text: `The new course starts on {${begins}}. Five months before that is {${due}}.` }
        : { text: `The law says "before" that day. So the last working day that is safe is {${target}}.` },
    ],
    todo: isLate
      ? whenLate
      : [
          'Visit places in the autumn before. Ask each how it would give the help in section F.',
          'Tell the council in writing which place you want. You may name any school or college of the kinds that the law lists.',
          'Ask for the review in the autumn term, so that there is time to answer.',
          'Not happy with the place in the final plan? You can appeal.',
        ],
    days: [
      {
        key: 'opens',
        day: opens,
        what: 'From now on: visit, and prepare the review',
        who: 'You and the school',
        is_marker: true,
      },
      {
        key: 'transfer',
        day: due,
        what:
          found.to === 'college'
            ? 'The plan is reviewed and changed, with the next college in it'
            : 'Before this day: the plan is reviewed and changed, with the next place in it',
        who: 'The council',
        law,
        target: target === due ? null : target,
      },
      ...(found.to === 'college'
        ? [{ key: 'starts', day: begins, what: 'The new course starts', is_marker: true }]
        : []),
    ],
    delays: {
      may: ['Nothing. The law has no exceptions to this day.'],
      may_not: [
        'A school that has not answered.',
        'Too few places, or too few staff.',
        'The usual admissions dates for children without a plan: yours are other ones.',
      ],
    },
    ...(isLate
      ? {
          letter: {
            title: 'A letter to copy',
            subject: 'Late: the plan for the move of [my child’s name, date of birth]',
            paragraphs: [
              'Dear EHC plan team,',
              `[My child’s name] moves ${found.words} ${starts ? `on ${dayInWords(begins)}` : `in ${transfer ?? ''}`}. By regulation 18 of the Special Educational Needs and Disability Regulations 2014 the plan had to be reviewed and changed ${before} ${dayInWords(due)}. It does not name the next place yet.`,
              'Please send me the final changed plan now. My child needs time to prepare.',
              ...closing,
            ],
          },
        }
      : {}),
    links: [
      { text: 'Work out the yearly review', href: '/tools/annual-review' },
      { text: 'Got the final plan? When can you appeal?', href: '/tools/appeal' },
      adviceLink,
    ],
    walked: steps,
  };
}

/** `/tools/phase-transfer`: when a plan must name the next school or college. */
export const phaseTransferTool = (council: CouncilEhcRules): Tool => ({
  slug: 'phase-transfer',
  group,
  title: 'Moving to the next school or college with a plan',
  lead: 'By when the plan must name the next place, and what to do when.',
  introduction: [
    `In this area children with a plan move on after ${movesAfter(council.transfer_years.filter(({ to }) => to !== 'college'))}. Some move from one college to another later.`,
  ],
  fields: fieldsFor(council),
  button: 'Work out the dates',
  workOut: (answers, around) => workOut(answers, around, council),
  graphs: [transferGraph],
  limits: [
    ...limitsNamed('move_between_colleges'),
    ...ehcRuleSets.map(({ effective_from, effective_to, phase_transfer }) => ({
      name: 'Fixed days of the year',
      from: effective_from,
      to: effective_to,
      limits: Object.values(phase_transfer).map(({ before, law }) => ({
        n: 1,
        unit: 'days' as const,
        count: 'before' as const,
        words: `The plan is changed before ${dayInWords(`2026-${before}`).replace(' 2026', '')} of the year of the move.`,
        law,
      })),
    })),
  ],
});

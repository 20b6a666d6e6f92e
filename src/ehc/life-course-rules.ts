import { z } from 'zod';
import { inForceOn } from '../calendar/limit-rules.ts';
import {
  beginOfCompulsorySchoolAge,
  birthday,
  endOfCompulsorySchoolAge,
  schoolYearEnding,
  yearGroup,
} from '../calendar/school-age-rules.ts';
import type { Graph } from '../tools/graph-rules.ts';
import type { WorkedDay } from '../tools/tool.ts';
import { planMayRunTo } from './plan-end-rules.ts';
import sets from './reference/life-course.json' with { type: 'json' };
import { ehcRulesOn } from './rule-set-rules.ts';

const dayOfYear = z.string().regex(/^\d{2}-\d{2}$/);

const change = z.strictObject({
  key: z.string(),
  at: z.union([
    z.strictObject({ age: z.int() }),
    /** the end of the college year of that age */
    z.strictObject({ age: z.int(), on: dayOfYear }),
    /** a day in a school year: from 1 September it is that of the year before */
    z.strictObject({ year_group: z.int(), on: dayOfYear }),
    z.strictObject({ school_age: z.enum(['begins', 'ends']) }),
  ]),
  what: z.string(),
  ask: z.string(),
  law: z.string(),
  /** only for those who have an EHC plan */
  plan_only: z.boolean().default(false),
});

const set = z.strictObject({
  name: z.string(),
  effective_from: z.iso.date(),
  effective_to: z.iso.date().nullable(),
  changes: z.array(change).min(1),
});

const lifeCourses = z.tuple([set], set).parse(sets);

/** A change that lies on the way from 0 to 25. */
export interface LifeChange extends Omit<z.output<typeof change>, 'at'> {
  /** `2031-09-01`, or `2031-05` where only the month is known */
  day: string;
}

/** Every change from birth to 25 of somebody born in a month (`2012-05`), in the order in which they come. */
export function changesFrom(bornMonth: string, today: string): LifeChange[] {
  const born = `${bornMonth}-01`;
  return inForceOn(lifeCourses, today)
    .changes.map(({ at, ...one }) => ({ ...one, day: dayOfChange(at, born) }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** A change as an answer lists it. */
export function workedChange({ key, day, what, ask, law, plan_only }: LifeChange): WorkedDay {
  return { key, day, what, law, note: ask, ...(plan_only ? { who: 'Only if there is an EHC plan' } : {}) };
}

function dayOfChange(at: z.output<typeof change>['at'], born: string): string {
  if ('school_age' in at)
    return at.school_age === 'begins' ? beginOfCompulsorySchoolAge(born) : endOfCompulsorySchoolAge(born);
  if ('year_group' in at) {
    const ending = schoolYearEnding(birthday(born, 5)) + at.year_group;
    return `${at.on >= '09' ? ending - 1 : ending}-${at.on}`;
  }
  if ('on' in at) return planMayRunTo({ born, place: 'college' }, ehcRulesOn(birthday(born, at.age)));
  return birthday(born, at.age).slice(0, 7);
}

/** How many years old somebody born in a month is, in that month counted as if the birthday had been. */
export function ageIn(bornMonth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(bornMonth.slice(0, 4));
  return today.slice(5, 7) < bornMonth.slice(5, 7) ? years - 1 : years;
}

/** Who asks, and when they were born. */
export interface LifeFacts {
  born: string;
  today: string;
}

const groupNow = ({ born, today }: LifeFacts) => yearGroup(`${born}-01`, schoolYearEnding(today));

/** In which part of the way from 0 to 25 somebody is, and so whose rights they are. */
export const lifeGraph: Graph<LifeFacts, 'early' | 'primary' | 'secondary' | 'after_16' | 'adult'> = {
  title: 'From 0 to 25: whose rights, and which services',
  start: 'school',
  steps: {
    school: {
      question: 'Has the school year of Reception begun?',
      ask: (facts) => (groupNow(facts) < 0 ? 'no' : 'yes'),
      answers: { no: { text: 'No', next: 'early' }, yes: { text: 'Yes', next: 'leaving' } },
    },
    leaving: {
      question: 'Has compulsory school age ended? It does on the last Friday of June in Year 11.',
      law: 'Education Act 1996, s. 8',
      ask: ({ born, today }) => (today > endOfCompulsorySchoolAge(`${born}-01`) ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'nine' }, yes: { text: 'Yes', next: 'eighteen' } },
    },
    nine: {
      question: 'Has Year 9 begun?',
      law: 'SEND Regulations 2014, reg. 20',
      ask: (facts) => (groupNow(facts) < 9 ? 'no' : 'yes'),
      answers: { no: { text: 'No', next: 'primary' }, yes: { text: 'Yes', next: 'secondary' } },
    },
    eighteen: {
      question: 'Has the month of the 18th birthday come?',
      law: 'Care Act 2014, s. 58',
      ask: ({ born, today }) => (ageIn(born, today) < 18 ? 'no' : 'yes'),
      answers: { no: { text: 'No', next: 'after_16' }, yes: { text: 'Yes', next: 'adult' } },
    },
  },
  ends: {
    early: {
      result:
        'Before school. The rights are the parents’. You can ask for an EHC needs assessment at any age, even for a baby.',
    },
    primary: { result: 'At school. The rights are the parents’, and the child’s views must be heard.' },
    secondary: { result: 'At school, and getting ready for adult life: each review of a plan must look at it.' },
    after_16: { result: 'After school age. The rights under the law on special needs are the young person’s own.' },
    adult: { result: 'An adult. The rights are your own, and adult services help. A plan can go on to the age of 25.' },
  },
};

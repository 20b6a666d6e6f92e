import { lastDay } from '../calendar/limit-rules.ts';
import { type Answers, type Fault, type Field, outOfOrder } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool, WorkedDay } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import { appealAnswer, delays, movedNote } from './appeal-answers.ts';
import { type AppealFacts, appealDay, appealGraph, type Decision, decisions } from './appeal-rules.ts';
import { lateMediation } from './late-mediation.ts';
import { mediationList } from './mediation-list.ts';
import { disputeRulesOn } from './rule-set-rules.ts';
import { sinceTheLawBegan as earliest, group, limitsNamed, routerLink } from './tool-words.ts';

const fields: Field[] = [
  {
    kind: 'day',
    name: 'notice',
    label: 'What is the date of the council’s letter?',
    hint: 'The letter with the decision. The day it was sent counts.',
    earliest,
  },
  {
    kind: 'choice',
    name: 'decision',
    label: 'What did the council decide?',
    choices: [
      { value: 'refuse-assessment', text: 'Not to assess' },
      { value: 'refuse-plan', text: 'Not to make a plan' },
      {
        value: 'content',
        text: 'What the plan says is not right',
        hint: 'Sections B and F, with or without section I',
      },
      { value: 'placement', text: 'Only the school or college is not right', hint: 'Section I alone' },
      { value: 'refuse-reassess', text: 'Not to assess again' },
      { value: 'refuse-amend', text: 'Not to change the plan after a review' },
      { value: 'cease', text: 'To end the plan' },
      { value: 'other', text: 'Something else' },
    ],
  },
  {
    kind: 'day',
    name: 'certificate',
    label: 'What is the date on your mediation certificate?',
    hint: 'Leave it out if you have none yet.',
    earliest,
  },
  {
    kind: 'day',
    name: 'declined',
    label: 'When did you tell the mediation adviser that you want no mediation?',
    is_more: true,
    earliest,
  },
  {
    kind: 'day',
    name: 'mediation',
    label: 'When was the council told that you want mediation?',
    is_more: true,
    earliest,
  },
  { kind: 'day', name: 'meeting', label: 'When is the mediation meeting?', is_more: true, earliest },
];

const isDecision = (value: string): value is Decision => Object.hasOwn(decisions, value);

function faultsOf(answers: Answers): Fault[] {
  const { notice, decision } = answers;
  const others = ['certificate', 'declined', 'mediation', 'meeting'] as const;
  if (!notice) {
    const onlyMediation = !decision && !answers.certificate && others.some((name) => answers[name]);
    return onlyMediation ? [] : [{ field: 'notice', text: 'Fill in the date of the council’s letter' }];
  }
  return [
    ...outOfOrder(answers, ['notice', 'certificate']),
    ...outOfOrder(answers, ['notice', 'declined']),
    ...outOfOrder(answers, ['notice', 'mediation', 'meeting']),
  ];
}

function workOut(answers: Answers, { today }: Surroundings): Answer | Fault[] {
  const faults = faultsOf(answers);
  if (faults.length) return faults;
  const { notice, certificate, declined, mediation, meeting } = answers;
  const days = mediationList(answers, today);
  const late = lateMediation(answers, today);
  if (!notice) return mediationAlone(days, late);
  const rules = disputeRulesOn(notice);
  const value = answers.decision ?? 'content';
  const called = [declined, mediation, meeting].filter((day) => day !== undefined).sort()[0];
  const facts: AppealFacts = {
    decision: isDecision(value) ? value : 'other',
    notice,
    certificate,
    called_adviser: called,
    today,
    rules,
  };
  const { end, steps } = walk(appealGraph, facts);
  if (end !== 'no_appeal') {
    const isDirect = end.startsWith('direct');
    const appeal = appealDay(notice, isDirect ? undefined : certificate, rules);
    if (!isDirect && !certificate)
      days.push({
        key: 'adviser',
        day: lastDay(rules.limits.call_adviser, notice),
        what: 'Last day to call a mediation adviser',
        who: 'You',
        law: rules.limits.call_adviser.law,
        note: 'Without that call there is no certificate. Call much earlier.',
      });
    days.push({
      key: 'appeal',
      day: appeal.last,
      what: 'The Tribunal must have your appeal by 5pm',
      who: 'You',
      law: 'Tribunal Procedure Rules 2008, rules 12 and 20',
      note: movedNote(appeal),
    });
    return { ...(late && { letter: late.letter }), ...appealAnswer(end, appeal, facts), days, delays, walked: steps };
  }
  return { ...appealAnswer(end, undefined, facts), days, walked: steps };
}

function mediationAlone(days: WorkedDay[], late: ReturnType<typeof lateMediation>): Answer {
  return {
    sentence: late
      ? `If there was no mediation yet, the council is late: it had to take place by {${late.due}}.`
      : 'These are the days of the mediation: with the date of the council’s letter we can also work out by when you can appeal.',
    tone: late ? 'bad' : 'note',
    why: [
      {
        text: 'Mediation has its own time limits, beside those of an appeal.',
        law: 'SEND Regulations 2014, regs 32 to 42',
      },
    ],
    todo: [
      ...(late ? ['Write to the council today. Use the letter below, and send a copy to the mediation adviser.'] : []),
      'Keep the certificate: you need it to appeal.',
      'Bring somebody with you if you like. The mediator takes no side.',
    ],
    days,
    delays,
    ...(late && { letter: late.letter }),
    links: [routerLink, adviceLink],
    walked: [],
  };
}

/** `/tools/appeal`: by when a decision can be appealed, with both clocks, and the days of mediation. */
export const appealTool: Tool = {
  slug: 'appeal',
  group,
  title: 'By when can we appeal?',
  lead: 'The last day for an appeal to the Tribunal, and the days of mediation before it.',
  introduction: [
    'You may not agree with a decision about an EHC plan. Then two clocks run: one from the council’s letter, and one from the mediation certificate.',
  ],
  fields,
  button: 'Work out the dates',
  workOut,
  graphs: [appealGraph],
  limits: limitsNamed(
    'call_adviser',
    'certificate_without_mediation',
    'mediation_held',
    'mediation_told',
    'certificate_after_mediation',
    'mediation_agreement',
    'appeal_after_notice',
    'appeal_after_certificate',
  ),
};

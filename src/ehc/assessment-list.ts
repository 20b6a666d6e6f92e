import { lastDay } from '../calendar/limit-rules.ts';
import { weekdayInWords } from '../date-rules.ts';
import type { Letter, WorkedDay } from '../tools/tool.ts';
import { type AssessmentFacts, assessmentDays, draftDays } from './assessment-rules.ts';
import { type CouncilEhcRules, dueBy } from './rule-set-rules.ts';
import { closing, dueDay } from './tool-words.ts';

/** A letter about a decision or a plan that is late. */
export function assessmentLetter(stage: 'plan' | 'decision', received: string, due: string): Letter {
  const what = stage === 'plan' ? 'the final EHC plan' : 'your decision on an EHC needs assessment';
  const law = stage === 'plan' ? 'regulation 13(2)' : 'regulations 4(1) and 5(1)';
  return {
    title: 'A letter to copy',
    subject: `Late: ${what} for [my child’s name, date of birth]`,
    paragraphs: [
      'Dear EHC plan team,',
      `You received a request for an EHC needs assessment of [my child’s name] on ${weekdayInWords(received)}. By ${law} of the Special Educational Needs and Disability Regulations 2014, ${what} was due by ${weekdayInWords(due)}. I have not received it.`,
      `Please ${stage === 'plan' ? 'send me the final plan' : 'tell me your decision'} now. The time limit is the law’s, and a lack of staff is not one of the exceptions to it.`,
      ...closing,
    ],
  };
}

/** Every day of an assessment that can be worked out from what is known; `asked` is when a professional was asked for advice. */
export function assessmentList(
  facts: AssessmentFacts,
  { asked, council }: { asked: string | undefined; council: CouncilEhcRules },
): WorkedDay[] {
  const { received, draft, rules } = facts;
  const days: WorkedDay[] = [];
  if (received) {
    const due = assessmentDays(received, rules);
    days.push(
      dueDay('decision', due.decision, {
        what: 'The council says if it will assess',
        who: 'The council tells the parent or young person, and the school',
      }),
      dueDay(
        'advice-in',
        { ...due.advice_in, target: null, law: 'Worked out from SEND Regulations 2014, reg. 8(1)' },
        {
          what: 'Advice from all professionals should be in',
          who: 'School, health, social care, educational psychologist',
          note: 'If the council asked them on the last day of its 6 weeks.',
          is_marker: true,
        },
      ),
      ...(council.plan_decision
        ? [
            dueDay('plan-decision', dueBy(council.plan_decision, received), {
              what: 'The council aims to have decided if a plan is needed',
              who: 'The council',
              is_marker: true,
            }),
          ]
        : []),
      dueDay('refusal', due.refusal, {
        what: 'If there will be no plan: the council tells you, with its reasons',
        who: 'The council tells the parent or young person, the school, and the NHS',
      }),
      dueDay('draft', due.draft, {
        what: 'Last day for a draft plan that still leaves you 15 days for your views',
        who: 'The council',
      }),
      dueDay('final', due.final, {
        what: 'The final plan is sent',
        who: 'The council sends it to the parent or young person, the school or college, and the NHS',
      }),
    );
  }
  if (asked)
    days.push({
      key: 'advice',
      day: lastDay(rules.limits.advice, asked),
      what: 'The professional who was asked for advice answers',
      who: 'That professional',
      law: rules.limits.advice.law,
    });
  if (draft) {
    const { views, earliest_final } = draftDays(draft, rules);
    days.push(
      {
        key: 'views',
        day: views,
        what: 'The last of your 15 days: say what you think of the draft, and which school you want',
        who: 'You',
        law: rules.limits.views_on_draft.law,
      },
      {
        key: 'earliest-final',
        day: earliest_final,
        what: 'From this day on the council may make the plan final',
        who: 'The council',
        law: rules.limits.views_on_draft.law,
      },
      {
        key: 'school-answers',
        day: lastDay(rules.limits.school_answers, draft),
        what: 'The schools that the council asked should have answered, if it asked them on the day of the draft',
        who: 'The schools',
        law: rules.limits.school_answers.law,
        is_marker: true,
      },
    );
  }
  return days;
}

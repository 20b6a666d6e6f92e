import { lastDay } from '../calendar/limit-rules.ts';
import { weekdayInWords } from '../date-rules.ts';
import type { Answer, Letter } from '../tools/tool.ts';
import { adviceLink, signature } from '../tools/tool-words.ts';
import type { AppealFacts, appealGraph, TribunalDay } from './appeal-rules.ts';
import { routerLink, tribunalLink } from './tool-words.ts';

export const delays = {
  may: [
    'If the last day falls in August, or from Christmas Day to New Year’s Day, you have until the first working day after.',
    'If you are late, the Tribunal can still take your appeal. Say why: illness, or a letter that came late.',
    'If the council cannot arrange mediation in 30 days, it says so, and you get your certificate within 3 working days.',
  ],
  may_not: [
    'Talks with the council, and complaints, do not give you more time to appeal.',
    'Too few staff is no reason for the council to arrange mediation late.',
  ],
};

/** Why the last day is not the one that was counted; empty when it is. */
export function movedNote({ counted, moved_because }: TribunalDay): string {
  if (moved_because === null) return '';
  return moved_because === 'holidays'
    ? `Counted, it would be {${counted}}. That falls in August, or from Christmas Day to New Year’s Day, so the time runs on to the first working day after.`
    : `Counted, it would be {${counted}}. Nobody works on that day, so the next working day counts.`;
}

/** What an appeal's end in the graph says to a family. */
export function appealAnswer(
  end: keyof typeof appealGraph.ends,
  appeal: TribunalDay | undefined,
  { notice, certificate, rules }: AppealFacts,
): Omit<Answer, 'days' | 'walked'> {
  const { limits } = rules;
  const last = `{${appeal?.last ?? ''}}`;
  const adviser = `{${lastDay(limits.call_adviser, notice)}}`;
  const clocks = [
    {
      text: `Two months from the letter: {${lastDay(limits.appeal_after_notice, notice)}}.`,
      law: limits.appeal_after_notice.law,
    },
    ...(certificate
      ? [
          {
            text: `One month from the certificate: {${lastDay(limits.appeal_after_certificate, certificate)}}. The later of the two counts.`,
            law: limits.appeal_after_certificate.law,
          },
        ]
      : []),
    ...(appeal?.moved_because
      ? [
          {
            text: movedNote(appeal),
            law:
              appeal.moved_because === 'holidays'
                ? 'Tribunal Procedure Rules 2008, rule 12(3)(a)'
                : 'Tribunal Procedure Rules 2008, rule 12(2)',
          },
        ]
      : []),
  ];
  const links = [tribunalLink, adviceLink, routerLink];
  const send = [
    'Fill in the Tribunal’s form. Say what you want in place of the decision, and why.',
    'Send with it the council’s letter, the plan if there is one, and reports.',
  ];
  const late = {
    tone: 'bad' as const,
    why: clocks,
    letter: formWords(
      'I ask for more time to appeal',
      `The council’s letter is from ${weekdayInWords(notice)}. My appeal should have reached you by 5pm on ${weekdayInWords(appeal?.last ?? notice)}. I ask the Tribunal to allow more time under rule 5(3)(a).`,
    ),
    todo: [
      'Send the appeal today all the same.',
      'Ask the Tribunal on the form to allow more time. Say why it is late, for example illness, or a letter that came late.',
      'Get help with it from a free advice service.',
    ],
    links,
  };
  switch (end) {
    case 'no_appeal':
      return {
        sentence: 'The Tribunal cannot look at this, but there are other ways.',
        tone: 'care',
        why: [
          { text: 'Only the decisions in the list can be appealed.', law: 'Children and Families Act 2014, s. 51(2)' },
        ],
        todo: ['Look at all the ways to put things right.'],
        links: [routerLink, adviceLink],
      };
    case 'direct':
      return {
        sentence: `You need no mediation certificate, and the Tribunal must get your appeal by 5pm on ${last}.`,
        tone: 'note',
        why: [
          ...clocks,
          {
            text: 'An appeal only about section I needs no certificate. Mediation is still open to you.',
            law: 'Children and Families Act 2014, s. 55(2)',
          },
        ],
        todo: send,
        links,
      };
    case 'ready':
      return {
        sentence: `The Tribunal must get your appeal by 5pm on ${last}.`,
        tone: 'note',
        why: clocks,
        todo: [...send, 'Send the mediation certificate too.'],
        links,
      };
    case 'direct_late':
    case 'late':
      return {
        ...late,
        sentence: `The time for the appeal ended at 5pm on ${last}, so ask the Tribunal for more time today.`,
      };
    case 'certificate_coming':
      return {
        sentence: `When the certificate comes, you have one month from its date, and until 5pm on ${last} at least.`,
        tone: 'note',
        why: clocks,
        todo: ['Come back and fill in the date on the certificate.', ...send],
        links,
      };
    case 'call_adviser':
      return {
        sentence: `Call a mediation adviser by ${adviser}, and appeal so that the Tribunal has it by 5pm on ${last}, or one month after the certificate if that is later.`,
        tone: 'care',
        why: [
          ...clocks,
          {
            text: 'You need a certificate from a mediation adviser. You do not have to go to mediation: you can say no to it.',
            law: 'Children and Families Act 2014, s. 55',
          },
        ],
        todo: [
          'Call the mediation adviser today. The number is in the council’s letter. It is free.',
          'Say if you want mediation or not. If not, the certificate comes within 3 working days.',
          ...send,
        ],
        links,
      };
    case 'leave_needed':
      return {
        sentence: `The two months to call a mediation adviser ended on ${adviser}, so ask the Tribunal for permission to appeal without a certificate.`,
        tone: 'bad',
        why: [
          {
            text: 'Whoever has not called an adviser in two months gets no certificate. Only the Tribunal can let you appeal.',
            law: 'SEND Regulations 2014, reg. 34(2) and (3)',
          },
          ...clocks,
        ],
        todo: late.todo,
        letter: formWords(
          'I ask for permission to appeal without a mediation certificate',
          `The council’s letter is from ${weekdayInWords(notice)}. I did not call a mediation adviser within two months of it. I ask the Tribunal for permission to appeal all the same, under regulation 34(3) of the Special Educational Needs and Disability Regulations 2014.`,
        ),
        links,
      };
  }
}

function formWords(subject: string, facts: string): Letter {
  return {
    title: 'Words to copy onto the form',
    subject,
    paragraphs: [
      facts,
      'It is late because [say what happened, and on which days].',
      'It is fair to look at it because [say what it means for my child].',
      signature,
    ],
  };
}

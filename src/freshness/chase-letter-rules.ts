import { longDate } from '../directory/date-rules.ts';
import type { PlannedStep, Step } from './freshness-rules.ts';

/** What a letter about a record says; the link and the signature are added where they are known. */
export interface ChaseLetter {
  subject: string;
  paragraphs: string[];
  action_text: string;
  by_when: string;
}

/** Steps that somebody is written to about. */
export type LetterStep = Exclude<Step, 'to_phone' | 'dropped'>;

/** Whether a step has a letter. */
export function hasLetter(step: Step): step is LetterStep {
  return step !== 'to_phone' && step !== 'dropped';
}

/** Says what has happened to a record that nobody has confirmed, what to do, and by when. */
export function letterFor(
  step: LetterStep,
  record: { name: string; organisation: string; confirmed_on: string | undefined; ends_on: string },
  plan: readonly PlannedStep[],
): ChaseLetter {
  const name = `“${record.name}”`;
  const dayOf = (wanted: Step) => longDate(plan.find(({ step: one }) => one === wanted)?.on ?? record.ends_on);
  const isAhead = (wanted: Step) => plan.some((one) => one.step === wanted && !one.is_done);
  const last = record.confirmed_on
    ? `It was last confirmed on ${longDate(record.confirmed_on)}.`
    : 'Nobody has confirmed it yet.';
  const please = 'Please look at it, and tell us whether everything is still right. You need no password.';
  const next = [
    isAhead('warned') ? `on ${dayOf('warned')} its page begins to say that it may be out of date` : '',
    isAhead('hidden') && step !== 'hidden' ? `on ${dayOf('hidden')} we take it down` : '',
  ].filter(Boolean);
  const otherwise = next.length > 0 ? `Without an answer, ${next.join(', and ')}.` : '';
  const letter = (subject: string, paragraphs: string[], by_when: string): ChaseLetter => ({
    subject,
    paragraphs,
    action_text: 'Look at the record and answer',
    by_when,
  });
  switch (step) {
    case 'asked':
      return letter(
        `Is ${name} still right?`,
        [`Families find ${name}, by ${record.organisation}, in our directory. ${last}`, please],
        `Please answer by ${dayOf('reminded')}. ${otherwise}`,
      );
    case 'reminded':
      return letter(
        `Reminder: is ${name} still right?`,
        [`We asked you about ${name}, by ${record.organisation}, and have no answer yet. ${last}`, please],
        `Please answer by ${dayOf('others_asked')}. ${otherwise}`,
      );
    case 'others_asked':
      return letter(
        `Can you tell us whether ${name} is still right?`,
        [
          `${name}, by ${record.organisation}, stands in our directory with you as a contact. ${last} We asked its own contact and have no answer.`,
          please,
        ],
        `Please answer within two weeks. ${otherwise}`,
      );
    case 'warned':
      return letter(
        `The page of ${name} now says that it may be out of date`,
        [
          `Nobody has told us that ${name}, by ${record.organisation}, is still right. ${last} From today its page tells families that it may be out of date.`,
          `${please} The warning then goes at once.`,
        ],
        otherwise || 'Please answer as soon as you can.',
      );
    case 'lapsed':
      return letter(
        `${name} is no longer marked as part of the Local Offer`,
        [
          `Nobody has told us that ${name}, by ${record.organisation}, is still right. ${last} From today it does not carry the Local Offer badge.`,
          `${please} We then look at giving the badge back.`,
        ],
        otherwise || 'Please answer as soon as you can.',
      );
    case 'hidden':
      return letter(
        `We have taken down ${name}`,
        [
          `Nobody has told us that ${name}, by ${record.organisation}, is still right. ${last} Families cannot find it any more.`,
          'Is it still right? Open the record and press “Everything is still right”. Then families find it again at once.',
        ],
        'You can do so at any time. When the link has run out, call us.',
      );
  }
}

import { longDate } from '../directory/date-rules.ts';
import type { FindingWords } from './finding-words-rules.ts';
import type { PlannedStep, Step } from './plan-rules.ts';

/** Steps that somebody is written to about. */
export type LetterStep = Exclude<Step, 'to_phone' | 'dropped'>;

/** Why somebody is written to about a record: a step of the chase, or something that the site found in it. */
export type About = LetterStep | 'found';

/** Whether a step has a letter. */
export function hasLetter(step: Step): step is LetterStep {
  return step !== 'to_phone' && step !== 'dropped';
}

/** A record of which a letter speaks; days are `YYYY-MM-DD`. */
export interface ToldRecord {
  name: string;
  about: About;
  confirmed_on: string | undefined;
  /** of the open round; empty where there is none */
  plan: readonly PlannedStep[];
  /** its page tells families already that it may be out of date */
  is_late: boolean;
  found: readonly FindingWords[];
}

/** What a letter says; the link and the signature are added where they are known. */
export interface ChaseLetter {
  subject: string;
  paragraphs: string[];
  action_text: string;
  by_when: string;
}

/** The gravest first: of one record, only the gravest is said. */
const gravity: readonly About[] = ['hidden', 'lapsed', 'warned', 'others_asked', 'reminded', 'asked', 'found'];

/** Whether one thing to be said is graver than another. */
export function isGraver(one: About, other: About): boolean {
  return gravity.indexOf(one) < gravity.indexOf(other);
}

/** So many records are named in a letter at most: its page shows the others too. */
const mostNamed = 60;

/** Says what has happened to records of an organisation, what to do, and by when. */
export function letterAbout(organisation: string, records: readonly ToldRecord[]): ChaseLetter {
  const [only, ...others] = records;
  if (!only) throw new Error('A letter is about a record.');
  return others.length === 0 ? aboutOne(organisation, only) : aboutSeveral(organisation, records);
}

const please = 'Please look at it, and tell us whether everything is still right. You need no password.';

function aboutOne(organisation: string, record: ToldRecord): ChaseLetter {
  const name = `“${record.name}”`;
  const otherwise = otherwiseOf([record]);
  const confirmed = record.confirmed_on
    ? `It was last confirmed on ${longDate(record.confirmed_on)}.`
    : 'Nobody has confirmed it yet.';
  const last =
    record.is_late && ['asked', 'reminded', 'others_asked'].includes(record.about)
      ? `${confirmed} Its page tells families already that it may be out of date.`
      : confirmed;
  const letter = (subject: string, paragraphs: string[], by_when: string): ChaseLetter => ({
    subject,
    paragraphs: [...paragraphs, ...foundIn(record)],
    action_text: 'Look at the record and answer',
    by_when,
  });
  switch (record.about) {
    case 'asked':
      return letter(
        `Is ${name} still right?`,
        [`Families find ${name}, by ${organisation}, in our directory. ${last}`, please],
        `Please answer by ${dayOf(record, 'reminded')}. ${otherwise}`.trim(),
      );
    case 'reminded':
      return letter(
        `Reminder: is ${name} still right?`,
        [`We asked you about ${name}, by ${organisation}, and have no answer yet. ${last}`, please],
        `Please answer by ${dayOf(record, 'others_asked')}. ${otherwise}`.trim(),
      );
    case 'others_asked':
      return letter(
        `Can you tell us whether ${name} is still right?`,
        [
          `${name}, by ${organisation}, stands in our directory with you as a contact. ${last} We asked its own contact and have no answer.`,
          please,
        ],
        `Please answer by ${dayOf(record, 'warned')}. ${otherwise}`.trim(),
      );
    case 'warned':
      return letter(
        `The page of ${name} now says that it may be out of date`,
        [
          `Nobody has told us that ${name}, by ${organisation}, is still right. ${last} Its page now tells families that it may be out of date.`,
          `${please} The warning then goes at once.`,
        ],
        otherwise || 'Please answer as soon as you can.',
      );
    case 'lapsed':
      return letter(
        `${name} is no longer marked as part of the Local Offer`,
        [
          `Nobody has told us that ${name}, by ${organisation}, is still right. ${last} From today it does not carry the Local Offer badge.`,
          `${please} We then look at giving the badge back.`,
        ],
        otherwise || 'Please answer as soon as you can.',
      );
    case 'hidden':
      return letter(
        `We have taken down ${name}`,
        [
          `Nobody has told us that ${name}, by ${organisation}, is still right. ${last} Families cannot find it any more.`,
          'Is it still right? Open the record and press “Everything is still right”. Then families find it again at once.',
        ],
        'You can do so at any time. When the link has run out, call us.',
      );
    case 'found':
      return letter(
        `Something on the page of ${name} may be wrong`,
        [
          `Families find ${name}, by ${organisation}, in our directory. We check links, addresses, numbers and dates by machine.`,
        ],
        'Please put it right as soon as you can.',
      );
  }
}

const headings: Record<About, string> = {
  hidden: 'We have taken these down, because nobody has told us that they are still right. One press brings them back:',
  lapsed: 'These do not carry the Local Offer badge any more, because nobody has told us that they are still right:',
  warned: 'The pages of these now tell families that they may be out of date:',
  others_asked: 'We asked the own contacts of these, and have no answer. You stand in them as a contact too:',
  reminded: 'We asked you about these before, and have no answer yet:',
  asked: 'Are these still right?',
  found: 'We check links, addresses, numbers and dates by machine. Something in these may be wrong:',
};

const subjects: Record<About, (count: number) => string> = {
  hidden: (count) => `We have taken down ${count} of your records`,
  lapsed: (count) => `${count} of your records are no longer marked as part of the Local Offer`,
  warned: (count) => `The pages of ${count} of your records now say that they may be out of date`,
  others_asked: (count) => `Can you tell us whether ${count} records are still right?`,
  reminded: (count) => `Reminder: are ${count} records still right?`,
  asked: (count) => `Are ${count} records still right?`,
  found: (count) => `Something on the pages of ${count} of your records may be wrong`,
};

function aboutSeveral(organisation: string, records: readonly ToldRecord[]): ChaseLetter {
  const groups = gravity.flatMap((about) => {
    const those = records.filter((record) => record.about === about);
    return those.length > 0 ? [{ about, those }] : [];
  });
  const [first] = groups;
  const subject =
    groups.length === 1 && first
      ? subjects[first.about](records.length)
      : `${records.length} records need you: are they still right?`;
  let left = mostNamed;
  const named = groups.flatMap(({ about, those }) => {
    const shown = those.slice(0, Math.max(left, 0));
    left -= those.length;
    const more = those.length - shown.length;
    return [
      headings[about],
      ...shown.flatMap((record) => [`• ${lineOf(record)}`, ...foundIn(record).map((line) => `– ${line}`)]),
      ...(more > 0 ? [`• and ${more} more, which stand on the page`] : []),
    ];
  });
  return {
    subject,
    paragraphs: [
      `This is about ${records.length} records of ${organisation} in our directory, where families find them.`,
      ...named,
      'One page shows them all. If every line of them is right, one press says so. If something has changed in one, say it beside that one. You need no password.',
    ],
    action_text: 'Look at the records and answer',
    by_when: otherwiseOf(records) || 'Please answer as soon as you can.',
  };
}

const answerBefore: Partial<Record<About, Step>> = {
  asked: 'reminded',
  reminded: 'others_asked',
  others_asked: 'warned',
};

function lineOf(record: ToldRecord): string {
  const last = record.confirmed_on
    ? `last confirmed on ${longDate(record.confirmed_on)}`
    : 'nobody has confirmed it yet';
  const until = answerBefore[record.about];
  const by = until && record.plan.length > 0 ? ` Please answer by ${dayOf(record, until)}.` : '';
  return `“${record.name}”: ${last}.${by}`;
}

function foundIn({ found }: ToldRecord): string[] {
  return found.map(({ what, todo }) => `We found: ${what} ${todo}`);
}

function dayOf({ plan }: ToldRecord, wanted: Step): string {
  const on = plan.find(({ step }) => step === wanted)?.on;
  return on === undefined ? 'the end of the month' : longDate(on);
}

// What happens next where nobody answers: the earliest of each.
function otherwiseOf(records: readonly ToldRecord[]): string {
  const next = (wanted: Step, of: readonly ToldRecord[]) => {
    const days = of.flatMap(({ plan }) =>
      plan.flatMap(({ step, on, is_done }) => (step === wanted && !is_done ? on : [])),
    );
    return days.sort()[0];
  };
  const warned = next(
    'warned',
    records.filter(({ is_late }) => !is_late),
  );
  const hidden = next('hidden', records);
  const [its, it] = records.length === 1 ? ['its page begins', 'it'] : ['the first page begins', 'the first record'];
  const told = [
    warned ? `on ${longDate(warned)} ${its} to say that it may be out of date` : '',
    hidden ? `on ${longDate(hidden)} we take ${it} down` : '',
  ].filter(Boolean);
  return told.length > 0 ? `Without an answer, ${told.join(', and ')}.` : '';
}

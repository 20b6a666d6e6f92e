import type { Selectable } from 'kysely';
import { dayInWords, weekdayInWords } from '../date-rules.ts';
import type { BulletinVersionTable } from '../db/types.ts';

/** What a bulletin is. */
export const types = {
  information: 'Information',
  action: 'Action: something to do',
  event: 'Event',
} as const;

/** What lists, feeds and mails know of a bulletin: all but its text. */
export const listedColumns = [
  'type',
  'title',
  'summary',
  // for whom: an empty list is everybody
  'roles',
  'kinds',
  'phases',
  'clusters',
  // everybody may read it; else schools that have signed in
  'is_public',
  // a role and its mailbox, never a person
  'contact_role',
  'contact_email',
  // of an action, YYYY-MM-DD
  'due_on',
  // of an event, YYYY-MM-DD, and HH:MM on the clock of the United Kingdom
  'event_on',
  'starts_at',
  'ends_at',
  'place',
] as const satisfies readonly (keyof BulletinVersionTable)[];

/** The columns of a version that are its content. */
export const contentColumns = [
  ...listedColumns,
  'markdown',
  // of a correction: why, for everybody; and whether schools are told of it by mail
  'because',
  'tells',
] as const satisfies readonly (keyof BulletinVersionTable)[];

/** What a bulletin says: as it is written, and as each of its versions keeps it. */
export type BulletinContent = Pick<Selectable<BulletinVersionTable>, (typeof contentColumns)[number]>;
/** The same without its text. */
export type ListedContent = Pick<BulletinContent, (typeof listedColumns)[number]>;

/** The content of something that holds more. */
export function contentOf(whole: BulletinContent): BulletinContent {
  return Object.fromEntries(contentColumns.map((column) => [column, whole[column]])) as unknown as BulletinContent;
}

/** Whether two texts say the same in everything. */
export function isSame(one: BulletinContent, other: BulletinContent): boolean {
  return JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));
}

/** When an event is, in words: "Monday 16 November 2026, 09:30 to 11:00". */
export function eventInWords({
  event_on,
  starts_at,
  ends_at,
}: Pick<BulletinContent, 'event_on' | 'starts_at' | 'ends_at'>) {
  if (!event_on) return null;
  const time = starts_at ? `, ${starts_at}${ends_at ? ` to ${ends_at}` : ''}` : '';
  return `${weekdayInWords(event_on)}${time}`;
}

/** What a bulletin asks for by when, in a few words: "Action by 4 December 2026", "Event on …"; null for information. */
export function whenInWords(content: Pick<BulletinContent, 'due_on' | 'event_on' | 'starts_at' | 'ends_at'>) {
  if (content.due_on) return `Action by ${dayInWords(content.due_on)}`;
  const event = eventInWords(content);
  return event && `Event on ${event}`;
}
/** What lists of others say of a bulletin: what it asks for by when, why it was corrected if it was, its summary; in sentences. */
export function aboutInWords(bulletin: ListedContent, because: string): string {
  return [whenInWords(bulletin), because && `Corrected because: ${because}`, bulletin.summary]
    .filter(Boolean)
    .map((part) => (/[.!?]$/.test(part ?? '') ? part : `${part}.`))
    .join(' ');
}

/** What a school said of an action. */
export type Answer = 'read' | 'done';
/** How a school stands to an action: what it said, and whether it is late. */
export interface Standing {
  answer: Answer | null;
  /** the day is over, and it has not said that it is done */
  is_overdue: boolean;
  /** it is reminded: it has said nothing, or the day is over and it is not done */
  waits: boolean;
}

/** How a school stands to an action that was to be done by `due_on`, on a day (YYYY-MM-DD). */
export function standingOf(answer: Answer | null, due_on: string | null, today: string): Standing {
  const is_overdue = answer !== 'done' && due_on !== null && due_on < today;
  return { answer, is_overdue, waits: answer === null || is_overdue };
}

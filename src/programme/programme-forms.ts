import { z } from 'zod';
import { isDay as isAnyDay } from '../calendar/day-rules.ts';
import { neededWords, oneOf, pathOfThisSite, words } from '../web/form.ts';
import { kinds, outcomes, stages } from './stage-rules.ts';

/** A day that there is, in these years: nothing else was meant, and a database knows no year 0. */
const isDay = (text: string) => isAnyDay(text) && text >= '2000-01-01' && text < '2100-01-01';
const day = (isRight: (text: string) => boolean, message: string) => words(20, 'the day').refine(isRight, message);
const dayOrNone = day((text) => text === '' || isDay(text), 'Write a day, or leave it empty');
const isAddress = (text: string) => pathOfThisSite(text) !== undefined || /^https:\/\/[^\s"<>]+$/.test(text);

/** Something in development; `groups` are the ids of the groups that may work on it. */
export function developmentForm(groups: readonly number[]) {
  return z
    .object({
      kind: oneOf(kinds, 'Choose what it is'),
      title: neededWords(150, 'the title', 'Write what it is called'),
      summary: neededWords(1000, 'the summary', 'Write what is going on, in a sentence or two'),
      stage: oneOf(stages, 'Choose how far it is'),
      owner: words(200, 'who answers for it'),
      task_group_id: words(20, 'the group').refine(
        (text) => text === '' || groups.some((id) => String(id) === text),
        'Choose a group, or none',
      ),
      decided_by: neededWords(200, 'who decides', 'Write who decides: a role or a body'),
      decision: words(1000, 'the decision'),
      take_part: words(1000, 'how to take part'),
      take_part_href: words(300, 'the address').refine(
        (text) => text === '' || isAddress(text),
        'Write an address of this site, like /comments, or one that begins with https://',
      ),
      take_part_until: dayOrNone,
      outcome: words(2000, 'what became of it'),
      page: words(300, 'the page').refine(
        (text) => text === '' || pathOfThisSite(text) !== undefined,
        'Write an address of this site, like /about',
      ),
      note: words(1000, 'the note'),
      published: words(10, 'the answer'),
      version: words(20, 'the version'),
    })
    .refine(({ kind, owner }) => kind !== 'document' || owner !== '', {
      path: ['owner'],
      message: 'Write who answers for the document: a role or a team',
    })
    .refine(({ stage, outcome }) => outcome !== '' || !['open', 'closed', 'dropped'].includes(stage), {
      path: ['outcome'],
      message: 'Write what became of it',
    });
}

const mostLines = 60;
const lines = (what: string) =>
  words(6000, what)
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .refine((found) => found.length <= mostLines, `Make ${what} ${mostLines} lines or fewer`);

/** A group that was set up for a task: its members and outputs are one to a line. */
export const groupForm = z
  .object({
    name: neededWords(150, 'the name', 'Write what the group is called'),
    remit: neededWords(1000, 'the task', 'Write what the group is to do'),
    members: lines('the members').refine((found) => found.length > 0, 'Write who is in it: roles and organisations'),
    begins_on: day((text) => isDay(text), 'Write the day on which it begins'),
    ends_on: dayOrNone,
    outputs: lines('what came of it'),
    published: words(10, 'the answer'),
    version: words(20, 'the version'),
  })
  .refine(({ begins_on, ends_on }) => ends_on === '' || ends_on >= begins_on, {
    path: ['ends_on'],
    message: 'It cannot end before it begins',
  });

/** A new promise: its last day, and how it is said. A day that has passed cannot be promised; `today` is YYYY-MM-DD. */
export function promiseForm(today: string) {
  return z.object({
    what: neededWords(200, 'it', 'Write what is promised'),
    due_on: day(
      (text) => isDay(text) && text >= today,
      'Write the last day on which the promise is kept: today, or later',
    ),
    due_words: neededWords(60, 'it', 'Write how the date is said, like "autumn 2027"'),
  });
}

/** What came of a promise: kept needs the day, moved a new date. */
export function settleForm(today: string) {
  return z
    .object({
      promise: words(20, 'the promise'),
      came: oneOf(outcomes, 'Choose what came of it'),
      came_on: words(20, 'the day'),
      settle_note: words(1000, 'the note'),
      next_on: words(20, 'the day'),
      next_words: words(60, 'it'),
    })
    .refine(({ came, came_on }) => came !== 'kept' || (isDay(came_on) && came_on <= today), {
      path: ['came_on'],
      message: 'Write the day on which it came: today, or before',
    })
    .refine(({ came, next_on }) => came !== 'moved' || (isDay(next_on) && next_on >= today), {
      path: ['next_on'],
      message: 'Write the new last day: today, or later',
    })
    .refine(({ came, next_words }) => came !== 'moved' || next_words !== '', {
      path: ['next_words'],
      message: 'Write how the new date is said',
    })
    .refine(({ came, settle_note }) => came === 'kept' || settle_note !== '', {
      path: ['settle_note'],
      message: 'Say why, for everybody to read',
    });
}

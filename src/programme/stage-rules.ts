/** What may be in development. */
export const kinds = {
  service: 'Service',
  scheme: 'Scheme',
  school: 'School or places',
  page: 'Page of this site',
  document: 'Document',
  money: 'Money and buildings',
  plan: 'Strategy or plan',
} as const;
export type Kind = keyof typeof kinds;

/** How far something is, in the order in which it is shown. */
export const stages = {
  drafting: 'Being written',
  consulting: 'We are asking what people think',
  proposed: 'Proposed: nothing is decided',
  planned: 'Planned',
  pilot: 'Being tried out',
  changing: 'Changing',
  closing: 'Closing',
  open: 'Done: it is there',
  closed: 'Closed',
  dropped: 'It will not come',
} as const;
export type Stage = keyof typeof stages;

/** How far something is, in words: a document that is done is final. */
export function stageInWords(kind: Kind, stage: Stage): string {
  return kind === 'document' && stage === 'open' ? 'Final' : stages[stage];
}

/** What came of a promised date. */
export const outcomes = { kept: 'Kept', moved: 'Moved to another day', dropped: 'It will not come' } as const;
export type Came = keyof typeof outcomes;

/** A promised date, as far as its state depends on it; days `YYYY-MM-DD`. */
export interface Promised {
  due_on: string;
  came: Came | null;
  came_on: string | null;
}

/** What a service's own record said of it on a day; days `YYYY-MM-DD`. */
export interface Said {
  stage: 'available_now' | 'planned' | 'proposed' | 'closed';
  due_on: string | null;
  said_on: string;
}

/**
 * The dates that a record promised, one after the other, each with what came of it: kept when the service was there, moved
 * when another date was said, dropped when it closed or no date was said any more.
 */
export function promisedBy(history: readonly Said[]): (Promised & { said_on: string; is_proposed: boolean })[] {
  return history.flatMap(({ stage, due_on, said_on }, at) => {
    const before = history[at - 1];
    const isSaidAgain = before?.due_on === due_on && isToCome(before);
    if (!isToCome({ stage }) || due_on === null || isSaidAgain) return [];
    const next = history.slice(at + 1).find((said) => said.due_on !== due_on || !isToCome(said));
    const came =
      next && (next.stage === 'available_now' ? 'kept' : next.due_on && isToCome(next) ? 'moved' : 'dropped');
    const came_on = came === 'kept' && next ? next.said_on : null;
    return [{ due_on, said_on, is_proposed: stage === 'proposed', came: came ?? null, came_on }];
  });
}

const isToCome = ({ stage }: Pick<Said, 'stage'>) => stage === 'planned' || stage === 'proposed';

/** How a promise stands on a day: to come, late, kept in time, kept late, moved, or dropped. */
export function stateOfPromise(
  { due_on, came, came_on }: Promised,
  today: string,
): 'to_come' | 'late' | 'kept' | 'kept_late' | 'moved' | 'dropped' {
  if (came === 'moved' || came === 'dropped') return came;
  if (came === 'kept') return came_on !== null && came_on > due_on ? 'kept_late' : 'kept';
  return due_on < today ? 'late' : 'to_come';
}

/** The states of a promise, as they are called. */
export const promiseStates = {
  to_come: 'Still to come',
  late: 'Late',
  kept: 'Kept',
  kept_late: 'It came late',
  moved: 'Moved',
  dropped: 'It will not come',
} as const;

/** An address made of a title: `new-special-school-in-the-east`. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 80).replace(/-+$/, '') || 'item';
}

/** Where a part of a report stands. */
export type AnswerState = 'empty' | 'begun' | 'beside' | 'published' | 'looked' | 'changed' | 'written';

/**
 * Where a part stands: nobody has written it, the site can begin it, two texts wait for people to choose, it is as it was
 * published last (and nobody has looked since, or somebody has), or it is written anew.
 */
export function answerState(
  answer: { text: string; written: { at: Date } | null; beside: readonly unknown[] },
  {
    before,
    published_at,
    has_suggestion,
  }: { before: string | undefined; published_at: Date | null; has_suggestion: boolean },
): AnswerState {
  if (answer.beside.length > 0) return 'beside';
  if (answer.text.trim() === '') return has_suggestion && answer.written === null ? 'begun' : 'empty';
  if (before === undefined) return 'written';
  if (before !== answer.text) return 'changed';
  return published_at && answer.written && answer.written.at > published_at ? 'looked' : 'published';
}

/** What keeps a report from being published, or has to be said of it. */
export interface Readiness {
  /** required parts without an answer: it can be published with its gaps, and says so */
  missing: string[];
  /** parts with two texts, or a text that cannot be shown: first these */
  blocked: { key: string; why: string }[];
  /** parts that nobody has looked at since the last report */
  unlooked: string[];
  /** nothing at all is written */
  is_empty: boolean;
}

/** Whether a draft can be published, by the states of its parts; `unreadable` says why a text cannot be shown. */
export function readinessOf(
  parts: readonly { key: string; state: AnswerState; is_asked: boolean; unreadable: string | undefined }[],
): Readiness {
  const isEmpty = (state: AnswerState) => state === 'empty' || state === 'begun';
  return {
    missing: parts.filter(({ state, is_asked }) => is_asked && isEmpty(state)).map(({ key }) => key),
    blocked: parts.flatMap(({ key, state, unreadable }) => {
      if (state === 'beside') return [{ key, why: 'Two people wrote at once. Choose what stands.' }];
      return unreadable === undefined ? [] : [{ key, why: unreadable }];
    }),
    unlooked: parts.filter(({ state }) => state === 'published').map(({ key }) => key),
    is_empty: parts.every(({ state }) => isEmpty(state)),
  };
}

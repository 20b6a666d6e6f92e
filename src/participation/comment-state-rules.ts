/** The states of a comment in the words of the desk (SEND Regulations 2014, reg. 56). */
export const commentStates = {
  received: 'Received',
  triaged: 'Read and sorted',
  excluded: 'Not to be published',
  anonymised: 'Made anonymous',
  answered: 'Answered',
  published: 'Published',
} as const;
export type CommentState = keyof typeof commentStates;

/**
 * What may follow: a comment is read before anything, made anonymous before it is answered and published, and can be
 * taken back from the public to be made anonymous again.
 */
const next: Record<CommentState, readonly CommentState[]> = {
  received: ['triaged'],
  triaged: ['triaged', 'anonymised', 'excluded'],
  excluded: ['triaged'],
  anonymised: ['anonymised', 'answered', 'excluded'],
  answered: ['anonymised', 'answered', 'published', 'excluded'],
  published: ['anonymised'],
};

/** Whether a comment in one state may be taken to another. */
export function mayFollow(from: CommentState, to: CommentState): boolean {
  return next[from].includes(to);
}

/** The states to which a comment may be taken from one. */
export function statesAfter(from: CommentState): readonly CommentState[] {
  return next[from];
}

/** Whether nothing waits for the council any more. */
export function isDone(state: CommentState): boolean {
  return state === 'excluded' || state === 'published';
}

/** How something that the law asks for stands. */
export type ItemState = 'covered' | 'stale' | 'broken' | 'missing';

/** The states from good to bad, as they are called. */
export const stateNames: Record<ItemState, string> = {
  covered: 'Covered',
  stale: 'Not checked in time',
  broken: 'A link is broken',
  missing: 'Missing',
};
const order = Object.keys(stateNames) as ItemState[];

/** The state of what any one of several serves: that of the best; missing where there is none. */
export function bestOf(states: readonly ItemState[]): ItemState {
  return order.find((state) => states.includes(state)) ?? 'missing';
}

/** The state of what needs all of several: that of the worst; missing where there is none. */
export function worstOf(states: readonly ItemState[]): ItemState {
  return order.toReversed().find((state) => states.includes(state)) ?? 'missing';
}

/** A public page as far as its state depends on it. */
export interface StatedPage {
  /** YYYY-MM-DD: the last day on which it need not be looked through again */
  review_by: string | null;
  /** it is being rewritten, and its text is not shown */
  is_hidden: boolean;
  /** addresses that it leads to, and that lead to nothing */
  dead_links: readonly string[];
}

/**
 * How a published page stands on a day: covered while it has been looked through in time and its links passed the last
 * check. One whose text is not shown serves nothing.
 */
export function stateOfPage({ review_by, is_hidden, dead_links }: StatedPage, today: string): ItemState {
  if (is_hidden) return 'missing';
  if (dead_links.length > 0) return 'broken';
  return review_by !== null && review_by >= today ? 'covered' : 'stale';
}

/** How services stand that serve a leaf: covered where one has been confirmed in time and no link of it is broken. */
export function stateOfServices({ all, fresh, broken }: { all: number; fresh: number; broken: number }): ItemState {
  if (fresh > 0) return 'covered';
  if (all > broken) return 'stale';
  return all > 0 ? 'broken' : 'missing';
}

import { Exact, sumOf, toPenny } from './pounds-rules.ts';

/** Who pays for a child's help that costs so much a year: the school up to the threshold, Element 3 above it. */
export function payersOf(cost: string, threshold: string): { school: string; top_up: string } {
  const school = Exact.min(cost, threshold);
  return { school: toPenny(school), top_up: toPenny(new Exact(cost).minus(school)) };
}

/** What a school would need for its pupils beside what it has. */
export interface Sufficiency {
  needed: string;
  /** what is missing; "0.00" where it is enough */
  shortfall: string;
  /** percent of what is needed, to one decimal place; null where nothing is needed */
  coverage: string | null;
}

/** Whether a notional SEN budget would do: so many pupils at an ordinary cost, and so many at the threshold. */
export function sufficiency(asked: {
  sen_support: string;
  cost_each: string;
  high_needs: string;
  threshold: string;
  budget: string;
}): Sufficiency {
  const needed = new Exact(asked.sen_support)
    .times(asked.cost_each)
    .plus(new Exact(asked.high_needs).times(asked.threshold));
  return {
    needed: toPenny(needed),
    shortfall: toPenny(Exact.max(needed.minus(asked.budget), 0)),
    coverage: needed.isZero() ? null : new Exact(asked.budget).div(needed).times(100).toFixed(1),
  };
}

/** How a council gives out top-up money: through a group of schools that holds a pot, or by applying to the council. */
export const topUpSchemes = {
  cluster_pot: 'A group of schools holds the money and decides together',
  la_application: 'The school applies to the council, and a panel decides',
} as const;
export type TopUpScheme = keyof typeof topUpSchemes;

/** What a group of schools can pay of a request out of its pot. */
export interface PotAnswer {
  remaining: string;
  pay: string;
  unmet: string;
  left: string;
  /** whether the way to the council for exceptional circumstances is open, and what it still wants where it is not */
  is_exceptional: boolean;
  wanted: string[];
}

/**
 * Pays a request out of a pot as far as it goes. The way to the council opens only when the pot is empty after it, the
 * school has shown how it spent its own money, and the schools have written down what they could do together.
 */
export function payFromPot(asked: {
  pot: string;
  approved: readonly string[];
  request: string;
  has_evidence: boolean;
  has_joint_options: boolean;
}): PotAnswer {
  const remaining = Exact.max(new Exact(asked.pot).minus(sumOf(asked.approved)), 0);
  const pay = Exact.min(remaining, asked.request);
  const unmet = new Exact(asked.request).minus(pay);
  const left = remaining.minus(pay);
  const wanted = [
    ...(left.isZero() ? [] : ['The pot must be empty.']),
    ...(asked.has_evidence ? [] : ['The school must show how it spent its own money.']),
    ...(asked.has_joint_options ? [] : ['The schools must write down what they could do together.']),
  ];
  return {
    remaining: toPenny(remaining),
    pay: toPenny(pay),
    unmet: toPenny(unmet),
    left: toPenny(left),
    is_exceptional: unmet.gt(0) && wanted.length === 0,
    wanted: unmet.gt(0) ? wanted : [],
  };
}

/** For which settings the council says what it expects. */
export const settings = {
  early_years: 'Nursery, pre-school or childminder',
  school: 'School',
  special_school: 'Special school',
  alternative_provision: 'Learning somewhere other than school',
  post_16: 'College or sixth form',
} as const;
export type Setting = keyof typeof settings;

/** The four broad areas of need (SEND Code of Practice 2015, 6.28 to 6.35), in families' words. */
export const needs = {
  communication_and_interaction: 'Talking, understanding, being with others',
  cognition_and_learning: 'Learning, reading, writing, numbers',
  social_emotional_mental_health: 'Feelings, behaviour, mental health',
  sensory_and_or_physical: 'Hearing, sight, moving, the body',
} as const;
export type Need = keyof typeof needs;

/** The steps of the graduated approach, each on top of the one before. */
export const steps = {
  every_child: 'For every child',
  sen_support: 'Extra help: special needs support',
  more_money: 'More money for more help',
  ehc_assessment: 'An assessment for a plan',
} as const;
export type Step = keyof typeof steps;

/** The cycle of special needs support. */
export const cycles = { assess: 'Find out', plan: 'Plan', do: 'Do', review: 'Look at it again' } as const;
export type Cycle = keyof typeof cycles;

/** What an expectation says. */
export const sayings = {
  when: 'When it begins',
  does: 'What they do',
  pays: 'What they pay for themselves',
  parents: 'What you can expect',
} as const;
export type Saying = keyof typeof sayings;

/** One thing that the council expects of a kind of setting at a step. */
export interface Expectation {
  /** the same in every version: schools say by it what they meet */
  code: string;
  setting: Setting | 'any';
  need: Need | 'any';
  step: Step;
  /** of special needs support only */
  cycle: Cycle | null;
  says: Saying;
  text: string;
  law: string | null;
  position: number;
}

/** How sure research is that something helps. */
export const strengths = {
  strong: 'Strong: several good studies agree',
  moderate: 'Moderate: good studies, or many smaller ones',
  limited: 'Limited: few or small studies',
  practice: 'Experience: used widely, little studied',
} as const;
export type Strength = keyof typeof strengths;

export const costs = { very_low: 'Very low', low: 'Low', moderate: 'Moderate', high: 'High' } as const;
export type Cost = keyof typeof costs;

/** Something that is known to help, with how sure one can be. */
export interface Intervention {
  code: string;
  name: string;
  need: Need | 'any';
  ages: string;
  what: string;
  strength: Strength;
  outcomes: string;
  cost: Cost;
  source: string;
  position: number;
}

/** A statement, whole. */
export interface Statement {
  expectations: Expectation[];
  interventions: Intervention[];
}

/** What was asked: each empty where it was left out. */
export interface AskedOf {
  setting: Setting;
  need: Need;
  step: Step;
}

/** One step with what the council expects at it, in the order in which it is read. */
export interface ExpectedAtStep {
  step: Step;
  when: Expectation[];
  does: Expectation[];
  pays: Expectation[];
  parents: Expectation[];
}

/**
 * What the council expects for a child in a kind of setting, with a need, at a step: that step and each before it, as each
 * is added to the others; and of the next one when it may come in. The child's step stands first.
 */
export function expectedFor(
  statement: Pick<Statement, 'expectations'>,
  { setting, need, step }: AskedOf,
): { steps: ExpectedAtStep[]; next: Expectation[] } {
  const order = Object.keys(steps) as Step[];
  const at = order.indexOf(step);
  const fits = statement.expectations.filter(
    (one) => (one.setting === 'any' || one.setting === setting) && (one.need === 'any' || one.need === need),
  );
  const of = (wanted: Step, says: Saying) => inOrder(fits.filter((one) => one.step === wanted && one.says === says));
  return {
    steps: order
      .slice(0, at + 1)
      .toReversed()
      .map((one) => ({
        step: one,
        when: of(one, 'when'),
        does: of(one, 'does'),
        pays: of(one, 'pays'),
        parents: of(one, 'parents'),
      })),
    next: order.slice(at + 1).flatMap((one) => of(one, 'when')),
  };
}

// What is for this need stands before what is for all, and the cycle goes round in its order.
function inOrder(found: Expectation[]): Expectation[] {
  const round = Object.keys(cycles);
  return found.toSorted(
    (a, b) =>
      round.indexOf(a.cycle ?? '') - round.indexOf(b.cycle ?? '') ||
      Number(a.need === 'any') - Number(b.need === 'any') ||
      a.position - b.position,
  );
}

/** What is different between two versions: what came, what went, and what was worded anew. */
export interface Differences<One> {
  added: One[];
  removed: One[];
  changed: { before: One; after: One }[];
}

/** Compares two lists by their codes; where something stands among the others is no difference. */
export function differencesOf<One extends { code: string; position: number }>(
  before: readonly One[],
  after: readonly One[],
): Differences<One> {
  const old = new Map(before.map((one) => [one.code, one]));
  const now = new Set(after.map(({ code }) => code));
  const plain = ({ position: _, ...rest }: One) => JSON.stringify(rest, Object.keys(rest).sort());
  return {
    added: after.filter(({ code }) => !old.has(code)),
    removed: before.filter(({ code }) => !now.has(code)),
    changed: after.flatMap((one) => {
      const was = old.get(one.code);
      return was && plain(was) !== plain(one) ? [{ before: was, after: one }] : [];
    }),
  };
}

import type { School } from '../schools/schools.ts';
import { settingOf } from '../schools/setting-rules.ts';
import { type Expectation, settings } from '../sen-support/statement-rules.ts';
import guide from './reference/guide.json' with { type: 'json' };

/** What makes a good answer to a part of a report, and what it can look like. */
export interface Guidance {
  hints: string[];
  /** from a made-up school's report; with places such as {information_service} */
  model: string;
}

const guidance = guide as Record<string, Guidance>;

/** How a part is answered well; nothing where the guide says nothing. */
export function guidanceFor(key: string): Guidance {
  return guidance[key] ?? { hints: [], model: '' };
}

/** Which sentences of the council's statement belong to a part: of these steps, sayings or times of the cycle, or by a word in them. */
interface Choice {
  says?: Expectation['says'];
  step?: Expectation['step'];
  cycle?: NonNullable<Expectation['cycle']>;
  word?: RegExp;
}

const choices: Record<string, Choice[]> = {
  'IR-2': [{ cycle: 'assess' }],
  'IR-3a': [{ cycle: 'review' }],
  'IR-3b': [{ cycle: 'review' }, { word: /\bprogress|three times a year|each term\b/i }],
  'IR-3c': [
    { step: 'every_child', word: /\blessons|teach in|sentences|small steps|learned before|key person|course\b/i },
  ],
  'IR-3d': [{ word: /\bchanges? for|seats|print|other ways|show the plan|small steps\b/i }],
  'IR-3e': [{ cycle: 'do' }, { cycle: 'plan' }],
  'IR-3f': [{ word: /\bclubs|trips|sport|join\b/i }],
  'IR-3g': [{ word: /\bfeelings|quiet place|trust|behaviour|calm|hard days\b/i }],
  'IR-4': [{ word: /\bSENCO|named person\b/i }],
  'IR-5': [{ word: /\btrain|specialist|therap|psychologist\b/i }],
  'IR-6': [{ word: /\bequipment|tools|device|screens\b/i }],
  'IR-7': [{ word: /\b(?:meet|tell|with) you\b/i, step: 'sen_support' }],
  'IR-8': [{ word: /\blisten to|the child\. ask|your child what\b/i }],
  'IR-10': [{ word: /\btherap|psychologist|specialist\b/i }],
  'IR-12': [{ word: /\bnext school|adult life|way back\b/i }],
  'IR-69ii': [{ word: /\bdisabled\b/i }],
  'IR-69iii': [{ word: /\bspace to move|light|noise\b/i }],
  money: [{ says: 'pays' }],
};

const mostShown = 8;

/** What the council expects a school to do that belongs to a part of its report: what is for its kind of setting first. */
export function expectedBeside(
  expectations: readonly Expectation[],
  school: Pick<School, 'kind'>,
  key: string,
): Expectation[] {
  const own = settingOf(school);
  const wanted = choices[key] ?? [];
  return expectations
    .filter(({ setting }) => setting === 'any' || setting === own)
    .filter(({ says }) => says === 'does' || says === 'pays')
    .filter((one) => wanted.some((choice) => fits(one, choice)))
    .toSorted((a, b) => Number(a.setting === 'any') - Number(b.setting === 'any') || a.position - b.position)
    .slice(0, mostShown);
}

/** What is expected, under the kind of setting that it is expected of, in the order given. */
export function bySetting(expectations: readonly Expectation[]): { whom: string; those: Expectation[] }[] {
  const groups = Map.groupBy(expectations, ({ setting }) => setting);
  return [...groups].map(([setting, those]) => ({
    whom: setting === 'any' ? 'Every setting' : settings[setting],
    those,
  }));
}

function fits(one: Expectation, { says, step, cycle, word }: Choice): boolean {
  return (
    (says === undefined || one.says === says) &&
    (step === undefined || one.step === step) &&
    (cycle === undefined || one.cycle === cycle) &&
    (word === undefined || word.test(one.text))
  );
}

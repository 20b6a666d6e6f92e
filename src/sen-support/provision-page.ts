import { dayInWords } from '../date-rules.ts';
import {
  costs,
  cycles,
  type Differences,
  differencesOf,
  type Expectation,
  type Intervention,
  needs,
  type Statement,
  sayings,
  settings,
  steps,
  strengths,
} from './statement-rules.ts';
import type { Version } from './statements.ts';

/** An expectation in words. */
export interface ExpectationView {
  code: string;
  text: string;
  law: string | null;
  /** for whom, and of which part of the cycle */
  about: string;
}

/** A version in words. */
export interface VersionView {
  number: number;
  href: string;
  made_by: string;
  note: string;
  published: string;
  review: string;
  is_overdue: boolean;
  is_demonstration: boolean;
  is_current: boolean;
}

/** What `/provision` and `/provision/<number>` show. */
export interface ProvisionPage {
  version: VersionView | null;
  versions: VersionView[];
  steps: { id: string; title: string; parts: { title: string; items: ExpectationView[] }[] }[];
  interventions: {
    name: string;
    need: string;
    ages: string;
    what: string;
    strength: string;
    outcomes: string;
    cost: string;
    source: string;
  }[];
  compare_href: string | null;
}

/** What is different between two versions, in words. */
export interface ComparePage {
  before: VersionView;
  after: VersionView;
  added: ExpectationView[];
  removed: ExpectationView[];
  changed: { before: ExpectationView; after: ExpectationView }[];
  interventions: { added: string[]; removed: string[]; changed: string[] };
}

type Say = (text: string) => string;

/** For whom an expectation is, in words. */
export function aboutOf({ setting, need, cycle }: Pick<Expectation, 'setting' | 'need' | 'cycle'>): string {
  const whom = setting === 'any' ? 'Every setting' : settings[setting];
  return [whom, need === 'any' ? '' : needs[need], cycle ? cycles[cycle] : ''].filter(Boolean).join('. ');
}

/** An expectation as it is shown; `say` puts in the council's own words. */
export function expectationView(one: Expectation, say: Say): ExpectationView {
  return { code: one.code, text: say(one.text), law: one.law, about: aboutOf(one) };
}

/** A published version as it is shown. */
export function versionView(version: Version, current: number | null, today: string): VersionView {
  const { number, made_by, note, review_by, is_demonstration, published_at } = version;
  return {
    number: number ?? 0,
    href: number === current ? '/provision' : `/provision/${number}`,
    made_by,
    note,
    published: published_at ? dayInWords(published_at) : '',
    review: review_by ? dayInWords(review_by) : '',
    is_overdue: review_by !== null && review_by < today,
    is_demonstration,
    is_current: number === current,
  };
}

/** The page of a whole version. */
export function provisionPage(
  versions: readonly Version[],
  version: Version | undefined,
  { expectations, interventions }: Statement,
  { say, today }: { say: Say; today: string },
): ProvisionPage {
  const current = versions[0]?.number ?? null;
  const before = version && versions.find(({ number }) => number === (version.number ?? 0) - 1);
  return {
    version: version ? versionView(version, current, today) : null,
    versions: versions.map((one) => versionView(one, current, today)),
    steps: Object.entries(steps).map(([step, title]) => ({
      id: step.replaceAll('_', '-'),
      title,
      parts: Object.entries(sayings).flatMap(([says, name]) => {
        const items = expectations
          .filter((one) => one.step === step && one.says === says)
          .map((one) => expectationView(one, say));
        return items.length > 0 ? [{ title: name, items }] : [];
      }),
    })),
    interventions: interventions.map((one) => ({
      ...one,
      need: one.need === 'any' ? 'Every need' : needs[one.need],
      strength: strengths[one.strength],
      cost: costs[one.cost],
    })),
    compare_href: before ? `/provision/compare?from=${before.number}&to=${version.number}` : null,
  };
}

/** The page that sets two versions side by side. */
export function comparePage(
  [before, after]: [Version, Version],
  [old, now]: [Statement, Statement],
  { say, today, current }: { say: Say; today: string; current: number | null },
): ComparePage {
  const found: Differences<Expectation> = differencesOf(old.expectations, now.expectations);
  const helps: Differences<Intervention> = differencesOf(old.interventions, now.interventions);
  const view = (one: Expectation) => expectationView(one, say);
  return {
    before: versionView(before, current, today),
    after: versionView(after, current, today),
    added: found.added.map(view),
    removed: found.removed.map(view),
    changed: found.changed.map((one) => ({ before: view(one.before), after: view(one.after) })),
    interventions: {
      added: helps.added.map(({ name }) => name),
      removed: helps.removed.map(({ name }) => name),
      changed: helps.changed.map((one) => one.after.name),
    },
  };
}

import { longDate } from '../directory/date-rules.ts';
import type { Figure } from './school-figures.ts';

/** A count of pupils as the public sees it. */
export interface ShownFigure {
  measure: 'pupils' | 'sen_support' | 'ehc_plans';
  title: string;
  /** the count; null where it is not shown */
  count: number | null;
  /** "38", "fewer than 5", "not shown", "not known" */
  words: string;
  /** "about 18 in 100 pupils", only where both counts are shown */
  share: string | null;
  /** the day of the count and who counted; null where nothing is known */
  source: string | null;
}

const titles: Record<ShownFigure['measure'], string> = {
  pupils: 'All pupils',
  sen_support: 'Pupils who get SEN support',
  ehc_plans: 'Pupils with an education, health and care plan',
};

type Counts = Partial<Record<ShownFigure['measure'], number>>;
type Shown = number | 'few' | 'hidden' | undefined;

/**
 * Counts of a school as they may be shown. One from 1 to below `fewest` is "few": somebody might be known by it. A school's
 * pupils with SEN are those on SEN support and those with a plan, and others publish how many that is: where one of the two
 * is few, the other is hidden as well. Where all but a few pupils have SEN, those few could be found by taking both counts
 * from all pupils, so the smaller one is hidden that is not 0. A school of few pupils shows nothing else.
 */
export function withoutSmallCounts(counts: Counts, fewest: number): Record<ShownFigure['measure'], Shown> {
  const isFew = (n: number | undefined): n is number => n !== undefined && n > 0 && n < fewest;
  const { pupils, sen_support, ehc_plans } = counts;
  const hidden = (n: number | undefined) => (n === undefined ? undefined : 'hidden');
  if (isFew(pupils)) return { pupils: 'few', sen_support: hidden(sen_support), ehc_plans: hidden(ehc_plans) };
  const shown = (n: number | undefined, other: number | undefined): Shown => {
    if (isFew(n)) return 'few';
    return isFew(other) && n !== 0 ? hidden(n) : n;
  };
  const found = { pupils, sen_support: shown(sen_support, ehc_plans), ehc_plans: shown(ehc_plans, sen_support) };
  const others = pupils === undefined ? undefined : pupils - (sen_support ?? 0) - (ehc_plans ?? 0);
  const isAllShown = typeof found.sen_support === 'number' || typeof found.ehc_plans === 'number';
  if (!isAllShown || !isFew(others)) return found;
  const hidesSupport = sen_support && (!ehc_plans || sen_support <= ehc_plans);
  return hidesSupport ? { ...found, sen_support: 'hidden' } : { ...found, ehc_plans: hidden(ehc_plans) };
}

/** A school's newest counts as every page shows them, always in the same order. */
export function figuresToShow(figures: readonly Figure[], fewest: number): ShownFigure[] {
  const counted = new Map(figures.map((figure) => [figure.measure, figure]));
  const counts: Counts = {};
  for (const measure of Object.keys(titles) as ShownFigure['measure'][]) {
    const count = counted.get(measure)?.count;
    if (count !== undefined) counts[measure] = count;
  }
  const shown = withoutSmallCounts(counts, fewest);
  return (Object.keys(titles) as ShownFigure['measure'][]).map((measure) => {
    const one = shown[measure];
    const count = typeof one === 'number' ? one : null;
    const of = counted.get(measure);
    return {
      measure,
      title: titles[measure],
      count,
      words: inWords(one, fewest),
      share: measure === 'pupils' ? null : shareInWords(count, shown.pupils),
      source: of ? `${longDate(of.as_of)}, ${of.source}` : null,
    };
  });
}

function inWords(shown: Shown, fewest: number): string {
  if (shown === 'few') return `fewer than ${fewest}`;
  if (shown === 'hidden') return 'not shown';
  return shown === undefined ? 'not known' : shown.toLocaleString('en-GB');
}

function shareInWords(count: number | null, pupils: Shown): string | null {
  if (count === null || typeof pupils !== 'number' || pupils === 0 || count > pupils) return null;
  return `about ${Math.round((100 * count) / pupils)} in 100 pupils`;
}

/** Numbers of law and policy that the pages about money tell, each with the day from which it holds. */
export const figureNames = {
  core_per_pupil_primary: 'Element 1: core money for each pupil of a primary school',
  core_per_pupil_secondary: 'Element 1: core money for each pupil of a secondary school',
  element_2_threshold: 'Element 2: what a school pays itself for one pupil, up to',
  sen_support_cost: 'What help for one pupil on SEN support costs, on average',
  special_place: 'A place in a special school or resource base, before top-up',
  sen_unit_place_taken: 'A place in a SEN unit that is taken, before top-up',
  sen_unit_place_empty: 'A place in a SEN unit that is empty',
  early_years_inclusion: 'Early years: extra money for inclusion, an hour',
  early_years_disability_access: 'Early years: Disability Access Fund, a year for a child',
  early_years_pupil_premium: 'Early years: pupil premium, an hour',
  deprived_deciles: 'Deprivation: so many of the ten tenths of England count as deprived',
} as const;
export type FigureCode = keyof typeof figureNames;

/** Which figures are no pounds. */
export const plainFigures: readonly FigureCode[] = ['deprived_deciles'];

/** A figure as it was written. */
export interface Figure {
  code: FigureCode;
  amount: string;
  /** YYYY-MM-DD */
  holds_from: string;
  source: string;
}

/** The figures that hold on a day: of each the newest that has begun. */
export function figuresOn(figures: readonly Figure[], day: string): Map<FigureCode, Figure> {
  const begun = figures.filter(({ holds_from }) => holds_from <= day);
  return new Map(
    begun
      .toSorted((one, other) => one.holds_from.localeCompare(other.holds_from))
      .map((figure) => [figure.code, figure]),
  );
}

import { type Cell, readCount, readUrn } from './register-row-rules.ts';

/** What the school census counts in a school; a measure that is not told, or is suppressed, is not there. */
export interface CensusRow {
  urn: string;
  figures: { measure: 'pupils' | 'sen_support' | 'ehc_plans' | 'free_school_meals'; count: number }[];
}

const columns = { pupils: 'NOR', sen_support: 'TSENELK', ehc_plans: 'TSENELSE', free_school_meals: 'NUMFSM' } as const;
const notTold = /^(?:NA|NP|NE|SUPP|SP|LOWCOV|x|c|z|\.\.?|:|-)?$/i;

/**
 * Reads a row of the Department's school census by school: undefined for a total of the country (its URN is `NAT`). Refuses
 * (WrongValue) a URN or a count that is none.
 */
export function readCensusRow(cell: Cell): CensusRow | undefined {
  if (/^(?:NAT|LA|REG)?$/i.test(cell('URN'))) return undefined;
  const figures = Object.entries(columns).flatMap(([measure, column]) => {
    const text = cell(column);
    const count = notTold.test(text) ? null : readCount(text, column);
    return count === null ? [] : [{ measure: measure as keyof typeof columns, count }];
  });
  return { urn: readUrn(cell('URN')), figures };
}

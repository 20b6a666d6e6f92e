import type { Db } from '../db/database.ts';

/** How many pupils of a sort a school had on a day, by whose count. */
export interface Figure {
  measure: 'pupils' | 'sen_support' | 'ehc_plans' | 'free_school_meals';
  /** YYYY-MM-DD */
  as_of: string;
  count: number;
  source: string;
}

/** The newest count of each measure of a school, as counted. Who shows it to the public suppresses small numbers first. */
export async function newestFigures(db: Db, urn: string): Promise<Figure[]> {
  return db
    .selectFrom('school_figure')
    .select(['measure', 'as_of', 'count', 'source'])
    .distinctOn('measure')
    .where('urn', '=', urn)
    .orderBy('measure')
    .orderBy('as_of', 'desc')
    .execute();
}

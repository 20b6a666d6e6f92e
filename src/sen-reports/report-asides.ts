import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import type { ReportAside } from '../schools/school-asides.ts';
import { dutiesOfReports } from './duties.ts';
import { reportPolicy } from './report-policies.ts';
import { reportState, reportWords } from './report-state-rules.ts';
import { reportsOf } from './report-states.ts';

/** What families see of schools' reports and of their duties, for the finder and the page of a school; by URN. */
export async function reportAsides(db: Db, urns: readonly string[], now: Date): Promise<Map<string, ReportAside>> {
  const today = dayOf(now);
  const { stale_months } = await reportPolicy(db, today);
  const reports = await reportsOf(db, urns);
  const duties = await dutiesOfReports(db, [...reports.values()], { today, stale_months });
  return new Map(
    [...reports].map(([urn, { facts }]) => [
      urn,
      {
        ...reportWords(facts, reportState(facts, { today, stale_months }), `/schools/${urn}/report`),
        duties: (duties.get(urn) ?? []).map(({ duty, state, evidence }) => ({ duty, state, evidence })),
      },
    ]),
  );
}

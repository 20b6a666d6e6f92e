import type { Db } from '../db/database.ts';
import { type SencoFacts, sencoStanding } from '../schools/senco-rules.ts';
import { type Duty, type DutyFacts, dutiesOf, hasDuties } from './duty-rules.ts';
import type { SchoolReport } from './report-states.ts';

/** The five duties of those of some schools that have them, by URN. */
export async function dutiesOfReports(
  db: Db,
  reports: readonly SchoolReport[],
  { today, stale_months }: { today: string; stale_months: number },
): Promise<Map<string, Duty[]>> {
  const those = reports.filter(({ school }) => hasDuties(school));
  if (those.length === 0) return new Map();
  const sencos = await db
    .selectFrom('senco')
    .select([
      'urn',
      'appointed_on',
      'months_before',
      'is_qualified_teacher',
      'course_started_on',
      'qualification',
      'qualified_on',
    ])
    .where(
      'urn',
      'in',
      those.map(({ school }) => school.urn),
    )
    .where('ended_on', 'is', null)
    .execute();
  const sencoOf = new Map(sencos.map((senco) => [senco.urn, senco]));
  return new Map(
    those.map(({ school, facts, items }) => {
      const senco = sencoOf.get(school.urn);
      return [
        school.urn,
        dutiesOf({
          items: items.size > 0 ? items : undefined,
          report: facts.here
            ? { state: 'here', dated: facts.here.dated }
            : facts.confirmed
              ? { state: facts.confirmed.state, dated: facts.confirmed.dated }
              : undefined,
          senco: senco && sencoFacts(senco, today),
          today,
          stale_months,
        }),
      ];
    }),
  );
}

function sencoFacts(senco: SencoFacts, today: string): NonNullable<DutyFacts['senco']> {
  const { state, due_on, is_no_teacher } = sencoStanding(senco, today);
  const holds = state === 'held' || state === 'not_asked';
  return { since: senco.appointed_on, must_hold_by: due_on, holds, is_no_teacher };
}

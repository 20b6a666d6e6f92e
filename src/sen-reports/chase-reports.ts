import { type Db, transaction } from '../db/database.ts';
import { decideOpen, putOnDesk } from '../desk/items.ts';
import { addDays } from '../directory/date-rules.ts';
import { contactsInOrder } from '../freshness/chase-contact-rules.ts';
import { paceOn } from '../freshness/chases.ts';
import { planOf, stepDue } from '../freshness/plan-rules.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { additionOf } from '../schools/school-additions.ts';
import { reportPolicy } from './report-policies.ts';
import { allReports, type SchoolReport } from './report-states.ts';
import { endOfYear, isDue, isRenewed, isRoundStep, letterOf, type RoundStep } from './round-rules.ts';
import { closeRound, openRound, openRounds, type Round, roundsBegunOn, takeRoundStep } from './rounds.ts';

interface ChaseParts extends Letterhead {
  /** the site is being stopped: what is left is done at the next start */
  stopping?: AbortSignal;
}

type Policy = Awaited<ReturnType<typeof reportPolicy>>;

/**
 * Asks every school of the area that must have a report for this year's, by the plan of the chase after records: asked,
 * reminded, others asked, phoned, told that families read of it. As many rounds begin on a day as the pace of the chase
 * allows, those first whose report is old longest. Each step is a transaction of its own. Runs once a day.
 */
export async function chaseReports(db: Db, now: Date, parts: ChaseParts): Promise<void> {
  const today = dayOf(now);
  const policy = await reportPolicy(db, today);
  const known = (await allReports(db)).filter(({ facts }) => facts.is_required);
  const reports = new Map(known.map((report) => [report.school.urn, report]));
  const rounds = await openRounds(db);
  for (const round of rounds.values()) {
    if (parts.stopping?.aborted) return;
    const report = reports.get(round.urn);
    const outcome = !report ? 'over' : isRenewed(round, endOf(report, policy)) ? 'renewed' : undefined;
    if (outcome) await endRound(db, round, outcome, now);
    else if (report) await takeDueSteps(db, { round, report, policy, now, parts });
  }
  const left = (await paceOn(db, today)).rounds_a_day - (await roundsBegunOn(db, today));
  const due = known
    .filter((report) => !rounds.has(report.school.urn) && isDue(endOf(report, policy), policy.ask_days, today))
    .toSorted((a, b) => (endOf(a, policy) ?? '').localeCompare(endOf(b, policy) ?? ''));
  for (const report of due.slice(0, Math.max(left, 0))) {
    if (parts.stopping?.aborted) return;
    const ends_on = endOf(report, policy) ?? addDays(today, policy.ask_days);
    const round = await openRound(db, { urn: report.school.urn, ends_on, now });
    if (round) await takeDueSteps(db, { round, report, policy, now, parts });
  }
}

function endOf({ facts }: SchoolReport, { stale_months }: Policy): string | undefined {
  return endOfYear(facts, stale_months);
}

async function endRound(db: Db, round: Round, outcome: 'renewed' | 'over', now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await closeRound(tx, round.id, { outcome, now });
    await decideOpen(tx, { kind: 'report_late', subject_id: round.urn }, { decision: outcome, by: 'reports', now });
  });
}

interface Work {
  round: Round;
  report: SchoolReport;
  policy: Policy;
  now: Date;
  parts: ChaseParts;
}

async function takeDueSteps(db: Db, work: Work): Promise<void> {
  const { round, policy, now } = work;
  const done = new Map(round.done);
  const plan = () => planOf({ ends_on: round.ends_on, opened_on: dayOf(round.opened_at), done }, policy);
  for (let step = stepDue(plan(), dayOf(now)); step && isRoundStep(step); step = stepDue(plan(), dayOf(now))) {
    const due = step;
    const steps = plan();
    if (!(await transaction(db, (tx) => doStep(tx, due, work, steps)))) return;
    done.set(due, dayOf(now));
  }
}

async function doStep(tx: Db, step: RoundStep, work: Work, plan: ReturnType<typeof planOf>): Promise<boolean> {
  const { round, report, policy, now, parts } = work;
  const { urn, name } = report.school;
  const { main, others } = await contactsOf(tx, urn);
  const everybody = [...main, ...others];
  const to = { asked: main, reminded: main, others_asked: others, to_phone: [], warned: everybody }[step];
  if (!(await takeRoundStep(tx, round, { step, letters: to.length, now }))) return false;
  const letter = letterOf(step, { school: name, known_until: endOf(report, policy), plan });
  for (const address of letter ? to : []) {
    const { action_text, ...rest } = letter as NonNullable<typeof letter>;
    await oweMail(tx, {
      key: `sen-report:${urn}:${dayOf(round.opened_at)}:${step}:${address}`,
      to: address,
      letter: { ...rest, action: { text: action_text, href: `${parts.base_url}/school/report` }, from: parts.from },
      now,
    });
  }
  // nobody can be written to: it is for the phone at once
  if (step === 'to_phone' || (step === 'asked' && everybody.length === 0))
    await putOnDesk(tx, { kind: 'report_late', subject_id: urn, title: `Ask ${name} for its report about SEN`, now });
  return true;
}

/** Whom to write to about a school's report: the address of the SENCO's role, then whoever has a role of the school here. */
export async function contactsOf(db: Db, urn: string): Promise<{ main: string[]; others: string[] }> {
  const { addition } = await additionOf(db, urn);
  const senco = await db
    .selectFrom('senco')
    .select('email')
    .where('urn', '=', urn)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  const people = await db
    .selectFrom('role')
    .innerJoin('person', 'person.id', 'role.person_id')
    .select(['person.email', 'role.role'])
    .where('role.school_urn', '=', urn)
    .where('role.ended_at', 'is', null)
    .where('role.role', 'in', ['head', 'senco'])
    .execute();
  return contactsInOrder([
    { nearness: 1, email: addition.sen_email ?? null },
    { nearness: 1, email: senco?.email ?? null },
    ...people.map(({ email, role }) => ({ nearness: role === 'senco' ? 2 : 3, email })),
  ]);
}

import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import type { DeskItem } from '../desk/items.ts';
import { dayOf } from '../parts.ts';
import { additionOf } from '../schools/school-additions.ts';
import { findSchool } from '../schools/schools.ts';
import { linkProblemsOf } from './broken-links.ts';
import { contactsOf } from './chase-reports.ts';
import { reportPolicy } from './report-policies.ts';
import { reportState, reportWords } from './report-state-rules.ts';
import { reportsOf } from './report-states.ts';

/** What the desk shows of a link that families reported, or of a school that nobody can get a report from. */
export interface LinkItemView {
  is_late: boolean;
  school: { name: string; href: string; staff_href: string };
  /** what families read now */
  words: string;
  href: string | null;
  told: string[];
  phone: string | null;
  mails: string[];
}

/** What the desk shows of a school's report; undefined where the school is gone. */
export async function linkItemView(db: Db, item: DeskItem, now: Date): Promise<LinkItemView | undefined> {
  const urn = item.subject_id;
  const school = await findSchool(db, urn);
  const known = (await reportsOf(db, [urn])).get(urn);
  if (!school || !known) return undefined;
  const today = dayOf(now);
  const state = reportState(known.facts, { today, ...(await reportPolicy(db, today)) });
  const { state: words, href } = reportWords(known.facts, state, `/schools/${urn}/report`);
  const { main, others } = await contactsOf(db, urn);
  const { addition } = await additionOf(db, urn);
  const problems = item.kind === 'report_link' ? await linkProblemsOf(db, urn, item.came_at) : [];
  return {
    is_late: item.kind === 'report_late',
    school: { name: school.name, href: `/schools/${urn}`, staff_href: `/staff/reports/${urn}` },
    words,
    href: href ?? known.facts.address,
    told: problems.map(({ what, reported_at }) => `${what} (${dayInWords(reported_at)})`),
    phone: addition.sen_phone ?? school.phone,
    mails: [...main, ...others],
  };
}

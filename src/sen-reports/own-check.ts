import { dayOf, type Parts } from '../parts.ts';
import type { School } from '../schools/schools.ts';
import { reportFile } from './document-rules.ts';
import { itemsFor, type ReportKind } from './item-rules.ts';
import { type Judgement, judgeReport } from './judge-rules.ts';
import { councilOf } from './own-council.ts';
import { aroundReports, imprintOf } from './own-report.ts';
import type { ReportContent } from './publications.ts';
import { readHtml } from './read-html-rules.ts';
import { reportPolicy } from './report-policies.ts';

/** What the check that is made of every school's website says of a report that is written here, as it would stand there. */
export async function checkOwnReport(
  parts: Pick<Parts, 'db' | 'authority' | 'config' | 'pages' | 'now'>,
  school: Pick<School, 'urn' | 'kind' | 'governance'>,
  content: ReportContent,
  report_date: string,
): Promise<Judgement> {
  const { db, authority, config, now } = parts;
  const today = dayOf(now());
  const kind: ReportKind = itemsFor(school).kind;
  const imprint = imprintOf(parts, { urn: school.urn, report_date });
  const html = reportFile(content, aroundReports(parts), imprint);
  const { stale_months } = await reportPolicy(db, today);
  const options = { today, stale_months, kind, ...councilOf(authority, config.base_url) };
  return judgeReport(readHtml(html, imprint.address), options);
}

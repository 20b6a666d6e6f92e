import { UnfitFile } from '../files/unfit-file.ts';
import type { Guest } from '../freshness/polite-guest.ts';
import { fetchReport, NotFetched } from './fetch-report.ts';
import { findClicks, findReport } from './findability.ts';
import { likelyReport, sameAddress } from './findability-rules.ts';
import { judgeApart } from './judge-apart.ts';
import { type Judgement, type JudgeOptions, judgeReport, withLinks } from './judge-rules.ts';
import { isAlive } from './live-links.ts';
import type { ReportText } from './report-text-rules.ts';

/** What came of looking at a report on a school's own website. */
export interface LookedReport extends Judgement {
  /** null: none was found */
  address: string | null;
  /** from the home page; null where it was not found within two, or no home page is known */
  clicks: number | null;
  /** the words of the links that lead there */
  path: string[];
  /** of the accessibility plan; null: nobody can say */
  is_plan_alive: boolean | null;
}

/** Of a report that says nothing: what is judged where there is none to be had. */
const nothing: ReportText = { format: 'text', title: '', blocks: [] };

/**
 * Fetches a report, judges it, and asks after its links and how it is found from the school's home page. A page that only
 * leads to the report is followed once. Refuses (NotFetched, UnfitFile) what cannot be had or read.
 */
export async function lookAtReport(
  guest: Guest,
  { address, home }: { address: string; home?: string | undefined },
  options: JudgeOptions,
): Promise<LookedReport> {
  const first = await fetchReport(guest, address);
  let found = { address: first.address, judged: await judgeApart(first.report, options) };
  const further = found.judged.document === 'other' ? likelyReport(first.links) : undefined;
  if (further && sameAddress(further.address) !== sameAddress(first.address)) {
    const second = await fetchReport(guest, further.address).catch(() => undefined);
    const judged = second && (await judgeApart(second.report, options));
    if (second && judged && (judged.missing.length < found.judged.missing.length || judged.state === 'unreadable'))
      found = { address: second.address, judged };
  }
  const { judged } = found;
  const plan = judged.accessibility_plan;
  const isWeb = plan !== null && /^https?:/i.test(plan);
  const accessibility_plan = isWeb ? await isAlive(guest, plan) : null;
  const asked = [...new Set([found.address, address, first.address])];
  const { clicks, path } = home ? await findClicks(guest, home, asked) : { clicks: null, path: [] };
  const problems = home && clicks === null ? ['It was not found within two clicks of the home page.'] : [];
  const judgement = withLinks(judged, { accessibility_plan });
  return { ...judgement, problems: [...judgement.problems, ...problems], address: found.address, clicks, path };
}

/**
 * Looks at a school's report where it is said to stand, else where the links of its home page lead. What cannot be had is
 * told as a state too; undefined where nobody can say, because the website is slow, busy, or asks us not to look.
 */
export async function lookForReport(
  guest: Guest,
  { address, home }: { address: string | null; home: string | undefined },
  options: JudgeOptions,
): Promise<LookedReport | undefined> {
  try {
    const there = address ?? (home ? await findReport(guest, home) : undefined);
    if (there) return await lookAtReport(guest, { address: there, home }, options);
    return without('missing', null, 'No link on the home page, or one click from it, leads to a report.', options);
  } catch (error) {
    if (error instanceof NotFetched)
      return error.is_unsure ? undefined : without('broken_link', address, `Its address: ${error.message}.`, options);
    if (error instanceof UnfitFile) return without('unreadable', address, error.message, options);
    throw error;
  }
}

function without(
  state: LookedReport['state'],
  address: string | null,
  problem: string,
  options: JudgeOptions,
): LookedReport {
  const judgement = judgeReport(nothing, options);
  return { ...judgement, state, problems: [problem], address, clicks: null, path: [], is_plan_alive: null };
}

import { UnfitFile } from '../files/unfit-file.ts';
import { workApart } from '../files/work-apart.ts';
import type { Judgement, JudgeOptions } from './judge-rules.ts';
import type { ReportText } from './report-text-rules.ts';

const mostSeconds = 30;

/**
 * Judges a stranger's report as `judgeReport` does, but apart: a text that is made to take long holds up no page of the
 * site. Refuses (UnfitFile) what takes longer than half a minute.
 */
export async function judgeApart(report: ReportText, options: JudgeOptions): Promise<Judgement> {
  const judged = await workApart<Judgement>(
    new URL('judge-worker.ts', import.meta.url),
    { report, options },
    mostSeconds,
  );
  if (typeof judged === 'string') throw new UnfitFile('It takes too long to look through.');
  return judged;
}

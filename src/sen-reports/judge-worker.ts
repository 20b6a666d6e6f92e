// What `judgeApart` does, in a thread of its own: it can be stopped.
import { parentPort, workerData } from 'node:worker_threads';
import { type JudgeOptions, judgeReport } from './judge-rules.ts';
import type { ReportText } from './report-text-rules.ts';

const { report, options } = workerData as { report: ReportText; options: JudgeOptions };
parentPort?.postMessage(judgeReport(report, options));

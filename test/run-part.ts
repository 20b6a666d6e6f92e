// One part of `npm test`: the test files named on the command line, in this one process, told to the parent at the end.
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { renderedViews } from '../src/web/render.ts';

/** What a part tells its parent: how many tests passed and failed, and which pages they rendered. */
export interface Told {
  passed: number;
  failed: number;
  views: string[];
}

const results = run({ files: process.argv.slice(2), isolation: 'none', concurrency: false });
results.on('test:summary', ({ counts }) => {
  // One that was skipped or broken off has not passed.
  const failed = counts.tests - counts.passed;
  process.exitCode = failed > 0 ? 1 : 0;
  process.send?.({ passed: counts.passed, failed, views: [...renderedViews] } satisfies Told);
});
results.compose(spec).pipe(process.stdout);

import type { FastifyInstance } from 'fastify';
import { forgetOldReports } from './directory/jobs.ts';
import { forgetOldMessages } from './participation/jobs.ts';
import type { Parts } from './parts.ts';

const day = 24 * 60 * 60 * 1000;
const jobs = [forgetOldMessages, forgetOldReports];

/** Runs what the site does by the clock: at its start, and then once a day until it stops. A failure is logged. */
export function startJobs(app: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  const runAll = async () => {
    for (const job of jobs)
      await job(db, now()).catch((error: unknown) => {
        app.log.error(error, job.name);
      });
  };
  let running = runAll();
  const timer = setInterval(() => {
    running = running.then(runAll);
  }, day);
  timer.unref();
  app.addHook('onClose', () => {
    clearInterval(timer);
    return running;
  });
}

import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Db } from './db/database.ts';
import { forgetOldReports, forgetOldUse } from './directory/jobs.ts';
import { checkContactsOfRecords, keepPromises, lookForPastDates } from './freshness/jobs.ts';
import { forgetOldMails, sendDueMail } from './mail/jobs.ts';
import type { Letterhead } from './mail/letter-rules.ts';
import type { Sender } from './mail/senders.ts';
import { forgetOldMessages } from './participation/jobs.ts';
import { endUnusedAccounts, forgetOldTraces } from './people/jobs.ts';

/** What is done once a day, in this order. Each may run again after it was cut short, and does nothing twice. */
function daily({ db, now, letterhead, secret }: JobParts, stopping: AbortSignal): (() => Promise<void>)[] {
  return [
    () => forgetOldMessages(db, now()),
    () => forgetOldReports(db, now()),
    () => forgetOldUse(db, now()),
    () => endUnusedAccounts(db, now(), letterhead),
    () => forgetOldTraces(db, now()),
    () => forgetOldMails(db, now()),
    () => keepPromises(db, now(), { ...letterhead, secret }),
    () => lookForPastDates(db, now()),
    // last: it waits for other people's servers
    () => checkContactsOfRecords(db, now, { ...letterhead, stopping }),
  ];
}

interface JobParts {
  pool: pg.Pool;
  db: Db;
  now: () => Date;
  /** how mail leaves */
  send: Sender | undefined;
  letterhead: Letterhead;
  /** signs the links in letters */
  secret: string;
  log: (error: unknown, job: string) => void;
}

export interface Jobs {
  /** has a job done as soon as may be */
  soon: (job: 'send-mail') => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Does what the site does behind requests and by the clock, from a queue in the database: a job that a killed process had
 * begun is begun again. Without a `send`, mail stays in the outbox. A failure is logged, and the job is tried again.
 */
export async function startJobs(parts: JobParts): Promise<Jobs> {
  const { pool, db, now, send, log } = parts;
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values) } });
  const stopping = new AbortController();
  boss.on('error', (error) => log(error, 'queue'));
  await boss.start();
  const work = (job: string, everySeconds: number, run: () => Promise<unknown>) =>
    boss.work(job, { pollingIntervalSeconds: everySeconds }, async () => {
      await run().catch((error: unknown) => {
        log(error, job);
        throw error;
      });
    });
  // one of a kind waits at most: whoever comes later is served by it too
  await boss.createQueue('send-mail', { policy: 'short', retryLimit: 3, retryDelay: 60 });
  await boss.createQueue('daily', { policy: 'short', retryLimit: 5, retryDelay: 600 });
  const mailWorker = await work('send-mail', 5, async () => {
    if (send) await sendDueMail(db, send, now);
  });
  await work('daily', 60, async () => {
    for (const job of daily(parts, stopping.signal)) await job();
  });
  await boss.schedule('send-mail', '* * * * *');
  await boss.schedule('daily', '20 2 * * *', null, { tz: 'Europe/London' });
  // not at once: whoever starts the site waits for its first page
  await boss.send('daily', null, { startAfter: 60 });
  return {
    soon: async (job) => {
      await boss.send(job, null);
      boss.notifyWorker(mailWorker);
    },
    stop: () => {
      stopping.abort();
      return boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

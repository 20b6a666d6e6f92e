import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Authority } from './authority.ts';
import { bulletinNames } from './bulletins/bulletin-names-rules.ts';
import { publishPlannedBulletins, sendBulletinMails } from './bulletins/jobs.ts';
import { keepToPlans } from './content/jobs.ts';
import { makeBooklets } from './content/make-booklets.ts';
import type { HasRoute } from './content/page-facts.ts';
import { placesOf } from './content/place-rules.ts';
import { keepCoverageOfDay } from './coverage/jobs.ts';
import type { Db } from './db/database.ts';
import { forgetOldNotes } from './desk/jobs.ts';
import { endOldCalls, forgetOldReports, forgetOldUse, keepToDays } from './directory/jobs.ts';
import { checkContactsOfRecords, keepPromises, lookForPastDates } from './freshness/jobs.ts';
import { lookThroughPages, type ReadPage } from './freshness/own-pages.ts';
import { tellFindings } from './freshness/tell-findings.ts';
import { forgetOldMails, sendDueMail } from './mail/jobs.ts';
import type { Letterhead } from './mail/letter-rules.ts';
import type { Sender } from './mail/senders.ts';
import { forgetOldMessages, warnOfPublication } from './participation/jobs.ts';
import type { Parts } from './parts.ts';
import { endUnusedAccounts, forgetOldTraces } from './people/jobs.ts';
import { queueLatePromises } from './programme/jobs.ts';
import { chaseReports } from './sen-reports/chase-reports.ts';
import { forgetTyping } from './sen-reports/drafts.ts';
import { checkReportsOfSchools } from './sen-reports/jobs.ts';

/**
 * Does what is done once a day. Each job may run again after it was cut short, and does nothing twice. One that fails is
 * logged, keeps none of the others from being done, and has the whole tried again: the first failure is thrown at the end.
 */
export async function doDaily(parts: DailyParts, stopping: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const job of daily(parts, stopping))
    await logged(job(), 'daily', parts.log).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** What a job comes to; its failure is logged on the way. */
async function logged<Result>(work: Promise<Result>, job: string, log: DailyParts['log']): Promise<Result> {
  return work.catch((error: unknown) => {
    log(error, job);
    throw error;
  });
}

function daily(
  { db, now, authority, letterhead, officer, secret, readPage }: DailyParts,
  stopping: AbortSignal,
): (() => Promise<void>)[] {
  return [
    () => keepToDays(db, now()),
    () => forgetOldMessages(db, now()),
    () => endOldCalls(db, now(), letterhead),
    () => forgetOldReports(db, now()),
    () => forgetOldUse(db, now()),
    () => forgetOldNotes(db, now()),
    () => endUnusedAccounts(db, now(), letterhead),
    () => forgetOldTraces(db, now()),
    () => forgetOldMails(db, now()),
    () => keepPromises(db, now(), { ...letterhead, secret, stopping }),
    () => lookForPastDates(db, now()),
    () => lookThroughPages(db, now(), readPage),
    () => queueLatePromises(db, now()),
    () => forgetTyping(db, now()),
    () => chaseReports(db, now(), { ...letterhead, stopping }),
    // late: it waits for other people's servers
    () => checkContactsOfRecords(db, now, { ...letterhead, stopping }),
    () => checkReportsOfSchools(db, now, { ...letterhead, authority, stopping }, 'due'),
    () => tellFindings(db, now(), { ...letterhead, secret, stopping }),
    () => warnOfPublication(db, now(), { ...letterhead, officer }),
  ];
}

interface DailyParts {
  db: Db;
  now: () => Date;
  authority: Authority;
  letterhead: Letterhead;
  /** the mailbox of the Local Offer officer */
  officer: string;
  /** signs the links in letters */
  secret: string;
  readPage: ReadPage;
  log: (error: unknown, job: string) => void;
}

interface JobParts extends DailyParts {
  pool: pg.Pool;
  /** which addresses the site has */
  app: HasRoute;
  /** how mail leaves */
  send: Sender | undefined;
}

export interface Jobs {
  /** has a job done as soon as may be */
  soon: Parts['soon'];
  /** has long jobs break off where they are whole; before the pages that they read are gone */
  windDown: () => void;
  stop: () => Promise<void>;
}

/**
 * Does what the site does behind requests and by the clock, from a queue in the database: a job that a killed process had
 * begun is begun again. Without a `send`, mail stays in the outbox. A failure is logged, and the job is tried again.
 */
export async function startJobs(parts: JobParts): Promise<Jobs> {
  const { pool, db, now, send, log, authority } = parts;
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values) } });
  const stopping = new AbortController();
  boss.on('error', (error) => log(error, 'queue'));
  await boss.start();
  const work = (job: string, everySeconds: number, run: () => Promise<unknown>) =>
    boss.work(job, { pollingIntervalSeconds: everySeconds }, () => run());
  // one of a kind waits at most: whoever comes later is served by it too
  await boss.createQueue('send-mail', { policy: 'short', retryLimit: 3, retryDelay: 60 });
  await boss.createQueue('daily', { policy: 'short', retryLimit: 5, retryDelay: 600 });
  await boss.createQueue('check-reports', { policy: 'short', retryLimit: 3, retryDelay: 600 });
  const workers = {
    'send-mail': await work('send-mail', 5, async () => {
      if (send) await logged(sendDueMail(db, send, now), 'send-mail', log);
    }),
    'check-reports': await work('check-reports', 10, () => {
      const around = { ...parts.letterhead, authority, stopping: stopping.signal };
      return logged(checkReportsOfSchools(db, now, around, 'asked'), 'check-reports', log);
    }),
  };
  await boss.createQueue('publish-pages', { policy: 'short', retryLimit: 3, retryDelay: 60 });
  await work('publish-pages', 15, () => logged(keepToPlans(db, now(), placesOf(authority)), 'publish-pages', log));
  await boss.createQueue('bulletins', { policy: 'short', retryLimit: 3, retryDelay: 60 });
  await work('bulletins', 15, async () => {
    await logged(publishPlannedBulletins(db, now(), parts.app), 'bulletins', log);
    const around = { ...parts.letterhead, secret: parts.secret, names: bulletinNames(authority.names) };
    await logged(sendBulletinMails(db, now(), around), 'bulletins', log);
  });
  await boss.createQueue('count-coverage', { policy: 'short', retryLimit: 3, retryDelay: 60 });
  await boss.createQueue('make-booklets', { policy: 'short', retryLimit: 3, retryDelay: 600 });
  async function workLong() {
    await work('count-coverage', 10, () => {
      const counting = keepCoverageOfDay(db, now(), parts.readPage, stopping.signal);
      return logged(counting, 'count-coverage', log);
    });
    await work('make-booklets', 60, () => {
      const { base_url } = parts.letterhead;
      const making = makeBooklets(parts, now(), { base_url, stopping: stopping.signal });
      return logged(making, 'make-booklets', log);
    });
    await work('daily', 60, () => doDaily(parts, stopping.signal));
  }
  // not at once, also what an earlier run left undone: whoever starts the site waits for its first page
  const quiet = setTimeout(() => void workLong().catch((error: unknown) => log(error, 'queue')), 10_000);
  await boss.schedule('send-mail', '* * * * *');
  await boss.schedule('publish-pages', '* * * * *');
  await boss.schedule('bulletins', '* * * * *');
  await boss.schedule('daily', '20 2 * * *', null, { tz: 'Europe/London' });
  await boss.schedule('count-coverage', '20 4 * * *', null, { tz: 'Europe/London' });
  await boss.schedule('make-booklets', '50 4 * * *', null, { tz: 'Europe/London' });
  await boss.send('count-coverage', null, { startAfter: 10 });
  await boss.send('daily', null, { startAfter: 60 });
  await boss.send('make-booklets', null, { startAfter: 90 });
  return {
    soon: async (job) => {
      await boss.send(job, null);
      boss.notifyWorker(workers[job]);
    },
    windDown: () => {
      clearTimeout(quiet);
      stopping.abort();
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

import type { TestContext } from 'node:test';
import { createApp } from '../../src/app.ts';
import { readAuthority } from '../../src/authority.ts';
import { readConfig } from '../../src/config.ts';
import { type Db, openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { doDaily } from '../../src/jobs.ts';
import { letterheadOf } from '../../src/letterhead.ts';
import { sendDueMail } from '../../src/mail/jobs.ts';
import type { Mail } from '../../src/mail/mails.ts';
import { seedDemonstrationAccounts } from '../../src/people/demonstration.ts';
import { seedReference } from '../../src/seed.ts';
import { ownSecret } from '../../src/settings.ts';
import { freePort } from '../free-port.ts';

/** A site whose clock a test moves. */
export interface OwnSite {
  base: string;
  db: Db;
  /** the moment on its clock, which goes on */
  now: () => Date;
  /** Goes on to twenty past two in the night of a day (`YYYY-MM-DD`), does what the site does then, and goes on to ten in the morning. */
  wakeUpOn(day: string): Promise<void>;
  /** the newest mail that has left to an address, whose subject has these words */
  mailTo(address: string, subject: RegExp): Promise<Mail>;
  /** how many mails have left in all */
  mailsLeft(): Promise<number>;
}

/**
 * The whole site in this process, listening, on a database of its own in memory, with what `fill` writes into it. Its clock
 * begins at ten in the morning of a day, and is the test's to move; mail leaves into the test's hands.
 */
export async function startOwnSite(t: TestContext, day: string, fill: (db: Db) => Promise<void>): Promise<OwnSite> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const config = readConfig({ PORT: String(port), BASE_URL: base, TRUSTED_PROXIES: '1', LOG_LEVEL: 'error' });
  const authority = await readAuthority(config.authority_file);
  const { db, close } = await openDatabase({ data_dir: 'memory://' });
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const moveTo = (moment: string) => {
    ahead = new Date(moment).getTime() - Date.now();
  };
  moveTo(`${day}T10:00:00Z`);
  await migrate(db);
  await seedReference(db, authority);
  await fill(db);
  await seedDemonstrationAccounts(db, now());
  const left: Mail[] = [];
  const send = async (mail: Mail) => void left.push(mail);
  const app = await createApp({ config, authority, db, now, soon: async () => {} });
  t.after(() => app.close().then(close));
  await app.listen({ port, host: 'localhost' });
  const parts = {
    db,
    now,
    authority,
    letterhead: letterheadOf(config, authority),
    officer: authority.officer.email,
    secret: await ownSecret(db),
    // no page is looked through for old dates: that would take longer than all the rest
    readPage: async () => undefined,
    log: (error: unknown) => app.log.error(error),
  };
  return {
    base,
    db,
    now,
    async wakeUpOn(next) {
      moveTo(`${next}T02:20:00Z`);
      await doDaily(parts, new AbortController().signal);
      moveTo(`${next}T10:00:00Z`);
    },
    async mailTo(address, subject) {
      await sendDueMail(db, send, now);
      const mail = left.findLast((one) => one.to_address === address && subject.test(one.subject));
      if (mail) return mail;
      throw new Error(
        `No mail to ${address} with ${subject}; but: ${left.map((one) => `${one.to_address} ${one.subject}`).join('; ')}`,
      );
    },
    async mailsLeft() {
      await sendDueMail(db, send, now);
      return left.length;
    },
  };
}

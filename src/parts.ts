import type { Authority } from './authority.ts';
import type { Config } from './config.ts';
import type { PublicPages } from './content/public-pages.ts';
import type { Db } from './db/database.ts';
import type { KeptAnswers } from './directory/kept-answers.ts';
import type { KnownDirectories } from './directory/knowledge.ts';
import type { UseCounter } from './directory/service-use.ts';
import type { Letterhead } from './mail/letter-rules.ts';
import type { AuthWhenNeeded } from './people/auth.ts';
import type { SchoolFinder } from './schools/school-finder.ts';

/** What the application is made of: everything that a page needs is passed to it from here. */
export interface Parts {
  config: Config;
  authority: Authority;
  db: Db;
  /** the one clock */
  now: () => Date;
  /** for every letter that is owed */
  letterhead: Letterhead;
  /** signs what the site gives out and takes back */
  secret: string;
  known: KnownDirectories;
  /** answers about the directory that are asked for again */
  kept: KeptAnswers;
  /** the Local Offer's own pages, as everybody reads them */
  pages: PublicPages;
  /** finds schools, and puts mistyped names right */
  schools: SchoolFinder;
  /** counts how services are used, behind the request */
  use: UseCounter;
  auth: AuthWhenNeeded;
  /** has a job done as soon as may be, behind the request */
  soon: (job: 'send-mail' | 'check-reports') => Promise<void>;
}

const londonDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' });

/** The day of a clock in the United Kingdom, `YYYY-MM-DD`. */
export function dayOf(now: Date): string {
  return londonDay.format(now);
}

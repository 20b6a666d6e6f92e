import type { Authority } from './authority.ts';
import type { Config } from './config.ts';
import type { Db } from './db/database.ts';

/** What the application is made of: everything that a page needs is passed to it from here. */
export interface Parts {
  config: Config;
  authority: Authority;
  db: Db;
  /** the one clock */
  now: () => Date;
}

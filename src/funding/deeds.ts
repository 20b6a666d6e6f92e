import type { Db } from '../db/database.ts';
import { record, recordOwnDeed, type Deed as Written } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** Who does something to money, and when: a person, or the site itself by the name of what it does. */
export interface Deed {
  who: Pick<Who, 'person_id' | 'email' | 'role'> | string;
  now: Date;
}

/** By what name whoever did it stands beside what was done. */
export function nameOf({ who }: Deed): string {
  return typeof who === 'string' ? who : who.email;
}

/** Writes a deed into the log that only grows, in the transaction in which it was done. */
export async function writeDown(tx: Db, { who, now }: Deed, written: Written): Promise<void> {
  await (typeof who === 'string' ? recordOwnDeed(tx, who, written, now) : record(tx, who, written, now));
}

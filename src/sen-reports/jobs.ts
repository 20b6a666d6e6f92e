import type { Authority } from '../authority.ts';
import type { Db } from '../db/database.ts';
import { createGuest } from '../freshness/polite-guest.ts';
import { checkReports } from './check-reports.ts';
import type { WhichSchools } from './checks.ts';
import { councilOf } from './own-council.ts';

/**
 * Looks at the reports on schools' websites that are due, once a day, or those that somebody asks for, at once. For some
 * minutes at most: what is left then is done in the night.
 */
export async function checkReportsOfSchools(
  db: Db,
  now: () => Date,
  { authority, base_url, stopping }: { authority: Authority; base_url: string; stopping: AbortSignal },
  which: WhichSchools,
): Promise<void> {
  const guest = createGuest({ user_agent: `OpenLocalOffer (+${base_url})`, timeout_ms: 20_000 });
  try {
    await checkReports(db, { ...councilOf(authority, base_url), guest, now, stopping }, which);
  } finally {
    guest.close();
  }
}

import { keepPages } from '../content/known-pages.ts';
import type { Db } from '../db/database.ts';
import type { ReadPage } from '../freshness/own-pages.ts';
import { dayOf } from '../parts.ts';
import { coverageNow, keepCoverage } from './coverage.ts';
import { walkSite } from './walk-site.ts';
import { keepWalk } from './walks.ts';

/**
 * Walks the site by its own links, counts how much of what the law asks for is there, and keeps that as the day's. Runs
 * soon after a start and once a day; a second run on the same day takes the place of the first. One that the site's stop
 * cuts short keeps nothing.
 */
export async function keepCoverageOfDay(db: Db, now: Date, readPage: ReadPage, stopping?: AbortSignal): Promise<void> {
  const walk = await walkSite(readPage, stopping);
  if (!walk) return;
  await keepWalk(db, walk, now);
  const known = await keepPages(db)();
  await keepCoverage(db, await coverageNow(db, known, dayOf(now)), now);
}

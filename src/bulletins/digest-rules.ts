import { readMoment } from '../content/page-form-rules.ts';
import { addDays } from '../directory/date-rules.ts';
import { type Audience, isFor, type Reader } from './audience-rules.ts';

/** How often somebody hears of new bulletins by mail. */
export const digests = {
  at_once: 'At once, each by itself',
  daily: 'Once a day, in the morning',
  weekly: 'Once a week',
  never: 'Never',
} as const;
export type Digest = keyof typeof digests;

/** When digests go out: policy. */
export interface DigestPolicy {
  /** on the clock of the United Kingdom: `07:00` */
  digest_at: string;
  /** 1 is Monday */
  weekly_on: number;
  /** for who has not said */
  digest: Digest;
  /** what is older is not mailed any more */
  mail_for_days: number;
}

/**
 * Up to which moment what was published goes out by now: the last time that such a digest was due. Whoever was not served
 * then, because the site stood still, is served now. Undefined for who wants nothing. `today` is the day of `now` in the
 * United Kingdom.
 */
export function dueUpTo(
  digest: Digest,
  { now, today, policy }: { now: Date; today: string; policy: DigestPolicy },
): Date | undefined {
  if (digest === 'never') return undefined;
  if (digest === 'at_once') return now;
  const back = digest === 'weekly' ? (weekdayOf(today) - policy.weekly_on + 7) % 7 : 0;
  const day = addDays(today, -back);
  const due = momentOf(day, policy);
  return due <= now ? due : momentOf(addDays(day, digest === 'weekly' ? -7 : -1), policy);
}

function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}

function momentOf(day: string, { digest_at }: DigestPolicy): Date {
  const moment = readMoment(`${day}T${digest_at}`);
  if (!moment) throw new RangeError(`${day} ${digest_at} is no moment`);
  return moment;
}

/** Somebody at a school in one of the roles that they hold. */
export interface Subscription extends Reader {
  /** nothing that was published before is sent */
  since: Date;
}

/** Whether a bulletin is sent to somebody: it is for one of their roles, came out while they held it, and is due by now. */
export function isSentTo(
  { published_at, bulletin }: { published_at: Date; bulletin: Audience },
  { roles, up_to, wanted_since }: { roles: readonly Subscription[]; up_to: Date; wanted_since: Date | null },
): boolean {
  return (
    published_at <= up_to &&
    (wanted_since === null || published_at > wanted_since) &&
    roles.some((role) => published_at > role.since && isFor(bulletin, role))
  );
}

/** Of each bulletin the newest edition: who is sent that needs no earlier one. */
export function newestOfEach<Item extends { edition: number; bulletin: { id: number } }>(
  items: readonly Item[],
): Item[] {
  const newest = new Map<number, Item>();
  for (const item of items) {
    const other = newest.get(item.bulletin.id);
    if (!other || other.edition < item.edition) newest.set(item.bulletin.id, item);
  }
  return [...newest.values()];
}

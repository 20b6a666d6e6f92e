import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { type Answered, isOwnFault } from './check-rules.ts';
import type { ContactChecker } from './contact-checker.ts';
import {
  allChecks,
  type Checks,
  checkKey,
  checkPromises,
  forgetUnused,
  keepAnswers,
  type Target,
} from './contact-checks.ts';
import { type Finding, keepFindings } from './findings.ts';
import { type LookedRecord, recordsToLookThrough } from './looked-records.ts';
import { phoneFault } from './phone-rules.ts';
import { linksOf, mailDomainsOf, phonesOf, type RecordPart } from './record-parts-rules.ts';

export interface CheckOptions {
  checker: ContactChecker;
  now: () => Date;
  /** the site is being stopped: nobody is asked any more */
  stopping?: AbortSignal;
  /** after this time the rest waits for tomorrow */
  longest_ms?: number;
  /** how many hosts are asked at the same time; each gets one question at a time */
  hosts_at_once?: number;
}

/**
 * Checks the web addresses, mail domains and phone numbers of every public record that are due, and puts on the desk what is
 * broken: an address when it has failed on as many days as the policy says, a number at once. Made-up records are not asked
 * about. Where nothing at all answers, our own line is taken to be down.
 */
export async function checkContacts(db: Db, options: CheckOptions): Promise<void> {
  const now = options.now();
  const today = dayOf(now);
  const checks = await allChecks(db);
  const promises = await checkPromises(db, today);
  const used = new Map<string, Target>();
  for await (const records of recordsToLookThrough(db))
    for (const record of records) for (const { target } of targetsOf(record)) used.set(checkKey(target), target);
  for (const target of await linksOfPages(db)) used.set(checkKey(target), target);
  const due = [...used]
    .filter(([key]) => (checks.get(key)?.next_on ?? today) <= today)
    .sort(([one], [other]) => (checks.get(one)?.next_on ?? '').localeCompare(checks.get(other)?.next_on ?? ''))
    .map(([, target]) => target);
  const answers = await askAll(due, options);
  const isOurs = isOwnFault(answers.map(({ answered }) => answered));
  const learned = answers.filter(({ answered }) => !isOurs || answered.state === 'unsure');
  await keepAnswers(db, learned, { checks, promises, now });
  await forgetUnused(db, new Set(used.keys()), checks);
  for await (const records of recordsToLookThrough(db)) {
    const findings = records.flatMap((record) => faultsOf(record, checks, promises));
    await keepFindings(db, 'broken_link', { looked: records, findings, now });
  }
}

// where the site's own pages lead: what is broken is shown to those who edit them
async function linksOfPages(db: Db): Promise<Target[]> {
  const links = await db.selectFrom('page_link').select('url').distinct().execute();
  return links.flatMap(({ url }) => (URL.canParse(url) ? { kind: 'web', target: url } : []));
}

function targetsOf({ record, is_demonstration }: LookedRecord): (RecordPart & { target: Target })[] {
  if (is_demonstration) return [];
  const of = (kind: Target['kind'], parts: RecordPart[]) =>
    parts.map((part) => ({ ...part, target: { kind, target: part.text } }));
  return [...of('web', linksOf(record)), ...of('mail', mailDomainsOf(record))];
}

function faultsOf(
  looked: LookedRecord,
  checks: Checks,
  promises: Record<Target['kind'], { broken_after_days: number }>,
): Finding[] {
  const broken = targetsOf(looked).flatMap(({ field, text, target }) => {
    const check = checks.get(checkKey(target));
    const isBroken = check && !check.is_good && check.failed_days >= promises[target.kind].broken_after_days;
    return isBroken ? [{ place: looked.id, field, text, reason: check.reason ?? 'it does not answer' }] : [];
  });
  const phones = phonesOf(looked.record).flatMap(({ field, text, type }) => {
    const reason = phoneFault(text, type);
    return reason ? [{ place: looked.id, field, text, reason }] : [];
  });
  return [...broken, ...phones];
}

async function askAll(
  targets: readonly Target[],
  { checker, now, stopping, longest_ms = 360_000, hosts_at_once = 6 }: CheckOptions,
): Promise<{ target: Target; answered: Answered }[]> {
  const until = now().getTime() + longest_ms;
  const byHost = Map.groupBy(targets, ({ kind, target }) => (kind === 'web' ? new URL(target).hostname : 'mail'));
  const waiting = [...byHost.values()];
  const answers: { target: Target; answered: Answered }[] = [];
  async function askHosts(): Promise<void> {
    for (let ofHost = waiting.shift(); ofHost; ofHost = waiting.shift())
      for (const target of ofHost) {
        if (now().getTime() >= until || stopping?.aborted) return;
        answers.push({ target, answered: await checker[target.kind](target.target) });
      }
  }
  await Promise.all(Array.from({ length: hosts_at_once }, askHosts));
  return answers;
}

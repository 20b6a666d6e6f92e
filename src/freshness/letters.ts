import { type Db, transaction } from '../db/database.ts';
import { stableId } from '../db/stable-id.ts';
import { isLate } from '../directory/freshness-rules.ts';
import { readPromises } from '../directory/promises.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { type About, isGraver, letterAbout, type ToldRecord } from './chase-letter-rules.ts';
import { openChases } from './chases.ts';
import { confirmToken } from './confirm-token.ts';
import { findingsInWords } from './findings.ts';
import { type Addressee, addressees, keepMail, takeLetters } from './freshness-mails.ts';
import { planOf } from './plan-rules.ts';
import { type PromisedService, promisedServicesByIds, promiseOf } from './promises.ts';

/** What letters about records need. */
export interface ChaseParts extends Letterhead {
  /** signs the links */
  secret: string;
  /** the site is being stopped: what is left is done at the next start */
  stopping?: AbortSignal;
}

const aDay = 24 * 60 * 60 * 1000;

/**
 * Writes what is owed: one mail to each address about all records of an organisation that it is to be told of. Each in a
 * transaction of its own, so that a job that died goes on where it was, and nothing is said twice. What has been answered
 * meanwhile, or is not there any more, is not said.
 */
export async function writeLetters(db: Db, now: Date, parts: ChaseParts): Promise<void> {
  const waiting = await addressees(db);
  if (waiting.length === 0) return;
  const told = await readTold(db, now);
  for (const to of waiting) {
    if (parts.stopping?.aborted) return;
    await transaction(db, (tx) => writeTo(tx, to, { now, parts, told }));
  }
}

/** Everything that letters speak of, read once for all of them. */
interface Told {
  recordOf(service_id: string, about: About): (ToldRecord & { link_days: number }) | undefined;
}

async function readTold(db: Db, now: Date): Promise<Told> {
  const today = dayOf(now);
  const waiting = await db.selectFrom('freshness_letter').select('service_id').distinct().execute();
  const ids = waiting.map(({ service_id }) => service_id);
  const promises = await readPromises(db);
  const services = new Map((await promisedServicesByIds(db, ids)).map((service) => [service.id, service]));
  const chases = await openChases(db);
  const found = await findingsInWords(db, ids);
  return {
    recordOf(service_id, about) {
      const service = services.get(service_id);
      const chase = chases.get(service_id);
      if (!service || !isToBeTold(service, about, chase?.opened_at)) return undefined;
      const promise = promiseOf(promises, service, today);
      const confirmed_on = service.confirmed_at ? dayOf(service.confirmed_at) : undefined;
      const round = chase && { ends_on: chase.ends_on, opened_on: dayOf(chase.opened_at), done: chase.done };
      return {
        name: service.name,
        about,
        confirmed_on,
        plan: round ? planOf(round, promise) : [],
        is_late: isLate({ confirmed_on, categories: service.categories }, promises, today),
        found: found.get(service_id) ?? [],
        link_days: promise.link_days,
      };
    },
  };
}

function isToBeTold(service: PromisedService, about: About, opened_at: Date | undefined): boolean {
  if (about === 'found') return service.is_public;
  return opened_at !== undefined && (service.is_public || about === 'hidden');
}

async function writeTo(
  tx: Db,
  to: Addressee,
  { now, parts, told }: { now: Date; parts: ChaseParts; told: Told },
): Promise<void> {
  const gravest = new Map<string, About>();
  for (const { service_id, about } of await takeLetters(tx, to)) {
    const before = gravest.get(service_id);
    if (before === undefined || isGraver(about, before)) gravest.set(service_id, about);
  }
  const records = [...gravest].flatMap(([service_id, about]) => {
    const record = told.recordOf(service_id, about);
    return record ? [{ service_id, ...record }] : [];
  });
  if (records.length === 0) return;
  records.sort((one, other) => one.name.localeCompare(other.name, 'en-GB'));
  const { organization_id, organisation, to_address } = to;
  const services = records.map(({ service_id }) => service_id);
  const mail_id = await keepMail(tx, { organization_id, services, now });
  const days = Math.max(...records.map(({ link_days }) => link_days));
  const token = confirmToken({ mail_id, expires_at: new Date(now.getTime() + days * aDay) }, parts.secret);
  const { subject, paragraphs, action_text, by_when } = letterAbout(organisation, records);
  const action = { text: action_text, href: `${parts.base_url}/confirm/${token}` };
  const told_of = records.map(({ service_id, about }) => `${about} ${service_id}`).sort();
  await oweMail(tx, {
    // the same is never said twice on one day
    key: `freshness:${dayOf(now)}:${to_address}:${stableId(`${organization_id} ${told_of.join(' ')}`)}`,
    to: to_address,
    letter: { subject, paragraphs, action, by_when, from: parts.from },
    now,
  });
}

import type { Db } from '../db/database.ts';
import { addDays, longDate } from '../directory/date-rules.ts';
import { endOfPromise } from '../directory/freshness-rules.ts';
import { readPromises } from '../directory/promises.ts';
import { serviceRecord } from '../directory/records.ts';
import { dayOf } from '../parts.ts';
import { readConfirmToken } from './confirm-token.ts';
import type { FindingWords } from './finding-words-rules.ts';
import { findingsInWords } from './findings.ts';
import { type FreshnessMail, findMail } from './freshness-mails.ts';
import { type PromisedService, promisedServicesByIds, promiseOf } from './promises.ts';
import { type Fact, factsOf } from './record-facts-rules.ts';

/**
 * Whether a record waits for an answer: `changed` says that something has changed and is not confirmed yet, `confirmed`
 * that somebody has confirmed it since the mail, `over` that it is not public any more, and not for want of an answer.
 */
export type RecordState = 'open' | 'changed' | 'confirmed' | 'over';

/** A record that the link of a mail opens. */
export interface ConfirmRecord {
  id: string;
  /** its own page behind the link */
  href: string;
  name: string;
  organisation: string;
  state: RecordState;
  facts: Fact[];
  /** what the site found in it */
  findings: FindingWords[];
  /** the public address; null while nobody can find it */
  public_href: string | null;
  is_hidden: boolean;
  confirmed: string | null;
  /** when it is asked about again, where it is confirmed */
  asked_again: string;
  badge_waits: boolean;
}

/** What the link of a mail leads to. */
export interface ConfirmPage {
  /** the link itself */
  href: string;
  organisation: string;
  records: ConfirmRecord[];
}

/** What a token leads to: records to confirm or confirmed, nothing any more, or nothing of ours. */
export type Confirming =
  | { state: 'there'; mail: FreshnessMail; page: ConfirmPage }
  | { state: 'over'; name: string | null }
  | { state: 'unknown' };

/** Reads a link of a mail: whose records it opens, and whether they still wait for an answer. Changes nothing. */
export async function confirmingOf(
  db: Db,
  token: string,
  { secret, now }: { secret: string; now: Date },
): Promise<Confirming> {
  const link = readConfirmToken(token, secret);
  if (!link) return { state: 'unknown' };
  const mail = await findMail(db, link.mail_id);
  if (!mail) return { state: 'over', name: null };
  const records = await recordsOf(db, mail, { href: `/confirm/${token}`, now });
  const isOver = link.expires_at < now || records.every(({ state }) => state === 'over');
  const isAnswered = records.some(({ state }) => state === 'confirmed');
  const [first] = records;
  if (isOver && !isAnswered) return { state: 'over', name: records.length === 1 && first ? first.name : null };
  const shown = isOver ? records.filter(({ state }) => state === 'confirmed') : records;
  return { state: 'there', mail, page: { href: `/confirm/${token}`, organisation: mail.organisation, records: shown } };
}

async function recordsOf(
  db: Db,
  mail: FreshnessMail,
  { href, now }: { href: string; now: Date },
): Promise<ConfirmRecord[]> {
  const today = dayOf(now);
  const ids = mail.records.map(({ service_id }) => service_id);
  const changed = new Set(mail.records.flatMap(({ service_id, changed_at }) => (changed_at ? service_id : [])));
  const services = await promisedServicesByIds(db, ids);
  const saved = await db
    .selectFrom('service_record')
    .select(['service_id', 'record'])
    .where('service_id', 'in', [...ids, nobody])
    .execute();
  const recordOf = new Map(saved.map(({ service_id, record }) => [service_id, record]));
  const found = await findingsInWords(db, ids);
  const promises = await readPromises(db);
  return services.map((service) => {
    const record = serviceRecord.safeParse(recordOf.get(service.id));
    const promise = promiseOf(promises, service, today);
    const confirmed_on = dayOf(service.confirmed_at ?? now);
    return {
      id: service.id,
      href: `${href}/${service.id}`,
      name: service.name,
      organisation: service.organisation,
      state: stateOf(service, mail, changed.has(service.id)),
      facts: record.success ? factsOf(record.data, today) : [],
      findings: found.get(service.id) ?? [],
      public_href: service.is_public ? `/services/${service.slug}` : null,
      is_hidden: !service.is_public,
      confirmed: service.confirmed_at ? longDate(dayOf(service.confirmed_at)) : null,
      asked_again: longDate(addDays(endOfPromise(confirmed_on, promise), -promise.ask_days)),
      badge_waits: service.badge_waits,
    };
  });
}

const nobody = '00000000-0000-0000-0000-000000000000';

function stateOf(service: PromisedService, mail: FreshnessMail, hasChanged: boolean): RecordState {
  if (service.confirmed_at && service.confirmed_at >= mail.written_at) return 'confirmed';
  if (!service.is_public && !service.is_hidden) return 'over';
  return hasChanged ? 'changed' : 'open';
}

import type { Db } from '../db/database.ts';
import { addDays, longDate } from '../directory/date-rules.ts';
import { type ServiceRecord, serviceRecord } from '../directory/records.ts';
import { scheduleInWords } from '../directory/schedule-rules.ts';
import { agesInWords, costInWords } from '../directory/service-words-rules.ts';
import { dayOf } from '../parts.ts';
import { type Chase, findChase } from './chases.ts';
import { readConfirmToken } from './confirm-token.ts';
import { endOfPromise } from './freshness-rules.ts';
import { type PromisedService, promisedServiceById, promiseOf, readPromises } from './promises.ts';

/** A fact of a record as whoever keeps it reads it through. */
export interface Fact {
  term: string;
  lines: string[];
}

/** What the link of a mail leads to. */
export interface ConfirmPage {
  token: string;
  name: string;
  organisation: string;
  facts: Fact[];
  /** the public address; null while nobody can find it */
  public_href: string | null;
  is_hidden: boolean;
  confirmed: string | null;
}

/** What a token leads to: a record to confirm, one that is confirmed, or nothing any more. */
export type Confirming =
  | { state: 'open'; chase: Chase; service: PromisedService; page: ConfirmPage }
  | { state: 'confirmed'; page: ConfirmPage; asked_again: string; badge_waits: boolean }
  | { state: 'over'; name: string | null }
  | { state: 'unknown' };

/** Reads a link of a mail: whose record it is, and whether it still waits for an answer. Changes nothing. */
export async function confirmingOf(
  db: Db,
  token: string,
  { secret, now }: { secret: string; now: Date },
): Promise<Confirming> {
  const link = readConfirmToken(token, secret);
  if (!link) return { state: 'unknown' };
  const chase = await findChase(db, link.service_id, link.round);
  const service = chase && (await promisedServiceById(db, chase.service_id));
  if (!chase || !service) return { state: 'over', name: null };
  const isOpen = chase.closed_at === null;
  if (chase.outcome === 'withdrawn' || (isOpen && link.expires_at < now)) return { state: 'over', name: service.name };
  const row = await db
    .selectFrom('service_record')
    .select('record')
    .where('service_id', '=', service.id)
    .executeTakeFirst();
  const record = serviceRecord.safeParse(row?.record);
  const today = dayOf(now);
  const page: ConfirmPage = {
    token,
    name: service.name,
    organisation: service.organisation,
    facts: record.success ? factsOf(record.data, today) : [],
    public_href: service.is_public ? `/services/${service.slug}` : null,
    is_hidden: !service.is_public,
    confirmed: service.confirmed_at ? longDate(dayOf(service.confirmed_at)) : null,
  };
  if (isOpen) return { state: 'open', chase, service, page };
  const promise = promiseOf(await readPromises(db), service, today);
  const confirmed_on = dayOf(service.confirmed_at ?? now);
  const asked_again = longDate(addDays(endOfPromise(confirmed_on, promise), -promise.ask_days));
  return { state: 'confirmed', page, asked_again, badge_waits: service.badge === 'asked' };
}

/** A record in short, in the order in which families ask. Of a hidden place the town only: a link can be passed on. */
export function factsOf(record: ServiceRecord, today: string): Fact[] {
  const isHidden = record.local_offer.is_place_hidden;
  const places = record.service_at_locations.map(({ location }) =>
    [
      isHidden ? undefined : location.name,
      ...location.addresses.flatMap(({ address_1, city, postal_code }) =>
        isHidden ? [city] : [address_1, city, postal_code],
      ),
    ]
      .filter(Boolean)
      .join(', '),
  );
  const schedules = [...record.schedules, ...record.service_at_locations.flatMap((at) => at.schedules)];
  const { open_to_all } = record.local_offer;
  const facts: [string, (string | undefined)[]][] = [
    ['In short', [record.summary]],
    ['What it is', [record.description === record.summary ? undefined : record.description]],
    ['Please note', [record.alert]],
    ['Ages', [agesInWords({ ...record, open_to_all })]],
    ['Who can use it', [open_to_all ? 'Open to all' : undefined, ...record.eligibility.map((one) => one.description)]],
    ['Where', places],
    ['When', schedules.map((schedule) => scheduleInWords(schedule, today))],
    ['Cost', [record.fees ?? costOf(record)]],
    ['How to get it', [record.application_process]],
    ['Phone', [...record.phones, ...record.contacts.flatMap(({ phones }) => phones)].map(({ number }) => number)],
    ['E-mail', [record.email, ...record.contacts.map(({ email }) => email)]],
    ['Website', [record.url]],
  ];
  return facts.flatMap(([term, lines]) => {
    const said = [...new Set(lines.filter((line): line is string => Boolean(line?.trim())))];
    return said.length > 0 ? [{ term, lines: said }] : [];
  });
}

function costOf({ cost_options, fees }: ServiceRecord): string | undefined {
  const options = cost_options.map((option) => ({ ...option, id: '', service_id: '' }));
  return costInWords({ cost_options: options, fees });
}

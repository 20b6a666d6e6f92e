import type { Db } from '../db/database.ts';
import { longDate } from '../directory/date-rules.ts';
import { type ServiceRecord, serviceRecord } from '../directory/records.ts';
import { dayOf } from '../parts.ts';
import { contactsOf } from './chase-contacts.ts';
import { isStillThere } from './finding-words-rules.ts';
import { findFinding } from './findings.ts';
import { type PromisedService, promisedServiceById } from './promises.ts';
import { type Fact, factsOf } from './record-facts-rules.ts';

/** What somebody needs who phones about a record. */
export interface PhoneView {
  service: { name: string; organisation: string; href: string | null };
  phones: { number: string; href: string; of: string }[];
  /** what to say, in its order */
  script: string[];
  facts: Fact[];
  /** what has been tried: "Asked by mail on 16 November 2026 (to 2 addresses)" */
  tried: string[];
}

const stepWords: Record<string, string> = {
  asked: 'Asked by mail',
  reminded: 'Reminded by mail',
  others_asked: 'Other contacts asked by mail',
  to_phone: 'Put on the phone list',
  warned: 'The page warns the public since',
  dropped: 'Comes later in searches since',
  lapsed: 'Without the Local Offer badge since',
  hidden: 'Taken down',
};

/** The numbers of a record, what to say, and what has been tried. Undefined where the record is gone. */
export async function phoneView(
  db: Db,
  service_id: string,
  { site_name, now }: { site_name: string; now: Date },
): Promise<PhoneView | undefined> {
  const service = await promisedServiceById(db, service_id);
  if (!service) return undefined;
  const record = await recordOf(db, service_id);
  const steps = await db
    .selectFrom('chase_step')
    .innerJoin('chase', 'chase.id', 'chase_step.chase_id')
    .select(['step', 'done_at', 'letters', 'changed_at'])
    .where('service_id', '=', service_id)
    .where('closed_at', 'is', null)
    .orderBy('done_at')
    .execute();
  const { phones } = await contactsOf(db, service_id);
  const changed_at = steps[0]?.changed_at ?? null;
  return {
    service: { name: service.name, organisation: service.organisation, href: hrefOf(service) },
    phones: phones.map(({ number, of }) => ({
      number,
      of,
      href: `tel:${number.split(',')[0]?.replace(/[^+\d]/g, '')}`,
    })),
    script: [
      `“Hello, I am calling from ${site_name}. Families find “${service.name}” in our directory, and I want to check with you that everything is still right. It takes five minutes.”`,
      'Read what we tell families, below, one line after another. After each ask: “Is that right?”',
      '“Is there an e-mail address to which we may write next time?”',
      '“Thank you. Your page says from today that you have checked it.”',
    ],
    facts: record ? factsOf(record, dayOf(now)) : [],
    tried: [
      ...steps.map(({ step, done_at, letters }) => {
        const count = letters === 0 ? '' : letters === 1 ? ' (to 1 address)' : ` (to ${letters} addresses)`;
        return `${stepWords[step] ?? step}${/since$/.test(stepWords[step] ?? '') ? '' : ' on'} ${longDate(dayOf(done_at))}${count}`;
      }),
      ...(changed_at ? [`They said on ${longDate(dayOf(changed_at))} that something has changed`] : []),
    ],
  };
}

/** What staff need to judge something that the site found. */
export interface FindingView {
  /** the record in which it stands; null for a page of the site itself */
  service: { name: string; organisation: string; href: string | null } | null;
  page: string | null;
  field: string;
  text: string;
  reason: string;
  found: string;
  /** it is not there any more, or was put right since */
  is_gone: boolean;
  /** when whoever keeps the record was written to */
  told: string | null;
  /** where it leads, for a web address */
  link: string | null;
}

/** A finding with the record or page in which it stands. Undefined where it is gone. */
export async function findingView(db: Db, id: string): Promise<FindingView | undefined> {
  const finding = await findFinding(db, id);
  if (!finding) return undefined;
  const { service_id, page, field, text, reason, found_at, gone_at, told_at } = finding;
  const service = service_id === null ? undefined : await promisedServiceById(db, service_id);
  if (service_id !== null && !service) return undefined;
  const record = service_id === null ? undefined : await recordOf(db, service_id);
  return {
    service: service ? { name: service.name, organisation: service.organisation, href: hrefOf(service) } : null,
    page,
    field,
    text,
    reason,
    found: longDate(dayOf(found_at)),
    is_gone: gone_at !== null || (record !== undefined && !isStillThere(finding, record)),
    told: told_at && told_at >= found_at ? longDate(dayOf(told_at)) : null,
    link: /^https?:\/\//.test(text) ? text : null,
  };
}

function hrefOf({ is_public, slug }: PromisedService): string | null {
  return is_public ? `/services/${slug}` : null;
}

async function recordOf(db: Db, service_id: string): Promise<ServiceRecord | undefined> {
  const row = await db
    .selectFrom('service_record')
    .select('record')
    .where('service_id', '=', service_id)
    .executeTakeFirst();
  return serviceRecord.safeParse(row?.record).data;
}

import type { Parts } from '../parts.ts';
import { dayOf } from '../parts.ts';
import { atomFeed } from '../web/atom.ts';
import { csvLine } from '../web/csv.ts';
import { longDate } from './date-rules.ts';
import { retrieve } from './retrieval.ts';
import { scheduleInWords } from './schedule-rules.ts';
import { decideSearch } from './search.ts';
import { readSearch, type Sort } from './search-rules.ts';
import type { ServiceDetail } from './service-detail.ts';
import { agesInWords, costInWords, isInLocalOffer, linkTo, termsOf, townsOf } from './service-words-rules.ts';
import { findServices } from './services.ts';

/** How many records are read at once: enough to be quick, few enough that other requests come in between. */
const batch = 200;

/** What a search finds, read bit by bit as it is wanted; undefined where its place cannot be used. */
export async function findForFile(
  parts: Parts,
  query: Record<string, unknown>,
  { limit, sort }: { limit: number; sort?: Sort },
): Promise<AsyncGenerator<ServiceDetail[]> | undefined> {
  const known = await parts.known();
  const { search } = readSearch(query, known.names);
  const context = { today: dayOf(parts.now()), council: parts.authority };
  const decided = await decideSearch(parts.db, known, search, context);
  if (decided.place_problem) return undefined;
  const { hits } = await retrieve(parts.db, { ...decided.wanted, offset: 0, limit, ...(sort ? { sort } : {}) });
  return inBatches(
    parts,
    hits.map((hit) => hit.service_id),
  );
}

async function* inBatches({ db }: Parts, ids: readonly string[]): AsyncGenerator<ServiceDetail[]> {
  for (let at = 0; at < ids.length; at += batch) yield await findServices(db, ids.slice(at, at + batch));
}

const columns: [
  title: string,
  cell: (service: ServiceDetail, context: { base_url: string; today: string }) => string,
][] = [
  ['Name', (service) => service.name],
  ['Organisation', (service) => service.organization.name],
  ['Summary', (service) => service.summary ?? ''],
  ['Ages', (service) => agesInWords(service) ?? ''],
  ['Needs', (service) => namesIn(service, 'need')],
  ['Kinds of support', (service) => namesIn(service, 'category')],
  ['Who it is for', (service) => service.eligibility.map(({ description }) => description).join(' ')],
  [
    'How to get it',
    (service) => [namesIn(service, 'route'), service.application_process ?? ''].filter(Boolean).join('. '),
  ],
  ['When', (service, { today }) => whenInWords(service, today)],
  ['Cost', (service) => costInWords(service) ?? service.fees ?? ''],
  ['Town', (service) => townsOf(service).join(', ')],
  ['Postcode', (service) => postcodesOf(service)],
  ['Phone', (service) => service.phones.map(({ number }) => number).join(', ')],
  ['E-mail', (service) => service.email ?? ''],
  ['Website', (service) => linkTo(service.url) ?? ''],
  ['In the Local Offer', (service) => (isInLocalOffer(service) ? 'Yes' : 'No')],
  ['Last checked', (service) => longDateOf(service.confirmation?.confirmed_at ?? service.assured_date)],
  ['Made up for demonstration', (service) => (service.source.is_demonstration ? 'Yes' : 'No')],
  ['From', (service) => service.source.attribution ?? service.source.name],
  ['Page', (service, { base_url }) => `${base_url}/services/${service.slug}`],
];

/** Services as a CSV file (RFC 4180, with a byte order mark so that Excel reads UTF-8). */
export function servicesCsv(services: readonly ServiceDetail[], context: { base_url: string; today: string }): string {
  return csvHead + csvRows(services, context);
}

/** As `servicesCsv`, of services that come bit by bit. */
export async function* streamCsv(
  batches: AsyncIterable<readonly ServiceDetail[]>,
  context: { base_url: string; today: string },
): AsyncGenerator<string> {
  yield csvHead;
  for await (const services of batches) yield csvRows(services, context);
}

const csvHead = `\uFEFF${csvLine(columns.map(([title]) => title))}`;

function csvRows(services: readonly ServiceDetail[], context: { base_url: string; today: string }): string {
  return services.map((service) => csvLine(columns.map(([, cell]) => cell(service, context)))).join('');
}

function namesIn(service: ServiceDetail, taxonomy: string): string {
  return termsOf(service, taxonomy)
    .map(({ name }) => name)
    .join('; ');
}

function whenInWords(service: ServiceDetail, today: string): string {
  const schedules = [...service.schedules, ...service.service_at_locations.flatMap((at) => at.schedules)];
  return [...new Set(schedules.map((schedule) => scheduleInWords(schedule, today)))].filter(Boolean).join('; ');
}

function postcodesOf(service: ServiceDetail): string {
  const addresses = service.service_at_locations.flatMap(({ location }) => location.addresses);
  return [...new Set(addresses.flatMap((address) => address.postal_code || []))].join(', ');
}

function longDateOf(date: string | undefined): string {
  return date ? longDate(date) : '';
}

/** Services as an Atom feed, the newest change first. `self` is the feed's own address. */
export function servicesFeed(
  services: readonly ServiceDetail[],
  { base_url, ...about }: { base_url: string; title: string; self: string; page: string; now: Date },
): string {
  return atomFeed(
    about,
    services.map((service) => ({
      id: `urn:uuid:${service.id}`,
      title: service.name,
      href: `${base_url}/services/${service.slug}`,
      published: service.created_at,
      updated: service.last_modified,
      author: service.organization.name,
      summary: service.summary ?? service.description?.slice(0, 400) ?? service.name,
    })),
  );
}

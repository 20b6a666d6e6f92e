import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { isWithinPromise, promiseFor } from '../directory/freshness-rules.ts';
import { readPromises } from '../directory/promises.ts';
import { addressOf } from '../directory/search-rules.ts';
import type { ServingServices } from './counted-rules.ts';
import { cellsOf } from './coverage-rules.ts';
import { servingKinds } from './law-list-rules.ts';

/** A public service as far as the coverage depends on it. */
interface CountedService {
  slug: string;
  categories: string[];
  /** leaves that its own record names */
  leaves: string[];
  confirmed_on: string | null;
  has_criteria: boolean;
  has_contact: boolean;
  is_outside: boolean;
  is_broken: boolean;
  is_fresh: boolean;
}

/** What is counted of all public services of the council's own offer. */
export interface ServiceCounts {
  /** by the keys of leaves, and of cells of the matrix */
  byKey: Map<string, ServingServices>;
  all: number;
  /** that say who can get them, or that all can (Schedule 2, paragraph 18) */
  with_criteria: number;
  /** that name a person or a role to contact */
  with_contact: number;
  outside: number;
  fresh: number;
}

/** Counts the public services by the leaves that they serve on a day (`YYYY-MM-DD`). Those that have closed do not count. */
export async function countServices(db: Db, today: string): Promise<ServiceCounts> {
  const services = await publicServices(db, today);
  const count = (of: (service: CountedService) => boolean) => services.filter(of).length;
  const byKey = new Map<string, ServingServices>();
  const add = (key: string, found: readonly CountedService[], href: string) => {
    const broken = found.filter(({ is_broken }) => is_broken).length;
    const fresh = found.filter(({ is_fresh, is_broken }) => is_fresh && !is_broken).length;
    if (found.length > 0) byKey.set(key, { all: found.length, fresh, broken, href });
  };
  const served = services.map((service) => ({ service, leaves: leavesServed(service) }));
  for (const [leaf, found] of gathered(served.map(({ service, leaves }) => [service, leaves])))
    add(leaf, found, addressOf({ category: kindsOfLeaf.get(leaf) ?? [] }));
  const ofCells = served.map(({ service, leaves }) => [service, cellsOf(leaves, service.is_outside)] as const);
  for (const [cell, found] of gathered(ofCells)) {
    const best = found.find(({ is_fresh, is_broken }) => is_fresh && !is_broken) ?? found[0];
    add(cell, found, `/services/${best?.slug}`);
  }
  return {
    byKey,
    all: services.length,
    with_criteria: count(({ has_criteria }) => has_criteria),
    with_contact: count(({ has_contact }) => has_contact),
    outside: count(({ is_outside }) => is_outside),
    fresh: count(({ is_fresh }) => is_fresh),
  };
}

const kindsOfLeaf = new Map(servingKinds.map(({ leaf, categories }) => [leaf, categories]));

// What its own record names, what its kinds of support serve, and, outside the area, paragraph 2.
function leavesServed({ leaves, categories, is_outside }: CountedService): string[] {
  const ofKinds = servingKinds.filter((serving) => serving.categories.some((code) => categories.includes(code)));
  return [...new Set([...leaves, ...ofKinds.map(({ leaf }) => leaf), ...(is_outside ? ['LO-2'] : [])])];
}

function gathered(
  served: readonly (readonly [CountedService, readonly string[]])[],
): Map<string, readonly CountedService[]> {
  const all = served.flatMap(([service, keys]) => keys.map((key) => ({ service, key })));
  return new Map(
    [...Map.groupBy(all, ({ key }) => key)].map(([key, found]) => [key, found.map(({ service }) => service)]),
  );
}

async function publicServices(db: Db, today: string): Promise<CountedService[]> {
  const terms = (taxonomy: string) => sql`array(select term.code from attribute
    join taxonomy_term term on term.id = taxonomy_term_id
    join taxonomy on taxonomy.id = term.taxonomy_id and taxonomy.code = ${taxonomy} and taxonomy.uri is null
    where link_id = service.id and link_entity = 'service')`;
  const rows = await sql<Omit<CountedService, 'is_fresh'>>`
    select service.slug, ${terms('category')} as categories, ${terms('schedule_2')} as leaves,
      (select to_char(max(confirmed_at) at time zone 'Europe/London', 'YYYY-MM-DD') from confirmation
        where confirmation.service_id = service.id) as confirmed_on,
      open_to_all or exists (select from eligibility where eligibility.service_id = service.id) as has_criteria,
      exists (select from contact where contact.service_id = service.id
        and coalesce(nullif(contact.name, ''), nullif(contact.title, '')) is not null) as has_contact,
      area = 'out_of_area' as is_outside,
      exists (select from freshness_finding where freshness_finding.service_id = service.id
        and kind = 'broken_link' and gone_at is null) as is_broken
    from service
      join publication on publication.service_id = service.id and withdrawn_at is null
      join source on source.code = service.source and not is_neighbour
    where service.status <> 'defunct' and coalesce((select commitment from commitment
      where commitment.service_id = service.id order by recorded_at desc, id desc limit 1), 'available_now') = 'available_now'
  `.execute(db);
  const promises = await readPromises(db);
  const promised = new Map<string, ReturnType<typeof promiseFor>>();
  return rows.rows.map((row) => {
    const kinds = row.categories.join(' ');
    if (!promised.has(kinds)) promised.set(kinds, promiseFor(row.categories, promises, today));
    const promise = promised.get(kinds);
    const is_fresh = promise !== undefined && isWithinPromise(row.confirmed_on ?? undefined, promise, today);
    return { ...row, is_fresh };
  });
}

import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type DeskItem, putAllOnDesk } from '../desk/items.ts';
import { type Likeness, type Shared, sharedBy } from './duplicate-rules.ts';
import { mergedInto } from './merged-services.ts';

/** Of one batch of records, so many pairs are compared at most: beyond, one place or number is everybody's. */
const mostPairs = 20_000;

const digits = sql`right(regexp_replace(number, '\\D', '', 'g'), 10)`;
const web = (url: ReturnType<typeof sql>) => sql`regexp_replace(lower(${url}), '^https?://(www\\.)?|/+$', '', 'g')`;
const postcode = (column: ReturnType<typeof sql>) => sql`upper(replace(${column}, ' ', ''))`;

interface Fact extends Likeness {
  id: string;
  organization_id: string;
}

/**
 * Looks for records that are perhaps the same service as these, by place, phone, web address and name, and puts each pair
 * on the desk, unless somebody has decided of that pair before. Four statements, whatever their number.
 */
export async function findDuplicates(db: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const pairs = await candidates(db, ids);
  const facts = await factsOf(db, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
  const found = pairs.flatMap(({ a, b }) => {
    const [one, other] = [facts.get(a), facts.get(b)];
    if (!one || !other || sharedBy(one, other).length === 0) return [];
    return [{ one, other, subject_id: `${a}:${b}` }];
  });
  if (found.length === 0) return;
  const before = await sql<{ subject_id: string }>`select subject_id from desk_item
    where kind = 'duplicate' and subject_id = any(${found.map(({ subject_id }) => subject_id)})`.execute(db);
  const known = new Set(before.rows.map(({ subject_id }) => subject_id));
  const items = found
    .filter(({ subject_id }) => !known.has(subject_id))
    .map(({ one, other, subject_id }) => ({
      kind: 'duplicate' as const,
      subject_id,
      title: one.name === other.name ? `Twice: ${one.name}` : `${one.name} and ${other.name}`,
      service_id: ids.includes(one.id) ? one.id : other.id,
      organization_id: one.organization_id,
    }));
  await putAllOnDesk(db, items, now);
}

async function candidates(db: Db, ids: readonly string[]): Promise<{ a: string; b: string }[]> {
  const { rows } = await sql<{ a: string; b: string }>`
    with mine as (select id, name, url from service where id = any(${ids}::uuid[])),
    pair as (
      select mine.id as one, other.id as other from mine join service other on lower(other.name) = lower(mine.name)
      union select mine.id, other.id from mine join service other on ${web(sql`other.url`)} = ${web(sql`mine.url`)}
        where mine.url <> ''
      union select here.service_id, there.service_id
      from service_at_location here
        join address near on near.location_id = here.location_id and near.postal_code <> ''
        join address far on ${postcode(sql`far.postal_code`)} = ${postcode(sql`near.postal_code`)}
        join service_at_location there on there.location_id = far.location_id
      where here.service_id = any(${ids}::uuid[])
      union select known.service_id, dialled.service_id
      from (select service_id, ${digits} as number from phone where service_id = any(${ids}::uuid[])) known
        join (select service_id, ${digits} as number from phone where service_id is not null) dialled
          on dialled.number = known.number
      where length(known.number) = 10
    )
    select distinct least(one, other) as a, greatest(one, other) as b from pair
    where one <> other
      and not exists (select from merged_service where service_id in (one, other))
      and (exists (select from publication where service_id = pair.other and withdrawn_at is null)
        or not exists (select from publication where service_id = pair.other))
    order by a, b limit ${mostPairs}`.execute(db);
  return rows;
}

async function factsOf(db: Db, ids: readonly string[]): Promise<Map<string, Fact>> {
  const { rows } = await sql<Fact>`
    select service.id, service.name, service.organization_id, organization.name as organisation,
      case when service.url <> '' then array[${web(sql`service.url`)}] else '{}' end as webs,
      coalesce((select array_agg(distinct ${digits}) from phone where phone.service_id = service.id), '{}') as phones,
      coalesce((select array_agg(distinct ${postcode(sql`address.postal_code`)}) from service_at_location at
        join address on address.location_id = at.location_id
        where at.service_id = service.id and address.postal_code <> ''), '{}') as postcodes
    from service join organization on organization.id = service.organization_id
    where service.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The two records of an item, and what they share now; undefined where one of them is gone or merged. */
export async function findPair(
  db: Db,
  { subject_id }: Pick<DeskItem, 'subject_id'>,
): Promise<{ ids: [string, string]; shared: Shared[] } | undefined> {
  const [a = '', b = ''] = subject_id.split(':');
  const facts = await factsOf(db, [a, b]);
  const [one, other] = [facts.get(a), facts.get(b)];
  if (!one || !other || (await mergedInto(db, a)) || (await mergedInto(db, b))) return undefined;
  return { ids: [a, b], shared: sharedBy(one, other) };
}

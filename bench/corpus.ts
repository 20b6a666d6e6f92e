import { sql } from 'kysely';
import type { Authority } from '../src/authority.ts';
import type { Db } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { bringIndexUpToDate, refreshVocabulary } from '../src/directory/search-index.ts';
import { seedDemonstration, seedReference } from '../src/seed.ts';

/** Services a council's directory holds; beyond it a directory is of many councils, all over England, each for its area. */
const oneCouncil = 50_000;

/** So many copies of all demonstration services are written by one statement. */
const atOnce = 20;

/**
 * Fills an empty database with `size` services: the demonstration services, each copied as often as it takes, every copy
 * elsewhere and with two words of its own, so that names differ and rare words are rare.
 */
export async function fillCorpus(db: Db, authority: Authority, size: number): Promise<void> {
  await migrate(db);
  await seedReference(db, authority);
  await bringIndexUpToDate(db);
  const made = await seedDemonstration(db, new Date('2026-11-22T12:00:00Z'));
  const { west, south, east, north } =
    size > oneCouncil ? { west: -3.5, south: 50.5, east: 1.5, north: 54.5 } : authority.extent;
  const copies = Math.ceil(size / made) - 1;
  const indexes = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where not indisunique and indrelid in ('search_document'::regclass, 'search_place'::regclass)`.execute(db);
  for (const { name } of indexes.rows) await sql`drop index ${sql.raw(name)}`.execute(db);
  await sql`create temporary table original as select service_id as id from search_document`.execute(db);
  for (let first = 1; first <= copies; first += atOnce) {
    const last = Math.min(copies, first + atOnce - 1);
    const word = (salt: string) =>
      sql`translate(left(md5(s.id::text || copy || ${salt}::text), 3), '0123456789', 'ghijklmnop')`;
    await sql`create temporary table copied as
      select s.id, copy, md5(s.id::text || copy)::uuid as new_id, ${word('a')} || ' ' || ${word('b')} as own_words
      from original s, generate_series(${first}::int, ${last}::int) copy where ${made}::int * copy < ${size}::int`.execute(
      db,
    );
    await sql`analyze copied`.execute(db);
    await sql`insert into service (id, slug, organization_id, name, summary, description, status, minimum_age, maximum_age,
        application_process, open_to_all, area, is_place_hidden, source, source_id)
      select new_id, slug || '~' || copy, organization_id, initcap(own_words) || ' ' || name, summary, description, status,
        minimum_age, maximum_age, application_process, open_to_all, area, is_place_hidden, source, source_id || '~' || copy
      from copied join service using (id)`.execute(db);
    await sql`insert into publication (service_id, published_at, published_by)
      select new_id, now(), 'bench' from copied`.execute(db);
    await sql`insert into public_record (service_id, detail)
      select new_id, detail || jsonb_build_object('id', new_id, 'slug', detail->>'slug' || '~' || copy,
        'name', initcap(own_words) || ' ' || (detail->>'name'))
      from copied join public_record on service_id = id`.execute(db);
    await sql`insert into search_document (service_id, words, facet_set, minimum_age, maximum_age, area_codes, quality, name, confirmed_at, last_modified)
      select new_id, setweight(to_tsvector('english', own_words), 'A') || words, facet_set, minimum_age, maximum_age,
        case when ${made}::int * copy < ${oneCouncil}::int then area_codes else coalesce((select array_agg(code || '~') from unnest(area_codes) code), '{}') end,
        quality, initcap(own_words) || ' ' || name, confirmed_at, last_modified
      from copied join search_document on service_id = id`.execute(db);
    await sql`insert into search_place (service_id, position)
      select new_id, point(${west} + random() * ${east - west}, ${south} + random() * ${north - south})
      from copied where exists (select from search_place p where p.service_id = id)`.execute(db);
    await sql`drop table copied`.execute(db);
  }
  await sql`drop table original`.execute(db);
  for (const { definition } of indexes.rows) await sql`${sql.raw(definition)}`.execute(db);
  await sql`update facet_set set services = (select count(*) from search_document where facet_set = facet_set.id)`.execute(
    db,
  );
  await refreshVocabulary(db);
  await sql`analyze`.execute(db);
}

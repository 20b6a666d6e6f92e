import { sql } from 'kysely';
import type { Authority } from '../src/authority.ts';
import type { Db } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { refreshVocabulary } from '../src/directory/search-index.ts';
import { seedDemonstration, seedReference } from '../src/seed.ts';

/** Services a council's directory holds; beyond it a directory is of many councils, and lies all over England. */
const oneCouncil = 50_000;

/**
 * Fills an empty database with `size` services: the demonstration services, each copied as often as it takes, every copy
 * elsewhere and with two words of its own, so that names differ and rare words are rare.
 */
export async function fillCorpus(db: Db, authority: Authority, size: number): Promise<void> {
  await migrate(db);
  await seedReference(db, authority);
  const made = await seedDemonstration(db, new Date('2026-11-22T12:00:00Z'));
  const { west, south, east, north } =
    size > oneCouncil ? { west: -3.5, south: 50.5, east: 1.5, north: 54.5 } : authority.extent;
  for (let copy = 1; copy * made < size; copy++) {
    const some = Math.min(made, size - copy * made);
    const newId = (id: string) => sql`md5(${sql.ref(id)}::text || ${String(copy)})::uuid`;
    const word = (salt: string) =>
      sql`translate(left(md5(${sql.ref('s.id')}::text || ${copy + salt}), 3), '0123456789', 'ghijklmnop')`;
    await sql`create temporary table copied as
      select d.*, s.id, ${newId('s.id')} as new_id, ${word('a')} || ' ' || ${word('b')} as own_words
      from search_document d join service s on s.id = d.service_id where s.source = 'demonstration' and s.slug not like '%~%'
      order by s.source_id limit ${some}`.execute(db);
    await sql`insert into service (id, slug, organization_id, name, summary, description, status, minimum_age, maximum_age,
        application_process, open_to_all, area, is_place_hidden, source, source_id)
      select new_id, s.slug || '~' || ${String(copy)}, organization_id, initcap(own_words) || ' ' || s.name, summary, description, status,
        s.minimum_age, s.maximum_age, application_process, open_to_all, area, is_place_hidden, source, source_id || '~' || ${String(copy)}
      from copied join service s on s.id = copied.id`.execute(db);
    await sql`insert into publication (service_id, published_at, published_by) select new_id, now(), 'bench' from copied`.execute(
      db,
    );
    await sql`insert into attribute (link_id, link_entity, link_type, taxonomy_term_id)
      select new_id, link_entity, link_type, taxonomy_term_id from copied join attribute on link_id = copied.id`.execute(
      db,
    );
    await sql`insert into service_at_location (service_id, location_id)
      select new_id, location_id from copied join service_at_location at on at.service_id = copied.id`.execute(db);
    await sql`insert into search_document (service_id, words, facets, minimum_age, maximum_age, area_codes, quality, name, confirmed_at, last_modified)
      select new_id, setweight(to_tsvector('english', own_words), 'A') || words, facets, minimum_age, maximum_age, area_codes,
        quality, initcap(own_words) || ' ' || name, confirmed_at, last_modified from copied`.execute(db);
    await sql`insert into public_record (service_id, detail)
      select new_id, detail || jsonb_build_object('id', new_id, 'slug', s.slug, 'name', s.name)
      from copied join public_record r on r.service_id = copied.id join service s on s.id = new_id`.execute(db);
    await sql`insert into search_place (service_id, position)
      select new_id, point(${west} + random() * ${east - west}, ${south} + random() * ${north - south})
      from copied where exists (select from search_place p where p.service_id = copied.id)`.execute(db);
    await sql`drop table copied`.execute(db);
  }
  await sql`delete from search_count`.execute(db);
  await sql`insert into search_count (term, services)
    select term, count(*) from search_document, unnest(facets || '{all}') term
    where not facets @> '{commitment:closed}' or starts_with(term, 'commitment:') group by term`.execute(db);
  await refreshVocabulary(db);
}

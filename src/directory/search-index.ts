import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { indexHasChanged } from './kept-answers.ts';
import { writePublicRecords } from './public-records.ts';
import { phrasesAreMarked, vocabularyHasChanged } from './search-phrases.ts';

/**
 * Writes what search and pages read, for these services as they now stand: nothing for one that is not published. A word counts
 * most in the name (A), then in the summary, needs and kinds (B), then in the description and the organisation (C), then
 * in the rest (D).
 */
export async function indexServices(db: Db, ids: readonly string[]): Promise<void> {
  await removeFromIndex(db, ids);
  const found = await sql<{ has_new_phrase: boolean }>`
    with recursive chosen as (
      select service.* from service join publication on publication.service_id = service.id and withdrawn_at is null
      where service.id = any(${ids}::uuid[])
    ),
    tagged (service_id, term_id, own) as (
      select link_id, taxonomy_term_id, true from attribute where link_id = any(${ids}::uuid[])
      union
      select tagged.service_id, taxonomy_term.parent_id, false
      from tagged join taxonomy_term on taxonomy_term.id = tagged.term_id where taxonomy_term.parent_id is not null
    ),
    terms as (
      select tagged.service_id,
        array_agg(distinct taxonomy.code || ':' || taxonomy_term.code)
          filter (where taxonomy.uri is null and taxonomy.code in ('category', 'need', 'delivery', 'thrive', 'outcome')) as codes,
        bool_or(taxonomy.code = 'route' and taxonomy_term.code in ('self', 'parent')) as is_open_door,
        string_agg(distinct taxonomy_term.name, ' ') filter (where own and taxonomy.code in ('category', 'need')) as main_words,
        string_agg(distinct taxonomy_term.name, ' ') filter (where own and taxonomy.code not in ('category', 'need', 'schedule_2', 'route', 'delivery')) as other_words
      from tagged join taxonomy_term on taxonomy_term.id = tagged.term_id join taxonomy on taxonomy.id = taxonomy_term.taxonomy_id
      group by tagged.service_id
    ),
    latest as (
      select chosen.id as service_id,
        (select state from local_offer_membership m where m.service_id = chosen.id order by decided_at desc, id desc limit 1) as membership,
        (select commitment from commitment c where c.service_id = chosen.id order by recorded_at desc, id desc limit 1) as commitment,
        (select max(confirmed_at) from confirmation c where c.service_id = chosen.id) as confirmed_at,
        coalesce((select bool_or(amount = 0) from cost_option o where o.service_id = chosen.id), chosen.fees ~* '^\\s*free\\M', false) as is_free
      from chosen
    ),
    days as (
      select service_id, array_agg(distinct 'day:' || right(day, 2)) as codes from (
        select coalesce(s.service_id, at.service_id) as service_id, unnest(string_to_array(s.byday, ',')) as day
        from schedule s left join service_at_location at on at.id = s.service_at_location_id
        where s.service_id = any(${ids}::uuid[]) or at.service_id = any(${ids}::uuid[])
      ) all_days where right(day, 2) in ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU') group by service_id
    ),
    places as (
      select at.service_id, string_agg(distinct concat_ws(' ', case when not service.is_place_hidden then location.name end, address.city), ' ') as words,
        bool_or(location.latitude is not null) as has_place
      from service_at_location at join service on service.id = at.service_id
        join location on location.id = at.location_id left join address on address.location_id = location.id
      where at.service_id = any(${ids}::uuid[]) group by at.service_id
    ),
    areas as (
      select sa.service_id, array_agg(distinct area.code) as codes
      from service_area sa join area on area.code = sa.area_code or lower(area.name) = lower(sa.name)
      where sa.service_id = any(${ids}::uuid[]) group by sa.service_id
    ),
    criteria as (
      select service_id, string_agg(description, ' ') as words from eligibility where service_id = any(${ids}::uuid[]) group by service_id
    ),
    made as (
      select chosen.id as service_id,
        setweight(to_tsvector('english', concat_ws(' ', chosen.name, chosen.alternate_name)), 'A') as a,
        setweight(to_tsvector('english', concat_ws(' ', chosen.summary, terms.main_words)), 'B') as b,
        setweight(to_tsvector('english', concat_ws(' ', chosen.description, organization.name)), 'C') as c,
        setweight(to_tsvector('english', concat_ws(' ', criteria.words, chosen.application_process, chosen.fees, places.words, terms.other_words)), 'D') as d,
        coalesce(terms.codes, '{}') || coalesce(days.codes, '{}')
          || ('commitment:' || coalesce(latest.commitment, 'available_now'))
          || case when latest.membership = 'approved' then array['local_offer:1'] else '{}' end
          || case when latest.is_free then array['free:1'] else '{}' end
          || case when terms.is_open_door then array['self_refer:1'] else '{}' end as facets,
        coalesce(chosen.minimum_age, 0) as minimum_age,
        coalesce(chosen.maximum_age, 999) as maximum_age,
        case
          when areas.codes is not null then areas.codes
          -- online or by phone, with no place and no area: for everybody
          when not coalesce(places.has_place, false) and terms.codes && array['delivery:online', 'delivery:phone'] then array['*']
          else '{}'
        end as area_codes,
        case coalesce(latest.commitment, 'available_now') when 'available_now' then 1.0 when 'closed' then 0.3 else 0.7 end
          * case when latest.membership = 'approved' then 1.0 else 0.9 end
          * case chosen.status when 'active' then 1.0 else 0.6 end
          * case when exists (select from freshness_mark f where f.service_id = chosen.id
              and f.dropped_at > coalesce(latest.confirmed_at, '-infinity')) then 0.5 else 1.0 end as quality,
        chosen.name, latest.confirmed_at, chosen.last_modified
      from chosen
        join organization on organization.id = chosen.organization_id
        join latest on latest.service_id = chosen.id
        left join terms on terms.service_id = chosen.id
        left join days on days.service_id = chosen.id
        left join places on places.service_id = chosen.id
        left join areas on areas.service_id = chosen.id
        left join criteria on criteria.service_id = chosen.id
    ),
    whole as materialized (select service_id, a, b, c, a || b || c || d as words from made),
    phrase as (
      select service_id, id, case when a @@ query then 'A' when b @@ query then 'B' when c @@ query then 'C' else 'D' end as part
      from whole cross join unnest(tsvector_to_array(words)) word
        join search_phrase on search_phrase.lexeme = word and words @@ query
    ),
    used as (
      update search_phrase set is_used = true where not is_used and id in (select id from phrase) returning id
    ),
    phrased as (
      select service_id, string_agg('ph' || id || 'x:1' || part, ' ')::tsvector as marks from phrase group by service_id
    ),
    counted as (
      insert into facet_set as known (digest, terms, services)
      select md5(array_to_string(facets, ' ')), facets, count(*) from made group by facets
      on conflict (digest) do update set services = known.services + excluded.services
      returning id, terms
    ),
    written as (
      insert into search_document
        (service_id, words, facet_set, minimum_age, maximum_age, area_codes, quality, name, confirmed_at, last_modified)
      select service_id, words || coalesce(marks, ''), counted.id, minimum_age, maximum_age, area_codes, quality,
        name, confirmed_at, last_modified
      from made join whole using (service_id) join counted on counted.terms = made.facets left join phrased using (service_id)
    )
    select exists (select from used) as has_new_phrase
  `.execute(db);
  if (found.rows[0]?.has_new_phrase) await vocabularyHasChanged(db);
  await sql`
    insert into search_place (service_id, position)
    select distinct_place.service_id, point(longitude, latitude)
    from (
      -- a hidden place only to the twentieth of a degree: distances to it must not tell more than its town does
      select distinct at.service_id,
        case when service.is_place_hidden then round(location.longitude * 20) / 20 else location.longitude end as longitude,
        case when service.is_place_hidden then round(location.latitude * 20) / 20 else location.latitude end as latitude
      from service_at_location at join location on location.id = at.location_id
        join service on service.id = at.service_id
        join search_document on search_document.service_id = at.service_id
      where at.service_id = any(${ids}::uuid[]) and location.latitude is not null and location.longitude is not null
    ) distinct_place
  `.execute(db);
  await clearPendingEntries(db);
  await writePublicRecords(db, ids);
}

// New entries of a GIN index wait in a list that every search reads: a batch is sorted in at once, which is
// faster than one by one. The embedded database has nobody else who would clear it.
async function clearPendingEntries(db: Db): Promise<void> {
  await sql`
    select gin_clean_pending_list(name::regclass)
    from unnest(array['search_document_words_idx', 'search_document_area_codes_idx']) name
  `.execute(db);
}

/** Changes whenever what is put together here changes its shape. */
const indexVersion = '2';

/**
 * Puts together anew what search and pages read: all of it when a new version of the site makes it otherwise than the one
 * that wrote it, else what has a phrase that is new in the thesaurus. Returns how many services it was done for.
 */
export async function bringIndexUpToDate(db: Db): Promise<number> {
  const kept = await db.selectFrom('setting').select('value').where('name', '=', 'index_version').executeTakeFirst();
  const stale =
    kept?.value === indexVersion
      ? sql<{ id: string }>`select distinct service_id as id from search_phrase
          join search_document on words @@ query where not is_marked order by id`
      : sql<{ id: string }>`select id from service order by id`;
  const ids = (await stale.execute(db)).rows.map((row) => row.id);
  // what is taken out and not put back, as the site is killed between, would be found by nothing afterwards
  for (let at = 0; at < ids.length; at += 500)
    await transaction(db, (tx) => indexServices(tx, ids.slice(at, at + 500)));
  await phrasesAreMarked(db);
  await db
    .insertInto('setting')
    .values({ name: 'index_version', value: indexVersion })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: indexVersion }))
    .execute();
  return ids.length;
}

/** The number of the lock on what search reads: any, as long as it is no other's. */
const turn = 7_301_951;

/** Takes services out of what search reads. */
export async function removeFromIndex(db: Db, ids: readonly string[]): Promise<void> {
  // Two writers would each wait for a set that the other has counted: they take turns.
  await sql`select pg_advisory_xact_lock(${turn}::bigint)`.execute(db);
  await indexHasChanged(db);
  await sql`
    with gone as (delete from search_document where service_id = any(${ids}::uuid[]) returning facet_set)
    update facet_set set services = facet_set.services - left_out.services
    from (select facet_set, count(*) as services from gone group by facet_set) left_out where id = facet_set
  `.execute(db);
  await sql`delete from public_record where service_id = any(${ids}::uuid[])`.execute(db);
}

/**
 * Counts the directory's own words anew: what typing errors are corrected against. Reads every published record once, so
 * it belongs at the end of an import, not in a request.
 */
export async function refreshVocabulary(db: Db): Promise<void> {
  await sql`delete from search_word`.execute(db);
  await sql`
    insert into search_word (word, services)
    select word, ndoc from ts_stat($$
      select to_tsvector('simple', concat_ws(' ', service.name, service.alternate_name, service.summary, service.description))
      from service join search_document on search_document.service_id = service.id
    $$) where word ~ '^[a-z][a-z''-]{2,39}$'
  `.execute(db);
  await vocabularyHasChanged(db);
}

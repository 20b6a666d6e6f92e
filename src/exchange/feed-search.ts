import { sql } from 'kysely';
import type { Authority } from '../authority.ts';
import type { Db } from '../db/database.ts';
import type { KnownDirectories } from '../directory/knowledge.ts';
import { decideSearch } from '../directory/search.ts';
import { readSearch } from '../directory/search-rules.ts';
import { findPlace, type PlaceFound } from '../places/find-place.ts';
import type { FeedQuery } from './feed-query-rules.ts';
import type { FeedList, FeedSearch } from './feed-statements.ts';

interface Context {
  known: KnownDirectories;
  authority: Authority;
  /** YYYY-MM-DD */
  today: string;
}

/**
 * Looks up what a list is asked for: the words as the site's own search understands them, and where the postcode is.
 * A postcode that is not known, or of another country, is a problem with a message.
 */
export async function decideFeedSearch(
  db: Db,
  list: FeedList,
  query: FeedQuery,
  { known, authority, today }: Context,
): Promise<FeedSearch | { parameter: string; message: string }> {
  let point: FeedSearch['point'];
  if (query.postcode) {
    const place = await findPlace(db, query.postcode, authority);
    // what else to type, which the message goes on with, is advice for the site's own form
    if (!place.found) return { parameter: 'postcode', message: `${place.message.split('. ')[0]?.replace(/\.$/, '')}.` };
    point = (await ownPointOf(db, place)) ?? { latitude: place.latitude, longitude: place.longitude };
  }
  const isOfServices = list === 'services' || list === 'service_at_locations';
  if (query.search === undefined || !isOfServices) return { query, wanted: undefined, point };
  const { names, ...rest } = await known();
  const { search } = readSearch({ q: query.search }, names);
  const decided = await decideSearch(db, { names, ...rest }, search, {
    today,
    council: authority,
  });
  return { query, wanted: decided.place_problem ? undefined : decided.wanted, point };
}

// Where no postcodes have been imported, the directory's own public places say where theirs are.
async function ownPointOf(db: Db, place: PlaceFound): Promise<FeedSearch['point']> {
  if (place.kind !== 'postcode' || !place.approximate) return undefined;
  const rows = await sql<{ latitude: number | null; longitude: number | null }>`
    select avg(l.latitude) as latitude, avg(l.longitude) as longitude
    from address a join location l on l.id = a.location_id
      join service_at_location at on at.location_id = l.id
      join service s on s.id = at.service_id and not s.is_place_hidden
      join publication p on p.service_id = s.id and p.withdrawn_at is null
    where replace(upper(a.postal_code), ' ', '') = ${place.name.replace(' ', '')}`.execute(db);
  const { latitude, longitude } = rows.rows[0] ?? { latitude: null, longitude: null };
  return latitude === null || longitude === null ? undefined : { latitude, longitude };
}

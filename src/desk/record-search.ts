import { type RawBuilder, sql } from 'kysely';

/** What stands on the right of an `ilike`. */
export type Like = RawBuilder<string>;

/** A typed text as a pattern for `ilike`: anything with it in it. */
export function likeOf(typed: string): Like {
  return sql`${patternOf(typed)}::text ${inItsLetters(typed)}`;
}

function patternOf(typed: string): string {
  return `%${typed.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

// Small and capital letters of plain English are compared three times as fast, and found just the same.
function inItsLetters(typed: string): RawBuilder<unknown> {
  return /^[\x20-\x7e]*$/.test(typed) ? sql`collate "C"` : sql``;
}

/**
 * The ids of records, public or not, that are like what was typed, as a statement: by words of the name or the
 * organisation, address, id, the source's id, postcode, e-mail address, web address, phone number.
 */
export function recordsLike(typed: string): RawBuilder<unknown> {
  const like = likeOf(typed);
  const patterns = typed.split(/\s+/).filter(Boolean).slice(0, 8).map(patternOf);
  const words = sql`(${patterns}::text[] ${inItsLetters(typed)})`;
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed);
  const ways = [
    sql`select id from service where name ilike all(${words}) or alternate_name ilike ${like} or source_id = ${typed}`,
    sql`select id from service where organization_id in (select id from organization where name ilike all(${words}))`,
    sql`select id from service where slug = ${typed}`,
    ...(isId ? [sql`select ${typed}::uuid as id`] : []),
    ...contactsLike(typed, like),
  ];
  const postcode = /^[a-z]{1,2}\d[a-z\d]?\s*(\d[a-z]{2})?$/i.test(typed)
    ? typed.replaceAll(/\s/g, '').toUpperCase()
    : '';
  if (postcode)
    ways.push(sql`select at.service_id from service_at_location at join address on address.location_id = at.location_id
      where upper(replace(address.postal_code, ' ', '')) like ${`${postcode}%`}`);
  return sql.join(ways, sql` union `);
}

function contactsLike(typed: string, like: Like): RawBuilder<unknown>[] {
  const isEmail = typed.includes('@');
  const digits = /^[\d\s()+./-]+$/.test(typed) ? typed.replaceAll(/\D/g, '').replace(/^(0|44)/, '') : '';
  const ways: RawBuilder<unknown>[] = [];
  if (isEmail || typed.includes('.')) {
    const hit = isEmail ? sql`email ilike ${like}` : sql`(url ilike ${like} or email ilike ${like})`;
    ways.push(
      sql`select id from service where ${hit}`,
      sql`select service_id from contact where email ilike ${like} and service_id is not null`,
      sql`select id from service where organization_id in (select id from organization where ${hit})`,
    );
  }
  if (digits.length >= 5) {
    // a whole number is found along its index
    const dialled =
      digits.length === 10
        ? sql`right(regexp_replace(number, '\\D', '', 'g'), 10) = ${digits}`
        : sql`regexp_replace(number, '\\D', '', 'g') like ${`%${digits}%`}`;
    ways.push(
      sql`select service_id from phone where service_id is not null and ${dialled}`,
      sql`select service_id from contact where service_id is not null
        and id in (select contact_id from phone where ${dialled})`,
      sql`select id from service where organization_id in (select organization_id from phone where ${dialled})`,
    );
  }
  return ways;
}

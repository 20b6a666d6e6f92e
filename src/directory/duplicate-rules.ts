import { distance } from 'fastest-levenshtein';

/** By what two records can be one service. Postcodes without spaces; phones as their last ten digits. */
export interface Likeness {
  name: string;
  organisation: string;
  postcodes: readonly string[];
  phones: readonly string[];
  /** web addresses without `https://www.` and the last `/` */
  webs: readonly string[];
}

/** What two records share, in words for whoever decides. */
export type Shared = 'name' | 'nearly the name' | 'postcode' | 'phone number' | 'web address' | 'organisation';

const empty = new Set(['the', 'a', 'an', 'and', 'of', 'for', 'at', 'in', 'ltd', 'limited', 'cic', 'cio', 'uk']);
/** Words by which an organisation tells its own groups apart. */
const tellingApart =
  /^(\d+\w*|mon|tues?|wed(nes)?|thu(rs)?|fri|satur|sun|mon|\w+days?|am|pm|mornings?|afternoons?|evenings?|junior?s?|seniors?|minis?|under|over|babies|baby|toddlers?|teens?|adults?|beginners?|advanced|north|south|east|west|girls?|boys?|primary|secondary|infants?|term|holidays?|online)$/;

const wordsOf = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replaceAll('&', ' and ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !empty.has(word));

/**
 * What two records share that makes them perhaps one service; empty where they are two. They are one by an equal name
 * with the place, the phone, the web address or the organisation; by nearly the same name with the place, phone or web
 * address; never where both have places and none is the same, nor where what differs in their names is a day, an age or
 * a number, by which one organisation tells its own groups apart.
 */
export function sharedBy(a: Likeness, b: Likeness): Shared[] {
  const meet = (one: readonly string[], other: readonly string[]) =>
    one.some((value) => value && other.includes(value));
  const is_same_place = meet(a.postcodes, b.postcodes);
  if (!is_same_place && a.postcodes.length > 0 && b.postcodes.length > 0) return [];
  const [one, other] = [wordsOf(a.name), wordsOf(b.name)];
  const odd = [...missingFrom(other, one), ...missingFrom(one, other)];
  const is_same_name = one.length > 0 && odd.length === 0;
  if (!is_same_name && (odd.some((word) => tellingApart.test(word)) || !isNear(one, other))) return [];
  const is_same_organisation = wordsOf(a.organisation).join(' ') === wordsOf(b.organisation).join(' ');
  const contacts: Shared[] = [
    ...(is_same_place ? (['postcode'] as const) : []),
    ...(meet(a.phones, b.phones) ? (['phone number'] as const) : []),
    ...(meet(a.webs, b.webs) ? (['web address'] as const) : []),
  ];
  if (contacts.length === 0 && !(is_same_name && is_same_organisation)) return [];
  return [
    is_same_name ? 'name' : 'nearly the name',
    ...contacts,
    ...(is_same_organisation ? (['organisation'] as const) : []),
  ];
}

/** So many of the letters by which two names differ may be other ones: a slip of typing, and not another word. */
const slip = 0.25;
/** So much of the longer name's words must stand in the shorter one, where it has words more. */
const nearWords = 0.6;

function isNear(one: string[], other: string[]): boolean {
  const [onlyOne, onlyOther] = [missingFrom(other, one), missingFrom(one, other)];
  if (onlyOne.length > 0 && onlyOther.length > 0) {
    const [a, b] = [onlyOne.join(''), onlyOther.join('')];
    return distance(a, b) <= slip * Math.max(a.length, b.length);
  }
  const common = one.length - onlyOne.length;
  return common >= 2 && common / Math.max(one.length, other.length) >= nearWords;
}

const missingFrom = (words: string[], wanted: string[]) => wanted.filter((word) => !words.includes(word));

/** A fact that a record does not have is taken from the other: nothing that was known is lost when two become one. */
export function filledFrom<Record extends object>(survivor: Record, other: Record): Record {
  const kept = new Set(['id', 'source_id', 'local_offer', 'organization']);
  const isEmpty = (value: unknown) =>
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  const gaps = Object.entries(other).filter(
    ([field, value]) => !kept.has(field) && !isEmpty(value) && isEmpty(survivor[field as keyof Record]),
  );
  return { ...survivor, ...Object.fromEntries(gaps.map(([field, value]) => [field, withoutIds(value)])) };
}

// The other's children keep their ids with the other, which stays as it was.
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'id');
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutIds(inner)]));
}

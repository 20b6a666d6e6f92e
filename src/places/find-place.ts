import type { Authority } from '../authority.ts';
import type { Db } from '../db/database.ts';
import type { Point } from './distance-rules.ts';
import { findNamedPlace } from './find-named-place.ts';
import { findPostcode, whereToLook } from './find-postcode.ts';
import { type PostcodeReading, postcodeWithin, readPostcode } from './postcode-rules.ts';

/** A place to choose from. `name` is a text by which `findPlace` finds exactly this one. */
export interface PlaceChoice extends Point {
  name: string;
  /** from the middle of the council's area */
  miles: number;
}

export interface PlaceFound extends Point {
  found: true;
  kind: 'postcode' | 'sector' | 'outcode' | 'place';
  /** as it is shown: `NR1 1AA`, `NR1`, `Holt, Norfolk` */
  name: string;
  outcode?: string;
  county: string | null;
  /** the point is the middle of a larger area than what was asked for; `note` says so */
  approximate: boolean;
  note?: string;
  /** other places of the same name, for "not this one?" */
  others: PlaceChoice[];
  miles_from_centre: number;
}

export interface PlaceNotFound {
  found: false;
  reason: 'unknown' | 'ambiguous' | 'outside' | 'not_a_place';
  /** what was typed, shortened to 100 characters */
  text: string;
  /** one or two plain sentences: what is wrong and what to do */
  message: string;
  /** for `ambiguous`: the places of this name, nearest to the council's centre first */
  choices: PlaceChoice[];
  /** for `unknown`: places that are spelled nearly so */
  suggestions: PlaceChoice[];
}

/** What `findPlace` must know of the council. */
export type Home = Pick<Authority, 'code' | 'short_name' | 'centre'>;

const longest = 100;

/**
 * Finds the place that a person typed: a full postcode in any spacing, with O and I for 0 and 1; the first half of one; a
 * town, village, district or county, also as `Holt, Norfolk`, `Blofield near Norwich` or `Hempstead, NR12`. A postcode
 * that is not known exactly is found at the middle of its sector or district, and `approximate`. Of several places of
 * one name, the only one in the council's area is taken, with the `others`; else the answer is `ambiguous`, with
 * `choices`. Postcodes of other countries are `outside`. Never throws for any text.
 */
export async function findPlace(db: Db, typed: string, home: Home): Promise<PlaceFound | PlaceNotFound> {
  const text = typed.replace(/[\s\0]+/g, ' ').trim();
  const not_found = { found: false as const, text: text.slice(0, longest), choices: [], suggestions: [] };
  if (text.length > longest || !/[\p{L}\d]/u.test(text)) {
    return { ...not_found, reason: 'not_a_place', message: 'Type a town, a village or a postcode.' };
  }
  const whole = readPostcode(text);
  const reading = whole.kind === 'none' ? (fullPostcodeWithin(text) ?? whole) : whole;
  switch (reading.kind) {
    case 'none':
      return findNamedPlace(db, text, home);
    case 'foreign': {
      const where = reading.country ? `in ${reading.country}` : 'not one of the United Kingdom';
      const message = `The postcode ${reading.text} is ${where}. ${whereToLook(home)}`;
      return { ...not_found, reason: 'outside', message };
    }
    case 'forces': {
      const message = `We cannot tell where the British Forces address ${reading.text} is. ${whereToLook(home)}`;
      return { ...not_found, reason: 'outside', message };
    }
    case 'impossible': {
      const message = `${reading.text} is not a postcode that we know. Check it, or type a town or village.`;
      return { ...not_found, reason: 'unknown', message };
    }
    default:
      return findPostcode(db, text, reading, home);
  }
}

function fullPostcodeWithin(text: string): PostcodeReading | undefined {
  const within = postcodeWithin(text)?.reading;
  return within?.kind === 'postcode' ? within : undefined;
}

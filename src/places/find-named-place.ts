import type { Db } from '../db/database.ts';
import { areasAt } from './areas.ts';
import { milesBetween, type Point } from './distance-rules.ts';
import type { Home, PlaceChoice, PlaceFound, PlaceNotFound } from './find-place.ts';
import { foldName } from './name-rules.ts';
import { placesSpelledLike } from './place-spelling.ts';
import { isSettlement, middleOf, nearestOutcode, type Place, placesNamed } from './places.ts';
import { readPostcode } from './postcode-rules.ts';

/** Finds a town, village, district or county by its name, with or without words that say where it is. */
export async function findNamedPlace(db: Db, text: string, home: Home): Promise<PlaceFound | PlaceNotFound> {
  const folded = foldName(text)
    .replace(/^(?:near|nr|around|in|at|close to) /, '')
    .replace(/ (?:city centre|town centre|area)$/, '');
  const matching = await placesMatching(db, folded);
  const settlements = matching.filter(isSettlement);
  const places = settlements.length > 0 ? settlements : matching;
  const choices = await choicesOf(db, places, home);
  const not_found = { found: false as const, text, choices: [], suggestions: [] };
  if (places.length === 0) {
    const near = await placesSpelledLike(db, folded, home.centre);
    const message = `We do not know a place called “${text}”. Check the spelling, or type a postcode.`;
    return { ...not_found, reason: 'unknown', message, suggestions: await choicesOf(db, near, home) };
  }
  const taken = places.length === 1 ? places[0] : await onlyOneAtHome(db, places, home);
  if (!taken) {
    const message = `There is more than one place called “${places[0]?.name}”. Choose one.`;
    return { ...not_found, reason: 'ambiguous', message, choices };
  }
  const { latitude, longitude, county } = taken;
  return {
    found: true,
    kind: 'place',
    name: choices.find((choice) => isSamePoint(choice, taken))?.name ?? taken.name,
    latitude,
    longitude,
    county,
    approximate: false,
    others: choices.filter((choice) => !isSamePoint(choice, taken)),
    miles_from_centre: milesBetween(home.centre, taken),
  };
}

/** Places by the longest start of the words that is a name, if the rest says where: a county, a town near, an outcode. */
async function placesMatching(db: Db, folded: string): Promise<Place[]> {
  const words = folded.split(' ').slice(0, 12);
  const starts = words.map((_, i) => words.slice(0, words.length - i).join(' '));
  const known = await placesNamed(db, starts);
  for (const start of starts) {
    const places = known.filter((place) => place.folded_name === start);
    const rest = folded.slice(start.length + 1).replace(/^(?:near|nr|in) /, '');
    if (places.length === 0) continue;
    if (rest === '') return places;
    const in_county = places.filter((place) => place.county && foldName(place.county) === rest);
    if (in_county.length > 0) return in_county;
    const nearest = await nearestTo(db, rest, places);
    if (nearest) return [nearest];
  }
  return [];
}

const near_miles = 25;

async function nearestTo(db: Db, anchor: string, places: Place[]): Promise<Place | undefined> {
  const reading = readPostcode(anchor);
  const outcode = reading.kind === 'outcode' ? await middleOf(db, reading.outcode) : undefined;
  const anchors: Point[] = outcode ? [outcode] : await placesNamed(db, [anchor]);
  return places
    .map((place) => ({ place, miles: Math.min(...anchors.map((point) => milesBetween(point, place))) }))
    .filter(({ miles }) => miles <= near_miles)
    .sort((one, other) => one.miles - other.miles)[0]?.place;
}

async function onlyOneAtHome(db: Db, places: Place[], home: Home): Promise<Place | undefined> {
  const at_home: Place[] = [];
  for (const place of places) {
    const areas = await areasAt(db, place.latitude, place.longitude);
    if (areas.includes(home.code)) at_home.push(place);
  }
  return at_home.length === 1 ? at_home[0] : undefined;
}

const most_choices = 8;

async function choicesOf(db: Db, places: Place[], home: Home): Promise<PlaceChoice[]> {
  const withCounty = (place: Place) => (place.county ? `${place.name}, ${place.county}` : place.name);
  const choices: PlaceChoice[] = [];
  for (const place of places) {
    const is_clear = places.filter((other) => foldName(withCounty(other)) === foldName(withCounty(place))).length === 1;
    const outcode = is_clear && (place.county || places.length === 1) ? undefined : await nearestOutcode(db, place);
    choices.push({
      name: outcode ? `${place.name}, ${outcode}` : withCounty(place),
      latitude: place.latitude,
      longitude: place.longitude,
      miles: milesBetween(home.centre, place),
    });
  }
  return choices.sort((one, other) => one.miles - other.miles).slice(0, most_choices);
}

function isSamePoint(one: Point, other: Point): boolean {
  return one.latitude === other.latitude && one.longitude === other.longitude;
}

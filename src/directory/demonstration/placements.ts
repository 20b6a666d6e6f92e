import type { Kind } from './kind.ts';
import places from './places.json' with { type: 'json' };
import { fraction } from './seeded.ts';

type Postcode = [postcode: string, latitude: number, longitude: number];

/** A town, and the real postcodes in it that made-up places stand at. */
export interface Town {
  name: string;
  slug: string;
  postcodes: [Postcode, ...Postcode[]];
  county: string;
  district_code?: string;
  is_large: boolean;
}

/** Where one record stands. */
export interface Placement {
  scope: 'town' | 'district' | 'county' | 'national' | 'out';
  slug: string;
  /** what `{place}` becomes */
  place: string;
  towns: Town[];
  area?: { name: string; code: string };
}

/** The whole area that the demonstration directory is for. */
export const AREA = { name: places.area.name, code: places.area.code };

const weights = new Map(places.places.map((place) => [place.slug, place.weight]));
const inside: Town[] = places.places.map((place) => ({
  name: place.name,
  slug: place.slug,
  postcodes: readPostcodes(place.postcodes),
  county: AREA.name,
  district_code: place.district_code,
  is_large: place.weight >= 4,
}));
const outside: Town[] = places.out_of_area.map((place) => ({
  name: place.name,
  slug: place.slug,
  postcodes: readPostcodes(place.postcodes),
  county: place.county,
  is_large: true,
}));

/** Every placement of a kind of service: one record each. */
export function placementsOf({ slug, where }: Kind): Placement[] {
  const named = (where.at ?? []).flatMap((at) => inside.filter((town) => town.slug === at));
  const others = spread(
    slug,
    inside.filter((town) => !named.includes(town)),
    where.towns ?? 0,
  );
  const towns = [...named, ...others];
  const found: Placement[] = towns.map((town) => atTown(town, 'town'));
  if (where.districts !== undefined)
    for (const { name, slug: district, code } of places.districts)
      found.push({
        scope: 'district',
        slug: district,
        place: name,
        towns: largest(slug, code, where.districts),
        area: { name, code },
      });
  if (where.county !== undefined)
    found.push({ scope: 'county', slug: 'county', place: AREA.name, towns: offices(slug, where.county), area: AREA });
  if (where.national) found.push({ scope: 'national', slug: 'everywhere', place: 'England', towns: [] });
  for (const town of outside) if (where.out?.includes(town.slug)) found.push(atTown(town, 'out'));
  return found;
}

function atTown(town: Town, scope: 'town' | 'out'): Placement {
  const district = places.districts.find(({ code }) => code === town.district_code);
  return { scope, slug: town.slug, place: town.name, towns: [town], ...(district && { area: district }) };
}

// The head office first, then elsewhere.
function offices(words: string, count: number): Town[] {
  const office = inside.filter((town) => town.slug === places.area.head_office);
  const others = inside.filter((town) => town.slug !== places.area.head_office && town.is_large);
  return [...office, ...spread(words, others, Math.max(0, count - 1))].slice(0, count);
}

// The main towns of a district, where clinics and offices are.
function largest(words: string, district: string, count: number): Town[] {
  const size = (town: Town) => (weights.get(town.slug) ?? 0) + fraction(`${words}|${town.slug}`) / 2;
  return inside
    .filter((town) => town.district_code === district)
    .sort((a, b) => size(b) - size(a))
    .slice(0, count);
}

// Towns drawn by the words alone; larger ones are drawn more often.
function spread(words: string, towns: readonly Town[], count: number): Town[] {
  const wait = (town: Town) => -Math.log(fraction(`${words}|${town.slug}`) || 0.5) / (weights.get(town.slug) ?? 1);
  return towns
    .map((town) => ({ town, wait: wait(town) }))
    .sort((a, b) => a.wait - b.wait)
    .slice(0, count)
    .map(({ town }) => town);
}

function readPostcodes(rows: readonly (readonly (string | number)[])[]): Town['postcodes'] {
  const [first, ...others] = rows.map(
    ([postcode, latitude, longitude]): Postcode => [String(postcode), Number(latitude), Number(longitude)],
  );
  if (!first) throw new Error('places.json has a town without a postcode');
  return [first, ...others];
}

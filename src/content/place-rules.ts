import type { Authority } from '../authority.ts';

/** What stands in braces in a text, so that another council can use it: `{council}`. */
export const placeNames = [
  'council',
  'council_full',
  'area',
  'information_service',
  'parent_forum',
  'plan_team',
  'childrens_services',
  'health_board',
  'cluster',
  'clusters',
  'bulletin',
  'bulletins',
  'phone',
  'phone_hours',
  'text_phone',
  'email',
  'team',
  'site_name',
] as const;
type PlaceName = (typeof placeNames)[number];

/** What a council puts in the places that texts leave open. */
export type Places = Record<PlaceName, string>;

/** A council's words for the places in texts. */
export function placesOf({ name, short_name, site_name, contact, names }: Authority): Places {
  return {
    council: name,
    council_full: name,
    area: short_name,
    ...names,
    phone: contact.phone,
    phone_hours: contact.phone_hours,
    text_phone: contact.text_phone ?? contact.phone,
    email: contact.email,
    team: contact.team,
    site_name,
  };
}

const place = /\{([a-z_]+)\}/g;

/** A text with the council's own words; what is no place stays as it is. */
export function fillPlaces(text: string, places: Places): string {
  return text.includes('{') ? text.replace(place, (whole, name: string) => places[name as PlaceName] ?? whole) : text;
}

/** The places that a text names and that there are not. */
export function unknownPlaces(text: string): string[] {
  return [...text.matchAll(place)].flatMap(([whole, name]) => (placeNames.includes(name as PlaceName) ? [] : whole));
}

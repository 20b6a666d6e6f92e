import { longDate } from '../directory/date-rules.ts';

/** How full a base is: a count below `fewest` is the number of a few children, and is not said. */
export function placesInWords(
  { places, occupied, counted_on }: { places: number | null; occupied: number | null; counted_on: string },
  fewest: number,
): string {
  if (places === null) return 'We do not know how many places there are.';
  const there = `${places} ${places === 1 ? 'place' : 'places'}`;
  if (occupied === null) return `${there}. We do not know how many are taken.`;
  const day = longDate(counted_on);
  if (occupied === 0) return `${there}, none taken on ${day}.`;
  if (occupied < fewest) return `${there}, fewer than ${fewest} taken on ${day}.`;
  const free = Math.max(0, places - occupied);
  return `${there}, ${free === 0 ? 'all taken' : `${free} free`} on ${day}.`;
}

/** Whether a place was free when the places were counted; null where nobody knows. */
export function hasFreePlace({ places, occupied }: { places: number | null; occupied: number | null }): boolean | null {
  return places === null || occupied === null ? null : occupied < places;
}

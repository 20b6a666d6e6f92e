import type { ServiceRecordInput } from '../records.ts';
import type { Kind } from './kind.ts';
import type { Town } from './placements.ts';
import { fraction, numberBetween, pick } from './seeded.ts';
import { ACCESS, EXTRA_ACCESS, STREETS, VENUES } from './venues.ts';

type Site = NonNullable<ServiceRecordInput['service_at_locations']>[number];

const rooms: readonly [string, ...string[]] = [
  'On the ground floor. Ring the bell and somebody will come.',
  'Use the side door by the car park.',
  'The room is at the back, past the kitchen.',
  'There is a bus stop outside.',
  'Free parking for two hours.',
];

/** A made-up building of the right sort in a town, at a real postcode; the same building for all who use it. */
export function siteOf({ venue = 'hall', hidden, slug }: Kind, town: Town): Site {
  const { names, always } = VENUES[venue];
  const kind = hidden ? slug : venue;
  const name = pick(`${slug}|${town.slug}|venue`, names);
  const key = hidden ? `${kind}|${town.slug}` : `${town.slug}|${name}`;
  const [postal_code, latitude, longitude] = pick(`${key}|postcode`, town.postcodes);
  const street = pick(`${key}|street`, STREETS);
  const address_1 = hidden ? `${numberBetween(key, 2, 60)} Demonstration Close` : name;
  const extras = EXTRA_ACCESS.filter((extra) => fraction(`${key}|${extra}`) < 0.3 && !always.includes(extra));
  return {
    ...(!hidden && { description: pick(`${key}|room`, rooms) }),
    location: {
      location_type: 'physical',
      name: hidden ? `Near ${town.name} (the address is kept private)` : name,
      latitude,
      longitude,
      addresses: [
        { address_1, ...(!hidden && { address_2: street }), city: town.name, state_province: town.county, postal_code },
      ],
      accessibility: [...always, ...extras].flatMap((code) => {
        const [description, details] = ACCESS[code] ?? [];
        return description ? [{ description, ...(details && { details }) }] : [];
      }),
    },
  };
}

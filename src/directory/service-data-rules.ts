import { readDays } from './schedule-rules.ts';
import type { Schedule, ServiceDetail } from './service-detail.ts';
import { linkTo, termsOf } from './service-words-rules.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * A service as schema.org data (JSON-LD), so that search engines show it rightly. Safe inside a `<script>` element: no
 * `<` stands in it. What is hidden from people is not in it either.
 */
export function serviceAsData(service: ServiceDetail, base_url: string): string {
  const { organization } = service;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Service',
    '@id': `${base_url}/services/${service.slug}`,
    name: service.name,
    alternateName: service.alternate_name,
    description: service.summary ?? service.description,
    url: `${base_url}/services/${service.slug}`,
    sameAs: linkTo(service.url),
    serviceType: termsOf(service, 'category').map(({ name }) => name),
    provider: { '@type': 'Organization', name: organization.name, url: linkTo(organization.url) },
    areaServed: service.service_areas.map(({ name }) => name),
    audience: {
      '@type': 'PeopleAudience',
      suggestedMinAge: service.minimum_age,
      suggestedMaxAge: service.maximum_age,
      audienceType: termsOf(service, 'need').map(({ name }) => name),
    },
    offers: service.cost_options
      .filter(({ amount }) => amount !== undefined)
      .map(({ option, amount, currency }) => ({
        '@type': 'Offer',
        name: option,
        price: amount,
        priceCurrency: currency,
      })),
    hoursAvailable: service.schedules.flatMap(opening),
    availableChannel: channelsOf(service),
  };
  return JSON.stringify(withoutEmpty(data))
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '')
    .replaceAll('\u2029', '');
}

function channelsOf(service: ServiceDetail): unknown[] {
  const places = service.service_at_locations.flatMap(({ location, schedules }) => {
    const address = location.addresses[0];
    if (location.location_type !== 'physical' || !address) return [];
    return [
      {
        '@type': 'ServiceChannel',
        servicePhone: service.phones[0]?.number,
        serviceLocation: {
          '@type': 'Place',
          name: location.name,
          address: {
            '@type': 'PostalAddress',
            streetAddress: [address.address_1, address.address_2].filter(Boolean).join(', '),
            addressLocality: address.city,
            addressRegion: address.state_province,
            postalCode: address.postal_code,
            addressCountry: address.country,
          },
          geo:
            location.latitude === undefined
              ? undefined
              : { '@type': 'GeoCoordinates', latitude: location.latitude, longitude: location.longitude },
          openingHoursSpecification: schedules.flatMap(opening),
        },
      },
    ];
  });
  const web = linkTo(service.url);
  return web ? [...places, { '@type': 'ServiceChannel', serviceUrl: web }] : places;
}

function opening(schedule: Schedule): unknown[] {
  const days = readDays(schedule.byday).filter(({ nth }) => nth === 0);
  if (days.length === 0 || !schedule.opens_at || (schedule.interval ?? 1) > 1) return [];
  return [
    {
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: days.map(({ weekday }) => `https://schema.org/${weekdays[weekday]}`),
      opens: schedule.opens_at.slice(0, 5),
      closes: schedule.closes_at?.slice(0, 5),
      validFrom: schedule.valid_from,
      validThrough: schedule.valid_to,
    },
  ];
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      part === undefined || part === '' || (Array.isArray(part) && part.length === 0)
        ? []
        : [[key, withoutEmpty(part)]],
    ),
  );
}

import { normalPostcode } from '../places/postcode-rules.ts';
import type { Field, Refused, Step, Values } from './draft-step-rules.ts';
import { ticksOf, typed, typedLines, withTicks } from './draft-value-rules.ts';
import type { ServiceRecord } from './records.ts';
import { scheduleInWords, seasonOf } from './schedule-rules.ts';
import { readSpokenTimes } from './spoken-times-rules.ts';

type At = ServiceRecord['service_at_locations'][number];
type Schedule = ServiceRecord['schedules'][number];

const placeFields = ['name', 'attention', 'address_1', 'address_2', 'city', 'postcode'] as const;

function valuesOfPlace({
  location,
  description,
}: At): Record<(typeof placeFields)[number] | 'access' | 'note', string> {
  const address = location.addresses[0];
  return {
    name: location.name ?? '',
    attention: address?.attention ?? '',
    address_1: address?.address_1 ?? '',
    address_2: address?.address_2 ?? '',
    city: address?.city ?? '',
    postcode: address?.postal_code ?? '',
    access: location.accessibility
      .map(({ description, details }) => (details ? `${description}: ${details}` : description))
      .join('\n'),
    note: description ?? location.description ?? '',
  };
}

function fieldsOfPlace(n: number, title: string, at: At | undefined): Field[] {
  const name = (field: string) => `place_${n}_${field}`;
  const isFor = at?.location.addresses[0]?.attention !== undefined;
  return [
    { kind: 'heading', text: title, ...(n > 0 ? { hint: 'Leave it empty if there is none.' } : {}) },
    { kind: 'text', name: name('name'), label: 'Name of the building' },
    ...(isFor ? [{ kind: 'text' as const, name: name('attention'), label: 'For the attention of' }] : []),
    { kind: 'text', name: name('address_1'), label: 'Street and number' },
    { kind: 'text', name: name('address_2'), label: 'Second line (optional)' },
    { kind: 'text', name: name('city'), label: 'Town or village', width: '20' },
    { kind: 'text', name: name('postcode'), label: 'Postcode', width: '10' },
    {
      kind: 'textarea',
      name: name('access'),
      label: 'Getting in and around',
      hint: 'One thing on each line, such as “Step-free”, “Changing Places toilet”, “Quiet room”.',
      rows: 3,
    },
    {
      kind: 'textarea',
      name: name('note'),
      label: 'How to find it, and where to park (optional)',
      hint: 'Such as “The door is beside the library. Two blue badge spaces.”',
      rows: 2,
    },
  ];
}

/** A place as it was typed: the known one where nothing differs; undefined where nothing was typed. */
function readPlace(values: Values, n: number, known: At | undefined): At | undefined | Refused['errors'] {
  const read = Object.fromEntries(placeFields.map((field) => [field, typed(values[`place_${n}_${field}`]) ?? '']));
  const access = typedLines(values[`place_${n}_access`]);
  const note = typed(values[`place_${n}_note`]) ?? '';
  if ([...Object.values(read), ...access, note].every((value) => value === '')) return undefined;
  const before = known && valuesOfPlace(known);
  const isSame = (field: (typeof placeFields)[number]) => before?.[field].trim() === read[field];
  const isSamePlace = placeFields.every(isSame) && before?.note.trim() === note;
  if (known && isSamePlace && before?.access === access.join('\n')) return known;
  const postal_code = normalPostcode(read.postcode ?? '');
  const errors: Refused['errors'] = [];
  if (!read.city) errors.push({ field: `place_${n}_city`, text: 'Write the town or village' });
  if (!postal_code) errors.push({ field: `place_${n}_postcode`, text: 'Write a whole postcode, such as NR1 1AA' });
  if (errors.length > 0 || !postal_code) return errors;
  const { description: _, ...at } = known ?? { schedules: [], location: { location_type: 'physical' as const } };
  const {
    id: __,
    latitude,
    longitude,
    name: ___,
    description: about,
    ...location
  }: Partial<At['location']> = at.location;
  const isSamePoint = isSame('postcode') && isSame('address_1') && latitude !== undefined;
  const details = new Map(known?.location.accessibility.map((item) => [item.description, item]));
  return {
    ...at,
    ...(note && note !== about ? { description: note } : {}),
    location: {
      location_type: 'physical',
      ...location,
      ...(read.name ? { name: read.name } : {}),
      ...(about && note === about ? { description: about } : {}),
      ...(isSamePoint ? { latitude, longitude } : {}),
      accessibility: access.map((line) => details.get(line) ?? { description: line }),
      addresses: [
        {
          country: 'GB',
          state_province: known?.location.addresses[0]?.state_province ?? '',
          address_type: 'physical',
          ...(read.attention ? { attention: read.attention } : {}),
          address_1: read.address_1 ?? '',
          ...(read.address_2 ? { address_2: read.address_2 } : {}),
          city: read.city ?? '',
          postal_code,
        },
        ...(known?.location.addresses.slice(1) ?? []),
      ],
    },
  };
}

export const whereStep: Step = {
  code: 'where',
  title: 'Where it is',
  why: 'Families look near their home, and ask whether a wheelchair gets in.',
  fields: ({ record }, { terms }) => [
    {
      kind: 'checks',
      label: 'How does it happen?',
      options: terms
        .filter(({ taxonomy }) => taxonomy === 'delivery')
        .map(({ code, name }) => ({ name: `delivery_${code}`, text: name })),
    },
    {
      kind: 'checks',
      label: 'Must the place stay secret?',
      hint: 'Such as a refuge, or a childminder’s own home. Families then see only the town.',
      options: [{ name: 'is_hidden', text: 'Show the town only' }],
    },
    ...[...record.service_at_locations, undefined].flatMap((at, n) =>
      fieldsOfPlace(n, at?.location.name ?? (n === 0 ? 'The place' : at ? `Place ${n + 1}` : 'One more place'), at),
    ),
  ],
  values: ({ record }) => ({
    ...ticksOf(record, 'delivery'),
    is_hidden: record.local_offer.is_place_hidden ? 'yes' : '',
    ...Object.fromEntries(
      record.service_at_locations.flatMap((at, n) =>
        Object.entries(valuesOfPlace(at)).map(([field, value]) => [`place_${n}_${field}`, value]),
      ),
    ),
  }),
  save(values, { record, answers }, { terms }) {
    const known = record.service_at_locations;
    const read = [...known, undefined].map((at, n) => readPlace(values, n, at));
    const errors = read.flatMap((one) => (Array.isArray(one) ? one : []));
    if (errors.length > 0) return { errors };
    const places = read.flatMap((one) => (one === undefined || Array.isArray(one) ? [] : one));
    const codes = terms.filter(({ taxonomy }) => taxonomy === 'delivery').map(({ code }) => code);
    return {
      record: {
        ...withTicks(record, 'delivery', codes, values),
        service_at_locations: places,
        local_offer: { ...record.local_offer, is_place_hidden: values.is_hidden === 'yes' },
      },
      answers,
    };
  },
};

/** A schedule as somebody would write it. */
function spokenSchedule(schedule: Schedule, today: string): string {
  const words = scheduleInWords(schedule, today);
  const said = seasonOf(schedule.description) ? undefined : schedule.description;
  return [words, said, schedule.notes]
    .filter((part) => part !== undefined && part !== '')
    .join(', ')
    .replace(/\s*[\n;]+\s*/g, ', ');
}

/** The lists of times of a record: its own, and those of each place that has some. */
function timeLists(record: ServiceRecord): { name: string; label: string; schedules: Schedule[] }[] {
  const ofPlaces = record.service_at_locations.flatMap(({ location, schedules }, n) =>
    schedules.length > 0
      ? [
          {
            name: `times_${n}`,
            label: `At ${location.name ?? location.addresses[0]?.city ?? `place ${n + 1}`}`,
            schedules,
          },
        ]
      : [],
  );
  return ofPlaces.length > 0 && record.schedules.length === 0
    ? ofPlaces
    : [{ name: 'times', label: 'Days and times', schedules: record.schedules }, ...ofPlaces];
}

export const whenStep: Step = {
  code: 'when',
  title: 'When it happens',
  why: 'A parent who works wants to know whether Saturday is possible. Times also go into their calendar.',
  fields: ({ record }) =>
    timeLists(record).map(({ name, label }, n) => ({
      kind: 'textarea',
      name,
      label,
      ...(n === 0
        ? {
            hint: 'As you would say it, each on its own line: “Saturdays 10am to 12 in term time”, “First Tuesday of the month, 6pm to 8pm”. We show you how we understood it.',
          }
        : {}),
      rows: 5,
    })),
  values: ({ record }, { today }) =>
    Object.fromEntries(
      timeLists(record).map(({ name, schedules }) => [
        name,
        schedules.map((schedule) => spokenSchedule(schedule, today)).join('\n'),
      ]),
    ),
  save(values, { record, answers }, { today }) {
    const read = new Map<string, Schedule[]>();
    for (const { name, schedules } of timeLists(record)) {
      // a line that nobody touched stays what it was, with all that is known of it
      const known = new Map(schedules.map((schedule) => [spokenSchedule(schedule, today), schedule]));
      const times = typedLines(values[name]).flatMap((line) => {
        const kept = known.get(line);
        if (kept) return [kept];
        // what cannot be read is kept in its own words, and the page says so
        return readSpokenTimes(line, today).schedules;
      });
      read.set(name, times);
    }
    return {
      record: {
        ...record,
        schedules: read.get('times') ?? record.schedules,
        service_at_locations: record.service_at_locations.map((at, n) => ({
          ...at,
          schedules: read.get(`times_${n}`) ?? at.schedules,
        })),
      },
      answers,
    };
  },
};

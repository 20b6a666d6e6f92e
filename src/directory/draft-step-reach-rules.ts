import { longDate } from './date-rules.ts';
import type { Refused, Step } from './draft-step-rules.ts';
import { typed, typedLines, withFields } from './draft-value-rules.ts';
import type { ServiceRecord } from './records.ts';
import { readDate } from './spoken-dates-rules.ts';

type Area = ServiceRecord['service_areas'][number];
type Language = ServiceRecord['languages'][number];

/** The council's own area and its districts, as a record may name them. */
export function ownAreas(authority: {
  code: string;
  short_name: string;
  districts: readonly { code: string; name: string }[];
}): { code: string; name: string }[] {
  return [{ code: authority.code, name: authority.short_name }, ...authority.districts];
}

const isArea = (area: Area, { code, name }: { code: string; name: string }) =>
  area.area_code === code || (area.area_code === undefined && area.name.toLowerCase() === name.toLowerCase());

const spokenLanguage = ({ name, note }: Language) => (note ? `${name} (${note})` : name);

function readLanguage(line: string): Language {
  const [, name = line, note] = /^([^()]+?)\s*\(([^()]+)\)$/.exec(line) ?? [];
  return { name, ...(note ? { note } : {}) };
}

export const areasStep: Step = {
  code: 'areas',
  title: 'Areas and languages',
  why: 'A family that lives outside your area is spared a call, and one that speaks another language learns that it is welcome.',
  fields: (_, { areas }) => [
    {
      kind: 'checks',
      label: 'Where must people live to use it?',
      hint: 'Tick none where people may come from anywhere.',
      options: areas.map(({ code, name }, n) => ({ name: `area_${code}`, text: n === 0 ? `All of ${name}` : name })),
    },
    {
      kind: 'textarea',
      name: 'other_areas',
      label: 'Other areas (optional)',
      hint: 'One on each line, such as “Cromer and Sheringham”.',
      rows: 2,
    },
    {
      kind: 'textarea',
      name: 'languages',
      label: 'In which languages can people talk with you? (optional)',
      hint: 'One on each line, such as “English”, “Polish (on Thursdays)”, “British Sign Language”.',
      rows: 3,
    },
  ],
  values: ({ record }, { areas }) => ({
    ...Object.fromEntries(
      areas
        .filter((area) => record.service_areas.some((one) => isArea(one, area)))
        .map(({ code }) => [`area_${code}`, 'yes']),
    ),
    other_areas: record.service_areas
      .filter((one) => !areas.some((area) => isArea(one, area)))
      .map(({ name }) => name)
      .join('\n'),
    languages: record.languages.map(spokenLanguage).join('\n'),
  }),
  save(values, { record, answers }, { areas }) {
    const ticked = areas.filter(({ code }) => values[`area_${code}`] === 'yes');
    const others = typedLines(values.other_areas);
    const isTold = (one: Area) =>
      ticked.some((area) => isArea(one, area)) ||
      (!areas.some((area) => isArea(one, area)) && others.includes(one.name));
    const kept = record.service_areas.filter(isTold);
    const added: Area[] = [
      ...ticked
        .filter((area) => !kept.some((one) => isArea(one, area)))
        .map(({ code, name }) => ({ name, area_code: code })),
      ...others.filter((name) => !kept.some((one) => one.name === name)).map((name) => ({ name })),
    ];
    const known = new Map(record.languages.map((language) => [spokenLanguage(language), language]));
    const languages = typedLines(values.languages).map((line) => known.get(line) ?? readLanguage(line));
    return { record: withFields(record, { service_areas: [...kept, ...added], languages }), answers };
  },
};

type Commitment = ServiceRecord['local_offer']['commitment'];

const asTyped = (day: string | undefined) => (day ? longDate(day) : '');

/** Whether it is there, or only planned (Children and Families Act 2014, s.30(1): what is expected to be available). */
export const nowStep: Step = {
  code: 'now',
  title: 'Whether it is there now',
  why: 'Families must not travel to a door that is not open yet, or not any more.',
  fields: ({ record }) => [
    {
      kind: 'radios',
      name: 'stage',
      label: 'Does it run now?',
      options: [
        { value: 'available_now', text: 'Yes' },
        { value: 'planned', text: 'Not yet: it is planned' },
        ...(record.local_offer.commitment.commitment === 'proposed'
          ? [{ value: 'proposed', text: 'Not yet: it is only an idea' }]
          : []),
        ...(record.local_offer.commitment.commitment === 'closed' ? [{ value: 'closed', text: 'It has closed' }] : []),
      ],
    },
    {
      kind: 'text',
      name: 'starts_on',
      label: 'First day (optional)',
      hint: 'If it has not started: such as “12 April 2027”.',
      width: '20',
    },
    {
      kind: 'text',
      name: 'ends_on',
      label: 'Last day (optional)',
      hint: 'If it is for a time only: such as “16 July 2027”.',
      width: '20',
    },
    {
      kind: 'textarea',
      name: 'alert',
      label: 'Something to know just now (optional)',
      hint: 'It stands above all else on the page, such as “The lift is out of order until Easter”. Take it out when it is over.',
      rows: 2,
    },
  ],
  values: ({ record: { local_offer, alert } }) => ({
    stage: local_offer.commitment.commitment,
    starts_on: asTyped(local_offer.commitment.starts_on),
    ends_on: asTyped(local_offer.commitment.ends_on),
    alert: alert ?? '',
  }),
  save(values, { record, answers }, { today }) {
    const errors: Refused['errors'] = [];
    const before = record.local_offer.commitment;
    const day = (field: 'starts_on' | 'ends_on') => {
      const text = typed(values[field]);
      if (text === undefined || text === asTyped(before[field])) return text && before[field];
      const read = readDate(text, today);
      if (!read) errors.push({ field, text: 'Write a date, such as 12 April 2027' });
      return read;
    };
    const [starts_on, ends_on] = [day('starts_on'), day('ends_on')];
    if (starts_on && ends_on && ends_on < starts_on)
      errors.push({ field: 'ends_on', text: 'The last day must not be before the first' });
    if (errors.length > 0) return { errors };
    const stages: readonly Commitment['commitment'][] = ['available_now', 'planned', before.commitment];
    const commitment = {
      commitment: stages.find((one) => one === values.stage) ?? before.commitment,
      ...(starts_on ? { starts_on } : {}),
      ...(ends_on ? { ends_on } : {}),
      ...(before.note ? { note: before.note } : {}),
    };
    const changed = withFields(record, { alert: typed(values.alert) });
    return { record: { ...changed, local_offer: { ...record.local_offer, commitment } }, answers };
  },
};

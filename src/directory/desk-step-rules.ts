import { z } from 'zod';
import type { Around, Field, Refused, Step, Values } from './draft-step-rules.ts';
import { ticksOf, typed, typedLines, withFields, withTicks } from './draft-value-rules.ts';
import type { ServiceRecord } from './records.ts';

/** Taxonomies that the provider's pages do not ask about: the council says what a record is by these. */
const taxonomies: Record<string, string> = {
  provision: 'Education, health, social care or other provision',
  schedule_2: 'What the law asks a Local Offer to contain, and this is part of',
  thrive: 'THRIVE grouping',
  outcome: 'Preparing for adulthood',
};

const states = {
  active: 'Open',
  'temporarily closed': 'Closed for now',
  inactive: 'Not running',
  defunct: 'Gone for good',
} as const;
const areas = {
  in_area: 'In our area',
  out_of_area: 'Outside our area, and likely to be used by people who live here',
} as const;

const options = (of: Record<string, string>) => Object.entries(of).map(([value, text]) => ({ value, text }));
const chosen = <Key extends string>(of: Record<Key, string>, value: string | undefined, usual: Key): Key =>
  value !== undefined && Object.hasOwn(of, value) ? (value as Key) : usual;

/** A typed day (`YYYY-MM-DD`), or nothing; what is neither is an error of its field. */
function readDay(values: Values, field: string, errors: Refused['errors']): string | undefined {
  const text = typed(values[field]);
  if (text === undefined || (z.iso.date().safeParse(text).success && text >= '1900')) return text;
  errors.push({ field, text: 'Write a day, like 2026-11-16' });
  return undefined;
}

/** All that stands on a page and that its provider is not asked about, or says elsewhere: breaks, what part of the law it is. */
export const councilStep: Step = {
  code: 'council',
  title: 'What the council says of it',
  why: 'What stands on its page, and by which it is found and counted, beside what its provider is asked.',
  fields: (_, { terms }) => [
    { kind: 'radios', name: 'status', label: 'State', options: options(states) },
    { kind: 'text', name: 'pause_from', label: 'A break from', type: 'date', width: '10' },
    { kind: 'text', name: 'back_on', label: 'Back on', type: 'date', width: '10' },
    { kind: 'text', name: 'stage_note', label: 'What families should know about its stage' },
    { kind: 'radios', name: 'area', label: 'Where is it?', options: options(areas) },
    { kind: 'textarea', name: 'funding', label: 'Who pays for it', hint: 'One on each line.', rows: 2 },
    ...Object.entries(taxonomies).map(([taxonomy, label]): Field => {
      const found = terms.filter((term) => term.taxonomy === taxonomy);
      const boxes = found.map(({ code, name }) => ({ name: `${taxonomy}_${code}`, text: name }));
      return { kind: 'checks', label, options: boxes };
    }),
  ],
  values: ({ record }) => ({
    status: record.status,
    pause_from: record.local_offer.pause?.starts_on ?? '',
    back_on: record.local_offer.pause?.back_on ?? '',
    stage_note: record.local_offer.commitment.note ?? '',
    area: record.local_offer.area,
    funding: record.funding.map(({ source }) => source).join('\n'),
    ...Object.assign({}, ...Object.keys(taxonomies).map((taxonomy) => ticksOf(record, taxonomy))),
  }),
  save(values, { record, answers }, around) {
    const errors: Refused['errors'] = [];
    const [pause_from, back_on] = ['pause_from', 'back_on'].map((field) => readDay(values, field, errors));
    if (back_on && !pause_from) errors.push({ field: 'pause_from', text: 'Write when the break begins' });
    if (pause_from && back_on && back_on <= pause_from)
      errors.push({ field: 'back_on', text: 'It is back after the break has begun' });
    if (errors.length > 0) return { errors };
    const { pause: _, commitment: before, ...others } = record.local_offer;
    const { note: __, ...commitment } = before;
    const note = typed(values.stage_note);
    const local_offer = {
      ...others,
      area: chosen(areas, values.area, others.area),
      commitment: { ...commitment, ...(note && { note }) },
      ...(pause_from && { pause: { starts_on: pause_from, ...(back_on && { back_on }) } }),
    };
    const changed = withFields(record, {
      status: chosen(states, values.status, record.status),
      funding: typedLines(values.funding).map(
        (source) => record.funding.find((one) => one.source === source) ?? { source },
      ),
      local_offer,
    });
    return { record: withCouncilTicks(changed, values, around), answers };
  },
};

function withCouncilTicks(record: ServiceRecord, values: Values, { terms }: Around): ServiceRecord {
  return Object.keys(taxonomies).reduce((ticked, taxonomy) => {
    const codes = terms.filter((term) => term.taxonomy === taxonomy).map(({ code }) => code);
    return withTicks(ticked, taxonomy, codes, values);
  }, record);
}

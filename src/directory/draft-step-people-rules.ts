import type { Around, Field, Refused, Step, Values } from './draft-step-rules.ts';
import { ticksOf, typed, typedLines, withFields, withTicks } from './draft-value-rules.ts';

const ofTaxonomy = ({ terms }: Around, taxonomy: string) => terms.filter((term) => term.taxonomy === taxonomy);

/** Terms as boxes to tick, those under one heading together. */
function boxes(around: Around, taxonomy: string, hint?: string): Field[] {
  const terms = ofTaxonomy(around, taxonomy);
  const option = ({ code, name }: { code: string; name: string }) => ({ name: `${taxonomy}_${code}`, text: name });
  const heads = terms.filter(({ parent }) => !parent);
  return heads.map((head) => {
    const below = terms.filter(({ parent }) => parent === head.code);
    return {
      kind: 'checks',
      label: head.name,
      ...(hint && head === heads[0] ? { hint } : {}),
      options: [
        { ...option(head), text: below.length > 0 ? `${head.name}, of any kind` : head.name },
        ...below.map(option),
      ],
    };
  });
}

function readAge(value: string | undefined): number | undefined | 'wrong' {
  const text = typed(value);
  if (text === undefined) return undefined;
  const age = /^\d{1,3}(?:\.5)?$/.test(text) ? Number(text) : Number.NaN;
  return age >= 0 && age <= 120 ? age : 'wrong';
}

export const whoStep: Step = {
  code: 'who',
  title: 'Who it is for',
  why: 'The first thing a parent asks is whether their child may come. The law asks you to say who can use it, or that it is open to all.',
  fields: (_, around) => [
    {
      kind: 'text',
      name: 'minimum_age',
      label: 'Youngest age',
      hint: 'In years. Leave it empty if there is none.',
      width: '3',
    },
    {
      kind: 'text',
      name: 'maximum_age',
      label: 'Oldest age',
      hint: 'In years. Leave it empty if there is none.',
      width: '3',
    },
    {
      kind: 'radios',
      name: 'open_to_all',
      label: 'Can everybody of that age use it?',
      options: [
        { value: 'yes', text: 'Yes, it is open to all' },
        { value: 'no', text: 'No, there are conditions' },
      ],
    },
    {
      kind: 'textarea',
      name: 'criteria',
      label: 'Conditions',
      hint: 'One on each line, such as “You live in the district” or “You have a letter from your doctor”.',
      rows: 4,
    },
    {
      kind: 'heading',
      text: 'Needs that you know well',
      hint: 'Tick only what your staff have experience of. Leave all empty if it is for everybody.',
    },
    ...boxes(around, 'need'),
  ],
  values: ({ record }) => ({
    minimum_age: String(record.minimum_age ?? ''),
    maximum_age: String(record.maximum_age ?? ''),
    open_to_all: record.local_offer.open_to_all ? 'yes' : record.eligibility.length > 0 ? 'no' : '',
    criteria: record.eligibility.map(({ description }) => description).join('\n'),
    ...ticksOf(record, 'need'),
  }),
  save(values, { record, answers }, around) {
    const [minimum_age, maximum_age] = [readAge(values.minimum_age), readAge(values.maximum_age)];
    const errors: Refused['errors'] = [];
    if (minimum_age === 'wrong')
      errors.push({ field: 'minimum_age', text: 'Write the youngest age as a number, such as 5' });
    if (maximum_age === 'wrong')
      errors.push({ field: 'maximum_age', text: 'Write the oldest age as a number, such as 12' });
    if (typeof minimum_age === 'number' && typeof maximum_age === 'number' && minimum_age > maximum_age)
      errors.push({ field: 'maximum_age', text: 'The oldest age must not be below the youngest' });
    const criteria = typedLines(values.criteria);
    if (values.open_to_all === 'no' && criteria.length === 0)
      errors.push({ field: 'criteria', text: 'Write who can use it, or choose that it is open to all' });
    if (values.open_to_all === 'yes' && criteria.length > 0)
      errors.push({ field: 'open_to_all', text: 'Choose that there are conditions, or take the conditions away' });
    if (errors.length > 0) return { errors };
    // a condition whose words stay keeps what else is known of it
    const eligibility = criteria.map(
      (description) =>
        record.eligibility.find((known) => known.description === description) ?? {
          criterion: 'other' as const,
          description,
        },
    );
    const codes = ofTaxonomy(around, 'need').map(({ code }) => code);
    const changed = withFields(withTicks(record, 'need', codes, values), { minimum_age, maximum_age, eligibility });
    return {
      record: { ...changed, local_offer: { ...record.local_offer, open_to_all: values.open_to_all === 'yes' } },
      answers,
    };
  },
};

export const kindStep: Step = {
  code: 'kind',
  title: 'What kind of support it is',
  why: 'Families look by kind. Two or three that fit well are found more often than ten. You suggest, and the council decides.',
  fields(_, around) {
    const { suggested_kinds } = around;
    return [
      ...(suggested_kinds.length > 0
        ? [
            {
              kind: 'heading' as const,
              text: 'From what you wrote',
              hint: `Services with such words have these kinds: ${suggested_kinds.join(', ')}.`,
            },
          ]
        : []),
      ...boxes(around, 'category'),
      {
        kind: 'textarea',
        name: 'kinds_note',
        label: 'Does none fit? Say it in your own words',
        hint: 'Only the council reads this.',
        rows: 2,
      },
    ];
  },
  values: ({ record, answers }) => ({ ...ticksOf(record, 'category'), kinds_note: answers.kinds_note ?? '' }),
  save(values: Values, { record, answers }, around) {
    const codes = ofTaxonomy(around, 'category').map(({ code }) => code);
    const { kinds_note: _, ...others } = answers;
    const note = typed(values.kinds_note);
    return {
      record: withTicks(record, 'category', codes, values),
      answers: { ...others, ...(note ? { kinds_note: note } : {}) },
    };
  },
};

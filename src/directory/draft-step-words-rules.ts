import type { Refused, Step } from './draft-step-rules.ts';
import { ticksOf, typed, typedLines, withFields, withTicks } from './draft-value-rules.ts';
import type { ServiceRecord } from './records.ts';
import { inPounds } from './service-words-rules.ts';

export const whatStep: Step = {
  code: 'what',
  title: 'What it is',
  why: 'Families decide in a few seconds whether to read on. Words that your neighbour would use are found best.',
  fields: () => [
    { kind: 'text', name: 'name', label: 'Name', hint: 'As it stands on your door or your website.' },
    {
      kind: 'text',
      name: 'alternate_name',
      label: 'Other name (optional)',
      hint: 'What people also call it, or what it was called before. Families find it by that name, too.',
    },
    {
      kind: 'textarea',
      name: 'summary',
      label: 'In one or two sentences',
      hint: 'What happens, and for whom. This stands in search results.',
      rows: 2,
      most: 400,
    },
    {
      kind: 'textarea',
      name: 'description',
      label: 'More about it',
      hint: 'What a first visit is like, who is there, what to bring. Do not write names of children.',
      rows: 8,
      most: 10_000,
    },
  ],
  values: ({ record }) => ({
    name: record.name,
    alternate_name: record.alternate_name ?? '',
    summary: record.summary ?? '',
    description: record.description ?? '',
  }),
  save(values, { record, answers }) {
    const name = typed(values.name);
    const summary = typed(values.summary);
    const description = typed(values.description);
    const errors: Refused['errors'] = [];
    if (!name) errors.push({ field: 'name', text: 'Write the name' });
    if (errors.length > 0) return { errors };
    const alternate_name = typed(values.alternate_name);
    return { record: withFields(record, { name, alternate_name, summary, description }), answers };
  },
};

type Cost = ServiceRecord['cost_options'][number];

/** A price as somebody would write it: `Each session: £4.50`. */
function spokenCost({ option, amount, amount_description }: Cost): string {
  const price = amount === undefined ? undefined : amount === 0 ? 'free' : inPounds(amount);
  return [[option, price].filter(Boolean).join(': '), amount_description && `(${amount_description})`]
    .filter(Boolean)
    .join(' ');
}

function readCost(line: string): Cost {
  const note = /\(([^()]+)\)\s*$/.exec(line);
  const words = note ? line.slice(0, note.index).trim() : line;
  const price = /£\s?(\d{1,6}(?:,\d{3})*(?:\.\d{1,2})?)(?!.*£)/.exec(words);
  const isFree = !price && /\bfree\b/i.test(words);
  const option = words
    .replace(price?.[0] ?? (isFree ? /\bfree\b/i : ''), '')
    .replace(/[\s:,=-]+$/, '')
    .trim();
  return {
    currency: 'GBP',
    ...(option ? { option } : {}),
    ...(price ? { amount: Number(price[1]?.replaceAll(',', '')) } : isFree ? { amount: 0 } : {}),
    ...(note?.[1] ? { amount_description: note[1] } : {}),
  };
}

export const costStep: Step = {
  code: 'cost',
  title: 'What it costs',
  why: 'Many families do not ask, and stay away. Say “Free” where it is free.',
  fields: () => [
    {
      kind: 'textarea',
      name: 'costs',
      label: 'Prices',
      hint: 'One on each line, such as “Each session: £4.50”, “Carers: free”, “Trial: £2 (first visit only)”. Write “Free” if it is free.',
      rows: 4,
    },
    {
      kind: 'textarea',
      name: 'fees',
      label: 'More about the cost',
      hint: 'Bursaries, personal budgets, how to pay.',
      rows: 3,
    },
  ],
  values: ({ record }) => ({ costs: record.cost_options.map(spokenCost).join('\n'), fees: record.fees ?? '' }),
  save(values, { record, answers }) {
    const known = new Map(record.cost_options.map((cost) => [spokenCost(cost), cost]));
    const cost_options = typedLines(values.costs).map((line) => known.get(line) ?? readCost(line));
    return { record: withFields(record, { cost_options, fees: typed(values.fees) }), answers };
  },
};

export const howStep: Step = {
  code: 'how',
  title: 'How to get it',
  why: 'Families often do not know whether they may simply come. The law asks you to say how to get it.',
  fields: (_, { terms }) => [
    {
      kind: 'checks',
      label: 'Who can ask for it?',
      options: terms
        .filter(({ taxonomy }) => taxonomy === 'route')
        .map(({ code, name }) => ({ name: `route_${code}`, text: name })),
    },
    {
      kind: 'textarea',
      name: 'application_process',
      label: 'What to do, step by step',
      hint: 'Such as “Call us, and come for a visit. We answer within a week.”',
      rows: 4,
    },
    {
      kind: 'text',
      name: 'waiting',
      label: 'How long do people wait now? (optional)',
      hint: 'Such as “About six weeks”. It is shown with today’s date.',
    },
  ],
  values: ({ record }) => ({
    ...ticksOf(record, 'route'),
    application_process: record.application_process ?? '',
    waiting: record.local_offer.waiting_time?.description ?? '',
  }),
  save(values, { record, answers }, { terms, today, organisation }) {
    const codes = terms.filter(({ taxonomy }) => taxonomy === 'route').map(({ code }) => code);
    const waiting = typed(values.waiting);
    const { waiting_time: before, ...local_offer } = record.local_offer;
    const waiting_time =
      waiting === before?.description
        ? before
        : waiting && { description: waiting, declared_on: today, declared_by: organisation };
    const changed = withFields(withTicks(record, 'route', codes, values), {
      application_process: typed(values.application_process),
    });
    return {
      record: { ...changed, local_offer: { ...local_offer, ...(waiting_time ? { waiting_time } : {}) } },
      answers,
    };
  },
};

export const qualityStep: Step = {
  code: 'quality',
  title: 'Quality marks',
  why: 'Families who leave a child with you want to know who looks at what you do.',
  fields: () => [
    {
      kind: 'textarea',
      name: 'accreditations',
      label: 'Quality marks, inspections and awards (optional)',
      hint: 'With their year, such as “Ofsted: good (2025)” or “Autism friendly award (2026)”. Only those that you have now.',
      rows: 4,
    },
  ],
  values: ({ record }) => ({ accreditations: record.accreditations ?? '' }),
  save: (values, { record, answers }) => ({
    record: withFields(record, { accreditations: typed(values.accreditations) }),
    answers,
  }),
};

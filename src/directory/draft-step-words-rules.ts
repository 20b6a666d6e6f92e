import type { Field, Refused, Step } from './draft-step-rules.ts';
import { ticksOf, typed, typedLines, withFields, withTicks } from './draft-value-rules.ts';
import type { ServiceRecord } from './records.ts';
import { dialOf, inPounds, linkTo } from './service-words-rules.ts';

const isEmail = (text: string) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);

export const whatStep: Step = {
  code: 'what',
  title: 'What it is',
  why: 'Families decide in a few seconds whether to read on. Words that your neighbour would use are found best.',
  fields: () => [
    { kind: 'text', name: 'name', label: 'Name', hint: 'As it stands on your door or your website.' },
    {
      kind: 'textarea',
      name: 'summary',
      label: 'In one or two sentences',
      hint: 'What happens, and for whom. This stands in search results.',
      rows: 2,
    },
    {
      kind: 'textarea',
      name: 'description',
      label: 'More about it',
      hint: 'What a first visit is like, who is there, what to bring. Do not write names of children.',
      rows: 8,
    },
  ],
  values: ({ record }) => ({
    name: record.name,
    summary: record.summary ?? '',
    description: record.description ?? '',
  }),
  save(values, { record, answers }) {
    const name = typed(values.name);
    const summary = typed(values.summary);
    const description = typed(values.description);
    const errors: Refused['errors'] = [];
    if (!name) errors.push({ field: 'name', text: 'Write the name' });
    if (name && name.length > 300) errors.push({ field: 'name', text: 'The name must be 300 characters or fewer' });
    if (summary && summary.length > 400)
      errors.push({ field: 'summary', text: 'The sentences must be 400 characters or fewer' });
    if (description && description.length > 10_000)
      errors.push({ field: 'description', text: 'The text must be 10,000 characters or fewer' });
    if (errors.length > 0) return { errors };
    return { record: withFields(record, { name, summary, description }), answers };
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

type Phone = ServiceRecord['phones'][number];

const spokenPhone = ({ number, extension, description }: Phone) =>
  [extension ? `${number} extension ${extension}` : number, description && `(${description})`]
    .filter(Boolean)
    .join(' ');

function readPhone(line: string): Phone | undefined {
  const [, number = '', extension, description] =
    /^([+\d][\d\s()-]{5,20}\d)(?:\s*(?:extension|ext\.?|x)\s*(\d{1,6}))?\s*(?:\(([^()]+)\)|[,:-]?\s+(\D.*))?$/i.exec(
      line,
    ) ?? [];
  const words = description ?? /\d\s*[,:-]?\s+([^\d()]+)$/.exec(line)?.[1];
  if (!dialOf(number)) return undefined;
  return {
    number: number.replace(/\s+/g, ' ').trim(),
    ...(extension ? { extension } : {}),
    ...(words ? { description: words.trim() } : {}),
  };
}

const contactFields = (n: number): Field[] => [
  { kind: 'heading', text: n === 0 ? 'Somebody to ask for (optional)' : `Somebody to ask for (${n + 1})` },
  { kind: 'text', name: `contact_${n}_title`, label: 'Role', hint: 'Such as “SEND co-ordinator”.' },
  {
    kind: 'text',
    name: `contact_${n}_name`,
    label: 'Name (optional)',
    hint: 'Only with the person’s agreement: it is public.',
  },
  { kind: 'text', name: `contact_${n}_email`, label: 'E-mail address', type: 'email' },
  { kind: 'text', name: `contact_${n}_phone`, label: 'Phone number', width: '20' },
];

export const contactStep: Step = {
  code: 'contact',
  title: 'Who to contact',
  why: 'A number that nobody answers is the complaint that families make most.',
  fields: ({ record }) => [
    {
      kind: 'textarea',
      name: 'phones',
      label: 'Phone numbers',
      hint: 'One on each line. You can say what it is for: “01632 960001 (mornings only)”.',
      rows: 2,
    },
    { kind: 'text', name: 'email', label: 'E-mail address', type: 'email' },
    { kind: 'text', name: 'url', label: 'Web page of this service', hint: 'The page itself, not only your home page.' },
    ...[...record.contacts, ...(record.contacts.length === 0 ? [undefined] : [])].flatMap((_, n) => contactFields(n)),
  ],
  values: ({ record }) => ({
    phones: record.phones.map(spokenPhone).join('\n'),
    email: record.email ?? '',
    url: record.url ?? '',
    ...Object.fromEntries(
      record.contacts.flatMap((contact, n) => [
        [`contact_${n}_title`, contact.title ?? ''],
        [`contact_${n}_name`, contact.name ?? ''],
        [`contact_${n}_email`, contact.email ?? ''],
        [`contact_${n}_phone`, contact.phones[0] ? spokenPhone(contact.phones[0]) : ''],
      ]),
    ),
  }),
  save(values, { record, answers }) {
    const errors: Refused['errors'] = [];
    const phone = (line: string, field: string, known: readonly Phone[]): Phone[] => {
      const read = known.find((one) => spokenPhone(one) === line) ?? readPhone(line);
      if (!read) errors.push({ field, text: `“${line}” is not a phone number. Write it like 01632 960001` });
      return read ? [read] : [];
    };
    const email = (field: string, known: string | undefined) => {
      const text = typed(values[field]);
      if (text && text !== known && !isEmail(text))
        errors.push({ field, text: 'Write an e-mail address, like name@example.org' });
      return text;
    };
    const phones = typedLines(values.phones).flatMap((line) => phone(line, 'phones', record.phones));
    const url = typed(values.url);
    if (url && url !== record.url && !linkTo(url))
      errors.push({ field: 'url', text: 'Write a web address, like www.example.org/swimming' });
    const contacts = [...record.contacts, ...(record.contacts.length === 0 ? [undefined] : [])].flatMap((known, n) => {
      const number = typed(values[`contact_${n}_phone`]);
      const own = {
        title: typed(values[`contact_${n}_title`]),
        name: typed(values[`contact_${n}_name`]),
        email: email(`contact_${n}_email`, known?.email),
      };
      const first = number ? phone(number, `contact_${n}_phone`, known?.phones ?? []) : [];
      const facts = Object.entries(own).filter(([, value]) => value !== undefined);
      if (facts.length === 0 && first.length === 0) return [];
      const { title: _, name: __, email: ___, ...others } = known ?? { phones: [] };
      return [{ ...others, ...Object.fromEntries(facts), phones: [...first, ...(known?.phones.slice(1) ?? [])] }];
    });
    const changed = withFields(record, { phones, email: email('email', record.email), url, contacts });
    return errors.length > 0 ? { errors } : { record: changed, answers };
  },
};

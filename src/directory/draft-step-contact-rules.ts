import { notAPhone, readPhones, spokenPhone } from './draft-phone-rules.ts';
import type { Field, Refused, Step, Values } from './draft-step-rules.ts';
import { typed, typedLines, withFields } from './draft-value-rules.ts';
import type { ServiceRecord } from './records.ts';
import { linkTo } from './service-words-rules.ts';

type Phone = ServiceRecord['phones'][number];
type Contact = ServiceRecord['contacts'][number];

const isEmail = (text: string) => text.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);

/** Reads ways to reach somebody from the fields of a page; what is wrong goes to `errors`, beside its field. */
export function reachReader(values: Values, errors: Refused['errors']) {
  return {
    /** phone numbers, one on each line */
    phones(field: string, known: readonly Phone[]): Phone[] {
      const { phones, wrong } = readPhones(typedLines(values[field]), known);
      const [first] = wrong;
      if (first !== undefined) errors.push({ field, text: notAPhone(first) });
      return phones;
    },
    email(field: string, known: string | undefined): string | undefined {
      const text = typed(values[field]);
      if (text && text !== known && !isEmail(text))
        errors.push({ field, text: 'Write an e-mail address, like name@example.org' });
      return text;
    },
    url(field: string, known: string | undefined): string | undefined {
      const text = typed(values[field]);
      if (text && text !== known && !linkTo(text))
        errors.push({ field, text: 'Write a web address, like www.example.org/swimming' });
      return text;
    },
  };
}

export const contactStep: Step = {
  code: 'contact',
  title: 'How to reach it',
  why: 'A number that nobody answers is the complaint that families make most.',
  fields: () => [
    {
      kind: 'textarea',
      name: 'phones',
      label: 'Phone numbers',
      hint: 'One on each line. You can say what it is for: “01632 960001 (mornings only)”.',
      rows: 2,
    },
    {
      kind: 'text',
      name: 'email',
      label: 'E-mail address',
      type: 'email',
      hint: 'One that several of you read, such as info@. It is public.',
    },
    { kind: 'text', name: 'url', label: 'Web page of this service', hint: 'The page itself, not only your home page.' },
  ],
  values: ({ record }) => ({
    phones: record.phones.map(spokenPhone).join('\n'),
    email: record.email ?? '',
    url: record.url ?? '',
  }),
  save(values, { record, answers }) {
    const errors: Refused['errors'] = [];
    const read = reachReader(values, errors);
    const phones = read.phones('phones', record.phones);
    const url = read.url('url', record.url);
    const email = read.email('email', record.email);
    return errors.length > 0 ? { errors } : { record: withFields(record, { phones, email, url }), answers };
  },
};

const fieldsOfPerson = (n: number): Field[] => [
  { kind: 'heading', text: n === 0 ? 'Whom families ask for' : `Whom else (${n + 1})` },
  { kind: 'text', name: `contact_${n}_title`, label: 'Role', hint: 'Such as “SEND co-ordinator”.' },
  { kind: 'text', name: `contact_${n}_department`, label: 'Team or department (optional)' },
  { kind: 'textarea', name: `contact_${n}_phones`, label: 'Phone numbers', hint: 'One on each line.', rows: 2 },
  { kind: 'text', name: `contact_${n}_email`, label: 'E-mail address', type: 'email' },
  {
    kind: 'text',
    name: `contact_${n}_name`,
    label: 'Name (optional)',
    hint: 'Only with the person’s agreement: it is public. The council looks at it first.',
  },
];

const withOneMore = (record: ServiceRecord): (Contact | undefined)[] => [...record.contacts, undefined];

/** Whom families ask for: by role rather than by name (UK GDPR, article 5(1)(c): no more than is needed). */
export const peopleStep: Step = {
  code: 'people',
  title: 'Whom to ask for',
  why: 'Families ring sooner when they know whom to ask for. A role stays when people change, and a person’s own name, address or mobile number need not be public: the council looks at each before families see it.',
  fields: ({ record }) => withOneMore(record).flatMap((_, n) => fieldsOfPerson(n)),
  values: ({ record }) =>
    Object.fromEntries(
      record.contacts.flatMap((contact, n) => [
        [`contact_${n}_title`, contact.title ?? ''],
        [`contact_${n}_department`, contact.department ?? ''],
        [`contact_${n}_name`, contact.name ?? ''],
        [`contact_${n}_email`, contact.email ?? ''],
        [`contact_${n}_phones`, contact.phones.map(spokenPhone).join('\n')],
      ]),
    ),
  save(values, { record, answers }) {
    const errors: Refused['errors'] = [];
    const read = reachReader(values, errors);
    const contacts = withOneMore(record).flatMap((known, n): Contact[] => {
      const field = (name: string) => `contact_${n}_${name}`;
      const phones = read.phones(field('phones'), known?.phones ?? []);
      const own = {
        title: typed(values[field('title')]),
        department: typed(values[field('department')]),
        name: typed(values[field('name')]),
        email: read.email(field('email'), known?.email),
      };
      const facts = Object.entries(own).filter(([, value]) => value !== undefined);
      if (facts.length === 0 && phones.length === 0) return [];
      return [{ ...(known?.id ? { id: known.id } : {}), ...Object.fromEntries(facts), phones }];
    });
    return errors.length > 0 ? { errors } : { record: withFields(record, { contacts }), answers };
  },
};

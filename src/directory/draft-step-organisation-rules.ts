import { spokenPhone } from './draft-phone-rules.ts';
import { reachReader } from './draft-step-contact-rules.ts';
import type { Refused, Step } from './draft-step-rules.ts';
import { typed } from './draft-value-rules.ts';

/** Who runs it: what every record of the organisation says of it. */
export const organisationStep: Step = {
  code: 'organisation',
  title: 'Who runs it',
  why: 'Families want to know who stands behind a service. This stands on every page of the organisation: what you change here changes on all of them.',
  fields: () => [
    { kind: 'text', name: 'organisation_name', label: 'Name of the organisation' },
    {
      kind: 'textarea',
      name: 'organisation_description',
      label: 'What the organisation is (optional)',
      hint: 'In a few sentences. Each service tells by itself what happens there.',
      rows: 4,
    },
    {
      kind: 'textarea',
      name: 'organisation_phones',
      label: 'Phone numbers of the organisation (optional)',
      hint: 'One on each line.',
      rows: 2,
    },
    {
      kind: 'text',
      name: 'organisation_email',
      label: 'E-mail address of the organisation (optional)',
      type: 'email',
    },
    { kind: 'text', name: 'organisation_url', label: 'Website of the organisation (optional)' },
  ],
  values: ({ record: { organization } }) => ({
    organisation_name: organization.name,
    organisation_description: organization.description,
    organisation_phones: organization.phones.map(spokenPhone).join('\n'),
    organisation_email: organization.email ?? '',
    organisation_url: organization.url ?? '',
  }),
  save(values, { record, answers }) {
    const errors: Refused['errors'] = [];
    const { email: _, url: __, ...known } = record.organization;
    const read = reachReader(values, errors);
    const name = typed(values.organisation_name);
    if (!name) errors.push({ field: 'organisation_name', text: 'Write the name of the organisation' });
    const phones = read.phones('organisation_phones', known.phones);
    const email = read.email('organisation_email', record.organization.email);
    const url = read.url('organisation_url', record.organization.url);
    if (errors.length > 0 || !name) return { errors };
    const description = typed(values.organisation_description) ?? '';
    const organization = { ...known, name, description, phones, ...(email && { email }), ...(url && { url }) };
    return { record: { ...record, organization }, answers };
  },
};

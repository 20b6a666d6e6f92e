import { codesOf } from './draft-value-rules.ts';
import type { ServiceRecord } from './records.ts';

/** One thing by which a record is judged. */
export interface Judged {
  question: string;
  /** why it matters to families */
  why: string;
  /** the page of the journey where it is answered */
  step: string;
  is_there: boolean;
  /** the council sends a record back without it: the regulations ask for it */
  is_required: boolean;
}

/**
 * A record as the council judges it, in the order of the journey. What the SEND Regulations 2014 (Schedule 2, paragraph
 * 18, and reg. 53) ask of a Local Offer's entry is required: who can use it, how to get it, what it is, how to reach it.
 */
export function judge(record: ServiceRecord): { judged: Judged[]; there: number; all: number; is_ready: boolean } {
  const judged = checks.map(({ test, ...check }) => ({ ...check, is_there: test(record) }));
  return {
    judged,
    there: judged.filter(({ is_there }) => is_there).length,
    all: judged.length,
    is_ready: judged.every(({ is_there, is_required }) => is_there || !is_required),
  };
}

const isRemote = (record: ServiceRecord) => codesOf(record, 'delivery').some((code) => code !== 'in_person');
const length = (text: string | undefined) => text?.trim().length ?? 0;

const checks: (Omit<Judged, 'is_there'> & { test: (record: ServiceRecord) => boolean })[] = [
  {
    question: 'Does it say in a sentence what it is?',
    why: 'This sentence is all that a family reads before it clicks.',
    step: 'what',
    is_required: true,
    test: ({ summary, description }) => length(summary) >= 20 || length(description) >= 20,
  },
  {
    question: 'Does it tell what happens there?',
    why: 'Children who find new things hard want to know what a first visit is like.',
    step: 'what',
    is_required: false,
    test: ({ description }) => length(description) >= 120,
  },
  {
    question: 'Does it give ages?',
    why: 'A family that travels for nothing does not come again.',
    step: 'who',
    is_required: false,
    test: ({ minimum_age, maximum_age }) => minimum_age !== undefined || maximum_age !== undefined,
  },
  {
    question: 'Does it say who can use it, or that it is open to all?',
    why: 'The law asks for it. Without it, families must call to ask.',
    step: 'who',
    is_required: true,
    test: ({ local_offer, eligibility }) => local_offer.open_to_all || eligibility.length > 0,
  },
  {
    question: 'Is there a kind of support?',
    why: 'Families who do not know your name find you by it.',
    step: 'kind',
    is_required: false,
    test: (record) => codesOf(record, 'category').length > 0,
  },
  {
    question: 'Does it say where it is, or that it comes to you?',
    why: 'Search shows what is near first.',
    step: 'where',
    is_required: true,
    test: (record) =>
      isRemote(record) || record.service_at_locations.some(({ location }) => location.addresses.length > 0),
  },
  {
    question: 'Does it say how to get in and around?',
    why: 'A ramp, a quiet room or a Changing Places toilet decides whether some families can come at all.',
    step: 'where',
    is_required: false,
    test: (record) =>
      record.service_at_locations.length === 0
        ? isRemote(record)
        : record.service_at_locations.some(({ location }) => location.accessibility.length > 0),
  },
  {
    question: 'Does it say when?',
    why: 'Families plan around school, work and other appointments.',
    step: 'when',
    is_required: false,
    test: (record) =>
      record.schedules.length > 0 || record.service_at_locations.some(({ schedules }) => schedules.length > 0),
  },
  {
    question: 'Does it say what it costs?',
    why: 'Many do not ask, and stay away.',
    step: 'cost',
    is_required: false,
    test: ({ cost_options, fees }) => cost_options.length > 0 || length(fees) > 0,
  },
  {
    question: 'Does it say how to get it?',
    why: 'The law asks for it. Families do not know whether they need a letter from a doctor or a school.',
    step: 'how',
    is_required: true,
    test: (record) => codesOf(record, 'route').length > 0 || length(record.application_process) > 0,
  },
  {
    question: 'Can somebody be reached?',
    why: 'A question that nobody answers is where most families stop.',
    step: 'contact',
    is_required: true,
    test: ({ phones, email, contacts, organization }) =>
      phones.length > 0 ||
      Boolean(email) ||
      contacts.some((contact) => contact.email || contact.phones.length > 0) ||
      Boolean(organization.email) ||
      organization.phones.length > 0,
  },
  {
    question: 'Does it say whom to ask for?',
    why: 'It is easier to ring when one knows whom to ask for. A role is enough.',
    step: 'people',
    is_required: false,
    test: ({ contacts }) => contacts.some(({ title, name }) => Boolean(title) || Boolean(name)),
  },
  {
    question: 'Does it say who runs it?',
    why: 'Families want to know who stands behind a service before they trust it.',
    step: 'organisation',
    is_required: false,
    test: ({ organization }) => length(organization.description) >= 20,
  },
];

import type { DraftAnswers } from './draft-changes.ts';
import { contactStep, peopleStep } from './draft-step-contact-rules.ts';
import { offerStep } from './draft-step-offer-rules.ts';
import { organisationStep } from './draft-step-organisation-rules.ts';
import { kindStep, whoStep } from './draft-step-people-rules.ts';
import { whenStep, whereStep } from './draft-step-places-rules.ts';
import { areasStep, nowStep } from './draft-step-reach-rules.ts';
import { costStep, howStep, qualityStep, whatStep } from './draft-step-words-rules.ts';
import type { Requirement } from './local-offer-requests.ts';
import type { ServiceRecord } from './records.ts';
import type { Term } from './taxonomies.ts';

/** A question of a step, as its page shows it. */
export type Field =
  | { kind: 'text'; name: string; label: string; hint?: string; width?: string; type?: string }
  /** `most` characters; 4,000 where nothing is said */
  | { kind: 'textarea'; name: string; label: string; hint?: string; rows: number; most?: number }
  | { kind: 'radios'; name: string; label: string; hint?: string; options: { value: string; text: string }[] }
  /** each option is a field of its own, with the value `yes` where it is ticked */
  | { kind: 'checks'; label: string; hint?: string; options: { name: string; text: string; hint?: string }[] }
  | { kind: 'heading'; text: string; hint?: string };

/** What a step must know. */
export interface Around {
  /** `YYYY-MM-DD` */
  today: string;
  organisation: string;
  terms: readonly Term[];
  /** the council's own area, and its districts */
  areas: readonly { code: string; name: string }[];
  requirements: readonly Requirement[];
  /** names of kinds of support that services like this one have, the likeliest first */
  suggested_kinds: readonly string[];
  /** in the Local Offer now, or asked already */
  is_in_offer: boolean;
}

/** The record and what is asked beside it. */
export interface Written {
  record: ServiceRecord;
  answers: DraftAnswers;
}

export type Values = Record<string, string>;
export type Refused = { errors: { field: string; text: string }[] };

/** One short page of the journey: what it asks, what stands there now, and what an answer makes of the record. */
export interface Step {
  code: string;
  title: string;
  /** why it matters to families */
  why: string;
  fields(written: Written, around: Around): Field[];
  values(written: Written, around: Around): Values;
  save(values: Values, written: Written, around: Around): Written | Refused;
}

/** The journey's pages in their order. */
export const steps: readonly Step[] = [
  whatStep,
  whoStep,
  kindStep,
  whereStep,
  areasStep,
  whenStep,
  nowStep,
  costStep,
  howStep,
  contactStep,
  peopleStep,
  qualityStep,
  organisationStep,
  offerStep,
];

/** The step of an address, and the one after it. */
export function stepOf(code: string): { step: Step; next: Step | undefined; number: number } | undefined {
  const at = steps.findIndex((step) => step.code === code);
  const step = steps[at];
  return step && { step, next: steps[at + 1], number: at + 1 };
}

const pagesOfFields: Record<string, string> = {
  ...{ name: 'what', alternate_name: 'what', summary: 'what', description: 'what' },
  ...{ minimum_age: 'who', maximum_age: 'who', eligibility: 'who', 'local_offer.open_to_all': 'who', terms: 'kind' },
  ...{ service_at_locations: 'where', 'local_offer.is_place_hidden': 'where', 'local_offer.area': 'where' },
  ...{ service_areas: 'areas', languages: 'areas', schedules: 'when' },
  ...{ alert: 'now', status: 'now', 'local_offer.commitment': 'now', cost_options: 'cost', fees: 'cost' },
  ...{ application_process: 'how', 'local_offer.waiting_time': 'how', phones: 'contact', email: 'contact' },
  ...{ url: 'contact', contacts: 'people', accreditations: 'quality' },
};

/** The page of the journey on which a field of a record is answered; null where there is none. */
export function stepOfField(field: string): string | null {
  return pagesOfFields[field] ?? (field.startsWith('organization.') ? 'organisation' : null);
}

const mostOfLine = 300;
const mostOfText = 4000;

/** What is wrong with answers that are longer than anybody reads. */
export function tooLong(fields: readonly Field[], values: Values): Refused['errors'] {
  return fields.flatMap((field) => {
    if (field.kind !== 'text' && field.kind !== 'textarea') return [];
    const most = field.kind === 'text' ? mostOfLine : (field.most ?? mostOfText);
    if (plain(values[field.name]).length <= most) return [];
    return [{ field: field.name, text: `${field.label}: write ${most.toLocaleString('en-GB')} characters or fewer` }];
  });
}

/** Fields in which two versions of a page differ, in words: what was typed here, and what somebody else saved. */
export function differences(
  fields: readonly Field[],
  mine: Values,
  theirs: Values,
): { label: string; mine: string; theirs: string }[] {
  const asked = fields.flatMap((field): { name: string; label: string; words?: Map<string, string> }[] => {
    if (field.kind === 'heading') return [];
    if (field.kind === 'checks')
      return field.options.map(({ name, text }) => ({
        name,
        label: text,
        words: new Map([
          ['yes', 'ticked'],
          ['', 'not ticked'],
        ]),
      }));
    if (field.kind === 'radios')
      return [{ ...field, words: new Map(field.options.map(({ value, text }) => [value, text])) }];
    return [field];
  });
  return asked.flatMap(({ name, label, words }) => {
    const [one, other] = [plain(mine[name]), plain(theirs[name])];
    const say = (value: string) => words?.get(value) ?? (value || 'nothing');
    return one === other ? [] : [{ label, mine: say(one), theirs: say(other) }];
  });
}

function plain(value: string | undefined): string {
  return (value ?? '').replace(/\r\n/g, '\n').trim();
}

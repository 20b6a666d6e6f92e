import type { DraftAnswers } from './draft-changes.ts';
import { offerStep } from './draft-step-offer-rules.ts';
import { kindStep, whoStep } from './draft-step-people-rules.ts';
import { whenStep, whereStep } from './draft-step-places-rules.ts';
import { contactStep, costStep, howStep, whatStep } from './draft-step-words-rules.ts';
import type { Requirement } from './local-offer-requests.ts';
import type { ServiceRecord } from './records.ts';
import type { Term } from './taxonomies.ts';

/** A question of a step, as its page shows it. */
export type Field =
  | { kind: 'text'; name: string; label: string; hint?: string; width?: string; type?: string }
  | { kind: 'textarea'; name: string; label: string; hint?: string; rows: number }
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
  whenStep,
  costStep,
  howStep,
  contactStep,
  offerStep,
];

/** The step of an address, and the one after it. */
export function stepOf(code: string): { step: Step; next: Step | undefined; number: number } | undefined {
  const at = steps.findIndex((step) => step.code === code);
  const step = steps[at];
  return step && { step, next: steps[at + 1], number: at + 1 };
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

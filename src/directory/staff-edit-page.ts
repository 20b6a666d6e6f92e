import type { DeskView } from '../desk/item-page.ts';
import type { DeskItem } from '../desk/items.ts';
import { dayOf, type Parts } from '../parts.ts';
import { councilStep } from './desk-step-rules.ts';
import { offerStep } from './draft-step-offer-rules.ts';
import { ownAreas } from './draft-step-reach-rules.ts';
import { type Around, type Field, type Step, steps, type Values } from './draft-step-rules.ts';
import { changesOfEdit, editOf, type RecordEdit, withEdit } from './record-edits.ts';
import { type Difference, differencesInWords } from './record-words-rules.ts';
import type { ServiceRecord } from './records.ts';
import { wordsContext } from './staff-record-page.ts';
import { digestOf } from './step-digest.ts';
import { allTerms } from './taxonomies.ts';
import { findWaiting, type WaitingRecord } from './waiting-records.ts';

/** What the desk has changed of a waiting record, and the pages on which it changes more. */
export interface StaffEditPage {
  desk: DeskView;
  steps: { href: string; title: string; is_changed: boolean }[];
  differences: Difference[];
  is_edited: boolean;
}

/** One of the pages on which the desk edits a record before it approves it. */
export interface StaffStepPage {
  desk: DeskView;
  step: { code: string; title: string; number: number; of: number };
  /** tells later whether somebody saved this page in between */
  seen: string;
  fields: Field[];
  values: Values;
  /** somebody else saved this page meanwhile: both versions, by question */
  conflict: { by: string; differences: { label: string; mine: string; theirs: string }[] } | null;
  kinds_note: string;
}

/** The pages of an edit in their order: the provider's own, without its request for the Local Offer, and the council's. */
export const editSteps: readonly Step[] = [...steps.filter(({ code }) => code !== offerStep.code), councilStep];

/** A waiting record, the desk's edit of it, and what a page of the edit must know; undefined where it waits no more. */
export interface Editing {
  waiting: WaitingRecord;
  edit: RecordEdit;
  /** the record with the edit on top of it */
  record: ServiceRecord;
  around: Around;
}

/** An item's record while it waits, with the desk's edit of it; undefined where it waits no more. */
export async function editingOf(
  { db, now, authority }: Pick<Parts, 'db' | 'now' | 'authority'>,
  item: Pick<DeskItem, 'id' | 'subject_id'>,
): Promise<Editing | undefined> {
  const waiting = await findWaiting(db, item);
  if (!waiting) return undefined;
  const edit = await editOf(db, item.id, waiting.after);
  const record = withEdit(waiting.after, edit);
  const around: Around = {
    today: dayOf(now()),
    organisation: waiting.after.organization.name,
    terms: await allTerms(db),
    areas: ownAreas(authority),
    requirements: [],
    suggested_kinds: [],
    is_in_offer: true,
  };
  return { waiting, edit, record, around };
}

/** What the page of an edit shows. */
export async function staffEditPage(
  parts: Pick<Parts, 'db' | 'now'>,
  desk: DeskView,
  { waiting, edit, around }: Editing,
): Promise<StaffEditPage> {
  const written = (record: ServiceRecord) => ({ record, answers: {} });
  const after = withEdit(waiting.after, edit);
  const base = `/staff/items/${desk.id}/edit`;
  return {
    desk,
    steps: editSteps.map((step) => {
      const [was, is] = [step.values(written(waiting.after), around), step.values(written(after), around)];
      const isChanged = JSON.stringify(Object.entries(was).sort()) !== JSON.stringify(Object.entries(is).sort());
      return { href: `${base}/${step.code}`, title: step.title, is_changed: isChanged };
    }),
    differences: differencesInWords(changesOfEdit(waiting.after, edit), await wordsContext(parts)),
    is_edited: edit.version > 0,
  };
}

/** What one page of an edit shows: as it stands, or as somebody has just typed it. */
export function staffStepPage(
  desk: DeskView,
  step: Step,
  { waiting, record, around }: Editing,
  conflict: StaffStepPage['conflict'] = null,
): StaffStepPage {
  const written = { record, answers: {} };
  const isTyped = desk.errors.length > 0;
  return {
    desk,
    step: {
      code: step.code,
      title: step.title,
      number: editSteps.indexOf(step) + 1,
      of: editSteps.length,
    },
    seen: digestOf(step.values(written, around)),
    // what the provider says to the council in its own words is not the council's to write
    fields: step.fields(written, around).filter((field) => !('name' in field) || field.name !== 'kinds_note'),
    values: isTyped ? desk.values : step.values(written, around),
    conflict,
    kinds_note: step.code === 'kind' ? (waiting.answers.kinds_note ?? '') : '',
  };
}

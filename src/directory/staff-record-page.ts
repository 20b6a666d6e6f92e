import { dayInWords, momentInWords } from '../date-rules.ts';
import type { DeskView } from '../desk/item-page.ts';
import type { DeskItem } from '../desk/items.ts';
import { type Reason, reasons } from '../desk/reasons.ts';
import { dayOf, type Parts } from '../parts.ts';
import { findDeskRecord } from './desk-records.ts';
import { recordChanges } from './record-changes.ts';
import { newPersonalDetails, worthALook } from './record-check-rules.ts';
import { decisionOf } from './record-decisions.ts';
import { changesOfEdit, editOf, withEdit } from './record-edits.ts';
import { type Difference, differencesInWords } from './record-words-rules.ts';
import { allTerms } from './taxonomies.ts';
import { findWaiting, safeChanges } from './waiting-records.ts';

/** A new or changed record, for whoever decides it. */
export interface StaffRecordPage {
  desk: DeskView;
  from: string;
  handed_in: string;
  /** when what is shown was handed in, to the moment: approved is only what was seen */
  seen: string;
  note: string;
  kinds_note: string;
  asks_local_offer: boolean;
  is_new: boolean;
  checks: string[];
  differences: Difference[];
  record_href: string | null;
  reasons: Reason[];
  chosen: string[];
  /** what the desk has edited of it, and who: approved with it, where it is approved with edits */
  edited: { by: string; at: string; differences: Difference[] } | null;
  /** private details of people that would be new to the public: whoever approves says that they were checked */
  personal: string[];
}

/** Safe changes, to be approved together. */
export interface StaffSafePage {
  items: { id: number; name: string; differences: Difference[] }[];
  told: string;
}

/** The names of our own terms by `taxonomy:code`, and today: what a record's words are made of. */
export async function wordsContext({ db, now }: Pick<Parts, 'db' | 'now'>) {
  const terms = await allTerms(db);
  const named = new Map(terms.map(({ taxonomy, code, name }) => [`${taxonomy}:${code}`, name]));
  return { terms: named, today: dayOf(now()) };
}

/** What the page of a new or changed record shows. */
export async function staffRecordPage(
  parts: Pick<Parts, 'db' | 'now'>,
  item: DeskItem,
  desk: DeskView,
  chosen: string[],
): Promise<StaffRecordPage> {
  const { db } = parts;
  const context = await wordsContext(parts);
  const waiting = item.decided_at ? undefined : await findWaiting(db, item);
  const decision = item.decided_at ? await decisionOf(db, item.id) : undefined;
  const service_id = waiting?.service_id ?? decision?.service_id ?? item.service_id;
  const known = service_id ? await findDeskRecord(db, service_id) : undefined;
  const changes =
    waiting?.changes ??
    (decision?.written_record ? recordChanges(decision.former_record ?? undefined, decision.written_record) : []);
  const edit = waiting && (await editOf(db, item.id, waiting.after));
  const asked = waiting && edit && edit.version > 0 ? withEdit(waiting.after, edit) : waiting?.after;
  return {
    desk,
    from: waiting?.from ?? '',
    handed_in: waiting?.handed_in_at ? dayInWords(waiting.handed_in_at) : '',
    seen: waiting?.handed_in_at?.toISOString() ?? '',
    note: waiting?.answers.note ?? '',
    kinds_note: waiting?.answers.kinds_note ?? '',
    asks_local_offer: waiting?.answers.local_offer !== undefined,
    is_new: waiting ? waiting.before === null : decision?.former_record === null,
    checks: asked ? worthALook(asked) : [],
    personal: waiting && asked ? newPersonalDetails(asked, waiting.before) : [],
    edited:
      waiting && edit?.saved_at
        ? {
            by: edit.saved_by,
            at: momentInWords(edit.saved_at),
            differences: differencesInWords(changesOfEdit(waiting.after, edit), context),
          }
        : null,
    differences: differencesInWords(changes, context),
    record_href: known ? `/staff/services/${known.slug}` : null,
    reasons: await reasons(db),
    chosen,
  };
}

/** What the page of safe changes shows; `told` says what was just done. */
export async function staffSafePage(parts: Pick<Parts, 'db' | 'now'>, told: string): Promise<StaffSafePage> {
  const context = await wordsContext(parts);
  const items = await safeChanges(parts.db, parts.now());
  return {
    told,
    items: items.map(({ item_id, name, changes }) => ({
      id: item_id,
      name,
      differences: differencesInWords(changes, context),
    })),
  };
}

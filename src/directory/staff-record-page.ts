import { dayInWords, momentInWords } from '../date-rules.ts';
import type { DeskView } from '../desk/item-page.ts';
import type { DeskItem } from '../desk/items.ts';
import { type Reason, reasons } from '../desk/reasons.ts';
import { dayOf, type Parts } from '../parts.ts';
import { findDeskRecord } from './desk-records.ts';
import { recordChanges } from './record-changes.ts';
import { worthALook } from './record-check-rules.ts';
import { decisionOf, whyNotUndone } from './record-decisions.ts';
import { editsOf } from './record-edit-rules.ts';
import { type Difference, differencesInWords } from './record-words-rules.ts';
import { allTerms } from './taxonomies.ts';
import { findWaiting, safeChanges } from './waiting-records.ts';

/** A new or changed record, for whoever decides it. */
export interface StaffRecordPage {
  desk: DeskView;
  from: string;
  handed_in: string;
  note: string;
  kinds_note: string;
  is_new: boolean;
  checks: string[];
  differences: Difference[];
  record_href: string | null;
  reasons: Reason[];
  chosen: string[];
  /** for a decided one: why it cannot be undone; null while it can */
  undo: { is_possible: boolean; why_not: string } | null;
}

/** A record to be approved with edits. */
export interface StaffEditPage {
  desk: DeskView;
  values: Record<string, string>;
  kinds: { code: string; name: string; is_chosen: boolean }[];
  kinds_note: string;
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
  const { db, now } = parts;
  const context = await wordsContext(parts);
  const waiting = item.decided_at ? undefined : await findWaiting(db, item);
  const decision = item.decided_at ? await decisionOf(db, item.id) : undefined;
  const service_id = waiting?.service_id ?? decision?.service_id ?? item.service_id;
  const known = service_id ? await findDeskRecord(db, service_id) : undefined;
  const changes =
    waiting?.changes ??
    (decision?.written_record ? recordChanges(decision.former_record ?? undefined, decision.written_record) : []);
  const why = decision && (await whyNotUndone(db, decision, now()));
  return {
    desk,
    from: waiting?.from ?? '',
    handed_in: waiting?.handed_in_at ? dayInWords(waiting.handed_in_at) : '',
    note: waiting?.answers.note ?? '',
    kinds_note: waiting?.answers.kinds_note ?? '',
    is_new: waiting ? waiting.before === null : decision?.former_record === null,
    checks: waiting ? worthALook(waiting.after) : [],
    differences: differencesInWords(changes, context),
    record_href: known ? `/staff/services/${known.slug}` : null,
    reasons: await reasons(db),
    chosen,
    undo: decision
      ? {
          is_possible: why === undefined,
          why_not: decision.undone_at
            ? `Undone by ${decision.undone_by}, ${momentInWords(decision.undone_at)}.`
            : (why ?? ''),
        }
      : null,
  };
}

/** What the page shows on which the desk edits a record before it approves it. */
export async function staffEditPage(
  parts: Pick<Parts, 'db' | 'now'>,
  item: DeskItem,
  desk: DeskView,
  typed?: { values: Record<string, string>; kinds: string[] },
): Promise<StaffEditPage | undefined> {
  const waiting = await findWaiting(parts.db, item);
  if (!waiting) return undefined;
  const chosen = new Set(typed?.kinds ?? waiting.after.terms);
  const kinds = (await allTerms(parts.db)).filter(({ taxonomy }) => taxonomy === 'category');
  return {
    desk,
    values: { ...editsOf(waiting.after), ...typed?.values },
    kinds: kinds.map(({ code, name }) => ({
      code: `category:${code}`,
      name,
      is_chosen: chosen.has(`category:${code}`),
    })),
    kinds_note: waiting.answers.kinds_note ?? '',
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

import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { AdviceServiceLink } from './advice-service-rules.ts';
import type { LocalOfferLink } from './link-rules.ts';
import { askForCheck } from './report-asks.ts';
import type { CheckState } from './report-state-rules.ts';
import { reportAddress } from './report-states.ts';
import { writeReportTexts } from './report-texts.ts';

/** What a check found in a school's report, and what a person made of it. */
export interface ReportCheck {
  id: number;
  urn: string;
  checked_at: Date;
  address: string | null;
  state: CheckState;
  /** YYYY-MM-DD */
  dated: string | null;
  items: Record<string, { found: boolean; confidence: number; passage: string | null }>;
  /** what is wrong, in words */
  problems: string[];
  /** from the school's home page; null where it was not found within two, or nobody looked */
  clicks: number | null;
  /** whether the link to the Local Offer leads here; undefined where nobody looked */
  local_offer: LocalOfferLink['state'] | undefined;
  /** whether the advice service that it names is the council's; undefined where nobody looked */
  advice_service: AdviceServiceLink['state'] | undefined;
  confirmation: {
    corrections: Record<string, boolean>;
    state: CheckState;
    note: string;
    by: string;
    at: Date;
  } | null;
}

/** The newest check of a school's report; undefined where nobody has looked. */
export async function newestCheck(db: Db, urn: string): Promise<ReportCheck | undefined> {
  const row = await db
    .selectFrom('report_check')
    .leftJoin('report_confirmation', 'check_id', 'report_check.id')
    .select(['report_check.id', 'urn', 'checked_at', 'address', 'report_check.state', 'dated', 'result'])
    .select(['corrections', 'report_confirmation.state as confirmed_state', 'note', 'confirmed_by', 'confirmed_at'])
    .where('urn', '=', urn)
    .orderBy('report_check.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, checked_at, address, state, dated } = row;
  const result = row.result as unknown as Partial<Pick<ReportCheck, 'items' | 'problems' | 'clicks'>> & {
    local_offer?: LocalOfferLink;
    advice_service?: AdviceServiceLink;
  };
  return {
    id,
    urn: row.urn,
    checked_at,
    address,
    state,
    dated,
    items: result.items ?? {},
    problems: result.problems ?? [],
    clicks: result.clicks ?? null,
    local_offer: result.local_offer?.state,
    advice_service: result.advice_service?.state,
    confirmation: row.confirmed_at
      ? {
          corrections: row.corrections as unknown as Record<string, boolean>,
          state: row.confirmed_state ?? state,
          note: row.note ?? '',
          by: row.confirmed_by ?? '',
          at: row.confirmed_at,
        }
      : null,
  };
}

/**
 * A person says of a check what is right: from now on families read it, and its passages are searched where the school has
 * no report here. Once for each check: false where somebody else was quicker.
 */
export async function confirmCheck(
  db: Db,
  who: Who,
  check: ReportCheck,
  { corrections, state, note }: { corrections: Record<string, boolean>; state: CheckState; note: string },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const made = await tx
      .insertInto('report_confirmation')
      .values({
        check_id: check.id,
        corrections: JSON.stringify(corrections),
        state,
        note,
        confirmed_by: who.role?.name ?? who.email,
        confirmed_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!made.numInsertedOrUpdatedRows) return false;
    await searchPassages(tx, check, corrections);
    const detail = { check: check.id, state, corrections };
    await record(tx, who, { action: 'confirmed_report_check', entity: 'school', entity_id: check.urn, detail }, now);
    return true;
  });
}

async function searchPassages(tx: Db, check: ReportCheck, corrections: Record<string, boolean>): Promise<void> {
  const { urn, address, items } = check;
  const isHere = await tx.selectFrom('report_publication').select('id').where('urn', '=', urn).executeTakeFirst();
  if (isHere || !address) return;
  const texts = Object.entries(items).flatMap(([key, { found, passage }]) =>
    (corrections[key] ?? found) && passage ? { key, text: passage, href: address } : [],
  );
  await writeReportTexts(tx, urn, texts);
}

/** Says where a school's report stands on its own website, and has it looked at there; null: that nobody knows. */
export async function setReportAddress(
  tx: Db,
  who: Who,
  { urn, address }: { urn: string; address: string | null },
  now: Date,
): Promise<void> {
  await tx.insertInto('report_address').values({ urn, address, given_by: who.email, given_at: now }).execute();
  const deed = { action: 'set_report_address', entity: 'school', entity_id: urn, detail: { address } };
  await record(tx, who, deed, now);
  if (address !== null) await askForCheck(tx, { urn, by: who.email }, now);
}

/** As `setReportAddress`, in a transaction of its own; nothing happens where it is known already. */
export async function keepReportAddress(
  db: Db,
  who: Who,
  { urn, address }: { urn: string; address: string | null },
  now: Date,
): Promise<void> {
  if (address !== (await reportAddress(db, urn)))
    await transaction(db, (tx) => setReportAddress(tx, who, { urn, address }, now));
}

import { readLine, readParagraphs } from './incoming-text-rules.ts';
import { isObject, type Note, readDay } from './incoming-value-rules.ts';
import type { ServiceRecordInput } from './records.ts';

/** Whose record is read, and how far it is believed. */
export interface IncomingContext {
  source_name: string;
  /** `YYYY-MM-DD` */
  today: string;
  is_neighbour: boolean;
  /** the council mapped these fields itself: they may name our terms and say what our Local Offer contains */
  is_mapped: boolean;
}

/**
 * What a record says of its place in a Local Offer. Only a council's own mapping may say that a record is in our Local
 * Offer: another publisher's approval is not ours. A service that its source calls closed is shown as closed here too.
 */
export function readLocalOffer(
  raw: Record<string, unknown>,
  { status, assured_date }: { status: string; assured_date: string | undefined },
  context: IncomingContext,
  note: Note,
): NonNullable<ServiceRecordInput['local_offer']> {
  return {
    ...(context.is_mapped && isObject(raw.local_offer) ? readOurOffer(raw.local_offer, context, note) : {}),
    ...(context.is_neighbour ? { area: 'out_of_area' as const } : {}),
    ...(status === 'defunct' || status === 'inactive' ? { commitment: { commitment: 'closed' as const } } : {}),
    ...readConfirmation(assured_date, context),
    ...readWaitingTime(raw, assured_date, context),
  };
}

function readOurOffer(
  value: Record<string, unknown>,
  context: IncomingContext,
  note: Note,
): NonNullable<ServiceRecordInput['local_offer']> {
  const membership = isObject(value.membership) ? value.membership : {};
  const commitment = isObject(value.commitment) ? value.commitment : {};
  const state = (['asked', 'approved', 'refused', 'lapsed'] as const).find((known) => known === membership.state);
  const kind = (['available_now', 'planned', 'proposed', 'closed'] as const).find(
    (known) => known === commitment.commitment,
  );
  const decided_on = readDay(membership.decided_at, note);
  if (state && !decided_on) note('a place in the Local Offer without the date of its decision was left out');
  return {
    ...(value.open_to_all === undefined ? {} : { open_to_all: isYes(value.open_to_all) }),
    ...(value.area === 'out_of_area' ? { area: 'out_of_area' as const } : {}),
    ...(value.is_place_hidden === undefined ? {} : { is_place_hidden: isYes(value.is_place_hidden) }),
    ...(state && decided_on
      ? {
          membership: {
            state,
            decided_at: `${decided_on}T00:00:00Z`,
            decided_by: readLine(membership.decided_by) ?? context.source_name,
            reason: readLine(membership.reason),
          },
        }
      : {}),
    ...(kind
      ? {
          commitment: {
            commitment: kind,
            starts_on: readDay(commitment.starts_on, note),
            ends_on: readDay(commitment.ends_on, note),
            note: readParagraphs(commitment.note),
          },
        }
      : {}),
  };
}

function isYes(value: unknown): boolean {
  return /^(?:yes|y|true|1|x)$/i.test(readLine(value) ?? '');
}

// The date on which somebody checked the record is what a Local Offer calls confirmed.
function readConfirmation(assured_date: string | undefined, { today, source_name }: IncomingContext) {
  if (!assured_date || assured_date > today) return {};
  return { confirmation: { confirmed_at: `${assured_date}T00:00:00Z`, confirmed_by: source_name } };
}

// How long families wait counts only with the day on which somebody said so.
function readWaitingTime(raw: Record<string, unknown>, assured_date: string | undefined, context: IncomingContext) {
  const description = readParagraphs(raw.wait_time);
  const declared_on = assured_date ?? readDay(raw.last_modified, () => {});
  if (!description || !declared_on || declared_on > context.today) return {};
  return { waiting_time: { description, declared_on, declared_by: context.source_name } };
}

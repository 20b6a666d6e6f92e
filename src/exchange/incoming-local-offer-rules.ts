import type { ServiceRecordInput } from '../directory/records.ts';
import { readLine, readParagraphs } from './incoming-text-rules.ts';
import { isObject, type Note, readDay, readNumber } from './incoming-value-rules.ts';

/** Whose record is read, and how far it is believed. */
export interface IncomingContext {
  source_name: string;
  /** `YYYY-MM-DD` */
  today: string;
  is_neighbour: boolean;
  /** the council's own records, from its former system: they may name our terms and what stands in our Local Offer */
  is_ours: boolean;
}

type LocalOffer = NonNullable<ServiceRecordInput['local_offer']>;
type Fields = Record<string, unknown>;

/**
 * What a record says of itself as Local Offers do, in the words of our own feed (`local_offer`). Only the council's own
 * records may say that they stand in our Local Offer: another publisher's approval is not ours. A service that its
 * source calls closed is closed here too, and a place that its source hides stays hidden.
 */
export function readLocalOffer(
  raw: Fields,
  offer: Fields,
  { status, assured_date }: { status: string; assured_date: string | undefined },
  context: IncomingContext,
  note: Note,
): LocalOffer {
  const isOver = status === 'defunct' || status === 'inactive';
  return {
    ...(isYes(offer.open_to_all) ? { open_to_all: true } : {}),
    ...(context.is_neighbour || offer.area === 'out_of_area' ? { area: 'out_of_area' as const } : {}),
    ...(isYes(offer.is_place_hidden) || isYes(raw.is_place_hidden) ? { is_place_hidden: true } : {}),
    ...(context.is_ours ? readMembership(offer, context, note) : {}),
    ...(isOver ? { commitment: { commitment: 'closed' as const } } : readCommitment(offer, note)),
    ...readConfirmation(offer, assured_date, context, note),
    ...readWaitingTime(raw, offer, assured_date, context, note),
  };
}

const STATES = ['asked', 'approved', 'refused', 'lapsed'] as const;

function readMembership(offer: Fields, context: IncomingContext, note: Note): Pick<LocalOffer, 'membership'> {
  const given = isObject(offer.membership) ? offer.membership : {};
  const approved = isYes(offer.is_approved) ? 'approved' : undefined;
  const state = STATES.find((known) => known === (readLine(given.state)?.toLowerCase() ?? approved));
  if (!state) return {};
  const decided_at = readMoment(given.decided_at ?? offer.approved_at, note);
  if (!decided_at) {
    note('a place in the Local Offer without the date of its decision was left out');
    return {};
  }
  const decided_by = readLine(given.decided_by) ?? context.source_name;
  return {
    membership: { state, decided_at, decided_by, reason: readLine(given.reason) },
  };
}

const COMMITMENTS = ['available_now', 'planned', 'proposed', 'closed'] as const;

function readCommitment(offer: Fields, note: Note): Pick<LocalOffer, 'commitment'> {
  const given = isObject(offer.commitment) ? offer.commitment : offer;
  const commitment = COMMITMENTS.find((known) => known === readLine(given.commitment));
  if (!commitment) return {};
  return {
    commitment: {
      commitment,
      starts_on: readDay(given.starts_on, note),
      ends_on: readDay(given.ends_on, note),
      note: readParagraphs(given.note ?? offer.commitment_note),
    },
  };
}

// The date on which somebody checked the record is what a Local Offer calls confirmed.
function readConfirmation(
  offer: Fields,
  assured_date: string | undefined,
  { today, source_name }: IncomingContext,
  note: Note,
): Pick<LocalOffer, 'confirmation'> {
  const given = isObject(offer.confirmation) ? offer.confirmation : offer;
  const confirmed_at = readMoment(given.confirmed_at ?? assured_date, note);
  if (!confirmed_at || confirmed_at.slice(0, 10) > today) return {};
  return { confirmation: { confirmed_at, confirmed_by: source_name } };
}

// A moment as it was given, or the beginning of a day.
function readMoment(value: unknown, note: Note): string | undefined {
  const day = readDay(value, note);
  const text = readLine(value) ?? '';
  const moment = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  if (moment && !Number.isNaN(moment.getTime())) return moment.toISOString();
  return day && `${day}T00:00:00Z`;
}

// How long families wait counts only with the day on which somebody said so.
function readWaitingTime(
  raw: Fields,
  offer: Fields,
  assured_date: string | undefined,
  context: IncomingContext,
  note: Note,
): Pick<LocalOffer, 'waiting_time'> {
  const given = isObject(offer.waiting_time) ? offer.waiting_time : {};
  const weeks = readNumber(given.weeks);
  const description = readParagraphs(given.description ?? raw.wait_time);
  const declared_on = readDay(given.declared_on, note) ?? assured_date ?? readDay(raw.last_modified, note);
  if (!description || !declared_on || declared_on > context.today) return {};
  return {
    waiting_time: {
      ...(weeks !== undefined && weeks >= 0 ? { weeks } : {}),
      description,
      declared_on,
      declared_by: context.source_name,
    },
  };
}

function isYes(value: unknown): boolean {
  return /^(?:yes|y|true|1|x)$/i.test(readLine(value) ?? '');
}

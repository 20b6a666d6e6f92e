import { longDate } from './date-rules.ts';
import { type Promises, promiseFor, stageOfPromise } from './freshness-rules.ts';
import { pauseOn } from './kept-days-rules.ts';

/** What decides the state of a record, as those who keep it see it. */
export interface KeptFacts {
  service_id: string | null;
  is_public: boolean;
  withdrawn_reason: string | null;
  status: string;
  commitment: string | null;
  ends_on: string | null;
  pause: { starts_on: string; back_on?: string } | null;
  closing: { last_day: string } | null;
  confirmed_at: Date | null;
  is_past_promise: boolean;
  /** codes of the taxonomy "category" */
  categories: string[];
  draft_id: string | null;
  handed_in_at: Date | null;
  sent_back_reason: string | null;
}

/** The state of a record in words, and what to do next. */
export interface KeptState {
  /** what the public sees */
  live: string;
  tone: 'good' | 'care' | 'quiet';
  /** what else is to be known of it */
  notes: string[];
  next: { text: string; href: string } | null;
  needs_confirming: boolean;
}

/** The state of a record on a day (`YYYY-MM-DD`): public or not, what waits, and the one thing to do next. */
export function stateOfRecord(record: KeptFacts, promises: Promises, today: string): KeptState {
  const { service_id, draft_id, handed_in_at, sent_back_reason, is_public } = record;
  const draft = `/provider/drafts/${draft_id}`;
  const page = `/provider/services/${service_id}`;
  const isClosed = record.commitment === 'closed' || (record.closing !== null && record.closing.last_day < today);
  const confirmed = record.confirmed_at?.toISOString().slice(0, 10);
  const promise = promiseFor(record.categories, promises, today);
  const isDue = promise !== undefined && stageOfPromise(confirmed, promise, today) !== 'fresh';
  const needs_confirming = is_public && !isClosed && (record.is_past_promise || isDue);
  const live = liveOf(record, isClosed, today);
  const notes = [
    ...(is_public && confirmed ? [`Confirmed on ${longDate(confirmed)}.`] : []),
    ...(is_public && !confirmed ? ['Nobody has confirmed it yet.'] : []),
    ...(draft_id && handed_in_at
      ? [
          `${service_id ? 'Your changes wait' : 'It waits'} at the council since ${longDate(handed_in_at.toISOString())}.`,
        ]
      : []),
    ...(draft_id && !handed_in_at && sent_back_reason ? [`The council sent it back: ${sent_back_reason}`] : []),
    ...(draft_id && !handed_in_at && !sent_back_reason ? ['There is a draft that you have not handed in.'] : []),
    ...(!is_public && record.withdrawn_reason ? [`It was taken down: ${record.withdrawn_reason}`] : []),
  ];
  const next = (() => {
    if (draft_id && !handed_in_at) return { text: sent_back_reason ? 'Put it right' : 'Go on writing', href: draft };
    if (needs_confirming) return { text: 'Say that it is still right', href: page };
    if (draft_id && !service_id) return { text: 'Look at what you handed in', href: draft };
    return null;
  })();
  const tone = needs_confirming || sent_back_reason ? 'care' : is_public ? 'good' : 'quiet';
  return { live: needs_confirming ? `${live}, needs confirming` : live, tone, notes, next, needs_confirming };
}

function liveOf(record: KeptFacts, isClosed: boolean, today: string): string {
  const { is_public, service_id, handed_in_at, status, ends_on } = record;
  if (!is_public) return service_id ? 'Not public' : handed_in_at ? 'New, waits at the council' : 'New, not handed in';
  if (isClosed) return 'Public, says that it has closed';
  if (ends_on) return `Public, says that it is there until ${longDate(ends_on)}`;
  const pause = record.pause ?? undefined;
  const back = pause?.back_on && longDate(pause.back_on);
  const stands = pauseOn({ status, pause }, today);
  if (stands === 'comes')
    return `Public, says that it has a break from ${longDate(pause?.starts_on ?? '')}${back ? `, and is back on ${back}` : ''}`;
  if (stands === 'lasts') return back ? `Public, says that it is back on ${back}` : 'Public, has a break';
  return 'Public';
}

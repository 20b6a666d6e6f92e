import { dayInWords, momentInWords } from '../date-rules.ts';
import { kindNames } from '../desk/kind-rules.ts';
import { itemsOfService } from '../desk/queue.ts';
import { dayOf, type Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { findDeskRecord, searchDeskRecords } from './desk-records.ts';
import { savedRecord } from './drafts.ts';
import { mergedInto } from './merged-services.ts';
import { recordChanges } from './record-changes.ts';
import { type HistoryEvent, historyOf, recordOn, wasPublicOn } from './record-history.ts';
import { type Difference, differencesInWords } from './record-words-rules.ts';
import { wordsContext } from './staff-record-page.ts';

/** A record with its history, for the desk. */
export interface StaffServicePage {
  name: string;
  slug: string;
  id: string;
  organisation: string;
  source: string;
  source_id: string | null;
  state: string;
  survivor: { slug: string } | null;
  may_decide: boolean;
  items: { href: string; kind: string; title: string; state: string }[];
  /** the day on which it is shown as it stood, `YYYY-MM-DD`; empty for today */
  on: string;
  on_words: string;
  today: string;
  was_public: boolean;
  fields: Difference[] | null;
  events: { at: string; by: string; what: string; detail: string; differences: Difference[] }[];
  errors: FormError[];
  values: Record<string, string>;
}

/** Records of the desk, found by anything. */
export interface StaffServicesPage {
  q: string;
  found: { slug: string; name: string; organisation: string; source: string; state: string; changed: string }[];
  previous: string | null;
  next: string | null;
}

const perPage = 50;

/** What the page of the desk's records shows for what its address asks: `q`, `page`. */
export async function staffServicesPage(
  { db }: Pick<Parts, 'db'>,
  query: Record<string, string>,
): Promise<StaffServicesPage> {
  const q = (query.q ?? '').trim().slice(0, 200);
  const page = Math.min(Math.max(Number.parseInt(query.page ?? '1', 10) || 1, 1), 1000);
  const rows = await searchDeskRecords(db, q, { limit: perPage + 1, offset: (page - 1) * perPage });
  const href = (to: number) => `/staff/services?${new URLSearchParams({ ...(q && { q }), page: String(to) })}`;
  return {
    q,
    found: rows.slice(0, perPage).map(({ slug, name, organisation, source_name, state, last_modified }) => ({
      slug,
      name,
      organisation,
      source: source_name,
      state,
      changed: dayInWords(last_modified),
    })),
    previous: page > 1 ? href(page - 1) : null,
    next: rows.length > perPage ? href(page + 1) : null,
  };
}

const happenings: Record<HistoryEvent['what'], string> = {
  first: 'Came in',
  changed: 'Changed',
  published: 'Made public',
  withdrawn: 'Taken down',
  membership: 'Local Offer',
  confirmed: 'Confirmed',
  merged: 'Merged into',
  took_in: 'Took in',
};

/** What the page of one of the desk's records shows, on a day (`YYYY-MM-DD`) or now; undefined where there is none. */
export async function staffServicePage(
  parts: Pick<Parts, 'db' | 'now'>,
  slug: string,
  {
    on,
    may_decide,
    errors = [],
    values = {},
  }: {
    on: string;
    may_decide: boolean;
    errors?: FormError[];
    values?: Record<string, string>;
  },
): Promise<StaffServicePage | undefined> {
  const { db } = parts;
  const found = await findDeskRecord(db, slug);
  if (!found) return undefined;
  const { id } = found;
  const context = await wordsContext(parts);
  const record = on ? await recordOn(db, id, on) : await savedRecord(db, id);
  return {
    name: found.name,
    slug: found.slug,
    id,
    organisation: found.organisation,
    source: found.source_name,
    source_id: found.source_id,
    state: found.state,
    survivor: (await mergedInto(db, id)) ?? null,
    may_decide,
    items: (await itemsOfService(db, id)).map((item) => ({
      href: `/staff/items/${item.id}`,
      kind: kindNames[item.kind],
      title: item.title,
      state: item.decided_at
        ? `${(item.decision ?? '').replaceAll('_', ' ')}, ${dayInWords(item.decided_at)}`
        : `due on ${dayInWords(item.due_on)}`,
    })),
    on,
    on_words: on ? dayInWords(on) : '',
    today: dayOf(parts.now()),
    was_public: on ? await wasPublicOn(db, id, on) : found.state === 'public',
    fields: record ? differencesInWords(recordChanges(undefined, record), context) : null,
    events: (await historyOf(db, id)).map(({ at, by, what, detail, changes }) => ({
      at: momentInWords(at),
      by,
      what: happenings[what],
      detail,
      differences: differencesInWords(changes, context),
    })),
    errors,
    values,
  };
}

import { clockInWords, dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { lateness } from './due-rules.ts';
import type { DeskKind } from './items.ts';
import { kindNames, readKind } from './kind-rules.ts';
import { decidedSince, openByKind, queue } from './queue.ts';

/** The queue as its page shows it. */
export interface QueuePage {
  q: string;
  kind: DeskKind | '';
  kinds: { value: DeskKind; name: string; n: number; late: number; href: string; is_current: boolean }[];
  total: number;
  late: number;
  items: {
    href: string;
    kind: string;
    title: string;
    organisation: string | null;
    due: string;
    lateness: string;
    is_late: boolean;
    is_urgent: boolean;
    holder: string | null;
  }[];
  previous: string | null;
  next: string | null;
}

/** What was decided today. */
export interface DecidedPage {
  items: { href: string; kind: string; title: string; decision: string; by: string; at: string }[];
}

const perPage = 50;
const lastPage = 1000;

/** What the queue's page shows for what its address asks: `kind`, `q`, `page`. */
export async function queuePage(db: Db, query: Record<string, string>, now: Date): Promise<QueuePage> {
  const kind = readKind(query.kind);
  const q = (query.q ?? '').trim().slice(0, 200);
  const page = Math.min(Math.max(Number.parseInt(query.page ?? '1', 10) || 1, 1), lastPage);
  const today = dayOf(now);
  const href = (change: { kind?: string | undefined; page?: number }) => {
    const asked = { ...(q && { q }), ...(kind && { kind }), ...change };
    const named = Object.entries(asked).filter(([name, value]) => value && !(name === 'page' && value === 1));
    const search = new URLSearchParams(named.map(([name, value]) => [name, String(value)]));
    return search.size > 0 ? `/staff?${search}` : '/staff';
  };
  const found = await queue(db, { kind, q, limit: perPage + 1, offset: (page - 1) * perPage, now });
  const counts = await openByKind(db, today);
  return {
    q,
    kind: kind ?? '',
    kinds: counts.map((one) => ({
      value: one.kind,
      name: kindNames[one.kind],
      n: one.n,
      late: one.late,
      href: href({ kind: one.kind, page: 1 }),
      is_current: one.kind === kind,
    })),
    total: counts.reduce((sum, { n }) => sum + n, 0),
    late: counts.reduce((sum, { late }) => sum + late, 0),
    items: found.slice(0, perPage).map((row) => {
      const { words, is_late } = lateness(row.due_on, today);
      return {
        href: `/staff/items/${row.id}`,
        kind: kindNames[row.kind],
        title: row.title,
        organisation: row.organisation,
        due: dayInWords(row.due_on),
        lateness: words,
        is_late,
        is_urgent: row.is_urgent,
        holder: row.holder,
      };
    }),
    previous: page > 1 ? href({ page: page - 1 }) : null,
    next: found.length > perPage ? href({ page: page + 1 }) : null,
  };
}

/** What was decided on the day of `now`: what can still be undone is undone from its page. */
export async function decidedPage(db: Db, now: Date): Promise<DecidedPage> {
  const today = dayOf(now);
  const since = new Date(now.getTime() - 25 * 60 * 60 * 1000);
  const items = (await decidedSince(db, since)).filter(({ decided_at }) => dayOf(decided_at) === today);
  return {
    items: items.map(({ id, kind, title, decision, decided_by, decided_at }) => ({
      href: `/staff/items/${id}`,
      kind: kindNames[kind],
      title,
      decision: decision.replaceAll('_', ' '),
      by: decided_by,
      at: clockInWords(decided_at),
    })),
  };
}

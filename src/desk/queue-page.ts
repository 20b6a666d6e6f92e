import { clockInWords, dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { may, type Right, type Role } from '../people/access-rules.ts';
import { lateness } from './due-rules.ts';
import type { ItemPages } from './item-page.ts';
import type { DeskKind } from './items.ts';
import { kindNames, readKind } from './kind-rules.ts';
import { decidedSince, openByKind, queue, type Wanted } from './queue.ts';
import { likeOf } from './record-search.ts';

type State = NonNullable<Wanted['state']>;

/** The queue as its page shows it. */
export interface QueuePage {
  q: string;
  state: State;
  states: { value: State; text: string }[];
  urgent: number;
  /** the desk's other pages that the role opens */
  links: { text: string; href: string }[];
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
    /** for a decided one: what, by whom, when */
    decided: string | null;
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

const states: { value: State; text: string }[] = [
  { value: 'open', text: 'What waits' },
  { value: 'decided', text: 'What was decided' },
  { value: 'all', text: 'Both' },
];

const deskLinks: { text: string; href: string; right: Right }[] = [
  { text: 'Decided today', href: '/staff/decided', right: 'see_desk' },
  { text: 'Approve safe changes together', href: '/staff/records', right: 'moderate' },
  { text: 'Records', href: '/staff/services', right: 'see_desk' },
  { text: 'Comments', href: '/staff/comments', right: 'see_desk' },
  { text: 'Write a comment down', href: '/staff/comments/new', right: 'answer_comments' },
  { text: 'Outreach', href: '/staff/outreach', right: 'see_desk' },
  { text: 'Pages', href: '/staff/pages', right: 'edit_pages' },
  { text: 'Documents', href: '/staff/documents', right: 'edit_pages' },
  { text: 'In development', href: '/staff/programme', right: 'edit_programme' },
  { text: 'Schools', href: '/staff/schools', right: 'edit_schools' },
  { text: 'Schools’ reports', href: '/staff/reports', right: 'check_reports' },
  { text: 'Bulletins to schools', href: '/staff/bulletins', right: 'edit_bulletins' },
  { text: 'Money for schools', href: '/staff/money', right: 'edit_money' },
  { text: 'What settings provide', href: '/staff/provision', right: 'edit_provision' },
  { text: 'What the law asks', href: '/staff/coverage', right: 'see_desk' },
  { text: 'Gaps', href: '/staff/gaps', right: 'work_on_gaps' },
  { text: 'Growth', href: '/staff/growth', right: 'see_desk' },
  { text: 'People', href: '/staff/people', right: 'manage_people' },
  { text: 'Audit log', href: '/staff/audit', right: 'read_audit' },
  { text: 'Reasons', href: '/staff/reasons', right: 'set_reasons' },
  { text: 'How long things are kept', href: '/staff/retention', right: 'set_retention' },
];

/** The subjects that are like what was typed, of each kind whose page can find them. */
function subjectsLike(pages: ItemPages, q: string, role: Role | undefined): NonNullable<Wanted['subjects']> {
  if (q === '') return [];
  return Object.entries(pages).flatMap(([kind, page]) =>
    page.find ? [{ kind: kind as DeskKind, ids: page.find(likeOf(q), may(role, page.right)) }] : [],
  );
}

/** What the queue's page shows for what its address asks: `kind`, `q`, `state`, `page`. */
export async function queuePage(
  db: Db,
  query: Record<string, string>,
  { pages, role, now }: { pages: ItemPages; role: Role | undefined; now: Date },
): Promise<QueuePage> {
  const kind = readKind(query.kind);
  const state = states.find(({ value }) => value === query.state)?.value ?? 'open';
  const q = (query.q ?? '').replaceAll('\0', '').trim().slice(0, 200);
  const page = Math.min(Math.max(Number.parseInt(query.page ?? '1', 10) || 1, 1), lastPage);
  const today = dayOf(now);
  const href = (change: { kind?: string | undefined; page?: number }) => {
    const asked = { ...(q && { q }), ...(kind && { kind }), ...(state !== 'open' && { state }), ...change };
    const named = Object.entries(asked).filter(([name, value]) => value && !(name === 'page' && value === 1));
    const search = new URLSearchParams(named.map(([name, value]) => [name, String(value)]));
    return search.size > 0 ? `/staff?${search}` : '/staff';
  };
  const subjects = subjectsLike(pages, q, role);
  const part = { limit: perPage + 1, offset: (page - 1) * perPage, now };
  const found = await queue(db, { kind, q, state, subjects, ...part });
  const counts = await openByKind(db, today);
  return {
    q,
    state,
    states,
    links: deskLinks.filter(({ right }) => may(role, right)).map(({ text, href }) => ({ text, href })),
    urgent: counts.reduce((sum, { urgent }) => sum + urgent, 0),
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
        decided: row.decided_at
          ? `${(row.decision ?? '').replaceAll('_', ' ')}, ${row.decided_by}, ${dayInWords(row.decided_at)}`
          : null,
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
    items: items.map(({ id, kind, title, decision, decided_by, decided_at, undone_at }) => ({
      href: `/staff/items/${id}`,
      kind: kindNames[kind],
      title,
      decision: `${decision.replaceAll('_', ' ')}${undone_at ? ', undone' : ''}`,
      by: decided_by,
      at: clockInWords(decided_at),
    })),
  };
}

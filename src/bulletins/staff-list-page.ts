import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { type BulletinNames, begun } from './bulletin-names-rules.ts';
import { types, whenInWords } from './bulletin-rules.ts';
import { type StaffBulletin, staffBulletins } from './bulletins.ts';
import { stateOf } from './edit-page.ts';
import { numberInWords } from './number-rules.ts';
import { namesOf } from './reader-pages.ts';

interface StaffRow {
  href: string;
  number: string | null;
  title: string;
  about: string;
  state: { text: string; tone: string }[];
  answers_href: string | null;
}

/** What `/staff/bulletins` shows. */
export interface StaffListPage {
  names: BulletinNames & { begun: string };
  q: string;
  waiting: StaffRow[];
  total: number;
  rows: StaffRow[];
  newer: string | null;
  older: string | null;
}

const onePage = 50;

/** Everything that waits to be published, and what was published, by words of its number or title. */
export async function staffListPage(
  { db, authority, now }: Pick<Parts, 'db' | 'authority' | 'now'>,
  { q: typed = '', page: wanted = '' }: Record<string, string>,
): Promise<StaffListPage> {
  const all = await staffBulletins(db);
  const q = typed.trim().slice(0, 200);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = all.map((one) => ({ one, row: staffRow(one, dayOf(now())) }));
  const waiting = rows.filter(({ one }) => one.number === null);
  const published = rows.filter(({ one, row }) => {
    const text = `${row.number} ${row.title} ${row.about}`.toLowerCase();
    return one.number !== null && words.every((word) => text.includes(word));
  });
  const last = Math.max(1, Math.ceil(published.length / onePage));
  const page = Math.min(last, /^\d{1,4}$/.test(wanted) ? Math.max(1, Number(wanted)) : 1);
  const names = namesOf({ authority });
  const at = (n: number) => `/staff/bulletins?${new URLSearchParams({ ...(q ? { q } : {}), page: String(n) })}`;
  return {
    names: { ...names, begun: begun(names.several) },
    q,
    waiting: waiting.map(({ row }) => row),
    total: published.length,
    rows: published.slice((page - 1) * onePage, page * onePage).map(({ row }) => row),
    newer: page > 1 ? at(page - 1) : null,
    older: page < last ? at(page + 1) : null,
  };
}

function staffRow(one: StaffBulletin, today: string): StaffRow {
  const { id, year, number, latest } = one;
  const late = latest.due_on !== null && latest.due_on < today ? 'the day is over' : null;
  const isAction = number !== null && latest.type === 'action' && one.withdrawn_at === null;
  return {
    href: `/staff/bulletins/${id}`,
    number: year !== null && number !== null ? numberInWords({ year, number }) : null,
    title: latest.title,
    about: [whenInWords(latest) ?? types[latest.type], late, `written on ${dayInWords(latest.written_at)}`]
      .filter(Boolean)
      .join(', '),
    state: stateOf(one),
    answers_href: isAction ? `/staff/bulletins/${id}/answers` : null,
  };
}

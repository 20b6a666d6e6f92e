import { sql } from 'kysely';
import { dayInWords } from '../date-rules.ts';
import { type Db, transaction } from '../db/database.ts';
import { decideOpen, findOpenItem, putOnDesk } from '../desk/items.ts';
import type { Letter } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { may, type RoleName, roleNames } from '../people/access-rules.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { GapState, Miss } from './gap-rules.ts';

/** Something that people looked for and did not find, that somebody has taken up. */
export interface Gap {
  id: number;
  meaning: string;
  name: string;
  state: GapState;
  assigned_to: string | null;
  assigned_role: RoleName | null;
  /** the name of the person, or of the role */
  assigned: string | null;
  answer: string | null;
  published_at: Date | null;
  version: number;
  changed_at: Date;
}

/** What somebody at the desk says of a gap. */
export interface GapChange {
  meaning: string;
  name: string;
  state: GapState;
  assigned_to: string | null;
  assigned_role: RoleName | null;
  answer: string | null;
  is_published: boolean;
}

/** Searches without a result from one day to another (`YYYY-MM-DD`, both counted), and in one district if it is named. */
export async function missesBetween(db: Db, from: string, to: string, district = ''): Promise<Miss[]> {
  const rows = await sql<Miss>`
    select words, outcode, filters, sum(times)::int as times from search_without_result
    where searched_on between ${from}::date and ${to}::date
      ${district === '' ? sql`` : sql`and lower(outcode) = ${district.toLowerCase()}`}
    group by words, outcode, filters`.execute(db);
  return rows.rows;
}

/** The fewest searches whose words are shown on a day. */
export async function fewestSearches(db: Db, day: string): Promise<number> {
  const row = await db
    .selectFrom('gap_policy')
    .select('fewest_searches')
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.fewest_searches;
}

/** Every gap that somebody has taken up, the latest changed first; or one, by its id or by what it means. */
export async function findGaps(db: Db, of: { id?: number; meaning?: string } = {}): Promise<Gap[]> {
  let query = db
    .selectFrom('gap')
    .leftJoin('person', 'person.id', 'gap.assigned_to')
    .selectAll('gap')
    .select(['person.name as person_name', 'person.email as person_email'])
    .orderBy('changed_at', 'desc')
    .orderBy('gap.id', 'desc');
  if (of.id !== undefined) query = query.where('gap.id', '=', of.id);
  if (of.meaning !== undefined) query = query.where('meaning', '=', of.meaning);
  return (await query.execute()).map(({ person_name, person_email, began_at: _began, ...row }) => {
    const assigned_role = row.assigned_role as RoleName | null;
    const assigned = person_name || person_email || (assigned_role && roleNames[assigned_role]) || null;
    return { ...row, assigned_role, assigned };
  });
}

/** Gaps whose answers are public, the latest changed first. */
export async function publishedGaps(
  db: Db,
): Promise<{ id: number; name: string; state: GapState; answer: string; changed_at: Date }[]> {
  const rows = await db
    .selectFrom('gap')
    .select(['id', 'name', 'state', 'answer', 'changed_at'])
    .where('published_at', 'is not', null)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, answer: row.answer ?? '' }));
}

/** Who did what about a gap, the first step first. */
export async function stepsOfGap(
  db: Db,
  gap_id: number,
): Promise<{ state: GapState; assigned: string | null; is_published: boolean; at: Date; by: string }[]> {
  const rows = await db
    .selectFrom('gap_step')
    .select(['state', 'assigned', 'is_published', 'at', 'by'])
    .where('gap_id', '=', gap_id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as GapState }));
}

/** The people who may work on gaps, each once. */
export async function peopleForGaps(db: Db): Promise<{ id: string; name: string }[]> {
  const rows = await sql<{ id: string; name: string }>`
    select distinct person.id, coalesce(nullif(person.name, ''), person.email) as name
    from role join person on person.id = role.person_id
    where role.ended_at is null and role.role = any(${rolesForGaps()}::text[]) order by name`.execute(db);
  return rows.rows;
}

/** The roles that may work on gaps. */
export function rolesForGaps(): RoleName[] {
  return (Object.keys(roleNames) as RoleName[]).filter((role) =>
    may({ id: '', role, organization_id: null, school_urn: null }, 'work_on_gaps'),
  );
}

/**
 * Takes a gap up, or changes it: as it was seen (`version`, null for one that nobody has taken up), in one transaction
 * with its step, the audit log, the desk and the mail to whom it was given. Undefined where somebody else was quicker.
 */
export async function saveGap(
  db: Db,
  who: Who,
  seen: { version: number | null },
  change: GapChange,
  { now, base_url, from }: { now: Date; base_url: string; from: Letter['from'] },
): Promise<number | undefined> {
  return transaction(db, async (tx) => {
    const [former] = await findGaps(tx, { meaning: change.meaning });
    if ((former?.version ?? null) !== seen.version) return undefined;
    const { is_published, ...fields } = change;
    const published_at = is_published ? (former?.published_at ?? now) : null;
    const values = { ...fields, published_at, changed_at: now, version: (seen.version ?? 0) + 1 };
    const written = await tx
      .insertInto('gap')
      .values({ ...values, began_at: now })
      .onConflict((conflict) =>
        conflict
          .column('meaning')
          .doUpdateSet(values)
          .where('gap.version', '=', seen.version ?? -1),
      )
      .returning('id')
      .executeTakeFirst();
    if (!written) return undefined;
    const { id } = written;
    const [gap] = await findGaps(tx, { id });
    const by = who.name || who.email;
    const { state, answer } = change;
    const assigned = gap?.assigned ?? null;
    await tx
      .insertInto('gap_step')
      .values({ gap_id: id, state, assigned, answer, is_published, at: now, by })
      .execute();
    const detail = { state, is_published, assigned: change.assigned_role ?? change.assigned_to };
    await record(tx, who, { action: 'worked_on_gap', entity: 'gap', entity_id: String(id), detail }, now);
    const item = await keepOnDesk(tx, id, change, { by, now });
    if (change.assigned_to && change.assigned_to !== former?.assigned_to && change.assigned_to !== who.person_id)
      await tellAssigned(tx, { id, version: values.version, person_id: change.assigned_to, item, base_url, from, now });
    return id;
  });
}

/** A gap waits at the desk from when it is given to somebody until it is answered. Returns its item. */
async function keepOnDesk(
  tx: Db,
  id: number,
  { name, state, assigned_to, assigned_role }: GapChange,
  { by, now }: { by: string; now: Date },
): Promise<number | undefined> {
  const subject_id = String(id);
  if (state !== 'answered' && (assigned_to || assigned_role))
    return putOnDesk(tx, { kind: 'gap', subject_id, title: `Gap: ${name}`, now });
  const subject = { kind: 'gap', subject_id } as const;
  return state === 'answered' ? decideOpen(tx, subject, { decision: 'answered', by, now }) : findOpenItem(tx, subject);
}

async function tellAssigned(
  tx: Db,
  told: {
    id: number;
    version: number;
    person_id: string;
    item: number | undefined;
    now: Date;
    base_url: string;
    from: Letter['from'];
  },
): Promise<void> {
  const { id, version, now, base_url, from } = told;
  const person = await tx.selectFrom('person').select('email').where('id', '=', told.person_id).executeTakeFirst();
  const due = await tx
    .selectFrom('desk_item')
    .select('due_on')
    .where('id', '=', told.item ?? 0)
    .executeTakeFirst();
  if (!person) return;
  await oweMail(tx, {
    key: `gap-assigned:${id}:${version}`,
    to: person.email,
    now,
    letter: {
      subject: 'A gap in the Local Offer is yours to work on',
      paragraphs: [
        'People looked for something that they could not find. A colleague has asked you to find out what can be done.',
      ],
      action: { text: 'See what they looked for', href: `${base_url}/staff/gaps/${id}` },
      by_when: due ? `It is due by ${dayInWords(due.due_on)}.` : `Asked on ${dayInWords(dayOf(now))}.`,
      from,
    },
  });
}

import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** A line of the audit log as staff read it. */
export interface AuditEntry {
  id: number;
  at: string;
  who: string;
  role: string;
  action: string;
  on: string;
  detail: string;
}

const onPage = 100;

/** The newest entries of the audit log, or those whose person, action or record has the words; before one of them. */
export async function searchAudit(
  db: Db,
  { q, before }: { q: string; before?: string | undefined },
): Promise<AuditEntry[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(onPage);
  if (before !== undefined && /^\d{1,15}$/.test(before)) query = query.where('id', '<', Number(before));
  for (const word of q.trim().split(/\s+/).filter(Boolean).slice(0, 6)) {
    const like = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where(({ eb, or }) =>
      or([
        eb('who', 'ilike', like),
        eb('action', 'ilike', like),
        eb('entity', 'ilike', like),
        eb('entity_id', 'ilike', like),
        eb('role', 'ilike', like),
      ]),
    );
  }
  return (await query.execute()).map(({ id, at, who, role, action, entity, entity_id, detail }) => ({
    id,
    at: at.toLocaleString('en-GB', { timeZone: 'Europe/London' }),
    who,
    role: role?.replaceAll('_', ' ') ?? 'the site',
    action: action.replaceAll('_', ' '),
    on: [entity, entity_id].filter(Boolean).join(' '),
    detail: detailInWords(detail),
  }));
}

function detailInWords(detail: unknown): string {
  return Object.entries(detail ?? {})
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${valueInWords(value)}`)
    .join(', ');
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map(valueInWords).join('; ')})`;
  if (typeof value === 'object') return `(${detailInWords(value)})`;
  const text = String(value);
  // a code is said in words; what somebody wrote, and an address, stay as they are
  return /^[a-z]+(_[a-z]+)+$/.test(text) ? text.replaceAll('_', ' ') : text;
}

/**
 * Changes with every deed that anybody does, also one that ends after a later one: what only people change stands as it
 * stood while this is the same.
 */
export async function deedsSoFar(db: Db): Promise<string> {
  const row = await sql<{ deeds: string }>`
    select concat_ws('.', max(id), sum(id)) as deeds from (select id from audit order by id desc limit 100) newest`.execute(
    db,
  );
  return row.rows[0]?.deeds ?? '';
}

import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { type Deed, nameOf, writeDown } from './deeds.ts';
import type { Consideration, SpendingLine } from './spending-rules.ts';

/** What a school says it spends its money for special needs on in a year, as it was written once. */
export interface Statement {
  id: number;
  lines: SpendingLine[];
  considered: Consideration[];
  note: string;
  is_published: boolean;
  is_demonstration: boolean;
  written_at: Date;
}

/** The newest that a school wrote of a year; of all that everybody may read, where `is_published` is set. */
export async function newestStatement(
  db: Db,
  urn: string,
  year_id: number,
  { is_published = false } = {},
): Promise<Statement | undefined> {
  const { rows } = await sql<Statement>`
    select id, lines, considered, note, is_published, is_demonstration, written_at from spending_statement
    where urn = ${urn} and year_id = ${year_id} and (is_published or not ${is_published})
    order by id desc limit 1`.execute(db);
  return rows[0];
}

/** What schools told everybody last, each of the newest year of which it told anything, by URN. */
export async function newestPublished(
  db: Db,
  urns: readonly string[],
): Promise<
  Map<string, Pick<Statement, 'lines' | 'written_at' | 'is_demonstration'> & { urn: string; year_name: string }>
> {
  const { rows } = await sql<
    Pick<Statement, 'lines' | 'written_at' | 'is_demonstration'> & { urn: string; year_name: string }
  >`
    select distinct on (said.urn) said.urn, year.name as year_name, said.lines, said.written_at, said.is_demonstration
    from spending_statement said join funding_year year on year.id = said.year_id
    where said.urn = any(${[...urns]}::text[]) and said.is_published
    order by said.urn, year.starts_on desc, said.id desc`.execute(db);
  return new Map(rows.map((row) => [row.urn, row]));
}

/**
 * Writes what a school says beside what it said before, if that still is the newest (`seen`, 0 for the first). Returns false
 * where somebody else of the school has written meanwhile; then nothing is written.
 */
export async function saveStatement(
  db: Db,
  of: { urn: string; year_id: number; year_slug: string },
  seen: number,
  written: Pick<Statement, 'lines' | 'considered' | 'note' | 'is_published'>,
  deed: Deed & { is_demonstration?: boolean },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    // whoever else of the school writes waits here
    await sql`select pg_advisory_xact_lock(hashtext('spending'), hashtext(${`${of.urn}:${of.year_id}`}))`.execute(tx);
    const newest = await newestStatement(tx, of.urn, of.year_id);
    if ((newest?.id ?? 0) !== seen) return false;
    await tx
      .insertInto('spending_statement')
      .values({
        urn: of.urn,
        year_id: of.year_id,
        lines: JSON.stringify(written.lines),
        considered: [...written.considered],
        note: written.note,
        is_published: written.is_published,
        is_demonstration: deed.is_demonstration ?? false,
        written_at: deed.now,
        written_by: nameOf(deed),
      })
      .execute();
    const action = written.is_published ? 'published_spending' : 'saved_spending';
    const detail = { year: of.year_slug, lines: written.lines.length };
    await writeDown(tx, deed, { action, entity: 'school', entity_id: of.urn, detail });
    return true;
  });
}

import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** The names of the sections, in their order. */
export async function listSections(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('page_section').select('section').orderBy('position').orderBy('section').execute();
  return rows.map(({ section }) => section);
}

/** Puts the sections in an order, wherever they are listed. */
export async function orderSections(db: Db, who: Who, order: readonly string[], now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`update page_section set position = at * 10
      from unnest(${order}::text[]) with ordinality as row (name, at) where section = name`.execute(tx);
    const deed = { action: 'ordered_sections', entity: 'page_section', entity_id: '', detail: { order } };
    await record(tx, who, deed, now);
  });
}

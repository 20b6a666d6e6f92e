import { z } from 'zod';
import { type Db, transaction } from '../db/database.ts';
import { indexHasChanged } from '../directory/kept-answers.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

const shape = z.object({
  /** what the school offers children with SEND, in its own words */
  about: z.string().optional(),
  /** how disabled children get in, around and take part: ramps, toilets, quiet rooms */
  access: z.string().optional(),
  /** the address and phone of the SENCO's role: they stay when the person changes, and are always shown */
  sen_email: z.string().optional(),
  sen_phone: z.string().optional(),
  admissions_url: z.string().optional(),
  transport_url: z.string().optional(),
  /** in place of what the register says */
  website: z.string().optional(),
  needs: z.array(z.string()).optional(),
});

/** What the council or the school adds to what the register says. What is not there is not known. */
export type SchoolAddition = z.output<typeof shape>;

/** The newest addition of a school, with its version: 0 where nobody has added anything. */
export interface KeptAddition {
  version: number;
  addition: SchoolAddition;
  written_at: Date | null;
  written_by: string | null;
}

/** What is added to a school, as it was written last. */
export async function additionOf(db: Db, urn: string): Promise<KeptAddition> {
  const row = await db
    .selectFrom('school_addition')
    .selectAll()
    .where('urn', '=', urn)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { version: 0, addition: {}, written_at: null, written_by: null };
  return {
    version: row.id,
    addition: shape.catch({}).parse(row.addition),
    written_at: row.written_at,
    written_by: row.written_by,
  };
}

/**
 * Writes a new version of what is added to a school, and keeps the ones before. Refuses (false) when somebody has written
 * another since `version` was read.
 */
export async function saveAddition(
  db: Db,
  who: Who,
  urn: string,
  { version, addition }: { version: number; addition: SchoolAddition },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    // one at a time for a school: the second sees what the first has written
    await tx.selectFrom('school').select('urn').where('urn', '=', urn).forUpdate().execute();
    if ((await additionOf(tx, urn)).version !== version) return false;
    await tx
      .insertInto('school_addition')
      .values({ urn, addition: JSON.stringify(addition), written_at: now, written_by: who.email })
      .execute();
    await indexHasChanged(tx);
    await record(tx, who, { action: 'changed_school', entity: 'school', entity_id: urn }, now);
    return true;
  });
}

import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** Which of the booklets of a section. */
export interface WhichBooklet {
  section: string;
  is_large: boolean;
}

/** A booklet as it is stored, without the file. */
export interface StoredBooklet extends WhichBooklet {
  /** says whether it would be the same if it were made again */
  made_of: string;
  made_at: Date;
  bytes: number;
}

/** Every booklet that is stored. */
export async function listBooklets(db: Db): Promise<StoredBooklet[]> {
  return db
    .selectFrom('booklet')
    .select(['section', 'is_large', 'made_of', 'made_at', sql<number>`octet_length(file)`.as('bytes')])
    .execute();
}

/** A booklet as a PDF; undefined where none has been made. */
export async function findBooklet(
  db: Db,
  { section, is_large }: WhichBooklet,
): Promise<{ file: Uint8Array; made_of: string; made_at: Date } | undefined> {
  return db
    .selectFrom('booklet')
    .select(['file', 'made_of', 'made_at'])
    .where('section', '=', section)
    .where('is_large', '=', is_large)
    .executeTakeFirst();
}

/** Keeps a booklet in place of the one before. */
export async function saveBooklet(
  db: Db,
  booklet: WhichBooklet & { made_of: string; made_at: Date; file: Buffer },
): Promise<void> {
  await db
    .insertInto('booklet')
    .values(booklet)
    .onConflict((conflict) =>
      conflict.columns(['section', 'is_large']).doUpdateSet(({ ref }) => ({
        made_of: ref('excluded.made_of'),
        made_at: ref('excluded.made_at'),
        file: ref('excluded.file'),
      })),
    )
    .execute();
}

/** Takes away the booklets of a section at once: something in them is not public any more. The night makes them anew. */
export async function takeAwayBooklets(tx: Db, section: string): Promise<void> {
  await tx.deleteFrom('booklet').where('section', '=', section).execute();
}

/** Takes away the booklets of all sections but these: nothing of them is public any more. */
export async function keepOnlyBooklets(db: Db, sections: readonly string[]): Promise<void> {
  await sql`delete from booklet where section <> all(${sections}::text[])`.execute(db);
}

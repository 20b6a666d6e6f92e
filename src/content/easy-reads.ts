import type { Db } from '../db/database.ts';

/** An Easy Read as staff have written it. */
export interface WrittenEasyRead {
  id: number;
  /** the version of the page that it tells */
  version_id: number;
  lines: string;
  written_at: Date;
  written_by: string;
}

/** The newest Easy Read that staff have written for a page. */
export async function findEasyRead(db: Db, page_id: number): Promise<WrittenEasyRead | undefined> {
  return db
    .selectFrom('page_easy_read')
    .select(['id', 'version_id', 'lines', 'written_at', 'written_by'])
    .where('page_id', '=', page_id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Keeps an Easy Read that staff have written; older ones stay. */
export async function saveEasyRead(
  tx: Db,
  page: { id: number; version_id: number },
  { lines, by, now }: { lines: string; by: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('page_easy_read')
    .values({ page_id: page.id, version_id: page.version_id, lines, written_at: now, written_by: by })
    .execute();
}

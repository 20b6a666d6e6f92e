import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { saveEasyRead } from './easy-reads.ts';
import type { PageContent } from './page-content-rules.ts';
import type { PageVersion } from './page-versions.ts';
import { createPage, saveDraft } from './page-writing.ts';

/** Something that is done to a page as a whole; false where somebody else was quicker. */
export type Work = (tx: Db, by: string) => Promise<boolean>;

/** Does something to a page and writes it down, or neither. Returns false where somebody else was quicker. */
export async function doToPage(
  db: Db,
  who: Who,
  { page_id, action, detail, now }: { page_id: number; action: string; detail: Record<string, unknown>; now: Date },
  work: Work,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const isDone = await work(tx, who.name || who.email);
    if (isDone) await record(tx, who, { action, entity: 'page', entity_id: String(page_id), detail }, now);
    return isDone;
  });
}

/** Makes a page of which nothing is public yet. Returns its number; undefined where there is one at that address. */
export async function makePage(
  db: Db,
  who: Who,
  at: { section: string; name: string },
  content: PageContent,
  now: Date,
): Promise<number | undefined> {
  return transaction(db, async (tx) => {
    const id = await createPage(tx, at, content, { by: who.name || who.email, now });
    if (id === undefined) return undefined;
    await record(tx, who, { action: 'made_page', entity: 'page', entity_id: String(id), detail: at }, now);
    return id;
  });
}

/** Lets the words of an older version wait, to become the page's next one. */
export async function beginAnew(
  db: Db,
  who: Who,
  page: { id: number; version: number },
  version: PageVersion,
  now: Date,
): Promise<boolean> {
  const deed = { page_id: page.id, action: 'saved_page', detail: { as_in: version.number }, now };
  return doToPage(db, who, deed, (tx, by) =>
    saveDraft(tx, page.id, page.version, version, { by, now, note: `as in version ${version.number}` }),
  );
}

/** Keeps an Easy Read that staff have written of a version of a page. */
export async function keepEasyRead(
  db: Db,
  who: Who,
  page: { id: number; version_id: number },
  lines: string,
  now: Date,
): Promise<void> {
  await doToPage(db, who, { page_id: page.id, action: 'saved_easy_read', detail: {}, now }, async (tx, by) => {
    await saveEasyRead(tx, page, { lines, by, now });
    return true;
  });
}

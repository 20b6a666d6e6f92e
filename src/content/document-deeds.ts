import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { keepFile, type NewFile, publishFile, type StaffFile, withdrawFile } from './document-files.ts';
import type { DocumentKind } from './document-rules.ts';
import { describeDocument } from './documents.ts';
import type { PageContent } from './page-content-rules.ts';
import { makePage } from './page-deeds.ts';

/** Who does something to a document, and when. */
export interface Doing {
  who: Who;
  now: Date;
}

interface Description {
  kind: DocumentKind;
  is_draft: boolean;
}

/** Says what sort of document it is, and writes that down. */
export async function describe(db: Db, page_id: number, description: Description, { who, now }: Doing): Promise<void> {
  await transaction(db, async (tx) => {
    await describeDocument(tx, page_id, description);
    const deed = {
      action: 'described_document',
      entity: 'page',
      entity_id: String(page_id),
      detail: { ...description },
    };
    await record(tx, who, deed, now);
  });
}

/**
 * Makes a document with its page and its first file, of which nobody sees anything yet. Returns the number of its page;
 * undefined where there is one at that address.
 */
export async function makeDocument(
  db: Db,
  { name, content, file, ...description }: Description & { name: string; content: PageContent; file: NewFile },
  { who, now }: Doing,
): Promise<number | undefined> {
  return transaction(db, async (tx) => {
    const page_id = await makePage(tx, who, { section: 'documents', name }, content, now);
    if (page_id === undefined) return undefined;
    await describe(tx, page_id, description, { who, now });
    await addFile(tx, page_id, file, { who, now });
    return page_id;
  });
}

/** Keeps one more file of a document, of which nobody sees anything yet. */
export async function addFile(db: Db, page_id: number, file: NewFile, { who, now }: Doing): Promise<void> {
  const { format, title, cleaned } = file;
  await transaction(db, async (tx) => {
    const id = await keepFile(tx, page_id, file, { by: who.name || who.email, now });
    const deed = { action: 'uploaded_file', entity: 'document_file', entity_id: String(id) };
    await record(tx, who, { ...deed, detail: { page_id, format, title, cleaned } }, now);
  });
}

/** Publishes a file that was looked at for viruses, or withdraws it. Returns false where somebody else was quicker. */
export async function decideFile(
  db: Db,
  file: StaffFile,
  decision: { publish: { scanned_at: Date | null } } | 'withdraw',
  { who, now }: Doing,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const isDone =
      decision === 'withdraw'
        ? await withdrawFile(tx, file, now)
        : await publishFile(tx, file, { now, ...decision.publish });
    const { page_id, name, sha256 } = file;
    const action = decision === 'withdraw' ? 'withdrew_file' : 'published_file';
    const deed = { action, entity: 'document_file', entity_id: String(file.id), detail: { page_id, name, sha256 } };
    if (isDone) await record(tx, who, deed, now);
    return isDone;
  });
}

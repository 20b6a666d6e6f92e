import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { slugOf } from '../directory/slug-rules.ts';
import type { CleanFile } from '../files/office-parts.ts';
import type { PublicFile } from './document-rules.ts';
import { documentWasChanged } from './documents.ts';

/** A file of a document as those who keep it see it; its bytes are read by themselves. */
export interface StaffFile extends Omit<PublicFile, 'published_at' | 'replaced_by'> {
  sha256: string;
  cleaned: string[];
  warnings: string[];
  scanned_at: Date | null;
  replaces_id: number | null;
  uploaded_at: Date;
  uploaded_by: string;
  published_at: Date | null;
}

const columns = [
  'id',
  'page_id',
  'number',
  'name',
  'format',
  'title',
  'dated',
  'pages',
  'size',
  'sha256',
  'cleaned',
  'warnings',
  'scanned_at',
  'replaces_id',
  'uploaded_at',
  'uploaded_by',
  'published_at',
  'withdrawn_at',
] as const;

/** The files of a document, or of all, the newest first. */
export async function filesOf(db: Db, page_id?: number): Promise<StaffFile[]> {
  return db
    .selectFrom('document_file')
    .select(columns)
    .$if(page_id !== undefined, (query) => query.where('page_id', '=', page_id ?? 0))
    .orderBy('number', 'desc')
    .execute();
}

/** One file by its number among all. */
export async function findFile(db: Db, id: number): Promise<StaffFile | undefined> {
  return db.selectFrom('document_file').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Whether everybody could once read the page of a document. */
export async function wasPublic(db: Db, page_id: number): Promise<boolean> {
  const once = await db.selectFrom('page_publication').select('id').where('page_id', '=', page_id).limit(1).execute();
  return once.length > 0;
}

/** What a file holds. */
export async function bytesOfFile(db: Db, id: number): Promise<Buffer> {
  const { bytes } = await db.selectFrom('document_file').select('bytes').where('id', '=', id).executeTakeFirstOrThrow();
  return bytes;
}

/** A file that was looked through, with what its editor says of it. */
export interface NewFile extends CleanFile {
  title: string;
  /** YYYY-MM-DD */
  dated: string;
  replaces_id: number | null;
  scanned_at: Date | null;
}

/**
 * Keeps a file as the document's next; nobody sees it until it is published. One that came twice is kept once, as long as
 * it waits. Returns its number among all files.
 */
export async function keepFile(
  tx: Db,
  page_id: number,
  file: NewFile,
  { by, now }: { by: string; now: Date },
): Promise<number> {
  const bytes = Buffer.from(file.bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // two that come at once are numbered one after another
  await tx.selectFrom('page').select('id').where('id', '=', page_id).forUpdate().execute();
  const same = await tx
    .selectFrom('document_file')
    .select('id')
    .where((is) => is.and({ page_id, sha256, dated: file.dated }))
    .where('replaces_id', 'is not distinct from', file.replaces_id)
    .where((is) => is.and([is('published_at', 'is', null), is('withdrawn_at', 'is', null)]))
    .executeTakeFirst();
  if (same) return same.id;
  const { id } = await tx
    .insertInto('document_file')
    .values({
      ...file,
      page_id,
      number: sql<number>`1 + coalesce((select max(number) from document_file where page_id = ${page_id}), 0)`,
      name: `${slugOf(file.title)}.${file.format}`,
      size: bytes.length,
      sha256,
      bytes,
      uploaded_at: now,
      uploaded_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Lets everybody have a file; the one that it replaces is then an earlier version. Returns false where it is public already,
 * was withdrawn, or another has taken that place meanwhile.
 */
export async function publishFile(
  tx: Db,
  { id, page_id }: Pick<StaffFile, 'id' | 'page_id'>,
  { now, scanned_at }: { now: Date; scanned_at: Date | null },
): Promise<boolean> {
  // one after another: two files for one place would else be published at once
  await tx.selectFrom('page').select('id').where('id', '=', page_id).forUpdate().execute();
  const published = await sql`
    update document_file set published_at = ${now}::timestamptz, scanned_at = coalesce(${scanned_at}::timestamptz, scanned_at)
    where id = ${id} and published_at is null and withdrawn_at is null and not exists (
      select from document_file other where other.replaces_id = document_file.replaces_id and other.published_at is not null)
    returning id`.execute(tx);
  if (published.rows.length === 0) return false;
  await documentWasChanged(tx, page_id);
  return true;
}

/** Nobody gets a file any more, and its address says so. Returns false where that was done already. */
export async function withdrawFile(
  tx: Db,
  { id, page_id }: Pick<StaffFile, 'id' | 'page_id'>,
  now: Date,
): Promise<boolean> {
  const withdrawn = await tx
    .updateTable('document_file')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .execute();
  if (withdrawn.length === 0) return false;
  await documentWasChanged(tx, page_id);
  return true;
}

/** Keeps a file that everybody may have at once. */
export async function keepPublicFile(
  db: Db,
  page_id: number,
  file: NewFile,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await transaction(db, async (tx) => {
    const id = await keepFile(tx, page_id, file, { by, now });
    await publishFile(tx, { id, page_id }, { now, scanned_at: file.scanned_at });
  });
}

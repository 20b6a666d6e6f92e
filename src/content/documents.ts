import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { DocumentKind, KnownDocument, PublicFile } from './document-rules.ts';
import shipped from './reference/documents.json' with { type: 'json' };

/** What is known of each document whose page is public, by the number of its page. */
export async function knownDocuments(db: Db): Promise<Map<number, KnownDocument>> {
  const documents = await sql<{ page_id: number; kind: DocumentKind; is_draft: boolean }>`
    select page.id as page_id, coalesce(kind, 'guidance') as kind, coalesce(is_draft, false) as is_draft
    from page left join document on document.page_id = page.id
    where published_version is not null
      and (page.section = 'documents' or exists (select from document_file where document_file.page_id = page.id))`.execute(
    db,
  );
  const files = await sql<PublicFile>`
    select file.id, file.page_id, file.number, file.name, file.format, file.title, file.dated, file.pages, file.size,
      file.published_at, file.withdrawn_at, later.id as replaced_by
    from document_file file
      left join document_file later on later.replaces_id = file.id and later.published_at is not null
    where file.published_at is not null order by file.number desc`.execute(db);
  const byPage = Map.groupBy(files.rows, ({ page_id }) => page_id);
  return new Map(
    documents.rows.map(({ page_id, kind, is_draft }) => [
      page_id,
      { kind, is_draft, files: byPage.get(page_id) ?? [] },
    ]),
  );
}

/** A document as those who keep it see it. */
export interface StaffDocument {
  page_id: number;
  path: string;
  title: string;
  is_public: boolean;
  kind: DocumentKind;
  is_draft: boolean;
}

/** Every document, by its title; of one, where its page's number is given. */
export async function staffDocuments(db: Db, page_id?: number): Promise<StaffDocument[]> {
  const found = await sql<StaffDocument>`
    select page.id as page_id, path, title, published_version is not null as is_public,
      coalesce(kind, 'guidance') as kind, coalesce(is_draft, false) as is_draft
    from page
      join page_version on page_version.id = coalesce(draft_version, published_version,
        (select max(last.id) from page_version last where last.page_id = page.id))
      left join document on document.page_id = page.id
    where (section = 'documents' and name <> ''
      or exists (select from document_file where document_file.page_id = page.id)) ${page_id === undefined ? sql`` : sql`and page.id = ${page_id}`}
    order by title`.execute(db);
  return found.rows;
}

/** Says what sort of document a page is, and whether it is a draft. */
export async function describeDocument(
  tx: Db,
  page_id: number,
  { kind, is_draft }: { kind: DocumentKind; is_draft: boolean },
): Promise<void> {
  await tx
    .insertInto('document')
    .values({ page_id, kind, is_draft })
    .onConflict((conflict) => conflict.column('page_id').doUpdateSet({ kind, is_draft }))
    .execute();
  await documentWasChanged(tx, page_id);
}

/** What everybody reads of a document is made anew after this. */
export async function documentWasChanged(tx: Db, page_id: number): Promise<void> {
  await tx.updateTable('page').set({ version: sql`version + 1` }).where('id', '=', page_id).execute();
}

/** Says what sort of document each is that came with the program, where staff have not said so. */
export async function seedDocuments(db: Db): Promise<void> {
  await sql`
    insert into document (page_id, kind, is_draft)
    select page.id, row.kind, row.is_draft
    from jsonb_to_recordset(${JSON.stringify(shipped)}::jsonb) as row (name text, kind text, is_draft boolean)
      join page on page.shipped_as = 'documents/' || row.name || '.md'
    on conflict do nothing`.execute(db);
}

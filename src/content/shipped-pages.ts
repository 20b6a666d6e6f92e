import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { Authority } from '../authority.ts';
import { type Db, transaction } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { dayOf } from '../parts.ts';
import { type PageContent, pathOfPage, readPageFile, WrongPageFile } from './page-content-rules.ts';
import { indexPages } from './page-index.ts';
import { placesOf } from './place-rules.ts';
import sections from './reference/sections.json' with { type: 'json' };
import writtenFor from './reference/written-for.json' with { type: 'json' };

const folder = fileURLToPath(new URL('.', import.meta.url));
/** Who wrote what came with the program. */
export const shippedBy = 'the makers of this program';

interface ShippedFile {
  /** `pages/money/grants.md` */
  file: string;
  text: string;
  digest: string;
  section: string;
  name: string;
}

/** The pages and documents that come with the program, as files. */
export async function shippedFiles(root = folder): Promise<ShippedFile[]> {
  const names = (await Promise.all(['pages', 'documents'].map((kind) => namesIn(root, kind)))).flat();
  return Promise.all(
    names.map(async (file) => {
      const text = await readFile(join(root, file), 'utf8');
      const [, section, name] = /^(?:pages\/)?([^/]+)\/([^/]+)\.md$/.exec(file) ?? [];
      if (!section || !name || !/^[a-z0-9-]+$/.test(section + name))
        throw new WrongPageFile(`${file} is not named as a page is`);
      const digest = createHash('sha256').update(text).digest('base64url');
      return { file, text, digest, section, name: name === 'index' ? '' : name };
    }),
  );
}

async function namesIn(root: string, kind: string): Promise<string[]> {
  const found = await readdir(join(root, kind), { recursive: true }).catch(() => []);
  return found
    .map((name) => `${kind}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/** Writes the order of sections as it is shipped; a section that is there stays where staff have put it. */
async function seedSections(db: Db, files: readonly ShippedFile[]): Promise<void> {
  const names = [...new Set([...sections.map(({ section }) => section), ...files.map(({ section }) => section)])];
  await db
    .insertInto('page_section')
    .values(names.map((section, at) => ({ section, position: (at + 1) * 10 })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Brings the pages that come with the program into the database. A page that is not there is written and published; one
 * whose file has changed gets a new version, unless staff have changed or taken down theirs, or have planned to. Running it
 * again writes nothing. Where the council is another than the one they tell of, pages that name its area wait as drafts.
 * `wrong` is told of files that are no pages; without it, they are refused (WrongPageFile). Returns how many were written.
 */
export async function seedPages(
  db: Db,
  authority: Authority,
  now: Date,
  { root = folder, wrong = fail }: { root?: string; wrong?: (error: WrongPageFile) => void } = {},
): Promise<number> {
  const files = await shippedFiles(root);
  const there = await sql<{ shipped_as: string; shipped_digest: string }>`
    select shipped_as, shipped_digest from page where shipped_as is not null`.execute(db);
  const known = new Map(there.rows.map((row) => [row.shipped_as, row.shipped_digest]));
  const changed = files.filter(({ file, digest }) => known.get(file) !== digest);
  if (changed.length === 0) return 0;
  return transaction(db, async (tx) => {
    await seedSections(tx, files);
    const rows = changed.flatMap((file) => rowOf(file, authority, wrong));
    await sql`
      insert into page (section, name, path, shipped_as, shipped_digest, created_at)
      select section, name, path, shipped_as, '', ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (section text, name text, path text, shipped_as text)
      where not exists (select from page_redirect where page_redirect.path = row.path)
      on conflict do nothing`.execute(tx);
    const written = await writeVersions(tx, rows, now);
    await publishVersions(tx, written, authority, now);
    await sql`
      update page set shipped_digest = row.digest, version = version + 1
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (shipped_as text, digest text)
      where page.shipped_as = row.shipped_as`.execute(tx);
    return written.length;
  });
}

interface Row extends PageContent {
  section: string;
  name: string;
  path: string;
  shipped_as: string;
  digest: string;
  waits: boolean;
}

function fail(error: WrongPageFile): void {
  throw error;
}

function rowOf(
  { file, text, digest, section, name }: ShippedFile,
  authority: Authority,
  wrong: (error: WrongPageFile) => void,
): Row[] {
  let content: PageContent;
  try {
    content = readPageFile(text, file);
  } catch (error) {
    if (!(error instanceof WrongPageFile)) throw error;
    wrong(error);
    return [];
  }
  const names = authority.code === writtenFor.code ? [] : writtenFor.names;
  const waits = names.some((area) => `${content.title} ${content.summary} ${content.markdown}`.includes(area));
  return [{ ...content, section, name, path: pathOfPage({ section, name }), shipped_as: file, digest, waits }];
}

type Written = PageContent & { page_id: number; version_id: number; path: string; waits: boolean };

// Only where what is there now came with the program too, and nothing waits or is planned.
async function writeVersions(tx: Db, rows: readonly Row[], now: Date): Promise<Written[]> {
  const found = await sql<{ page_id: number; version_id: number; shipped_as: string }>`
    with written as (
      insert into page_version (page_id, number, title, summary, audience, owner, review_months, position, easy_read,
        serves, acceptance, words, law, markdown, replaces, written_at, written_by)
      select page.id, 1 + coalesce((select max(number) from page_version old where old.page_id = page.id), 0),
        row.title, row.summary, row.audience, row.owner, row.review_months, row.position, row.easy_read,
        row.serves, row.acceptance, row.words, row.law, row.markdown, row.replaces, ${now}::timestamptz, ${shippedBy}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (shipped_as text, title text, summary text, audience text,
          owner text, review_months int, position int, easy_read boolean, serves text[], acceptance text[], words text[],
          law text[], markdown text, replaces text)
        join page on page.shipped_as = row.shipped_as
        left join page_version last on last.id = page.published_version
      where page.draft_version is null and page.publish_at is null
        and (last.written_by = ${shippedBy} or not exists (select from page_version any_ where any_.page_id = page.id))
      returning id, page_id
    )
    select written.id as version_id, page.id as page_id, page.shipped_as from written join page on page.id = page_id
  `.execute(tx);
  const byFile = new Map(rows.map((row) => [row.shipped_as, row]));
  return found.rows.flatMap(({ shipped_as, ...ids }) => {
    const row = byFile.get(shipped_as);
    return row ? { ...row, ...ids } : [];
  });
}

async function publishVersions(tx: Db, written: readonly Written[], authority: Authority, now: Date): Promise<void> {
  const rows = written.map(({ page_id, version_id, path, waits, review_months }) => ({
    page_id,
    version_id,
    path,
    waits,
    review_by: addMonths(dayOf(now), review_months),
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as row (page_id bigint, version_id bigint, path text, waits boolean, review_by date)`;
  await sql`
    insert into page_publication (page_id, version_id, path, at, by)
    select page_id, version_id, path, ${now}::timestamptz, ${shippedBy} from ${given} where not waits`.execute(tx);
  await sql`
    update page set published_version = case when waits then published_version else version_id end,
      draft_version = case when waits then version_id end, review_by = row.review_by
    from ${given} where page.id = row.page_id`.execute(tx);
  await indexPages(
    tx,
    written.filter(({ waits }) => !waits),
    placesOf(authority),
  );
}

import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { KnownDocument } from './document-rules.ts';
import { knownDocuments } from './documents.ts';
import { contentColumns, type PageContent } from './page-content-rules.ts';
import { listSections } from './page-sections.ts';

/** A page as everybody may read it now. */
export interface KnownPage extends PageContent {
  id: number;
  section: string;
  /** '' for the section's own page */
  name: string;
  path: string;
  version_id: number;
  /** when this version became public */
  published_at: Date;
  /** YYYY-MM-DD */
  review_by: string | null;
  rewriting_until: string | null;
  rewriting_note: string | null;
  rewriting_hides: boolean;
}

/** A section: its own page, and those in it by their order. */
export interface KnownSection {
  section: string;
  own: KnownPage | undefined;
  pages: KnownPage[];
}

/** Everything that is public of the pages, as it stood at one moment. */
export interface KnownPages {
  version: string;
  byPath: ReadonlyMap<string, KnownPage>;
  sections: KnownSection[];
  /** by the numbers of their pages */
  documents: ReadonlyMap<number, KnownDocument>;
  /** what was made of these pages: kept as long as they are */
  made: Map<string, unknown>;
}

/** Gives the public pages, read anew when one has changed. */
export type PagesNow = () => Promise<KnownPages>;

/** Keeps what is public in memory; one short question for each asking says whether it is still so. */
export function keepPages(db: Db): PagesNow {
  let kept: { version: string; known: Promise<KnownPages> } | undefined;
  return async () => {
    // a page's number only counts up, and no page is deleted
    const row = await sql<{ version: string }>`select count(*) || '.' || coalesce(sum(version), 0) || '.'
      || (select coalesce(md5(string_agg(section, ' ' order by position, section)), '') from page_section) as version from page`.execute(
      db,
    );
    const version = row.rows[0]?.version ?? '';
    if (kept?.version !== version) {
      const known = readKnown(db, version);
      kept = { version, known };
      known.catch(() => {
        kept = undefined;
      });
    }
    return kept.known;
  };
}

/** What is made of a state of the pages, once for it. */
export function madeOf<Made>(known: KnownPages, name: string, make: () => Made): Made {
  if (!known.made.has(name)) known.made.set(name, make());
  return known.made.get(name) as Made;
}

async function readKnown(db: Db, version: string): Promise<KnownPages> {
  const pages: KnownPage[] = await db
    .selectFrom('page')
    .innerJoin('page_version', 'page_version.id', 'page.published_version')
    .select([
      'page.id',
      'page.section',
      'page.name',
      'page.path',
      'page.review_by',
      'page.rewriting_until',
      'page.rewriting_note',
      'page.rewriting_hides',
      'page_version.id as version_id',
      ...contentColumns,
    ])
    .select(
      sql<Date>`(select at from page_publication where page_id = page.id order by page_publication.id desc limit 1)`.as(
        'published_at',
      ),
    )
    .orderBy('page_version.position')
    .orderBy('title')
    .execute();
  const order = await listSections(db);
  const bySection = Map.groupBy(pages, ({ section }) => section);
  return {
    version,
    byPath: new Map(pages.map((page) => [page.path, page])),
    sections: order.map((section) => {
      const all = bySection.get(section) ?? [];
      return { section, own: all.find(({ name }) => name === ''), pages: all.filter(({ name }) => name !== '') };
    }),
    documents: await knownDocuments(db),
    made: new Map(),
  };
}

import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { contentColumns, type ListedContent, listedColumns } from './bulletin-rules.ts';
import type { BulletinNumber } from './number-rules.ts';

/** A text that was public: the first edition, or a correction. */
export interface Edition {
  edition: number;
  published_at: Date;
  /** why it was corrected; empty for the first */
  because: string;
  /** everybody could read it */
  is_public: boolean;
}

/** A bulletin that was published, as it stands now, without its text. */
export interface KnownBulletin extends BulletinNumber, ListedContent {
  id: number;
  /** when it was first published, and last */
  published_at: Date;
  changed_at: Date;
  /** the oldest first; the last is the one that stands */
  editions: Edition[];
  withdrawn_at: Date | null;
  withdrawn_because: string | null;
  is_demonstration: boolean;
}

/** Gives every bulletin that was published, also those that were withdrawn, the newest first. */
export type BulletinsNow = () => Promise<KnownBulletins>;

/** All of them, as they stood at one moment. */
export interface KnownBulletins {
  /** changes when anything of them does */
  version: string;
  all: readonly KnownBulletin[];
}

/** Keeps what is published in memory; one short question for each asking says whether it is still so. */
export function keepBulletins(db: Db): BulletinsNow {
  let kept: { version: string; known: Promise<KnownBulletins> } | undefined;
  return async () => {
    // a bulletin's number only counts up, and none is deleted
    const row = await sql<{ version: string }>`
      select count(*) || '.' || coalesce(sum(version), 0) as version from bulletin`.execute(db);
    const version = row.rows[0]?.version ?? '';
    if (kept?.version !== version) {
      const known = publishedBulletins(db).then((all) => ({ version, all }));
      kept = { version, known };
      known.catch(() => {
        kept = undefined;
      });
    }
    return kept.known;
  };
}

/** Every bulletin that was published, or those of the `ids`; the newest first. */
export async function publishedBulletins(db: Db, ids?: readonly number[]): Promise<KnownBulletin[]> {
  const rows = await db
    .selectFrom('bulletin')
    .innerJoin('bulletin_edition', 'bulletin_edition.bulletin_id', 'bulletin.id')
    .innerJoin('bulletin_version', 'bulletin_version.id', 'bulletin_edition.version_id')
    .select([
      'bulletin.id',
      'year',
      'bulletin.number',
      'withdrawn_at',
      'withdrawn_because',
      'is_demonstration',
      'edition',
      'published_at',
      'because',
      ...listedColumns,
    ])
    .$if(ids !== undefined, (query) => query.where(sql<boolean>`bulletin.id = any(${ids}::bigint[])`))
    .orderBy('year', 'desc')
    .orderBy('bulletin.number', 'desc')
    .orderBy('edition')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((editions) => {
    const [first, last] = [editions[0], editions.at(-1)];
    if (!first || !last || last.year === null || last.number === null) return [];
    const { edition: _, because: __, ...bulletin } = last;
    return {
      ...bulletin,
      year: last.year,
      number: last.number,
      published_at: first.published_at,
      changed_at: last.withdrawn_at ?? last.published_at,
      editions: editions.map(({ edition, published_at, because, is_public }) => ({
        edition,
        published_at,
        because,
        is_public,
      })),
    };
  });
}

/** What one edition of a bulletin says. */
export async function findEdition(db: Db, bulletin_id: number, edition: number) {
  return db
    .selectFrom('bulletin_edition')
    .innerJoin('bulletin_version', 'bulletin_version.id', 'bulletin_edition.version_id')
    .select(['edition', ...contentColumns])
    .where('bulletin_edition.bulletin_id', '=', bulletin_id)
    .where('edition', '=', edition)
    .executeTakeFirst();
}

/** What clusters are called, by their slugs; also of those that have ended, for what was sent to them. */
export async function clusterNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('cluster').select(['slug', 'name']).orderBy('name').execute();
  return new Map(rows.map(({ slug, name }) => [slug, name]));
}

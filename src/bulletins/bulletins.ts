import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { BulletinFinding } from './bulletin-check-rules.ts';
import { type BulletinContent, contentColumns, contentOf, isSame } from './bulletin-rules.ts';

/** A text of a bulletin, whole. */
export interface BulletinVersion extends BulletinContent {
  id: number;
  number: number;
  written_at: Date;
  written_by: string;
}

/** A bulletin as those who write it see it. */
export interface StaffBulletin {
  id: number;
  /** null: it was never published */
  year: number | null;
  number: number | null;
  draft_version: number | null;
  publish_at: Date | null;
  publish_reason: string | null;
  /** what was found when it was planned, in spite of which it goes out */
  publish_findings: BulletinFinding[];
  planned_by: string | null;
  /** when it did not go out as planned; null once somebody has seen to it */
  held_at: Date | null;
  withdrawn_at: Date | null;
  withdrawn_because: string | null;
  discarded_at: Date | null;
  version: number;
  is_demonstration: boolean;
  /** how many editions were published; 0 before the first */
  editions: number;
  first_published_at: Date | null;
  /** what waits, else what is public, else the last there was */
  latest: BulletinVersion;
}

const columns = [
  'id',
  'year',
  'number',
  'draft_version',
  'publish_at',
  'publish_reason',
  'publish_findings',
  'planned_by',
  'held_at',
  'withdrawn_at',
  'withdrawn_because',
  'discarded_at',
  'version',
  'is_demonstration',
] as const;

/** Every bulletin that was not given up, or the one of that id, given up or not; the newest first. */
export async function staffBulletins(db: Db, id?: number): Promise<StaffBulletin[]> {
  const rows = await db
    .selectFrom('bulletin')
    .select(columns)
    .select([
      sql<number>`(select count(*) from bulletin_edition where bulletin_id = bulletin.id)`.as('editions'),
      sql<Date | null>`(select min(published_at) from bulletin_edition where bulletin_id = bulletin.id)`.as(
        'first_published_at',
      ),
    ])
    .$if(id === undefined, (query) => query.where('discarded_at', 'is', null))
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? 0))
    .orderBy('year', (order) => order.desc().nullsFirst())
    .orderBy('number', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const latest = await sql<BulletinVersion & { bulletin_id: number }>`
    select bulletin_version.* from bulletin join bulletin_version on bulletin_version.id = coalesce(draft_version,
      (select version_id from bulletin_edition where bulletin_edition.bulletin_id = bulletin.id order by edition desc limit 1),
      (select max(last.id) from bulletin_version last where last.bulletin_id = bulletin.id))
    where ${id ?? null}::bigint is null or bulletin.id = ${id ?? null}::bigint`.execute(db);
  const byBulletin = new Map(latest.rows.map((version) => [version.bulletin_id, version]));
  return rows.flatMap((row) => {
    const version = byBulletin.get(row.id);
    const publish_findings = row.publish_findings as unknown as BulletinFinding[];
    return version ? { ...row, publish_findings, latest: version } : [];
  });
}

/** Whether a bulletin was withdrawn or given up: nothing of it is changed any more. */
export function isOver({ withdrawn_at, discarded_at }: StaffBulletin): boolean {
  return withdrawn_at !== null || discarded_at !== null;
}

/** Every text of a bulletin, the newest first. */
export async function versionsOf(db: Db, bulletin_id: number): Promise<BulletinVersion[]> {
  return db
    .selectFrom('bulletin_version')
    .select(['id', 'number', 'written_at', 'written_by', ...contentColumns])
    .where('bulletin_id', '=', bulletin_id)
    .orderBy('number', 'desc')
    .execute();
}

/** Who writes, and when. */
export interface Writing {
  by: string;
  now: Date;
}

/** The bulletin that somebody began since a moment, and of which this very text waits; undefined where there is none. */
export async function findBegun(
  tx: Db,
  content: BulletinContent,
  { by, since }: { by: string; since: Date },
): Promise<number | undefined> {
  const begun = await tx
    .selectFrom('bulletin')
    .innerJoin('bulletin_version', 'bulletin_version.id', 'draft_version')
    .select(['bulletin.id', ...contentColumns])
    .where('created_by', '=', by)
    .where('created_at', '>', since)
    .where('year', 'is', null)
    .where('discarded_at', 'is', null)
    .execute();
  return begun.find((one) => isSame(one, content))?.id;
}

/** Makes a bulletin of which nothing is published yet. Returns its id. */
export async function createBulletin(
  tx: Db,
  content: BulletinContent,
  { by, now, is_demonstration = false }: Writing & { is_demonstration?: boolean },
): Promise<number> {
  const { id } = await tx
    .insertInto('bulletin')
    .values({ created_at: now, created_by: by, is_demonstration })
    .returning('id')
    .executeTakeFirstOrThrow();
  const draft_version = await writeVersion(tx, id, content, { by, now });
  await tx.updateTable('bulletin').set({ draft_version }).where('id', '=', id).execute();
  return id;
}

async function writeVersion(tx: Db, bulletin_id: number, content: BulletinContent, { by, now }: Writing) {
  const { id } = await tx
    .insertInto('bulletin_version')
    .values({
      ...contentOf(content),
      bulletin_id,
      number: sql<number>`1 + coalesce((select max(number) from bulletin_version where bulletin_id = ${bulletin_id}), 0)`,
      written_at: now,
      written_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What may be changed of a bulletin besides its words. */
export type BulletinChange = Partial<
  Pick<
    StaffBulletin,
    | 'draft_version'
    | 'publish_at'
    | 'publish_reason'
    | 'planned_by'
    | 'held_at'
    | 'withdrawn_at'
    | 'withdrawn_because'
    | 'discarded_at'
  > & {
    withdrawn_by: string;
    /** as JSON */
    publish_findings: string;
  }
>;

/** Changes a bulletin, if it still is as it was seen. Returns false where somebody has changed it meanwhile. */
export async function changeBulletin(tx: Db, id: number, seen: number, change: BulletinChange): Promise<boolean> {
  const changed = await tx
    .updateTable('bulletin')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .where('version', '=', seen)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Keeps a text that waits; what is published stays. Returns false where somebody has changed the bulletin meanwhile. */
export async function saveDraft(
  tx: Db,
  id: number,
  seen: number,
  content: BulletinContent,
  writing: Writing,
): Promise<boolean> {
  const there = await tx.selectFrom('bulletin').select('version').where('id', '=', id).forUpdate().executeTakeFirst();
  if (there?.version !== seen) return false;
  return changeBulletin(tx, id, seen, { draft_version: await writeVersion(tx, id, content, writing) });
}

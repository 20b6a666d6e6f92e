import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { plainWords } from './document-rules.ts';
import { writeReportTexts } from './report-texts.ts';

/** What a published report says: it never changes, whatever becomes of the school's name or of the words of its headings. */
export interface ReportContent {
  school: string;
  /** made up, for the demonstration */
  is_demonstration: boolean;
  items: { key: string; heading: string; text: string }[];
  /** what the law asks for and the school had not written */
  missing: { key: string; heading: string }[];
}

/** A report that was published here. */
export interface Publication {
  id: number;
  urn: string;
  published_at: Date;
  published_by: string;
  content: ReportContent;
  /** YYYY-MM-DD */
  report_date: string;
  /** its part of the address: `2026-11-16` */
  edition: string;
}

const columns = ['id', 'urn', 'published_at', 'published_by', 'content', 'report_date', 'edition'] as const;

/** The newest report of a school that was published here; or that of an edition. Undefined where there is none. */
export async function findPublication(db: Db, urn: string, edition?: string): Promise<Publication | undefined> {
  const row = await db
    .selectFrom('report_publication')
    .select(columns)
    .where('urn', '=', urn)
    .$if(edition !== undefined, (query) => query.where('edition', '=', edition ?? ''))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, content: row.content as unknown as ReportContent };
}

/** Every edition of a school's report, the newest first, without what it says. */
export async function editionsOf(db: Db, urn: string): Promise<{ edition: string; report_date: string }[]> {
  return db
    .selectFrom('report_publication')
    .select(['edition', 'report_date'])
    .where('urn', '=', urn)
    .orderBy('id', 'desc')
    .execute();
}

/**
 * Publishes a report with the date of today, and makes it what is searched. Earlier editions stay at their addresses; the
 * second of one day has its own. Returns its edition.
 */
export async function publishReport(
  db: Db,
  who: Pick<Who, 'person_id' | 'email' | 'name' | 'role'>,
  urn: string,
  content: ReportContent,
  now: Date,
): Promise<string> {
  return transaction(db, async (tx) => {
    // whoever publishes in the same moment waits, and gets the next address
    await sql`select pg_advisory_xact_lock(hashtext(${`report of ${urn}`}))`.execute(tx);
    const edition = await writePublication(tx, { urn, content, by: who.name || who.email }, now);
    const detail = { edition, items: content.items.length, missing: content.missing.map(({ key }) => key) };
    await record(tx, who, { action: 'published_report', entity: 'school', entity_id: urn, detail }, now);
    return edition;
  });
}

/** Writes an edition, as of a moment. In a transaction; `publishReport` is for people. */
export async function writePublication(
  tx: Db,
  { urn, content, by }: { urn: string; content: ReportContent; by: string },
  now: Date,
): Promise<string> {
  const day = dayOf(now);
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from report_publication where urn = ${urn} and report_date = ${day}::date`.execute(tx);
  const n = rows[0]?.n ?? 0;
  const edition = n === 0 ? day : `${day}-${n + 1}`;
  await tx
    .insertInto('report_publication')
    .values({ urn, published_at: now, published_by: by, content: JSON.stringify(content), report_date: day, edition })
    .execute();
  const href = `/schools/${urn}/report`;
  const texts = content.items.map(({ key, text }) => ({ key, text: plainWords(text), href: `${href}#${key}` }));
  await writeReportTexts(tx, urn, texts);
  return edition;
}

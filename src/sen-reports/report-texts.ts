import { sql } from 'kysely';
import { insertRows } from '../db/bulk.ts';
import type { Db } from '../db/database.ts';

// where a hit begins and ends: no passage that is kept holds either
const [begin, end] = ['\u0002', '\u0003'];
const marks = new RegExp(`[${begin}${end}]`, 'g');

/** Makes these the passages of a school's report that are searched, in place of those before. In a transaction. */
export async function writeReportTexts(
  tx: Db,
  urn: string,
  texts: readonly { key: string; text: string; href: string }[],
): Promise<void> {
  await tx.deleteFrom('report_text').where('urn', '=', urn).execute();
  await insertRows(
    tx,
    'report_text',
    texts.map(({ key, text, href }) => ({ urn, item_key: key, text: text.replaceAll(marks, ''), href })),
  );
}

/** A passage of a school's report in which what was asked for stands. */
export interface FoundPassage {
  urn: string;
  school: string;
  item_key: string;
  href: string;
  /** parts of the passage, in their order */
  parts: { text: string; is_hit: boolean }[];
}

/**
 * Passages of reports of schools that are open, the most fitting first: by what websites' searches understand (words, "exact
 * words", or, -without). `key` asks for one part of the reports, `phase` for one kind of school.
 */
export async function searchReports(
  db: Db,
  { q, key, phase }: { q: string; key: string; phase: string },
  { limit, offset }: { limit: number; offset: number },
): Promise<{ found: FoundPassage[]; total: number; schools: number }> {
  const { rows } = await sql<Omit<FoundPassage, 'parts'> & { passage: string; total: number; schools: number }>`
    with asked as (select websearch_to_tsquery('english', ${q}) as query),
    hits as (
      select report_text.urn, school.name as school, item_key, href, text, ts_rank_cd(words, query) as rank
      from report_text join asked on words @@ query join school on school.urn = report_text.urn
      where school.status in ('open', 'closing') and (${key} = '' or item_key = ${key}) and (${phase} = '' or phase = ${phase})),
    page as (select * from hits order by rank desc, school, urn, item_key limit ${limit} offset ${offset})
    select urn, school, item_key, href,
      ts_headline('english', text, query, ${`StartSel=${begin}, StopSel=${end}, MaxWords=45, MinWords=25, MaxFragments=2, FragmentDelimiter=" … "`}) as passage,
      (select count(*) from hits) as total, (select count(distinct urn) from hits) as schools
    from page, asked order by rank desc, school, urn, item_key`.execute(db);
  return {
    found: rows.map(({ urn, school, item_key, href, passage }) => ({
      urn,
      school,
      item_key,
      href,
      parts: partsOf(passage),
    })),
    total: rows[0]?.total ?? 0,
    schools: rows[0]?.schools ?? 0,
  };
}

function partsOf(passage: string): FoundPassage['parts'] {
  return passage.split(begin).flatMap((piece, at) => {
    if (at === 0) return piece ? [{ text: piece, is_hit: false }] : [];
    const [hit = '', ...rest] = piece.split(end);
    const after = rest.join('');
    return [{ text: hit, is_hit: true }, ...(after ? [{ text: after, is_hit: false }] : [])];
  });
}

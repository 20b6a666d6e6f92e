import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { SchoolLinkTable } from '../db/types.ts';

type Kind = SchoolLinkTable['kind'];

/** A school that came before or after another, or belongs to it otherwise. */
export interface SchoolLink {
  urn: string;
  name: string;
  kind: Kind;
  /** as the register says it: "Successor - merged" */
  words: string;
  established_on: string | null;
  /** whether it stands in our register, and so has a page */
  is_here: boolean;
}

/** What came before and after a school, oldest first. The register often says it of one of the two schools only. */
export async function linksOf(db: Db, urn: string): Promise<SchoolLink[]> {
  const { rows } = await sql<SchoolLink>`
    select distinct on (link.urn) link.urn, coalesce(school.name, link.name) as name, link.kind, link.words,
      link.established_on, school.urn is not null as is_here
    from (
      select other_urn as urn, other_name as name, kind, words, established_on, 0 as place
        from school_link where urn = ${urn}
      union all
      select urn, '', case kind when 'successor' then 'predecessor' when 'predecessor' then 'successor' else kind end,
        case kind when 'successor' then 'Predecessor' when 'predecessor' then 'Successor' else words end,
        established_on, 1
        from school_link where other_urn = ${urn}
    ) link left join school on school.urn = link.urn
    order by link.urn, place, established_on desc nulls last`.execute(db);
  return rows.sort((a, b) => (a.established_on ?? '').localeCompare(b.established_on ?? ''));
}

/** A link as a register says it. */
export interface RegisterLink {
  urn: string;
  other_urn: string;
  other_name: string;
  kind: Kind;
  words: string;
  established_on: string | null;
}

export interface LinkCounts {
  new: number;
  changed: number;
  unchanged: number;
  /** of schools that are not in our register */
  left: number;
}

/**
 * Writes links between schools; those of schools that are not here are left out. With `is_department` they are the
 * Department's list: a school that it names has these links afterwards, and no others. Other lists only add what nobody has
 * said of two schools yet. To be called in a transaction; `dry_run` counts and writes nothing.
 */
export async function saveLinks(
  tx: Db,
  links: readonly RegisterLink[],
  { is_department, dry_run }: { is_department: boolean; dry_run: boolean },
): Promise<LinkCounts> {
  const once = new Map(links.map((link) => [keyOf(link), link]));
  const here = new Set((await tx.selectFrom('school').select('urn').execute()).map(({ urn }) => urn));
  const before = new Map((await tx.selectFrom('school_link').selectAll().execute()).map((link) => [keyOf(link), link]));
  const said = new Set([...before.values()].map(({ urn, other_urn }) => `${urn}|${other_urn}`));
  const counts: LinkCounts = { new: 0, changed: 0, unchanged: 0, left: 0 };
  const written: RegisterLink[] = [];
  for (const [key, link] of once) {
    const known = before.get(key);
    if (!here.has(link.urn)) counts.left += 1;
    else if (!is_department && said.has(`${link.urn}|${link.other_urn}`)) counts.unchanged += 1;
    else if (known && known.other_name === link.other_name && known.established_on === link.established_on)
      counts.unchanged += 1;
    else {
      counts[known ? 'changed' : 'new'] += 1;
      written.push(link);
    }
  }
  const named = new Set(is_department ? links.map(({ urn }) => urn) : []);
  const gone = [...before].filter(([key, { urn }]) => named.has(urn) && !once.has(key)).map(([, link]) => link);
  if (dry_run) return counts;
  await sql`delete from school_link using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb)
      as gone (urn text, other_urn text, words text)
    where (school_link.urn, school_link.other_urn, school_link.words) = (gone.urn, gone.other_urn, gone.words)`.execute(
    tx,
  );
  await sql`insert into school_link (urn, other_urn, other_name, kind, words, established_on)
    select urn, other_urn, other_name, kind, words, established_on
    from jsonb_populate_recordset(null::school_link, ${JSON.stringify(written)}::jsonb)
    on conflict (urn, other_urn, words)
      do update set other_name = excluded.other_name, established_on = excluded.established_on`.execute(tx);
  return counts;
}

function keyOf({ urn, other_urn, words }: Pick<RegisterLink, 'urn' | 'other_urn' | 'words'>): string {
  return `${urn}|${other_urn}|${words}`;
}

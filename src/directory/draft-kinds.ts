import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { codesOf } from './draft-value-rules.ts';
import type { Draft } from './drafts.ts';

/** So many services with the most of a draft's words are looked at. */
const likeIt = 30;
const mostKinds = 5;

/**
 * The names of kinds of support that fit a draft, the likeliest first: those that public services with the same words
 * have, weighed by how alike they are. Kinds that the draft has are left out; so is what a single service alone has.
 */
export async function likelyKinds(db: Db, { record, service_id }: Draft): Promise<string[]> {
  const text = [record.name, record.summary, record.description?.slice(0, 2000)].filter(Boolean).join(' ');
  const had = codesOf(record, 'category');
  const { rows } = await sql<{ name: string }>`
    with asked as (
      select string_agg(quote_literal(lexeme), ' | ')::tsquery as query from unnest(to_tsvector('english', ${text}))
    ),
    alike as (
      select service_id, ts_rank(words, query) as likeness from search_document, asked
      where words @@ query and service_id is distinct from ${service_id}::uuid
      order by likeness desc, service_id limit ${likeIt}
    )
    select term.name from alike
      join attribute on attribute.link_id = alike.service_id
      join taxonomy_term term on term.id = attribute.taxonomy_term_id
      join taxonomy on taxonomy.id = term.taxonomy_id and taxonomy.code = 'category' and taxonomy.uri is null
    where not term.code = any(${had}::text[])
    group by term.id, term.name having count(*) > 1 order by sum(likeness) desc, term.name limit ${mostKinds}`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

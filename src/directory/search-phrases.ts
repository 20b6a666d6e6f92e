import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { PhraseMark } from '../thesaurus/threshold-rules.ts';

/**
 * Keeps phrases, each at least two words in lower case parted by spaces, to be marked in every record that has them. The
 * marks are used once `bringIndexUpToDate` has set them.
 */
export async function savePhrases(db: Db, phrases: readonly string[]): Promise<void> {
  const there = await sql<{ all: string[] | null }>`select json_agg(phrase) as all from search_phrase`.execute(db);
  const known = new Set(there.rows[0]?.all ?? []);
  const fresh = phrases.filter((phrase) => !known.has(phrase));
  if (fresh.length === 0) return;
  await sql`
    with asked as (
      select phrase, to_tsquery('english', '''' || replace(phrase, ' ', ''' <-> ''') || '''') as query
      from unnest(${fresh}::text[]) phrase
    ),
    word as (select phrase, query, unnest(tsvector_to_array(to_tsvector('english', phrase))) as lexeme from asked),
    often as (select lexeme, count(*) as phrases from word group by lexeme)
    insert into search_phrase (phrase, query, lexeme)
    select distinct on (phrase) phrase, query, lexeme from word join often using (lexeme)
    -- of some nothing is left but one word
    where numnode(query) > 1 order by phrase, phrases, length(lexeme) desc, lexeme
    on conflict (phrase) do nothing
  `.execute(db);
}

/** Each phrase with its mark: a word that stands in the index of just those records that have the phrase. */
export async function markedPhrases(db: Db): Promise<Map<string, PhraseMark>> {
  const rows = await db
    .selectFrom('search_phrase')
    .select(['id', 'phrase', 'is_used'])
    .where('is_marked', '=', true)
    .execute();
  return new Map(rows.map(({ id, phrase, is_used }) => [phrase, { word: `ph${id}x`, is_used }]));
}

/** From now on queries ask for marks. */
export async function phrasesAreMarked(db: Db): Promise<void> {
  const marked = await db
    .updateTable('search_phrase')
    .set({ is_marked: true })
    .where('is_marked', '=', false)
    .executeTakeFirst();
  if (marked.numUpdatedRows > 0) await vocabularyHasChanged(db);
}

/** Every process reads anew what it knows of the directory's words. */
export async function vocabularyHasChanged(db: Db): Promise<void> {
  await sql`
    insert into setting (name, value) values ('vocabulary_version', '1')
    on conflict (name) do update set value = (setting.value::bigint + 1)::text
  `.execute(db);
}

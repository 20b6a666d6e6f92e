import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { UnderstoodQuery } from '../thesaurus/query-rules.ts';
import { thresholdQuery } from '../thesaurus/threshold-rules.ts';

/**
 * The bulletins that a question is about, the nearest first, by the same understanding of its words as the search for
 * services; those that have all the words as they were typed stand before the others. Where none has enough of what was
 * asked for, those that have any of its words. Ids of `bulletin`.
 */
export async function searchBulletins(
  db: Db,
  { concepts, original }: Pick<UnderstoodQuery, 'concepts' | 'original'>,
): Promise<number[]> {
  const typed = sql`plainto_tsquery('english', ${original})`;
  const threshold = thresholdQuery(concepts);
  const meant = threshold === '' ? typed : sql`(${typed} || to_tsquery('english', ${threshold}))`;
  const found = await findBy(db, meant, typed);
  return found.length > 0 ? found : findBy(db, sql`replace(${typed}::text, '&', '|')::tsquery`, typed);
}

async function findBy(db: Db, meant: RawBuilder<unknown>, typed: RawBuilder<unknown>): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select bulletin_id as id from bulletin_search where words @@ ${meant}
    order by (words @@ ${typed}) desc, ts_rank('{0.1, 0.3, 0.6, 1}', words, ${meant}) desc, bulletin_id desc`.execute(
    db,
  );
  return found.rows.map(({ id }) => id);
}

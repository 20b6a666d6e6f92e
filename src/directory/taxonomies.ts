import { readFile } from 'node:fs/promises';
import { insertRows } from '../db/bulk.ts';
import type { Db } from '../db/database.ts';
import { stableId } from '../db/stable-id.ts';

interface ReferenceTaxonomy {
  code: string;
  name: string;
  description: string;
  terms: { code: string; name: string; description?: string; parent?: string }[];
}

/** A term of one of our own taxonomies. */
export interface Term {
  id: string;
  taxonomy: string;
  code: string;
  name: string;
  description: string;
  parent: string | undefined;
}

/** The id of a term of our own taxonomies: the same in every installation. */
export function termId(taxonomy: string, code: string): string {
  return stableId(`taxonomy-term ${taxonomy} ${code}`);
}

/** The id of one of our own taxonomies. */
export function taxonomyId(taxonomy: string): string {
  return stableId(`taxonomy ${taxonomy}`);
}

/** Writes our own taxonomies as they are shipped; running it again changes nothing. */
export async function seedTaxonomies(db: Db): Promise<void> {
  const file = new URL('./reference/taxonomies.json', import.meta.url);
  const taxonomies: ReferenceTaxonomy[] = JSON.parse(await readFile(file, 'utf8'));
  await insertRows(
    db,
    'taxonomy',
    taxonomies.map(({ code, name, description }) => ({ id: taxonomyId(code), code, name, description })),
    { replace: true },
  );
  const terms = taxonomies.flatMap((taxonomy) =>
    taxonomy.terms.map((term, position) => ({
      id: termId(taxonomy.code, term.code),
      taxonomy_id: taxonomyId(taxonomy.code),
      code: term.code,
      name: term.name,
      description: term.description ?? term.name,
      parent_id: term.parent ? termId(taxonomy.code, term.parent) : null,
      position,
    })),
  );
  await insertRows(db, 'taxonomy_term', terms, { replace: true });
}

/** Every term of our own taxonomies, in the order in which they are shown. */
export async function allTerms(db: Db): Promise<Term[]> {
  const rows = await db
    .selectFrom('taxonomy_term as term')
    .innerJoin('taxonomy', 'taxonomy.id', 'term.taxonomy_id')
    .leftJoin('taxonomy_term as parent', 'parent.id', 'term.parent_id')
    .select([
      'term.id',
      'taxonomy.code as taxonomy',
      'term.code',
      'term.name',
      'term.description',
      'parent.code as parent',
    ])
    .where('taxonomy.uri', 'is', null)
    .orderBy('taxonomy.code')
    .orderBy('term.position')
    .execute();
  return rows.map((row) => ({ ...row, parent: row.parent ?? undefined }));
}

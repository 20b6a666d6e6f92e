import type { Db } from '../db/database.ts';

/** Where records of the directory come from, with what their owners ask us to say. */
export interface Source {
  name: string;
  url: string | null;
  attribution: string | null;
  is_demonstration: boolean;
}

/** The sources of which a service is public now, by name. */
export async function listSources(db: Db): Promise<Source[]> {
  return db
    .selectFrom('source')
    .select(['name', 'url', 'attribution', 'is_demonstration'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('service')
          .innerJoin('publication', 'publication.service_id', 'service.id')
          .select('service.id')
          .whereRef('service.source', '=', 'source.code')
          .where('publication.withdrawn_at', 'is', null),
      ),
    )
    .orderBy('name')
    .execute();
}

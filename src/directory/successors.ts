import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { findService } from './services.ts';

/** A public service, as somebody named it. */
export interface NamedService {
  id: string;
  slug: string;
  name: string;
}

/**
 * The public service that somebody means by its name or by the address of its page; else those whose names have the
 * words that were typed, at most five, for them to choose from. `except` is never meant.
 */
export async function serviceNamed(
  db: Db,
  typed: string,
  except: string,
): Promise<{ found: NamedService } | { like: NamedService[] }> {
  const slug = /\/services\/([a-z0-9-]+)/i.exec(typed)?.[1];
  const linked = slug ? await findService(db, slug.toLowerCase()) : undefined;
  if (linked && linked.id !== except) return { found: linked };
  const words = typed.toLowerCase().replace(/\s+/g, ' ').trim();
  const pattern = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { rows } = await sql<NamedService & { is_same: boolean }>`
    select id, slug, service.name, lower(service.name) = ${words} as is_same
    from service join search_document on search_document.service_id = service.id
    where lower(service.name) like ${pattern} and id <> ${except}
    order by lower(service.name) = ${words} desc, length(service.name), slug limit 5`.execute(db);
  const same = rows.filter(({ is_same }) => is_same);
  return same.length === 1 && same[0] ? { found: same[0] } : { like: rows };
}

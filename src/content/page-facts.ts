import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { contactKeys } from '../authority.ts';
import type { Db } from '../db/database.ts';
import { glossary } from './glossary.ts';
import type { CheckFacts } from './page-check-rules.ts';
import type { PageAudience } from './page-content-rules.ts';

/** Gives what the rules must know of one page: its readers, when it was written, and for which day it is checked. */
export type FactsFor = (page: { audience: PageAudience; written_on: string; today: string }) => CheckFacts;

const explained = new Set(glossary.flatMap(({ acronym }) => acronym ?? []));
const contacts = new Set<string>(contactKeys);

/** Which routes a site has: `app.hasRoute`. */
export type HasRoute = Pick<FastifyInstance, 'hasRoute'>;

/** Reads what pages are checked against on a day: addresses of this site, dead ones of others, the ages of the policy. */
export async function pageFacts(db: Db, app: HasRoute, on: string): Promise<FactsFor> {
  const paths = await sql<{ path: string }>`
    select path from page where published_version is not null
    union select page_redirect.path from page_redirect join page on page.id = page_id where published_version is not null
    union select '/' || section from page where published_version is not null
    union select '/find/' || slug from guided_search
    union select '/in-development/' || slug from development where published_at is not null
    union select '/provision/' || number from provision_version where number is not null
    union select '/services/' || slug from service join publication on service_id = service.id where withdrawn_at is null`.execute(
    db,
  );
  const there = new Set(paths.rows.map(({ path }) => path));
  const broken = await sql<{ url: string; reason: string | null }>`
    select distinct target as url, reason from contact_check
      join (select distinct on (kind) kind, broken_after_days from contact_check_promise
        where holds_from <= ${on}::date order by kind, holds_from desc) policy using (kind)
    where kind = 'web' and not is_good and failed_days >= broken_after_days`.execute(db);
  const targets = await db.selectFrom('reading_age_target').selectAll().orderBy('holds_from').execute();
  const dead = new Map(broken.rows.map(({ url, reason }) => [url, reason ?? 'it does not answer']));
  return ({ audience, written_on, today }) => ({
    today,
    written_on,
    target: targets.findLast((one) => one.audience === audience && one.holds_from <= today)?.years,
    explained,
    contacts,
    isThere: (path) =>
      there.has(path) || there.has(path.replace(/\/(?:easy-read)?$/, '')) || app.hasRoute({ method: 'GET', url: path }),
    broken: dead,
  });
}

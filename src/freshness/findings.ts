import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { decideOpen, putOnDesk } from '../desk/items.ts';
import { serviceRecord } from '../directory/records.ts';
import { type FindingKind, type FindingWords, type Found, isStillThere, wordsOf } from './finding-words-rules.ts';

/** Something that the site found by itself, in a record or on one of its own pages: `place` is whose `id` it was looked at. */
export type Finding = Omit<Found, 'kind'> & { place: string };

/** A record or a page that was looked through. */
export interface Looked {
  /** the record's id, or the page's address */
  id: string;
  name: string;
  /** null for a page */
  organization_id: string | null;
}

interface Known extends Omit<Finding, 'reason'> {
  id: number;
  gone_at: Date | null;
}

/**
 * Keeps what was found of one kind in what was looked through: new findings come on the desk, once; what is not found any
 * more goes off it. A finding that staff have decided comes back only when it had gone.
 */
export async function keepFindings(
  db: Db,
  kind: FindingKind,
  { looked, findings, now }: { looked: readonly Looked[]; findings: readonly Finding[]; now: Date },
): Promise<void> {
  const placeOf = new Map(looked.map((one) => [one.id, one]));
  const ids = [...placeOf.keys()];
  const known = await sql<Known>`
    select id, coalesce(service_id::text, page) as place, field, text, gone_at from freshness_finding
    where kind = ${kind} and coalesce(service_id::text, page) = any(${ids}::text[])`.execute(db);
  const keyOf = ({ place, field, text }: Omit<Finding, 'reason'>) => JSON.stringify([place, field, text]);
  const knownByKey = new Map(known.rows.map((one) => [keyOf(one), one]));
  const found = new Map(findings.map((one) => [keyOf(one), one]));
  for (const [key, finding] of found) {
    const there = knownByKey.get(key);
    const place = placeOf.get(finding.place);
    if (place && (there === undefined || there.gone_at)) await appear(db, { kind, ...finding }, { place, there, now });
  }
  for (const [key, { id, gone_at }] of knownByKey) if (!gone_at && !found.has(key)) await disappear(db, kind, id, now);
}

async function appear(
  db: Db,
  { kind, field, text, reason }: Found,
  { place, there, now }: { place: Looked; there: Known | undefined; now: Date },
): Promise<void> {
  const { organization_id, name } = place;
  const [service_id, page] = organization_id === null ? [null, place.id] : [place.id, null];
  await transaction(db, async (tx) => {
    const { id } = there
      ? await tx
          .updateTable('freshness_finding')
          .set({ reason, found_at: now, gone_at: null })
          .where('id', '=', there.id)
          .returning('id')
          .executeTakeFirstOrThrow()
      : await tx
          .insertInto('freshness_finding')
          .values({ service_id, page, kind, field, text, reason, found_at: now })
          .returning('id')
          .executeTakeFirstOrThrow();
    await putOnDesk(tx, {
      kind,
      subject_id: String(id),
      title: `${name}: ${text.length > 120 ? `${text.slice(0, 117)}…` : text} (${field})`,
      service_id,
      organization_id,
      now,
    });
  });
}

async function disappear(db: Db, kind: FindingKind, id: number, now: Date, decision = 'mended'): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.updateTable('freshness_finding').set({ gone_at: now }).where('id', '=', id).execute();
    await decideOpen(tx, { kind, subject_id: String(id) }, { decision, by: 'freshness', now });
  });
}

/** Takes off the desk what was found in records that are not public any more: they are not looked through. */
export async function dropFindingsOfHidden(db: Db, now: Date): Promise<void> {
  const left = await sql<{ id: number; kind: FindingKind }>`
    select id, kind from freshness_finding f where gone_at is null and service_id is not null
      and not exists (select from publication p where p.service_id = f.service_id and withdrawn_at is null)`.execute(
    db,
  );
  for (const { id, kind } of left.rows) await disappear(db, kind, id, now, 'withdrawn');
}

/** A finding with what else is known of it. */
export interface KeptFinding extends Found {
  id: number;
  service_id: string | null;
  /** the address of one of the site's own pages */
  page: string | null;
  found_at: Date;
  gone_at: Date | null;
  told_at: Date | null;
}

/** A finding by its id, whether it is still there or not. */
export async function findFinding(db: Db, id: string): Promise<KeptFinding | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const row = await db.selectFrom('freshness_finding').selectAll().where('id', '=', Number(id)).executeTakeFirst();
  return row as KeptFinding | undefined;
}

/**
 * What is wrong in records now, by their ids: not what staff have found to be right, nor what is not in the record any
 * more since it was changed.
 */
export async function openFindings(db: Db, ids: readonly string[]): Promise<Map<string, KeptFinding[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<KeptFinding & { service_id: string; record: unknown }>`
    select f.*, record from freshness_finding f join service_record using (service_id)
    where f.service_id = any(${[...ids]}::uuid[]) and gone_at is null
      and not exists (select from desk_item d where d.kind = f.kind and d.subject_id = f.id::text
        and d.decided_at >= f.found_at and d.decision = 'not_so' and d.undone_at is null)
    order by f.id`.execute(db);
  const open = rows.flatMap(({ record, ...finding }) => {
    const read = serviceRecord.safeParse(record);
    return read.success && isStillThere(finding, read.data) ? [finding] : [];
  });
  return Map.groupBy(open, ({ service_id }) => service_id);
}

/** What is wrong in records now, in words for whoever keeps them. */
export async function findingsInWords(db: Db, ids: readonly string[]): Promise<Map<string, FindingWords[]>> {
  const open = await openFindings(db, ids);
  return new Map([...open].map(([id, findings]) => [id, findings.map(wordsOf)]));
}

/** Staff have put a finding right: it counts as gone, and an address that did not answer is asked anew. */
export async function settleFinding(tx: Db, id: number, now: Date): Promise<void> {
  const { text } = await tx
    .updateTable('freshness_finding')
    .set({ gone_at: now })
    .where('id', '=', id)
    .returning('text')
    .executeTakeFirstOrThrow();
  await tx.deleteFrom('contact_check').where('target', '=', text).execute();
}

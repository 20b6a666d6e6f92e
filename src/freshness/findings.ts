import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { decideItem, putOnDesk } from '../desk/items.ts';

export type FindingKind = 'past_date' | 'broken_link';

/** Something that the site found in a record by itself. */
export interface Finding {
  service_id: string;
  /** the part of the record, in words */
  field: string;
  /** what stands there */
  text: string;
  /** why it is wrong, in words that follow the text */
  reason: string;
}

interface Known extends Finding {
  id: number;
  gone_at: Date | null;
}

/** The record that findings are about. */
export interface Looked {
  id: string;
  name: string;
  organization_id: string;
}

/**
 * Keeps what was found of one kind in the records that were looked through: new findings come on the desk, once; what is
 * not found any more goes off it. A finding that staff have decided comes back only when it had gone.
 */
export async function keepFindings(
  db: Db,
  kind: FindingKind,
  { looked, findings, now }: { looked: readonly Looked[]; findings: readonly Finding[]; now: Date },
): Promise<void> {
  const known = await db
    .selectFrom('freshness_finding')
    .select(['id', 'service_id', 'field', 'text', 'reason', 'gone_at'])
    .where('kind', '=', kind)
    .where(sql<boolean>`service_id = any(${looked.map(({ id }) => id)}::uuid[])`)
    .execute();
  const keyOf = ({ service_id, field, text }: Finding) => JSON.stringify([service_id, field, text]);
  const knownByKey = new Map(known.map((one) => [keyOf(one), one]));
  const found = new Map(findings.map((one) => [keyOf(one), one]));
  const serviceOf = new Map(looked.map((service) => [service.id, service]));
  for (const [key, finding] of found) {
    const there = knownByKey.get(key);
    const service = serviceOf.get(finding.service_id);
    if (service && (there === undefined || there.gone_at)) await appear(db, kind, finding, service, now);
  }
  for (const [key, finding] of knownByKey)
    if (!finding.gone_at && !found.has(key)) await disappear(db, kind, finding, now);
}

async function appear(db: Db, kind: FindingKind, finding: Finding, service: Looked, now: Date): Promise<void> {
  const { service_id, field, text, reason } = finding;
  await transaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('freshness_finding')
      .values({ service_id, kind, field, text, reason, found_at: now })
      .onConflict((conflict) =>
        conflict.columns(['service_id', 'kind', 'field', 'text']).doUpdateSet({ reason, found_at: now, gone_at: null }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    await putOnDesk(tx, {
      kind,
      subject_id: String(id),
      title: `${service.name}: ${text.length > 120 ? `${text.slice(0, 117)}…` : text} (${field})`,
      service_id,
      organization_id: service.organization_id,
      now,
    });
  });
}

async function disappear(db: Db, kind: FindingKind, { id }: Known, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.updateTable('freshness_finding').set({ gone_at: now }).where('id', '=', id).execute();
    const waiting = await tx
      .selectFrom('desk_item')
      .select('id')
      .where('kind', '=', kind)
      .where('subject_id', '=', String(id))
      .where('decided_at', 'is', null)
      .execute();
    for (const item of waiting)
      await decideItem(tx, item.id, { decision: 'mended', by: 'freshness', person_id: null, now });
  });
}

/** A finding by its id, whether it is still there or not. */
export async function findFinding(db: Db, id: string): Promise<(Known & { found_at: Date }) | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  return db
    .selectFrom('freshness_finding')
    .select(['id', 'service_id', 'field', 'text', 'reason', 'gone_at', 'found_at'])
    .where('id', '=', Number(id))
    .executeTakeFirst();
}

import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** Whom the council asked about its Local Offer, how, and what they said (SEND Regulations 2014, reg. 54 and 55). */
export interface Consultation {
  id: number;
  /** a key of the list of those who must be asked: `C-1a` */
  consultee: string;
  /** a group or a body, never a person */
  who: string;
  /** YYYY-MM-DD */
  asked_on: string;
  how: string;
  answered_on: string | null;
  said: string;
  /** what came of it */
  did: string;
  /** keys of the topics of regulation 55 */
  topics: string[];
  is_demonstration: boolean;
  version: number;
}

export type WrittenConsultation = Omit<Consultation, 'id' | 'version' | 'is_demonstration'>;

/** Everybody who was asked, the latest first; what was taken out again is left out. */
export async function allConsultations(db: Db): Promise<Consultation[]> {
  return db
    .selectFrom('consultation_record')
    .select([
      'id',
      'consultee',
      'who',
      'asked_on',
      'how',
      'answered_on',
      'said',
      'did',
      'topics',
      'is_demonstration',
      'version',
    ])
    .where('withdrawn_at', 'is', null)
    .orderBy('asked_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** One of them by its id; undefined where there is none. */
export async function findConsultation(db: Db, id: string): Promise<Consultation | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  return (await allConsultations(db)).find((one) => one.id === Number(id));
}

/**
 * Writes down who was asked, or changes what was written: as it was seen (`version`), in one
 * transaction with the audit log. Returns its id; undefined where somebody else was quicker.
 */
export async function saveConsultation(
  db: Db,
  who: Who,
  { id, version }: { id: number | null; version: number },
  written: WrittenConsultation,
  now: Date,
): Promise<number | undefined> {
  return transaction(db, async (tx) => {
    const by = { recorded_at: now, recorded_by: who.name || who.email };
    const saved =
      id === null
        ? await tx
            .insertInto('consultation_record')
            .values({ ...written, ...by })
            .returning('id')
            .executeTakeFirst()
        : await tx
            .updateTable('consultation_record')
            .set({ ...written, ...by, is_demonstration: false, version: sql`version + 1` })
            .where('id', '=', id)
            .where('version', '=', version)
            .where('withdrawn_at', 'is', null)
            .returning('id')
            .executeTakeFirst();
    if (!saved) return undefined;
    const detail = { ...written, was: id === null ? 'new' : 'changed' };
    await record(
      tx,
      who,
      { action: 'logged_consultation', entity: 'consultation_record', entity_id: String(saved.id), detail },
      now,
    );
    return saved.id;
  });
}

/** Takes one out that was written down by mistake; the audit log keeps what it said. False where it has changed meanwhile. */
export async function takeOutConsultation(
  db: Db,
  who: Who,
  { id, version }: { id: number; version: number },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const taken = await tx
      .updateTable('consultation_record')
      .set({ withdrawn_at: now })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('withdrawn_at', 'is', null)
      .returning(['who', 'consultee', 'asked_on', 'how', 'said', 'did'])
      .executeTakeFirst();
    if (!taken) return false;
    await record(
      tx,
      who,
      { action: 'took_out_consultation', entity: 'consultation_record', entity_id: String(id), detail: taken },
      now,
    );
    return true;
  });
}

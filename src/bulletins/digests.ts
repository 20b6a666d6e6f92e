import { type Db, transaction } from '../db/database.ts';
import { record, recordOwnDeed } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { Digest, DigestPolicy } from './digest-rules.ts';

/** When digests go out, and how who has not said hears: the policy that holds on a day (`YYYY-MM-DD`). */
export async function digestPolicy(db: Db, day: string): Promise<DigestPolicy> {
  return db
    .selectFrom('bulletin_policy')
    .select(['digest_at', 'weekly_on', 'digest', 'mail_for_days'])
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** How somebody wants to hear of new bulletins; undefined where they have not said. */
export async function chosenDigest(db: Db, person_id: string): Promise<Digest | undefined> {
  const row = await db
    .selectFrom('bulletin_digest')
    .select('digest')
    .where('person_id', '=', person_id)
    .executeTakeFirst();
  return row?.digest;
}

const always = new Date(0);

async function setDigest(tx: Db, person_id: string, digest: Digest, { before, now }: { before: Digest; now: Date }) {
  // who starts again does not get what came meanwhile
  const begins = before === 'never' && digest !== 'never';
  await tx
    .insertInto('bulletin_digest')
    .values({ person_id, digest, set_at: now, wanted_since: begins ? now : always })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({ digest, set_at: now, ...(begins ? { wanted_since: now } : {}) }),
    )
    .execute();
}

/** Somebody says how they want to hear of new bulletins; `policy` holds for who has not said yet. */
export async function chooseDigest(
  db: Db,
  who: Who,
  digest: Digest,
  { policy, now }: { policy: DigestPolicy; now: Date },
): Promise<void> {
  await transaction(db, async (tx) => {
    const before = (await chosenDigest(tx, who.person_id)) ?? policy.digest;
    await setDigest(tx, who.person_id, digest, { before, now });
    const deed = { action: 'chose_bulletin_mail', entity: 'person', entity_id: who.person_id, detail: { digest } };
    await record(tx, who, deed, now);
  });
}

/** Ends the mails to somebody who followed the link in one. Returns false where there is no such person any more. */
export async function stopDigest(db: Db, person_id: string, now: Date): Promise<boolean> {
  return transaction(db, async (tx) => {
    const person = await tx.selectFrom('person').select('id').where('id', '=', person_id).executeTakeFirst();
    if (!person) return false;
    await setDigest(tx, person_id, 'never', { before: 'never', now });
    const deed = { action: 'stopped_bulletin_mail', entity: 'person', entity_id: person_id };
    await recordOwnDeed(tx, 'link in a mail', deed, now);
    return true;
  });
}

import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { contactsOf } from './chase-contacts.ts';
import { paceOn } from './chases.ts';
import { openFindings } from './findings.ts';
import { oweLetters } from './freshness-mails.ts';
import { type ChaseParts, writeLetters } from './letters.ts';

/**
 * Writes to whoever keeps a public record what was found in it, once: again only where it went and came back, and not
 * sooner than the policy says. Of no more records in a day than may be asked about. Runs once a day, after the checks.
 */
export async function tellFindings(db: Db, now: Date, parts: ChaseParts): Promise<void> {
  const { rounds_a_day, tell_again_days } = await paceOn(db, dayOf(now));
  const { rows } = await sql<{ service_id: string }>`
    select service_id from freshness_finding f
    where gone_at is null and service_id is not null
      and (told_at is null or (told_at < found_at and told_at < ${now}::timestamptz - ${tell_again_days} * interval '1 day'))
      and exists (select from publication p where p.service_id = f.service_id and withdrawn_at is null)
    group by service_id order by min(found_at), service_id limit ${rounds_a_day}`.execute(db);
  const open = await openFindings(
    db,
    rows.map(({ service_id }) => service_id),
  );
  for (const [service_id, findings] of open)
    await transaction(db, async (tx) => {
      const { main } = await contactsOf(tx, service_id);
      await oweLetters(tx, service_id, { about: 'found', to: main, now });
      const ids = findings.map(({ id }) => id);
      await tx.updateTable('freshness_finding').set({ told_at: now }).where('id', 'in', ids).execute();
    });
  await writeLetters(db, now, parts);
}

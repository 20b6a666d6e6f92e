import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { decideAllOpen, putAllOnDesk } from '../desk/items.ts';
import { dayOf } from '../parts.ts';
import { ownDevelopments } from './commitments.ts';

interface Late {
  subject_id: string;
  title: string;
  service_id: string | null;
}

/**
 * Puts every promised date that has passed unkept on the desk, once, and takes off what has been settled elsewhere: a
 * record that is changed, a page that is back. Runs once a day.
 */
export async function queueLatePromises(db: Db, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const late = await latePromises(tx, now);
    await putAllOnDesk(
      tx,
      late.map((one) => ({ kind: 'late_promise' as const, ...one })),
      now,
    );
    const open = await sql<{ subject_id: string }>`
      select subject_id from desk_item where kind = 'late_promise' and decided_at is null`.execute(tx);
    const still = new Set(late.map(({ subject_id }) => subject_id));
    const subject_ids = open.rows.map(({ subject_id }) => subject_id).filter((one) => !still.has(one));
    await decideAllOpen(tx, { kind: 'late_promise', subject_ids }, { decision: 'settled', by: 'the site', now });
  });
}

async function latePromises(tx: Db, now: Date): Promise<Late[]> {
  const today = dayOf(now);
  const promised = await sql<Late>`
    select 'promise:' || development_promise.id as subject_id, null::uuid as service_id,
      left('Late: ' || title || ': ' || what || ' (' || due_words || ')', 300) as title
    from development_promise join development on development.id = development_id
    where settled_on is null and due_on < ${today}::date and published_at is not null`.execute(tx);
  const own = (await ownDevelopments(tx, now)).filter(
    ({ due_on, stage }) => due_on !== null && due_on < today && stage !== 'closed' && stage !== 'open',
  );
  return [
    ...promised.rows,
    ...own.map(({ subject_id, title, kind }) => ({
      subject_id,
      title: `Late: ${title}`.slice(0, 300),
      service_id: kind === 'service' ? subject_id.slice('service:'.length) : null,
    })),
  ];
}

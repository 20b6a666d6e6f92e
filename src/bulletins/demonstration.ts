import { type Db, transaction } from '../db/database.ts';
import { addDays } from '../directory/date-rules.ts';
import { dayOf } from '../parts.ts';
import { type BulletinContent, contentOf } from './bulletin-rules.ts';
import { createBulletin, saveDraft } from './bulletins.ts';
import { publishBulletin } from './publishing.ts';
import reference from './reference/demonstration.json' with { type: 'json' };

const by = 'demonstration data';

/** A made-up bulletin as the reference file has it: its days are counted from today. */
interface MadeUp extends Omit<BulletinContent, keyof typeof plain> {
  days: number;
  due_days?: number;
  event_days?: number;
  starts_at?: string;
  ends_at?: string;
  place?: string;
  corrected?: { days: number; because: string; markdown: string };
  withdrawn?: { days: number; because: string };
  is_planned?: boolean;
  is_draft?: boolean;
}

/** What the reference file leaves out. */
const plain = { due_on: null, event_on: null, starts_at: null, ends_at: null, place: '', because: '', tells: true };

/** Writes made-up bulletins where there are none, some corrected or answered, and one that is planned; returns how many. */
export async function seedDemonstrationBulletins(db: Db, now: Date): Promise<number> {
  const today = dayOf(now);
  const made = reference.bulletins as MadeUp[];
  return transaction(db, async (tx) => {
    if (await tx.selectFrom('bulletin').select('id').limit(1).executeTakeFirst()) return 0;
    const ids = new Map<string, number>();
    for (const one of made) ids.set(one.title, await seedOne(tx, one, { today, now }));
    await seedAnswers(tx, ids, { today });
    return made.length;
  });
}

const nineOn = (day: string) => new Date(`${day}T09:00:00Z`);

async function seedOne(tx: Db, one: MadeUp, { today, now }: { today: string; now: Date }): Promise<number> {
  const content = madeUpContent(one, today);
  const at = one.days === 0 ? now : nineOn(addDays(today, one.days));
  const id = await createBulletin(tx, content, { by, now: at, is_demonstration: true });
  if (one.is_planned) {
    const publish_at = nineOn(addDays(today, 7));
    await tx.updateTable('bulletin').set({ publish_at, planned_by: by }).where('id', '=', id).execute();
  }
  if (one.is_planned || one.is_draft) return id;
  await publishBulletin(tx, id, { by, now: at });
  if (one.corrected) {
    const { days, because, markdown } = one.corrected;
    const again = nineOn(addDays(today, days));
    // published once, it stands at its second version
    await saveDraft(tx, id, 2, { ...content, markdown, because }, { by, now: again });
    await publishBulletin(tx, id, { by, now: again });
  }
  if (one.withdrawn) {
    const withdrawn_at = nineOn(addDays(today, one.withdrawn.days));
    const taken = { withdrawn_at, withdrawn_by: by, withdrawn_because: one.withdrawn.because };
    await tx.updateTable('bulletin').set(taken).where('id', '=', id).execute();
  }
  return id;
}

function madeUpContent(one: MadeUp, today: string): BulletinContent {
  const dayAfter = (days: number | undefined) => (days === undefined ? null : addDays(today, days));
  return contentOf({ ...plain, ...one, due_on: dayAfter(one.due_days), event_on: dayAfter(one.event_days) });
}

async function seedAnswers(tx: Db, ids: ReadonlyMap<string, number>, { today }: { today: string }): Promise<void> {
  const there = new Set((await tx.selectFrom('school').select('urn').execute()).map(({ urn }) => urn));
  for (const { title, schools } of reference.answers) {
    const bulletin_id = ids.get(title);
    const published = (reference.bulletins as MadeUp[]).find((one) => one.title === title);
    if (!bulletin_id || !published) continue;
    const rows = schools.flatMap(([urn = '', answer, note = ''], at) =>
      there.has(urn) && (answer === 'read' || answer === 'done')
        ? {
            bulletin_id,
            urn,
            answer: answer as 'read' | 'done',
            note,
            edition: 1,
            answered_at: nineOn(addDays(today, Math.min(0, published.days + 1 + at))),
            answered_by: 'The school (made up)',
          }
        : [],
    );
    if (rows.length > 0) await tx.insertInto('bulletin_answer').values(rows).execute();
  }
}

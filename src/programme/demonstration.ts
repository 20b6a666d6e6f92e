import { dayInWords } from '../date-rules.ts';
import { type Db, transaction } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { dayOf } from '../parts.ts';
import items from './reference/demonstration.json' with { type: 'json' };
import groups from './reference/demonstration-groups.json' with { type: 'json' };
import type { Kind, Stage } from './stage-rules.ts';

/** Writes made-up things in development where there are none, and the groups that work on them; their dates are counted from today. Returns how many. */
export async function seedProgramme(db: Db, now: Date): Promise<number> {
  const today = dayOf(now);
  const by = 'demonstration data';
  return transaction(db, async (tx) => {
    if (await tx.selectFrom('development').select('id').limit(1).executeTakeFirst()) return 0;
    const groupIds = await seedGroups(tx, today, now);
    for (const { promises, said, take_part_months, group, ...item } of items) {
      const { id } = await tx
        .insertInto('development')
        .values({
          ...item,
          kind: item.kind as Kind,
          stage: item.stage as Stage,
          task_group_id: group === null ? null : groupIds.get(group),
          take_part_until: take_part_months === null ? null : addMonths(today, take_part_months),
          is_demonstration: true,
          published_at: now,
          created_at: now,
          changed_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const { what, promised_months, due_months, came, came_months, note } of promises) {
        const due_on = addMonths(today, due_months);
        const came_on = came_months === null ? null : addMonths(today, came_months);
        await tx
          .insertInto('development_promise')
          .values({
            development_id: id,
            what,
            promised_on: addMonths(today, promised_months),
            due_on,
            due_words: `by ${dayInWords(due_on)}`,
            came: came as 'kept' | 'moved' | null,
            came_on: came === 'kept' ? came_on : null,
            settled_on: came_on,
            note,
            made_by: by,
          })
          .execute();
      }
      for (const { months, stage, text } of said)
        await tx
          .insertInto('development_step')
          .values({
            development_id: id,
            stage,
            text,
            at: new Date(`${addMonths(today, months)}T10:00:00Z`),
            by,
          })
          .execute();
    }
    return items.length;
  });
}

/** Writes the groups; returns their ids by their keys. */
async function seedGroups(tx: Db, today: string, now: Date): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const { key, begins_months, ends_months, ...group } of groups) {
    const { id } = await tx
      .insertInto('task_group')
      .values({
        ...group,
        begins_on: addMonths(today, begins_months),
        ends_on: addMonths(today, ends_months),
        is_demonstration: true,
        published_at: now,
        changed_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.set(key, id);
  }
  return ids;
}

import { type Db, transaction } from '../db/database.ts';
import { putOnDesk } from '../desk/items.ts';

/** What can be wrong with the link to a school's report, in the words that people choose from. */
export const linkProblems = {
  broken: 'The link does not open',
  another: 'It opens something else',
  old: 'The report is old',
  unreadable: 'I cannot read it: a picture, or it does not work with my screen reader',
} as const;
export type LinkProblem = keyof typeof linkProblems;

/**
 * Puts a family's report of a broken link on the desk. It holds no word of theirs, so nobody can be known by it; while one
 * about the same school waits, others are counted with it.
 */
export async function reportLinkProblem(
  db: Db,
  school: { urn: string; name: string },
  { reason, address }: { reason: LinkProblem; address: string | null },
  now: Date,
): Promise<void> {
  await transaction(db, async (tx) => {
    const { urn, name } = school;
    await tx.insertInto('report_link_problem').values({ urn, reason, address, reported_at: now }).execute();
    const title = `${name}: ${linkProblems[reason].split(':')[0]}`;
    await putOnDesk(tx, { kind: 'report_link', subject_id: urn, title, now });
  });
}

/** What families said of the link to a school's report since a moment, the newest first. */
export async function linkProblemsOf(db: Db, urn: string, since: Date) {
  const rows = await db
    .selectFrom('report_link_problem')
    .select(['reason', 'address', 'reported_at'])
    .where('urn', '=', urn)
    .where('reported_at', '>=', since)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ reason, ...row }) => ({ ...row, what: linkProblems[reason as LinkProblem] }));
}

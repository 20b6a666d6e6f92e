import { sql } from 'kysely';
import { dayInWords } from '../date-rules.ts';
import { type Db, transaction } from '../db/database.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { type Audience, isFor } from './audience-rules.ts';
import { nameOf } from './bulletin-deeds.ts';
import { type Answer, type Standing, standingOf } from './bulletin-rules.ts';
import type { KnownBulletin } from './known-bulletins.ts';
import { numberInWords } from './number-rules.ts';
import { type ReadingSchool, readingSchools } from './reading-schools.ts';

/** What a school said of an action, the newest. */
export interface SchoolAnswer {
  urn: string;
  bulletin_id: number;
  answer: Answer;
  note: string;
  edition: number;
  answered_at: Date;
  answered_by: string;
}

/** What schools said: of one bulletin, or one school of all. */
export async function answersTo(
  db: Db,
  of: { bulletin_id: number } | { urn: string } | Record<string, never>,
): Promise<SchoolAnswer[]> {
  return db
    .selectFrom('bulletin_answer')
    .distinctOn(['bulletin_id', 'urn'])
    .select(['bulletin_id', 'urn', 'answer', 'note', 'edition', 'answered_at', 'answered_by'])
    .$if('bulletin_id' in of, (query) => query.where('bulletin_id', '=', 'bulletin_id' in of ? of.bulletin_id : 0))
    .$if('urn' in of, (query) => query.where('urn', '=', 'urn' in of ? of.urn : ''))
    .orderBy('bulletin_id')
    .orderBy('urn')
    .orderBy('id', 'desc')
    .execute();
}

/** Keeps what a school says of an action. What it said before stays in the history, and counts no more. */
export async function answerBulletin(
  db: Db,
  who: Who,
  { bulletin, urn, answer, note }: { bulletin: KnownBulletin; urn: string; answer: Answer; note: string },
  now: Date,
): Promise<void> {
  await transaction(db, async (tx) => {
    await tx
      .insertInto('bulletin_answer')
      .values({
        bulletin_id: bulletin.id,
        urn,
        answer,
        note,
        edition: bulletin.editions.length,
        answered_at: now,
        answered_by: nameOf(who),
      })
      .execute();
    const deed = { action: 'answered_bulletin', entity: 'bulletin', entity_id: String(bulletin.id) };
    await record(tx, who, { ...deed, detail: { urn, answer } }, now);
  });
}

/** A school that is to answer an action, with what it said. */
export interface Receipt extends Standing {
  school: ReadingSchool;
  said: SchoolAnswer | null;
}

/** The schools of whom an answer is waited for: open when it was to be done, in the council's area, and meant by it. */
export function isAsked(
  { type, due_on, roles, kinds, phases, clusters }: Audience & Pick<KnownBulletin, 'type' | 'due_on'>,
  school: Pick<ReadingSchool, 'kind' | 'phase' | 'cluster' | 'opened_on'>,
): boolean {
  const wasThere = school.opened_on === null || due_on === null || school.opened_on <= due_on;
  return type === 'action' && wasThere && isFor({ roles, kinds, phases, clusters }, { ...school, role: undefined });
}

/** How every school stands to an action: those that are asked, and others that have answered. By name. */
export async function receiptsOf(db: Db, bulletin: KnownBulletin, today: string): Promise<Receipt[]> {
  const said = new Map((await answersTo(db, { bulletin_id: bulletin.id })).map((one) => [one.urn, one]));
  const schools = await readingSchools(db, [...said.keys()]);
  return schools.flatMap((school) => {
    const answer = said.get(school.urn) ?? null;
    if (!answer && !(school.is_open && isAsked(bulletin, school))) return [];
    return { school, said: answer, ...standingOf(answer?.answer ?? null, bulletin.due_on, today) };
  });
}

/** When schools were reminded of an action, the newest first. */
export async function remindersOf(db: Db, bulletin_id: number) {
  return db
    .selectFrom('bulletin_reminder')
    .select(['day', 'at', 'schools', 'people'])
    .where('bulletin_id', '=', bulletin_id)
    .orderBy('day', 'desc')
    .execute();
}

/**
 * Reminds the head teachers and SENCOs of the schools of which an answer is still waited for, each once, and once a day
 * at most. Returns how many schools and people; undefined where that was done today already.
 */
export async function remindSchools(
  db: Db,
  who: Who,
  bulletin: KnownBulletin,
  { letterhead: { base_url, from }, name, now }: { letterhead: Letterhead; name: string; now: Date },
): Promise<{ schools: number; people: number } | undefined> {
  const day = dayOf(now);
  return transaction(db, async (tx) => {
    const begun = await tx
      .insertInto('bulletin_reminder')
      .values({ bulletin_id: bulletin.id, day, at: now, by: nameOf(who), schools: 0, people: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!begun.numInsertedOrUpdatedRows) return undefined;
    const waiting = (await receiptsOf(tx, bulletin, day)).filter(({ waits }) => waits);
    const people = await answeringPeople(
      tx,
      waiting.map(({ school }) => school.urn),
    );
    const number = numberInWords(bulletin);
    for (const { person_id, email } of people)
      await oweMail(tx, {
        key: `bulletin-reminder:${bulletin.id}:${day}:${person_id}`,
        to: email,
        now,
        letter: {
          subject: `Reminder: ${name} ${number} waits for your answer`,
          paragraphs: [`${number}: ${bulletin.title}`, bulletin.summary],
          action: {
            text: 'Read it, and say that it is read or done',
            href: `${base_url}/school/bulletins/${bulletin.year}/${bulletin.number}`,
          },
          ...(bulletin.due_on ? { by_when: `It is to be done by ${dayInWords(bulletin.due_on)}.` } : {}),
          from,
        },
      });
    const counts = { schools: new Set(people.map(({ urn }) => urn)).size, people: people.length };
    await tx
      .updateTable('bulletin_reminder')
      .set(counts)
      .where('bulletin_id', '=', bulletin.id)
      .where('day', '=', day)
      .execute();
    const deed = { action: 'reminded_schools', entity: 'bulletin', entity_id: String(bulletin.id), detail: counts };
    await record(tx, who, deed, now);
    return counts;
  });
}

async function answeringPeople(db: Db, urns: readonly string[]) {
  const rows = await sql<{ person_id: string; email: string; urn: string }>`
    select distinct on (person.id) person.id as person_id, person.email, role.school_urn as urn
    from role join person on person.id = role.person_id
    where role.school_urn = any(${urns}::text[]) and role.role in ('head', 'senco') and role.ended_at is null
    order by person.id, role.school_urn`.execute(db);
  return rows.rows;
}

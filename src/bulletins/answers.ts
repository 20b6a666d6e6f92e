import { sql } from 'kysely';
import { dayInWords } from '../date-rules.ts';
import { type Db, transaction } from '../db/database.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { type Audience, isMeant, mayAnswer, type SchoolRole } from './audience-rules.ts';
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
  /** null: the account is gone */
  person_id: string | null;
}

/** What schools said last: of one bulletin, one school of all, or one of one. */
export async function answersTo(
  db: Db,
  { bulletin_id, urn }: { bulletin_id?: number; urn?: string },
): Promise<SchoolAnswer[]> {
  return db
    .selectFrom('bulletin_answer')
    .distinctOn(['bulletin_id', 'urn'])
    .select(['bulletin_id', 'urn', 'answer', 'note', 'edition', 'answered_at', 'answered_by', 'person_id'])
    .$if(bulletin_id !== undefined, (query) => query.where('bulletin_id', '=', bulletin_id ?? 0))
    .$if(urn !== undefined, (query) => query.where('urn', '=', urn ?? ''))
    .orderBy('bulletin_id')
    .orderBy('urn')
    .orderBy('id', 'desc')
    .execute();
}

/** Keeps what a school says of an action. What it said before stays in the history; the same once more changes nothing. */
export async function answerBulletin(
  db: Db,
  who: Who,
  said: Pick<SchoolAnswer, 'bulletin_id' | 'urn' | 'answer' | 'note' | 'edition'>,
  now: Date,
): Promise<void> {
  const { bulletin_id, urn, answer, note, edition } = said;
  await transaction(db, async (tx) => {
    const last = (await answersTo(tx, { bulletin_id, urn }))[0];
    const isSaid = last?.person_id === who.person_id && last.answer === answer && last.note === note;
    if (isSaid && last.edition === edition) return;
    await tx
      .insertInto('bulletin_answer')
      .values({
        bulletin_id,
        urn,
        answer,
        note,
        edition,
        answered_at: now,
        answered_by: nameOf(who),
        person_id: who.person_id,
      })
      .execute();
    const deed = { action: 'answered_bulletin', entity: 'bulletin', entity_id: String(bulletin_id) };
    await record(tx, who, { ...deed, detail: { urn, answer } }, now);
  });
}

/** Somebody at a school whom an action is for, or who answers there. */
export interface Reached {
  person_id: string;
  urn: string;
  email: string;
  /** the name, else the address */
  name: string;
  role: SchoolRole;
  /** since when in that role */
  since: Date;
  /** when they last said something themselves */
  answered_at: Date | null;
}

/** A school that is to answer an action, with what it said, and whom it is for there. */
export interface Receipt extends Standing {
  school: ReadingSchool;
  said: SchoolAnswer | null;
  people: Reached[];
}

/** Whether an answer of a school is waited for: open, there when it was to be done, in the council's area, and meant. */
export function isAsked(
  bulletin: Audience & Pick<KnownBulletin, 'type' | 'due_on'>,
  school: Omit<ReadingSchool, 'urn' | 'name'>,
): boolean {
  const { type, due_on } = bulletin;
  const wasThere = school.opened_on === null || due_on === null || school.opened_on <= due_on;
  return type === 'action' && school.is_open && wasThere && isMeant(bulletin, school);
}

/** How every school stands to an action: those that are asked, and others that have answered. By name. */
export async function receiptsOf(db: Db, bulletin: KnownBulletin, today: string): Promise<Receipt[]> {
  const said = new Map((await answersTo(db, { bulletin_id: bulletin.id })).map((one) => [one.urn, one]));
  const schools = await readingSchools(db, [...said.keys()]);
  const people = Map.groupBy(await peopleReached(db, bulletin), ({ urn }) => urn);
  return schools.flatMap((school) => {
    const answer = said.get(school.urn) ?? null;
    const is_asked = isAsked(bulletin, school);
    if (!answer && !is_asked) return [];
    const standing = standingOf(answer?.answer ?? null, is_asked ? bulletin.due_on : null, today);
    return { school, said: answer, people: people.get(school.urn) ?? [], ...standing };
  });
}

/** Everybody at a school now whom an action is for, and the head teachers: also those who came after it was published. */
async function peopleReached(db: Db, { id, roles }: Pick<KnownBulletin, 'id' | 'roles'>): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    select person.id as person_id, role.school_urn as urn, person.email, coalesce(nullif(person.name, ''), person.email) as name,
      role.role, role.given_at as since,
      (select max(answered_at) from bulletin_answer
        where bulletin_id = ${id} and bulletin_answer.person_id = person.id and urn = role.school_urn) as answered_at
    from role join person on person.id = role.person_id
    where role.school_urn is not null and role.ended_at is null
    order by role.school_urn, role.role, name, person.id`.execute(db);
  return rows.filter(({ role }) => mayAnswer({ roles }, role));
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
 * Reminds those whom an action is for, and the head teachers, at the schools of which an answer is still waited for: each
 * once, and once a day at most. Returns how many schools and people; undefined where that was done today already.
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
    const people = waiting.flatMap((one) => one.people);
    const byPerson = new Map(people.map((one) => [one.person_id, one]));
    const number = numberInWords(bulletin);
    for (const { person_id, email } of byPerson.values())
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
    const counts = { schools: new Set(people.map(({ urn }) => urn)).size, people: byPerson.size };
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

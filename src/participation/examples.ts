import type { Db } from '../db/database.ts';
import { personOf } from '../people/persons.ts';
import type { Who } from '../people/who.ts';
import { type Move, takeComment } from './answers.ts';
import { type SentComment, saveComment } from './comments.ts';
import type { Sending } from './routing.ts';

/** When and from where example messages are sent. */
export function exampleSending(now: Date): Sending {
  const from = { site_name: 'Example Local Offer', team: 'Team', phone: '01632 960 100', email: 'team@example.org' };
  return { now, base_url: 'http://localhost:3000', from, officer: 'officer@example.org', duty: 'duty@example.org' };
}

/** Saves an example comment; gives its reference, its id and its item at the desk. */
export async function exampleComment(
  db: Db,
  fields: Partial<SentComment>,
  now: Date,
): Promise<{ id: number; reference: string; item: number }> {
  const comment = { topic: 'accessibility', body: 'The words are hard to read.', page: '', reply_to: '' } as const;
  const reference = await saveComment(db, { ...comment, ...fields }, exampleSending(now));
  const { id } = await db
    .selectFrom('comment')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  const item = await db
    .selectFrom('desk_item')
    .select('id')
    .where('kind', '=', 'comment')
    .where('subject_id', '=', String(id))
    .executeTakeFirstOrThrow();
  return { id, reference, item: item.id };
}

/** A person of the council, as the stored things know who acts. */
export function exampleStaff(person_id: string): Who {
  return {
    person_id,
    session_id: '',
    session_token: '',
    name: 'Mo Moderator',
    email: 'mo@example.org',
    roles: [],
    role: undefined,
    has_second_factor: true,
    is_demonstration: false,
  };
}

/** Saves an example comment and takes it through every state until it is published; gives its answer's id too. */
export async function examplePublished(
  db: Db,
  fields: Partial<SentComment> & { answer?: string; action?: string },
  now: Date,
): Promise<{ id: number; reference: string; answer_id: number }> {
  const { answer = 'Thank you.', action = 'We mend it.', ...comment } = fields;
  const { id, reference } = await exampleComment(db, comment, now);
  const words = fields.body ?? 'The words are hard to read.';
  const person = await personOf(db, { email: 'mo@example.org', name: 'Mo Moderator', now });
  const moves: Move[] = [
    { to: 'triaged', topic: fields.topic ?? 'accessibility', page: fields.page ?? '' },
    { to: 'anonymised', words },
    { to: 'answered', answer, action },
    { to: 'published' },
  ];
  for (const [version, move] of moves.entries()) {
    const moved = await takeComment(db, exampleStaff(person.id), { id, version }, move, exampleSending(now));
    if (!moved.done) throw new Error(`The example comment is not ${move.to}: ${moved.why}.`);
  }
  const row = await db.selectFrom('comment').select('answer_id').where('id', '=', id).executeTakeFirstOrThrow();
  return { id, reference, answer_id: row.answer_id ?? 0 };
}

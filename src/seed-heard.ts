import type { Db } from './db/database.ts';
import { type Move, takeComment } from './participation/answers.ts';
import { saveComment } from './participation/comments.ts';
import { addOutreach } from './participation/outreach.ts';
import type { Sending } from './participation/routing.ts';
import { dayOf } from './parts.ts';
import type { Who } from './people/who.ts';

/** What everything made up on a demonstration's desk says of itself. */
export const madeUp = '(Made up for the demonstration.)';

interface Speaking {
  /** a service that somebody speaks of */
  about: { slug: string } | undefined;
  moderator: Who | undefined;
  editor: Who | undefined;
  sending: Sending;
}

/** Two comments that wait, of which one is about a service; one that was answered and published; a line in the outreach log. */
export async function saySomething(tx: Db, { about, moderator, editor, sending }: Speaking): Promise<void> {
  const reply_to = 'parent@demonstration.example';
  await saveComment(
    tx,
    {
      topic: 'content_quality_gaps',
      body: `We like the group, but nobody told us that the hall has stairs. My son Jake uses a wheelchair. ${madeUp}`,
      page: about ? `/services/${about.slug}` : '',
      reply_to,
    },
    sending,
  );
  const down = { came_by: 'phone', came_at: sending.now, recorded_by: 'Mo Moderator' } as const;
  const body = `I have no computer. Who sends me a list of what there is near me? ${madeUp}`;
  await saveComment(tx, { topic: 'accessibility', body, page: '', reply_to: '01632 960 777' }, sending, down);
  if (moderator) await answerSomebody(tx, moderator, sending);
  if (!editor) return;
  const entry = {
    on_day: dayOf(sending.now),
    who: 'Parent carer forum (demonstration)',
    kind: 'asked',
    how: 'meeting',
    topic: 'accessibility',
    what: `Whether the pages can be read on a phone. ${madeUp}`,
    people: 24,
    came_of: null,
  } as const;
  await addOutreach(tx, editor, entry, sending.now);
}

/** A comment that has gone the whole way: sorted, made anonymous, answered, published. */
async function answerSomebody(tx: Db, moderator: Who, sending: Sending): Promise<void> {
  const words = `I could not find out which swimming sessions are quiet. ${madeUp}`;
  const comment = { topic: 'content_quality_gaps', page: '', reply_to: '' } as const;
  const reference = await saveComment(tx, { ...comment, body: `${words} Ring me on 01632 960 778.` }, sending);
  const moves: Move[] = [
    { to: 'triaged', topic: comment.topic, page: '' },
    { to: 'anonymised', words },
    {
      to: 'answered',
      answer: `You are right: it was not said anywhere. ${madeUp}`,
      action: `We asked every pool, and wrote it on their pages. ${madeUp}`,
    },
    { to: 'published' },
  ];
  for (const move of moves) {
    const seen = await tx
      .selectFrom('comment')
      .select(['id', 'version'])
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow();
    await takeComment(tx, moderator, seen, move, sending);
  }
}

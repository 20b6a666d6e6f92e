import type { FastifyInstance } from 'fastify';
import { dayInWords, momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { type Reached, type Receipt, receiptsOf, remindersOf, remindSchools } from './answers.ts';
import { audienceInWords, phaseNames, schoolKinds, signedInAs } from './audience-rules.ts';
import { begun } from './bulletin-names-rules.ts';
import { clusterNames, type KnownBulletin, publishedBulletins } from './known-bulletins.ts';
import { addressOf, numberInWords } from './number-rules.ts';
import { namesOf } from './reader-pages.ts';
import type { Guarded } from './staff-states.ts';

interface ReceiptRow {
  urn: string;
  school: string;
  answer: string;
  tone: string;
  is_overdue: boolean;
  when: string | null;
  note: string;
  /** whom it is for there, each with what they did themselves */
  people: { name: string; said: string }[];
}

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/staff-answers': {
      id: number;
      number: string;
      title: string;
      /** null: only schools may read it */
      href: string | null;
      audience: string;
      due: string;
      is_withdrawn: boolean;
      counts: { asked: number; done: number; read: number; not_answered: number; overdue: number };
      /** how many that are waited for nobody can remind: no account there */
      unreachable: number;
      waits: number;
      reminded: string[];
      is_reminded_today: boolean;
      show: string;
      shows: { value: string; text: string; n: number; href: string }[];
      rows: ReceiptRow[];
      done: string | null;
    };
  }
}

const shows: Record<string, { text: string; isIn: (one: Receipt) => boolean }> = {
  all: { text: 'All schools', isIn: () => true },
  none: { text: 'Not answered', isIn: ({ answer }) => answer === null },
  overdue: { text: 'Overdue', isIn: ({ is_overdue }) => is_overdue },
  read: { text: 'Read, not done yet', isIn: ({ answer }) => answer === 'read' },
  done: { text: 'Done', isIn: ({ answer }) => answer === 'done' },
};
const answerWords = { read: 'Read', done: 'Done' };
const tones = { read: 'note', done: 'good' };

const tableHead = [
  'urn',
  'school',
  'kind',
  'phase',
  'cluster',
  'answer',
  'overdue',
  'answered_at',
  'answered_by',
  'note',
  'people_who_have_not_answered',
];

/** What schools answered to an action, who has not, and reminding those once a day at most. */
export function staffAnswers(staff: FastifyInstance, parts: Parts, guarded: Guarded): void {
  const { db, now, letterhead, soon, authority } = parts;
  const names = namesOf(parts);

  const withAction = (
    work: (bulletin: KnownBulletin, ...given: Parameters<Parameters<Guarded>[0]>) => ReturnType<Parameters<Guarded>[0]>,
  ) =>
    guarded(async (request, reply, { id, ...rest }) => {
      const [known] = await publishedBulletins(db, [id]);
      if (known?.type !== 'action') return answerError(request, reply, 404);
      return work(known, request, reply, { id, ...rest });
    });

  staff.get(
    '/staff/bulletins/:id/answers',
    withAction(async (bulletin, request, reply) => {
      const today = dayOf(now());
      const all = await receiptsOf(db, bulletin, today);
      const reminders = await remindersOf(db, bulletin.id);
      const { show: asked = 'all', done, people = '' } = fieldsOf(request.query);
      const show = Object.hasOwn(shows, asked) ? asked : 'all';
      const count = (name: string) => all.filter((one) => shows[name]?.isIn(one)).length;
      const waiting = all.filter(({ waits }) => waits);
      return reply.page('bulletins/staff-answers', {
        id: bulletin.id,
        number: numberInWords(bulletin),
        title: bulletin.title,
        href: bulletin.is_public ? addressOf(bulletin) : null,
        audience: audienceInWords(bulletin, await clusterNames(db), authority.names),
        due: dayInWords(bulletin.due_on ?? today),
        is_withdrawn: bulletin.withdrawn_at !== null,
        counts: {
          asked: all.length,
          done: count('done'),
          read: count('read'),
          not_answered: count('none'),
          overdue: count('overdue'),
        },
        unreachable: waiting.filter(({ people }) => people.length === 0).length,
        waits: waiting.length,
        reminded: reminders.map(
          ({ at, schools, people: n }) =>
            `${momentInWords(at)}: ${n} ${n === 1 ? 'person' : 'people'} at ${schools} ${schools === 1 ? 'school' : 'schools'}`,
        ),
        is_reminded_today: reminders.some(({ day }) => day === today),
        show,
        shows: Object.entries(shows).map(([value, { text }]) => ({
          value,
          text,
          n: count(value),
          href: `/staff/bulletins/${bulletin.id}/answers${value === 'all' ? '' : `?show=${value}`}`,
        })),
        rows: all.filter((one) => shows[show]?.isIn(one)).map((one) => receiptRow(one, bulletin)),
        done:
          done === 'reminded' && /^\d{1,6}$/.test(people)
            ? `${people === '0' ? 'Nobody could be reminded: no school that you wait for has an account.' : `Reminded: ${people} ${people === '1' ? 'person' : 'people'}.`}`
            : done === 'already'
              ? 'They were reminded today already. You can remind them again tomorrow.'
              : null,
      });
    }),
  );

  staff.post(
    '/staff/bulletins/:id/remind',
    withAction(async (bulletin, request, reply) => {
      if (bulletin.withdrawn_at) return answerError(request, reply, 404);
      const name = begun(names.short);
      const counts = await remindSchools(db, request.who, bulletin, { letterhead, name, now: now() });
      if (counts) await soon('send-mail');
      const done = counts ? `reminded&people=${counts.people}` : 'already';
      return reply.redirect(`/staff/bulletins/${bulletin.id}/answers?done=${done}`, 303);
    }),
  );

  staff.get(
    '/staff/bulletins/:id/answers.csv',
    withAction(async (bulletin, _, reply) => {
      const clusters = await clusterNames(db);
      const receipts = await receiptsOf(db, bulletin, dayOf(now()));
      const lines = receipts.map(({ school, said, is_overdue, people }) => [
        school.urn,
        school.name,
        schoolKinds[school.kind] ?? school.kind,
        phaseNames[school.phase] ?? school.phase.replace('_', ' '),
        clusters.get(school.cluster ?? '') ?? '',
        said?.answer ?? 'not answered',
        is_overdue ? 'yes' : 'no',
        said?.answered_at.toISOString() ?? '',
        said?.answered_by ?? '',
        said?.note ?? '',
        people
          .filter(({ answered_at }) => answered_at === null)
          .map(namedIn)
          .join('; '),
      ]);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="answers-${bulletin.year}-${bulletin.number}.csv"`)
        .send([tableHead, ...lines].map(csvLine).join(''));
    }),
  );
}

function receiptRow(
  { school, said, is_overdue, people }: Receipt,
  { editions, published_at }: KnownBulletin,
): ReceiptRow {
  return {
    urn: school.urn,
    school: school.name,
    answer: said ? answerWords[said.answer] : 'Not answered',
    tone: said ? tones[said.answer] : '',
    is_overdue,
    when: said
      ? `${momentInWords(said.answered_at)}, ${said.answered_by}${said.edition < editions.length ? ', before it was corrected' : ''}`
      : null,
    note: said?.note ?? '',
    people: people.map((one) => ({
      name: namedIn(one),
      said: [
        one.answered_at ? `answered on ${dayInWords(one.answered_at)}` : 'has not answered',
        ...(one.since > published_at ? [`here since ${dayInWords(one.since)}, after it came out`] : []),
      ].join(', '),
    })),
  };
}

function namedIn({ name, role }: Reached): string {
  return `${name} (${signedInAs[role]})`;
}

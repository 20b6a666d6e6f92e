import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { choicesOf, type FormError, fieldsOf, oneOf, readForm, words } from '../web/form.ts';
import { answerBulletin, answersTo, isAsked, type SchoolAnswer } from './answers.ts';
import { isFor, mayAnswer } from './audience-rules.ts';
import { type BulletinNames, begun } from './bulletin-names-rules.ts';
import { standingOf } from './bulletin-rules.ts';
import { type BulletinRow, type BulletinView, bulletinRow } from './bulletin-view.ts';
import { digests } from './digest-rules.ts';
import { chooseDigest, chosenDigest, digestPolicy } from './digests.ts';
import { eventFile } from './event-file.ts';
import { keepChanges } from './kept-changes.ts';
import { clusterNames, type KnownBulletin, keepBulletins } from './known-bulletins.ts';
import { type ListPage, listPage } from './list-page.ts';
import { addressOf, readAddress } from './number-rules.ts';
import { namesOf, readEdition, sendCalendar, sendWithdrawn, viewEdition } from './reader-pages.ts';
import { type ReadingSchool, readingSchool } from './reading-schools.ts';

interface Asking {
  /** whoever reads may answer for the school */
  may_answer: boolean;
  said: { text: string; note: string } | null;
  is_overdue: boolean;
  errors: FormError[];
  values: Record<string, string>;
  /** the text that is answered */
  edition: number;
}

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/school-list': ListPage & {
      school: string;
      waiting: (BulletinRow & { is_overdue: boolean })[];
      shows_all: boolean;
      own_href: string;
      all_href: string;
      done: string | null;
    };
    'bulletins/school-bulletin': {
      names: BulletinNames;
      one: BulletinView;
      asking: Asking | null;
      action: string;
      done: string | null;
    };
    'bulletins/school-mail': {
      names: BulletinNames;
      email: string;
      choices: { value: string; text: string }[];
      chosen: string;
      errors: FormError[];
      done: string | null;
    };
  }
}

type OfOne = FastifyRequest<{ Params: { year: string; number: string; edition?: string } }>;
interface Reading {
  school: ReadingSchool;
  role: string;
}

const answerForm = z.object({
  answer: oneOf({ read: '', done: '' }, 'Choose whether it is read or done'),
  note: words(1000, 'what you add'),
  edition: z.string().optional().transform(readEdition),
});
const mailForm = z.object({ digest: oneOf(digests, 'Choose how often you want to hear from us') });
const doneWords: Record<string, string> = {
  answered: 'Thank you. Your answer is kept, and the council sees it.',
  mail: 'Saved. You hear from us as you chose.',
};

/** `/school/bulletins`: what the council tells this school, what waits for its answer, and how often it hears by mail. */
export function schoolBulletins(scope: FastifyInstance, parts: Parts): void {
  const { db, now, config } = parts;
  const bulletins = keepBulletins(db);
  const around = { ...parts, changesOf: keepChanges(db) };
  const names = namesOf(parts);
  const done = (request: FastifyRequest) => doneWords[fieldsOf(request.query).done ?? ''] ?? null;

  /** The school in whose name somebody reads: never that of an address. */
  const reading =
    <Request extends FastifyRequest>(
      work: (request: Request, reply: FastifyReply, reading: Reading) => Promise<FastifyReply>,
    ) =>
    async (request: Request, reply: FastifyReply): Promise<FastifyReply> => {
      const { role } = request.who;
      const school = role?.school_urn ? await readingSchool(db, role.school_urn) : undefined;
      return role && school ? work(request, reply, { school, role: role.role }) : answerError(request, reply, 404);
    };

  scope.get(
    '/school/bulletins',
    reading(async (request, reply, { school, role }) => {
      const query = fieldsOf(request.query);
      const shows_all = query.all === 'yes';
      const listed = (await bulletins()).all.filter(({ withdrawn_at }) => !withdrawn_at);
      const own = listed.filter((one) => isFor(one, { ...school, role }));
      const said = new Map((await answersTo(db, { urn: school.urn })).map((one) => [one.bulletin_id, one]));
      const today = dayOf(now());
      const waiting = listed.flatMap((one) => {
        if (!isAsked(one, school) || !(isFor(one, { ...school, role }) || mayAnswer(one, role))) return [];
        const { waits, is_overdue } = standingOf(said.get(one.id)?.answer ?? null, one.due_on, today);
        return waits ? { ...bulletinRow(one, { base: '/school' }), is_overdue } : [];
      });
      const page = await listPage(parts, shows_all ? listed : own, query, {
        path: '/school/bulletins',
        base: '/school',
        names,
        clusters: await clusterNames(db),
        kept: shows_all ? { all: 'yes' } : {},
      });
      return reply.page('bulletins/school-list', {
        ...page,
        school: school.name,
        waiting: waiting.toReversed(),
        shows_all,
        own_href: '/school/bulletins',
        all_href: '/school/bulletins?all=yes',
        done: done(request),
      });
    }),
  );

  async function showMail(request: FastifyRequest, reply: FastifyReply, errors: FormError[]) {
    const { digest } = await digestPolicy(db, dayOf(now()));
    return reply.code(errors.length > 0 ? 422 : 200).page('bulletins/school-mail', {
      names,
      email: request.who.email,
      choices: choicesOf(digests),
      chosen: (await chosenDigest(db, request.who.person_id)) ?? digest,
      errors,
      done: done(request),
    });
  }

  scope.get('/school/bulletins/mail', (request, reply) => showMail(request, reply, []));

  scope.post('/school/bulletins/mail', async (request, reply) => {
    const form = readForm(mailForm, request.body);
    if (!form.ok) return showMail(request, reply, form.errors);
    const policy = await digestPolicy(db, dayOf(now()));
    await chooseDigest(db, request.who, form.value.digest, { policy, now: now() });
    return reply.redirect('/school/bulletins/mail?done=mail', 303);
  });

  /** The bulletin of an address, for this school; answers itself where there is none, or it was withdrawn. */
  const withBulletin = (
    work: (request: OfOne, reply: FastifyReply, bulletin: KnownBulletin, reading: Reading) => Promise<FastifyReply>,
  ) =>
    reading<OfOne>(async (request, reply, who) => {
      const number = readAddress(request.params.year, request.params.number);
      const { all } = await bulletins();
      const one = number && all.find(({ year, number: n }) => year === number.year && n === number.number);
      if (!one) return answerError(request, reply, 404);
      return one.withdrawn_at
        ? sendWithdrawn(reply, one, one.withdrawn_at, { names, back: '/school/bulletins' })
        : work(request, reply, one, who);
    });

  async function show(
    request: OfOne,
    reply: FastifyReply,
    bulletin: KnownBulletin,
    {
      reading: { school, role },
      edition = bulletin.editions.length,
      form = { errors: [], values: {} },
    }: { reading: Reading; edition?: number; form?: Pick<Asking, 'errors' | 'values'> },
  ) {
    const one = await viewEdition(around, bulletin, edition, { base: '/school', mayRead: () => true });
    if (!one) return answerError(request, reply, 404);
    const said = (await answersTo(db, { urn: school.urn })).find(({ bulletin_id }) => bulletin_id === bulletin.id);
    const isAnswered = bulletin.type === 'action' && edition === bulletin.editions.length;
    return reply.code(form.errors.length > 0 ? 422 : 200).page('bulletins/school-bulletin', {
      names,
      one,
      asking:
        isAnswered && (said || isAsked(bulletin, school))
          ? {
              ...form,
              values: { answer: said?.answer ?? '', note: said?.note ?? '', ...form.values },
              edition,
              may_answer: mayAnswer(bulletin, role),
              said: said ? answerInWords(said, bulletin) : null,
              is_overdue: standingOf(said?.answer ?? null, bulletin.due_on, dayOf(now())).is_overdue,
            }
          : null,
      action: `/school${addressOf(bulletin)}/answer`,
      done: done(request),
    });
  }

  scope.get(
    '/school/bulletins/:year/:number',
    withBulletin((request, reply, bulletin, who) => show(request, reply, bulletin, { reading: who })),
  );

  scope.get(
    '/school/bulletins/:year/:number/versions/:edition',
    withBulletin((request, reply, bulletin, who) =>
      show(request, reply, bulletin, { reading: who, edition: readEdition(request.params.edition) }),
    ),
  );

  scope.get(
    '/school/bulletins/:year/:number/event.ics',
    withBulletin(async (request, reply, bulletin) => {
      const url = `${config.base_url}/school${addressOf(bulletin)}`;
      const file = eventFile(bulletin, { name: begun(names.short), url });
      return file
        ? sendCalendar(reply, file, `${bulletin.number}-${bulletin.year}.ics`)
        : answerError(request, reply, 404);
    }),
  );

  const keepAnswer = withBulletin(async (request, reply, bulletin, who) => {
    const { urn } = who.school;
    if (!isAsked(bulletin, who.school)) return answerError(request, reply, 404);
    if (!mayAnswer(bulletin, who.role)) return answerError(request, reply, 403);
    const form = readForm(answerForm, request.body);
    if (!form.ok) return show(request, reply, bulletin, { reading: who, form });
    const newest = bulletin.editions.length;
    const edition = Math.min(form.value.edition || newest, newest);
    await answerBulletin(db, request.who, { ...form.value, bulletin_id: bulletin.id, urn, edition }, now());
    return reply.redirect(`/school${addressOf(bulletin)}?done=answered`, 303);
  });

  scope.post('/school/bulletins/:year/:number/answer', async (request: OfOne, reply) =>
    may(request.who.role, 'answer_bulletins') ? keepAnswer(request, reply) : answerError(request, reply, 403),
  );
}

function answerInWords({ answer, note, answered_at, answered_by, edition }: SchoolAnswer, bulletin: KnownBulletin) {
  const corrected = bulletin.editions.length > edition ? ' That was before it was corrected.' : '';
  const what = answer === 'done' ? 'done' : 'read';
  return { text: `Your school said on ${momentInWords(answered_at)}: ${what} (${answered_by}).${corrected}`, note };
}

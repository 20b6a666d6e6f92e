import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isDay } from '../calendar/day-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, neededWords, readForm, versionOf, words } from '../web/form.ts';
import { lawBegan } from './asked-day-rules.ts';
import { type Consultation, findConsultation, saveConsultation, takeOutConsultation } from './consultations.ts';
import { coverageNow } from './coverage.ts';
import { coverageAnswers } from './coverage-answers.ts';
import { consultees, families, topics } from './law-list-rules.ts';

interface ConsultationPage {
  errors: FormError[];
  values: Record<string, string>;
  topics: string[];
  action: string;
  is_new: boolean;
  is_demonstration: boolean;
  consultees: { value: string; text: string }[];
  topic_choices: { value: string; text: string }[];
  /** as it stands now, where somebody else was quicker */
  meanwhile: { who: string; how: string; said: string; did: string } | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'coverage/consultation': ConsultationPage;
  }
}

const day = z.string().trim();
/** Reads who was asked; `today` is YYYY-MM-DD: nobody was asked tomorrow. */
function consultationForm(today: string) {
  return z
    .object({
      consultee: z.string().refine((key) => consultees.some((one) => one.key === key), 'Choose whom the law names'),
      who: neededWords(200, 'who was asked', 'Write which group or body was asked'),
      asked_on: day.refine(
        (text) => isDay(text) && text >= lawBegan && text <= today,
        'Write the day on which they were asked: today, or before',
      ),
      how: neededWords(500, 'how they were asked', 'Write how they were asked'),
      answered_on: day
        .default('')
        .refine(
          (text) => text === '' || (isDay(text) && text <= today),
          'Write the day on which they answered, or leave it empty',
        ),
      said: words(5000, 'what they said'),
      did: words(5000, 'what was done'),
      version: z.string().default(''),
    })
    .refine(({ asked_on, answered_on }) => answered_on === '' || answered_on >= asked_on, {
      path: ['answered_on'],
      message: 'They cannot have answered before they were asked',
    })
    .refine(({ answered_on, said }) => answered_on === '' || said !== '', {
      path: ['said'],
      message: 'Write what they said',
    });
}

/** `/staff/coverage`, and the log of whom the council asked about its Local Offer (reg. 54). */
export function staffCoverage(staff: FastifyInstance, parts: Parts): void {
  const { db, now, pages } = parts;

  coverageAnswers(staff, parts, {
    at: '/staff/coverage',
    reader: ({ who }) => (may(who.role, 'see_desk') ? { may_log: may(who.role, 'log_outreach') } : undefined),
    counted: async (today) => coverageNow(db, await pages.now(), today),
  });

  staff.get('/staff/consultations/new', async (request, reply) => {
    if (!may(request.who.role, 'log_outreach')) return answerError(request, reply, 403);
    const { for: key = '' } = fieldsOf(request.query);
    const isTopic = topics.some((topic) => topic.key === key);
    const values = { consultee: isTopic ? (families[0] ?? '') : key };
    return show(reply, undefined, { values, topics: isTopic ? [key] : [] });
  });

  type OfOne = FastifyRequest<{ Params: { id: string } }>;

  staff.get('/staff/consultations/:id', async (request: OfOne, reply) => {
    if (!may(request.who.role, 'log_outreach')) return answerError(request, reply, 403);
    const one = await findConsultation(db, request.params.id);
    return one ? show(reply, one, {}) : answerError(request, reply, 404);
  });

  function show(
    reply: FastifyReply,
    one: Consultation | undefined,
    typed: { values?: Record<string, string>; topics?: string[]; errors?: FormError[]; is_late?: boolean },
  ) {
    const { values = {}, errors = [], is_late = false } = typed;
    const stored = one && {
      consultee: one.consultee,
      who: one.who,
      asked_on: one.asked_on,
      how: one.how,
      answered_on: one.answered_on ?? '',
      said: one.said,
      did: one.did,
    };
    const blank = { consultee: '', who: '', asked_on: '', how: '', answered_on: '', said: '', did: '' };
    return reply.code(errors.length === 0 ? 200 : is_late ? 409 : 422).page('coverage/consultation', {
      errors,
      values: { ...blank, ...stored, ...values, version: one ? String(one.version) : '' },
      topics: typed.topics ?? one?.topics ?? [],
      action: one ? `/staff/consultations/${one.id}` : '/staff/consultations/new',
      is_new: !one,
      is_demonstration: one?.is_demonstration ?? false,
      consultees: [{ value: '', text: 'Choose' }, ...consultees.map(({ key, words: text }) => ({ value: key, text }))],
      topic_choices: topics.map(({ key, words: text }) => ({ value: key, text })),
      meanwhile: is_late && one ? { who: one.who, how: one.how, said: one.said, did: one.did } : null,
    });
  }

  staff.post('/staff/consultations/:id', async (request: OfOne, reply) => {
    if (!may(request.who.role, 'log_outreach')) return answerError(request, reply, 403);
    const isNew = request.params.id === 'new';
    const one = isNew ? undefined : await findConsultation(db, request.params.id);
    if (!isNew && !one) return answerError(request, reply, 404);
    const chosen = [(request.body as Record<string, unknown> | null)?.topics ?? []].flat().map(String);
    const known = topics.map(({ key }) => key).filter((key) => chosen.includes(key));
    const form = readForm(consultationForm(dayOf(now())), request.body);
    if (!form.ok) return show(reply, one, { ...form, topics: known });
    const { version, answered_on, ...rest } = form.value;
    const seen = { id: one?.id ?? null, version: versionOf(version) };
    const saved = await saveConsultation(
      db,
      request.who,
      seen,
      { ...rest, answered_on: answered_on || null, topics: known },
      now(),
    );
    if (saved !== undefined) return reply.redirect(`/staff/coverage#${rest.consultee}`, 303);
    const text = 'Somebody else has changed this meanwhile. Both stand below: theirs first, then what you wrote.';
    return show(reply, one, {
      values: fieldsOf(request.body),
      topics: known,
      errors: [{ field: 'who', text }],
      is_late: true,
    });
  });

  staff.post('/staff/consultations/:id/take-out', async (request: OfOne, reply) => {
    if (!may(request.who.role, 'log_outreach')) return answerError(request, reply, 403);
    const one = await findConsultation(db, request.params.id);
    if (!one) return answerError(request, reply, 404);
    const { version } = fieldsOf(request.body);
    const taken = await takeOutConsultation(db, request.who, { id: one.id, version: versionOf(version) }, now());
    if (taken) return reply.redirect('/staff/coverage#consultees', 303);
    const text = 'Somebody else has changed this meanwhile. Read it again before you take it out.';
    return show(reply, one, { errors: [{ field: 'who', text }], is_late: true });
  });
}

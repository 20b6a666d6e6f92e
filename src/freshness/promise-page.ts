import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { longDate } from '../directory/date-rules.ts';
import { type FreshnessPromise, promiseFor } from '../directory/freshness-rules.ts';
import { readPromises } from '../directory/promises.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { aDay, type FormError, fieldsOf } from '../web/form.ts';
import { paceOn } from './chases.ts';
import { checkPromises } from './contact-checks.ts';
import { promiseNumbers, readPromise } from './promise-form-rules.ts';
import { type Kind, kindsOfSupport, setPromise, takeBackPromise } from './set-promises.ts';

/** A promise as its table shows it. */
interface PromiseRow extends Omit<FreshnessPromise, 'holds_from'> {
  name: string;
  /** in words */
  from: string;
  /** as data, to take it back by */
  holds_from: string;
}

declare module '../web/render.ts' {
  interface Pages {
    'freshness/promises': {
      in_force: PromiseRow[];
      to_come: PromiseRow[];
      may_set: boolean;
      kinds: { value: string; text: string }[];
      pace: { rounds_a_day: number; gather_days: number; tell_again_days: number };
      checks: { name: string; every_days: number; broken_after_days: number }[];
      done: string | null;
    };
    'freshness/promise': {
      kind: Kind;
      now: string;
      numbers: { name: string; label: string }[];
      values: Record<string, string>;
      errors: FormError[];
    };
  }
}

const doneWords: Record<string, string> = {
  set: 'It is promised. Until its day, what held before goes on.',
  taken_back: 'It is taken back.',
};

/** `/staff/freshness`: how long a confirmation holds for each kind of record, and another time from a day on. */
export function staffPromises(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;
  const today = () => dayOf(now());

  app.get('/staff/freshness', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const day = today();
    const { promises } = await readPromises(db);
    const kinds = await kindsOfSupport(db);
    const nameOf = new Map(kinds.map(({ code, name }) => [code, name]));
    const rows = promises
      .map((promise) => ({ ...promise, name: nameOf.get(promise.category) ?? promise.category }))
      .map((promise): PromiseRow => ({ ...promise, from: longDate(promise.holds_from) }))
      .sort(
        (one, other) =>
          Number(one.category === 'any') - Number(other.category === 'any') || one.name.localeCompare(other.name),
      );
    const begun = rows.filter(({ holds_from }) => holds_from <= day);
    const checks = await checkPromises(db, day);
    return reply.page('freshness/promises', {
      in_force: begun.filter(
        (one) => !begun.some((other) => other.category === one.category && other.holds_from > one.holds_from),
      ),
      to_come: rows.filter(({ holds_from }) => holds_from > day),
      may_set: may(request.who.role, 'set_promises'),
      kinds: kinds.map(({ code, name }) => ({ value: code, text: name })),
      pace: await paceOn(db, day),
      checks: [
        { name: 'Web addresses', ...numbersOf(checks.web) },
        { name: 'Mail domains', ...numbersOf(checks.mail) },
      ],
      done: doneWords[fieldsOf(request.query).done ?? ''] ?? null,
    });
  });

  /** The kind of support that a form is about, for those who may promise something. */
  async function withKind(
    request: FastifyRequest,
    reply: FastifyReply,
    category: string | undefined,
    work: (kind: Kind) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    if (!may(request.who.role, 'set_promises')) return answerError(request, reply, 403);
    const kind = (await kindsOfSupport(db)).find(({ code }) => code === category);
    return kind ? work(kind) : answerError(request, reply, 404);
  }

  async function showForm(reply: FastifyReply, kind: Kind, typed: Record<string, string>, errors: FormError[]) {
    const promises = await readPromises(db);
    const held = promiseFor(kind.code === 'any' ? [] : [kind.code], promises, today());
    const known = Object.fromEntries(promiseNumbers.map(({ name }) => [name, String(held?.[name] ?? '')]));
    return reply.code(errors.length > 0 ? 422 : 200).page('freshness/promise', {
      kind,
      now: held ? `A yes counts for ${held.months} months now.` : 'Nothing is promised now.',
      numbers: promiseNumbers.map(({ name, label }) => ({ name, label })),
      values: { ...known, ...typed },
      errors,
    });
  }

  app.get('/staff/freshness/kind', (request, reply) =>
    withKind(request, reply, fieldsOf(request.query).category, (kind) => showForm(reply, kind, {}, [])),
  );

  app.post('/staff/freshness/kind', (request, reply) => {
    const values = fieldsOf(request.body);
    return withKind(request, reply, values.category, async (kind) => {
      const read = readPromise(values, { category: kind.code, today: today() });
      if ('errors' in read) return showForm(reply, kind, values, read.errors);
      const isAdded = await setPromise(db, request.who, read.promise, now());
      if (isAdded) return reply.redirect('/staff/freshness?done=set', 303);
      const text = 'Another promise begins on that day. Take it back first, or choose another day';
      return showForm(reply, kind, values, [{ field: 'holds_from-day', text }]);
    });
  });

  app.post('/staff/freshness/take-back', (request, reply) => {
    const { category, holds_from = '' } = fieldsOf(request.body);
    return withKind(request, reply, category, async ({ code }) => {
      const day = aDay('').safeParse(holds_from).data ?? today();
      const back = { category: code, holds_from: day };
      const isTaken = await takeBackPromise(db, request.who, back, { today: today(), now: now() });
      return isTaken ? reply.redirect('/staff/freshness?done=taken_back', 303) : answerError(request, reply, 404);
    });
  });
}

function numbersOf({ every_days, broken_after_days }: { every_days: number; broken_after_days: number }) {
  return { every_days, broken_after_days };
}

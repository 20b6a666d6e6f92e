import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { transaction } from '../db/database.ts';
import type { Parts } from '../parts.ts';
import { type FormError, fieldsOf, pathOfThisSite, readForm } from '../web/form.ts';
import { needsSecondFactor } from './access-rules.ts';
import { type AccountPage, accountPage } from './account-page.ts';
import { record } from './audit.ts';
import { answerInvitation } from './invitations.ts';
import { deletePerson, endSessions, renamePerson, whatIsHeldOf } from './persons.ts';
import { endRole } from './roles.ts';
import { factorsOf, mayChangeFactors, removePasskey, type ShownCode, setUpCode, showCode } from './second-factor.ts';

declare module '../web/render.ts' {
  interface Pages {
    'people/account': AccountPage & { errors: FormError[]; done: string | null };
    'people/second-factor': {
      next: string;
      errors: FormError[];
      has_code: boolean;
      has_passkey: boolean;
      may_change_factors: boolean;
      must: boolean;
    };
    'people/second-factor-set-up': ShownCode & { next: string };
    'people/delete-account': { errors: FormError[]; last_owner_of: string[] };
  }
}

const naming = z.object({ name: z.string().trim().min(1, 'Write your name').max(100, 'Write at most 100 letters') });
const coding = z.object({
  code: z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, '')),
  next: z.string().default(''),
});

/** `/account`: what somebody who has signed in sees of the own account. */
export function ownAccount(app: FastifyInstance, parts: Parts): void {
  const { db, auth, now } = parts;

  app.get('/account', (request, reply) => showAccount(request, reply, []));

  async function showAccount(request: FastifyRequest, reply: FastifyReply, errors: FormError[]) {
    const model = await accountPage(db, request.who, now());
    const { done } = fieldsOf(request.query);
    const words = done === undefined ? null : (doneWords[done] ?? null);
    return reply.code(errors.length > 0 ? 422 : 200).page('people/account', { ...model, errors, done: words });
  }

  app.post('/account/name', async (request, reply) => {
    const form = readForm(naming, request.body);
    if (!form.ok) return showAccount(request, reply, form.errors);
    await renamePerson(db, request.who.person_id, form.value.name);
    return reply.redirect('/account?done=name', 303);
  });

  app.post('/account/role', async (request, reply) => {
    const { role } = fieldsOf(request.body);
    const chosen = request.who.roles.find(({ id }) => id === role);
    if (!chosen) return showAccount(request, reply, [{ field: 'roles', text: 'You do not have that role any more.' }]);
    await db.updateTable('session').set({ role_id: chosen.id }).where('id', '=', request.who.session_id).execute();
    return reply.redirect('/account?done=role', 303);
  });

  app.post('/account/leave', async (request, reply) => {
    const { role } = fieldsOf(request.body);
    const mine = request.who.roles.find(({ id }) => id === role);
    if (mine)
      await transaction(db, async (tx) => {
        if (await endRole(tx, mine.id, { now: now(), by: request.who.email }))
          await record(tx, request.who, { action: 'left_role', entity: 'role', entity_id: mine.id }, now());
      });
    return reply.redirect('/account?done=left', 303);
  });

  app.post('/account/invitation', async (request, reply) => {
    const { invitation = '', answer } = fieldsOf(request.body);
    const taken = answer === 'accepted' || answer === 'declined' ? answer : undefined;
    const answered = taken && (await answerInvitation(db, request.who, invitation, taken, now()));
    if (!answered)
      return showAccount(request, reply, [{ field: 'roles', text: 'That invitation is not open any more.' }]);
    return reply.redirect(`/account?done=${taken}`, 303);
  });

  app.post('/account/devices', async (request, reply) => {
    const { device } = fieldsOf(request.body);
    if (device !== undefined && !z.uuid().safeParse(device).success) return reply.redirect('/account', 303);
    await endSessions(db, request.who.person_id, device);
    await record(db, request.who, { action: device ? 'signed_out_device' : 'signed_out_everywhere' }, now());
    return reply.redirect(device ? '/account?done=device' : '/', 303);
  });

  app.post('/account/passkeys', async (request, reply) => {
    const { passkey = '' } = fieldsOf(request.body);
    if (!(await mayChangeFactors(db, request.who)))
      return showAccount(request, reply, [{ field: 'passkeys', text: firstShow }]);
    if (z.uuid().safeParse(passkey).success) await removePasskey(db, request.who, passkey, now());
    return reply.redirect('/account?done=passkey', 303);
  });

  app.get('/account/second-factor', (request, reply) => showFactor(request, reply, fieldsOf(request.query).next, []));

  async function showFactor(
    request: FastifyRequest,
    reply: FastifyReply,
    next: string | undefined,
    errors: FormError[],
  ) {
    const must = request.who.role !== undefined && needsSecondFactor(request.who.role.role);
    reply.code(errors.length > 0 ? 422 : 200);
    return reply.page('people/second-factor', {
      next: pathOfThisSite(next ?? '') ?? '/account',
      errors,
      ...(await factorsOf(db, request.who.person_id)),
      may_change_factors: await mayChangeFactors(db, request.who),
      must,
    });
  }

  app.post('/account/second-factor', async (request, reply) => {
    const form = readForm(coding, request.body);
    if (!form.ok) return showFactor(request, reply, '', form.errors);
    const { code, next } = form.value;
    const shown = await showCode({ db, auth, now: now() }, request, reply, code);
    if (shown !== 'right') return showFactor(request, reply, next, [{ field: 'code', text: wrongCode[shown] }]);
    return reply.redirect(pathOfThisSite(next) ?? '/account', 303);
  });

  app.post('/account/second-factor/set-up', async (request, reply) => {
    const { next } = fieldsOf(request.body);
    if (!(await mayChangeFactors(db, request.who)))
      return showFactor(request, reply, next, [{ field: 'code', text: firstShow }]);
    const made = await setUpCode(auth, request);
    return reply.page('people/second-factor-set-up', { ...made, next: pathOfThisSite(next ?? '') ?? '/account' });
  });

  app.get('/account/download', async (request, reply) => {
    const held = await whatIsHeldOf(db, request.who.person_id);
    reply.header('content-disposition', 'attachment; filename="my-account.json"');
    return reply.type('application/json; charset=utf-8').send(`${JSON.stringify(held, null, 2)}\n`);
  });

  app.get('/account/delete', (request, reply) => showDelete(request, reply, []));

  async function showDelete(request: FastifyRequest, reply: FastifyReply, errors: FormError[]) {
    const { last_owner_of } = await accountPage(db, request.who, now());
    return reply.code(errors.length > 0 ? 422 : 200).page('people/delete-account', { errors, last_owner_of });
  }

  app.post('/account/delete', async (request, reply) => {
    if (fieldsOf(request.body).sure !== 'yes')
      return showDelete(request, reply, [{ field: 'sure', text: 'Say that you are sure' }]);
    await transaction(db, async (tx) => {
      await record(tx, request.who, { action: 'deleted_own_account' }, now());
      for (const role of request.who.roles) await endRole(tx, role.id, { now: now(), by: request.who.email });
      await deletePerson(tx, request.who.person_id);
    });
    return reply.redirect('/', 303);
  });
}

const doneWords: Record<string, string> = {
  name: 'Your name is changed.',
  role: 'You act in this role now.',
  left: 'You have left that role.',
  accepted: 'You have accepted the invitation.',
  declined: 'You have declined the invitation.',
  device: 'That device is signed out.',
  passkey: 'That passkey is removed.',
};

const firstShow = 'First show the second factor that you have.';

const wrongCode = {
  wrong: 'That code is not right. Codes change every half minute: try the next one.',
  too_many: 'That was wrong too often. Wait a quarter of an hour, then try again.',
};

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import type { SignedInBar } from '../web/render.ts';
import { type Audience, audienceOf, needsSecondFactor } from './access-rules.ts';
import { personWasSeen } from './persons.ts';
import { type Who, whoAsks } from './who.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** set within the guard of an audience */
    who: Who;
  }
  interface FastifyInstance {
    /** every page behind a guard, for the test that asks which role opens which */
    guardedPages: { audience: Audience; method: string; url: string }[];
  }
}

/** The page that asks somebody to sign in, and leads back. */
function signInAddress(request: FastifyRequest): string {
  const next = request.method === 'GET' ? request.url : '/account';
  return `/sign-in?${new URLSearchParams({ next })}`;
}

/**
 * Mounts pages that are for one audience. Whoever is not of it is asked to sign in, to show a second factor, or is told
 * that this is not for the role in which they act; so a page cannot be left open by forgetting a line.
 */
export async function within(
  app: FastifyInstance,
  { db, auth, now }: Pick<Parts, 'db' | 'auth' | 'now'>,
  audience: Audience,
  mount: (scope: FastifyInstance) => void,
): Promise<void> {
  if (!app.hasDecorator('guardedPages')) app.decorate('guardedPages', []);
  await app.register(async (scope) => {
    scope.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) app.guardedPages.push({ audience, method: one, url });
    });
    scope.addHook('onRequest', async (request, reply) => {
      const who = await whoAsks(db, auth, request);
      if (!who) return reply.redirect(signInAddress(request), 303);
      request.who = who;
      request.limited_as = who.person_id;
      request.bar = barOf(who);
      await personWasSeen(db, who.person_id, now());
      return refuse(request, reply, audience);
    });
    scope.addHook('onSend', async (_, reply) => {
      reply.header('cache-control', 'no-store');
    });
    mount(scope);
  });
}

function barOf({ name, email, role, roles, is_demonstration }: Who): SignedInBar {
  const area = role && areas[audienceOf(role.role)];
  return {
    name: name || email,
    role: role?.name ?? null,
    has_several_roles: roles.length > 1,
    links: [
      ...(area ? [area] : []),
      ...(is_demonstration || role?.role === 'administrator' ? [{ text: 'Outbox', href: '/staff/outbox' }] : []),
      { text: 'Your account', href: '/account' },
    ],
  };
}

const areas: Partial<Record<Audience, { text: string; href: string }>> = {
  provider: { text: 'Your services', href: '/provider' },
  school: { text: 'Your school', href: '/school' },
  staff: { text: 'Desk', href: '/staff' },
};

async function refuse(request: FastifyRequest, reply: FastifyReply, audience: Audience) {
  const { role, has_second_factor } = request.who;
  // anybody may ask for a record as a provider, and has an account
  if (audience === 'family' || audience === 'provider') return;
  if (!role || audienceOf(role.role) !== audience) return answerError(request, reply, 403);
  if (needsSecondFactor(role.role) && !has_second_factor)
    return reply.redirect(`/account/second-factor?${new URLSearchParams({ next: request.url })}`, 303);
}

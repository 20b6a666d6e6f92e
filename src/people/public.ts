import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { countMails, oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { emailAddress, type FormError, fieldsOf, pathOfThisSite, readForm } from '../web/form.ts';
import { record } from './audit.ts';
import { headersOf, passCookies } from './auth-messages.ts';
import { demonstrationAccounts, mayUseDemonstration } from './demonstration.ts';
import { personWasSeen } from './persons.ts';
import { mayChangeFactors } from './second-factor.ts';
import { hasAsked, makeLink, signInAsDemonstration, signInByLink } from './sign-in.ts';
import { whoAsks } from './who.ts';

declare module '../web/render.ts' {
  interface Pages {
    'people/sign-in': {
      values: Record<string, string>;
      errors: FormError[];
      providers: { name: string; href: string }[];
      has_demonstration: boolean;
    };
    'people/link-sent': { email: string; shows_outbox: boolean };
    'people/link': { token: string; next: string; has_asked: boolean };
    'people/link-failed': { next: string };
    'people/demonstration': { accounts: { email: string; name: string; role: string }[] };
  }
}

const asking = z.object({
  email: emailAddress,
  next: z.string().default(''),
});

/** So many links are mailed to one address in an hour. */
const mostLinks = 5;
const hour = 60 * 60 * 1000;

/** What better-auth answers by itself: passkeys, which a browser's script asks for, and the way back from a provider. */
const ownPaths = [
  '/auth/passkey/generate-authenticate-options',
  '/auth/passkey/verify-authentication',
  '/auth/callback/:id',
];

/** How a browser's script makes a passkey: for those who may change their second factors. */
const passkeyMaking = ['/auth/passkey/generate-register-options', '/auth/passkey/verify-registration'];

/** `/sign-in`: by a link in a mail, a passkey, or an OpenID Connect provider. Nobody has a password. */
export function publicPeople(app: FastifyInstance, parts: Parts): void {
  const { db, auth, authority, config, letterhead, now } = parts;
  const start = (next: string | undefined) => pathOfThisSite(next ?? '') ?? '/account';

  app.get('/sign-in', async (request, reply) => {
    const { next = '' } = fieldsOf(request.query);
    if (await whoAsks(db, auth, request)) return reply.redirect(start(next), 303);
    return showSignIn(reply, { next }, []);
  });

  async function showSignIn(reply: FastifyReply, values: Record<string, string>, errors: FormError[]) {
    const next = new URLSearchParams({ next: start(values.next) });
    reply.code(errors.length > 0 ? 422 : 200).header('cache-control', 'no-store');
    return reply.page('people/sign-in', {
      values,
      errors,
      providers: config.sign_in_providers.map(({ id, name }) => ({ name, href: `/sign-in/with/${id}?${next}` })),
      has_demonstration: await mayUseDemonstration(db),
    });
  }

  // What is answered does not tell whether an address has an account.
  app.post('/sign-in', async (request, reply) => {
    const form = readForm(asking, request.body);
    if (!form.ok) return showSignIn(reply, form.values, form.errors);
    const { email, next } = form.value;
    const since = new Date(now().getTime() - hour);
    const asked = await countMails(db, { to: email, prefix: 'sign-in:', since });
    if (asked >= mostLinks) {
      const text = 'We have sent this address many links already. Use the newest one, or try again in an hour.';
      return showSignIn(reply, { email, next }, [{ field: 'email', text }]);
    }
    const token = await makeLink(auth, email, request, reply);
    const query = new URLSearchParams({ t: token, next: start(next) });
    await oweMail(db, {
      key: `sign-in:${token}`,
      to: email,
      now: now(),
      letter: {
        subject: `Sign in to ${authority.site_name}`,
        paragraphs: [
          'Somebody, we hope you, asked for a link to sign in.',
          'Open it in the browser in which you asked for it. It works once.',
          'If it was not you, do nothing: without that browser the link opens nothing.',
        ],
        action: { text: 'Sign in', href: `${config.base_url}/sign-in/link?${query}` },
        by_when: 'The link works for 15 minutes.',
        from: letterhead.from,
      },
    });
    await parts.soon('send-mail');
    const shows_outbox = await mayUseDemonstration(db);
    return reply.header('cache-control', 'no-store').page('people/link-sent', { email, shows_outbox });
  });

  // Programs that look into mails open links: opening changes nothing, pressing the button signs in.
  app.get('/sign-in/link', (request, reply) => {
    const { t = '', next } = fieldsOf(request.query);
    reply.header('cache-control', 'no-store');
    return reply.page('people/link', { token: t, next: start(next), has_asked: hasAsked(request) });
  });

  app.post('/sign-in/link', async (request, reply) => {
    const { t = '', next } = fieldsOf(request.body);
    const signedIn = await signInByLink(auth, t, request, reply);
    if (!signedIn) {
      reply.code(422).header('cache-control', 'no-store');
      return reply.page('people/link-failed', { next: start(next) });
    }
    return reply.redirect(start(next), 303);
  });

  app.get<{ Params: { id: string } }>('/sign-in/with/:id', async (request, reply) => {
    const { id } = request.params;
    if (!config.sign_in_providers.some((provider) => provider.id === id)) return answerError(request, reply, 404);
    const callbackURL = start(fieldsOf(request.query).next);
    const answer = await (await auth()).api.signInSocial({
      body: { provider: id, callbackURL, errorCallbackURL: '/sign-in' },
      headers: headersOf(request),
      asResponse: true,
    });
    const { url } = (await answer.json()) as { url?: string };
    if (!url) return answerError(request, reply, 502);
    passCookies(answer, reply);
    return reply.redirect(url, 303);
  });

  for (const path of ownPaths)
    app.route({ method: ['GET', 'POST'], url: path, handler: (request, reply) => passOn(request, reply) });
  for (const path of passkeyMaking)
    app.route({
      method: ['GET', 'POST'],
      url: path,
      handler: async (request, reply) => {
        const who = await whoAsks(db, auth, request);
        if (!who || !(await mayChangeFactors(db, who))) return reply.code(403).send({ message: 'Not allowed' });
        return passOn(request, reply);
      },
    });

  async function passOn(request: FastifyRequest, reply: FastifyReply) {
    const answer = await (await auth()).handler(
      new Request(config.base_url + request.url, {
        method: request.method,
        headers: headersOf(request),
        ...(request.method === 'POST' ? { body: JSON.stringify(request.body ?? {}) } : {}),
      }),
    );
    reply.code(answer.status).header('cache-control', 'no-store');
    for (const name of ['location', 'content-type']) {
      const value = answer.headers.get(name);
      if (value) reply.header(name, value);
    }
    passCookies(answer, reply);
    return reply.send(await answer.text());
  }

  app.post('/sign-out', async (request, reply) => {
    const who = await whoAsks(db, auth, request);
    if (who) {
      await record(db, who, { action: 'signed_out' }, now());
      await personWasSeen(db, who.person_id, now());
    }
    passCookies(await (await auth()).api.signOut({ headers: headersOf(request), asResponse: true }), reply);
    return reply.redirect('/', 303);
  });

  app.get('/sign-in/demonstration', async (request, reply) => {
    if (!(await mayUseDemonstration(db))) return answerError(request, reply, 404);
    const accounts = await demonstrationAccounts(db);
    return reply.header('cache-control', 'no-store').page('people/demonstration', { accounts });
  });

  app.post('/sign-in/demonstration', async (request, reply) => {
    const { email = '' } = fieldsOf(request.body);
    const account = (await demonstrationAccounts(db)).find((one) => one.email === email);
    if (!account || !(await mayUseDemonstration(db))) return answerError(request, reply, 404);
    if (!(await signInAsDemonstration(parts, email, request, reply))) return answerError(request, reply, 404);
    return reply.redirect(account.start, 303);
  });
}

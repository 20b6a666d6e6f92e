import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { emailAddress, type FormError, fieldsOf, readForm } from '../web/form.ts';
import { maskedEmail } from './claim-rules.ts';
import {
  type Claim,
  claimByCode,
  claimByWords,
  claimNewOrganisation,
  findClaim,
  openClaims,
  proveClaim,
} from './claims.ts';
import { findOrganisation, findOrganisations, type OrganisationFound } from './organizations.ts';
import { roleFor } from './provider-records.ts';

type Form = { values: Record<string, string>; errors: FormError[] };

declare module '../web/render.ts' {
  interface Pages {
    'directory/provider-find': { q: string; found: (OrganisationFound & { is_own: boolean })[] };
    'directory/provider-claim': Form & {
      organisation: { id: string; name: string };
      has_owner: boolean;
      addresses: { value: string; text: string }[];
    };
    'directory/provider-code': {
      claim: { id: string; organisation: string; organization_id: string };
      sent_to: string | null;
      state: 'code' | 'over' | 'waits';
      errors: FormError[];
    };
    'directory/provider-new-organisation': Form;
  }
}

const words = z.string().trim().min(10, 'Tell us how you belong to it').max(2000, 'Write 2,000 characters or fewer');
const newOrganisation = z.object({
  name: z.string().trim().min(2, 'Write the name of the organisation').max(200, 'Write 200 characters or fewer'),
  email: emailAddress,
  url: z
    .string()
    .trim()
    .max(300)
    .transform((url) => url || undefined),
  words,
});

/** How many claims of one person may wait at once: nobody needs more, and the desk is not to be flooded. */
const mostOpenClaims = 10;

/** `/provider/find`, `/provider/claims`: finding the own organisation and showing that it is one's own; or a new one. */
export function providerClaims(app: FastifyInstance, parts: Parts): void {
  const { db, letterhead, secret, now } = parts;
  type OfId = { Params: { id: string } };

  app.get('/provider/find', async (request, reply) => {
    const q = fieldsOf(request.query).q?.slice(0, 200) ?? '';
    const found = await findOrganisations(db, q);
    return reply.page('directory/provider-find', {
      q,
      found: found.map((one) => ({ ...one, is_own: roleFor(request.who, 'edit_services', one.id) !== undefined })),
    });
  });

  app.get<OfId>('/provider/claim/:id', (request, reply) => showClaim(request, reply, { values: {}, errors: [] }));

  async function showClaim(request: FastifyRequest<OfId>, reply: FastifyReply, form: Form) {
    const organisation = await findOrganisation(db, request.params.id);
    if (!organisation) return answerError(request, reply, 404);
    const { id, name, has_owner, public_emails } = organisation;
    return reply.code(form.errors.length > 0 ? 422 : 200).page('directory/provider-claim', {
      ...form,
      organisation: { id, name },
      has_owner,
      addresses: has_owner
        ? []
        : public_emails.slice(0, 10).map((email, n) => ({ value: String(n), text: maskedEmail(email) })),
    });
  }

  app.post<OfId>('/provider/claim/:id', async (request, reply) => {
    const { who } = request;
    const organisation = await findOrganisation(db, request.params.id);
    if (!organisation) return answerError(request, reply, 404);
    const values = fieldsOf(request.body);
    const refuse = (field: string, text: string) => showClaim(request, reply, { values, errors: [{ field, text }] });
    if (roleFor(who, 'edit_services', organisation.id)) return reply.redirect('/provider', 303);
    const waiting = await openClaims(db, who.person_id);
    if (waiting.filter((one) => one.organization_id !== organisation.id).length >= mostOpenClaims)
      return refuse('proof', 'You have asked for many organisations already. Wait until we have answered, or call us.');
    if (values.proof === 'staff') {
      const form = readForm(z.object({ words }), values);
      if (!form.ok) return showClaim(request, reply, form);
      const id = await claimByWords(db, who, { organization_id: organisation.id, words: form.value.words }, now());
      return reply.redirect(`/provider/claims/${id}`, 303);
    }
    const to = /^\d$/.test(values.proof ?? '') ? organisation.public_emails[Number(values.proof)] : undefined;
    if (!to) return refuse('proof', 'Choose how to show that it is yours');
    const { from } = letterhead;
    const claimed = await claimByCode(db, who, { organization_id: organisation.id, to }, { now: now(), secret, from });
    if (claimed === 'too_many')
      return refuse('proof', 'We have sent three codes there today. Try tomorrow, or ask the council.');
    if (claimed === 'has_owner' || claimed === 'no_address')
      return refuse('proof', 'A code is not possible here. Ask the council.');
    await parts.soon('send-mail');
    return reply.redirect(`/provider/claims/${claimed}`, 303);
  });

  const own = async (request: FastifyRequest<OfId>) => {
    const claim = await findClaim(db, request.params.id);
    return claim?.person_id === request.who.person_id ? claim : undefined;
  };

  function showCode(reply: FastifyReply, claim: Claim, errors: FormError[] = []) {
    const isOver = (claim.code_expires_at?.getTime() ?? 0) <= now().getTime() || claim.wrong_codes >= 5;
    return reply.code(errors.length > 0 ? 422 : 200).page('directory/provider-code', {
      claim: { id: claim.id, organisation: claim.organisation, organization_id: claim.organization_id },
      sent_to: claim.code_sent_to && maskedEmail(claim.code_sent_to),
      state: claim.proof === 'staff' ? 'waits' : isOver ? 'over' : 'code',
      errors,
    });
  }

  app.get<OfId>('/provider/claims/:id', async (request, reply) => {
    const claim = await own(request);
    if (!claim) return answerError(request, reply, 404);
    if (claim.decided_at) return reply.redirect('/provider', 303);
    return showCode(reply, claim);
  });

  app.post<OfId>('/provider/claims/:id', async (request, reply) => {
    const claim = await own(request);
    if (!claim) return answerError(request, reply, 404);
    const code = fieldsOf(request.body).code ?? '';
    if (!/^\D*(\d\D*){6}$/.test(code))
      return showCode(reply, claim, [{ field: 'code', text: 'Write the six figures of the code' }]);
    const proved = await proveClaim(db, request.who, { claim_id: claim.id, code, secret, now: now() });
    if (proved === 'proved') return reply.redirect('/provider', 303);
    const text =
      proved === 'wrong'
        ? 'That is not the code. Look again in the newest e-mail.'
        : 'That code is over. Ask for a new one.';
    return showCode(reply, (await own(request)) ?? claim, [{ field: 'code', text }]);
  });

  app.get('/provider/new-organisation', (_, reply) =>
    reply.page('directory/provider-new-organisation', { values: {}, errors: [] }),
  );

  app.post('/provider/new-organisation', async (request, reply) => {
    const form = readForm(newOrganisation, request.body);
    const refuse = (values: Record<string, string>, errors: FormError[]) =>
      reply.code(422).page('directory/provider-new-organisation', { values, errors });
    if (!form.ok) return refuse(form.values, form.errors);
    if ((await openClaims(db, request.who.person_id)).length >= mostOpenClaims)
      return refuse(fieldsOf(request.body), [
        { field: 'name', text: 'You have asked for many organisations already. Wait until we have answered.' },
      ]);
    const id = await claimNewOrganisation(db, request.who, form.value, now());
    return reply.redirect(`/provider/claims/${id}`, 303);
  });
}

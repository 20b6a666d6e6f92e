import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { emailAddress, type FormError, fieldsOf, readForm } from '../web/form.ts';
import { callOf, claimByCall } from './claim-calls.ts';
import { claimByCode, proveClaim } from './claim-codes.ts';
import { maskedEmail } from './claim-rules.ts';
import {
  type Claim,
  claimByWords,
  claimNewOrganisation,
  claimPolicy,
  findClaim,
  openClaims,
  takeClaimBack,
} from './claims.ts';
import { longDate } from './date-rules.ts';
import {
  type ClaimedOrganisation,
  findOrganisation,
  findOrganisations,
  type OrganisationFound,
} from './organizations.ts';
import { roleFor } from './provider-records.ts';
import { isSameName } from './service-words-rules.ts';

type Form = { values: Record<string, string>; errors: FormError[] };

declare module '../web/render.ts' {
  interface Pages {
    'directory/provider-find': { q: string; found: (OrganisationFound & { is_own: boolean })[] };
    'directory/provider-claim': Form & {
      organisation: { id: string; name: string };
      has_owner: boolean;
      ways: { value: string; text: string; hint: string }[];
    };
    'directory/provider-code': {
      claim: { id: string; organisation: string; organization_id: string };
      /** where the code went, or the number on which it is read out */
      sent_to: string | null;
      by: 'mail' | 'call' | 'words';
      /** how long it works, in words */
      until: string;
      is_over: boolean;
      tries: number;
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

const tooMany = 'You have asked for many organisations already. Wait until we have answered, or call us.';

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

  app.get<OfId>('/provider/claim/:id', (request, reply) =>
    roleFor(request.who, 'edit_services', request.params.id)
      ? reply.redirect('/provider', 303)
      : showClaim(request, reply, { values: {}, errors: [] }),
  );

  async function showClaim(request: FastifyRequest<OfId>, reply: FastifyReply, form: Form) {
    const organisation = await findOrganisation(db, request.params.id);
    if (!organisation) return answerError(request, reply, 404);
    const { id, name, has_owner } = organisation;
    return reply.code(form.errors.length > 0 ? 422 : 200).page('directory/provider-claim', {
      ...form,
      organisation: { id, name },
      has_owner,
      ways: has_owner ? [] : waysToProve(organisation).map(({ to: _, ...way }) => way),
    });
  }

  app.post<OfId>('/provider/claim/:id', async (request, reply) => {
    const { who } = request;
    const organisation = await findOrganisation(db, request.params.id);
    if (!organisation) return answerError(request, reply, 404);
    const { id: organization_id } = organisation;
    const values = fieldsOf(request.body);
    const refuse = (text: string) => showClaim(request, reply, { values, errors: [{ field: 'proof', text }] });
    if (roleFor(who, 'edit_services', organization_id)) return reply.redirect('/provider', 303);
    if (await hasManyClaims(who.person_id, organization_id)) return refuse(tooMany);
    if (values.proof === 'staff') {
      const form = readForm(z.object({ words }), values);
      if (!form.ok) return showClaim(request, reply, form);
      const id = await claimByWords(db, who, { organization_id, words: form.value.words }, now());
      return reply.redirect(`/provider/claims/${id}`, 303);
    }
    const way = waysToProve(organisation).find(({ value }) => value === values.proof);
    if (!way) return refuse('Choose how to show that it is yours');
    const claimed = way.value.startsWith('call')
      ? await claimByCall(db, who, { organization_id, number: way.to, words: '' }, now())
      : await claimByCode(db, who, { organization_id, to: way.to }, { now: now(), secret, from: letterhead.from });
    switch (claimed) {
      case 'too_many':
        return refuse(
          way.value.startsWith('call')
            ? 'Several people wait for a call to that number already. Try again in a week, or ask the council.'
            : 'We have sent as many codes there today as we may. Try tomorrow, or ask the council.',
        );
      case 'has_owner':
      case 'no_address':
      case 'no_number':
        return refuse('A code is not possible here. Ask the council.');
    }
    await parts.soon('send-mail');
    return reply.redirect(`/provider/claims/${claimed}`, 303);
  });

  /** Whether somebody waits for as many other organisations already as may. */
  async function hasManyClaims(person_id: string, organization_id?: string): Promise<boolean> {
    const { open_claims } = await claimPolicy(db, dayOf(now()));
    const waiting = await openClaims(db, person_id);
    return waiting.filter((one) => one.organization_id !== organization_id).length >= open_claims;
  }

  const own = async (request: FastifyRequest<OfId>) => {
    const claim = await findClaim(db, request.params.id);
    return claim?.person_id === request.who.person_id ? claim : undefined;
  };

  async function showCode(reply: FastifyReply, claim: Claim, errors: FormError[] = []) {
    const { mail_minutes, wrong_codes } = await claimPolicy(db, dayOf(now()));
    const call = claim.proof === 'call' ? await callOf(db, claim.id, now()) : undefined;
    const isOver = (claim.code_expires_at ?? now()) <= now() || claim.wrong_codes >= wrong_codes;
    const { id, organisation, organization_id } = claim;
    return reply.code(errors.length > 0 ? 422 : 200).page('directory/provider-code', {
      claim: { id, organisation, organization_id },
      sent_to: call?.number ?? (claim.code_sent_to && maskedEmail(claim.code_sent_to)),
      by: claim.proof === 'staff' ? 'words' : claim.proof === 'call' ? 'call' : 'mail',
      until: call ? `until ${longDate(dayOf(call.expires_at))}` : `for ${mail_minutes} minutes`,
      is_over: claim.proof === 'call' ? (call?.is_over ?? true) : claim.proof === 'code' && isOver,
      tries: wrong_codes,
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
        ? claim.proof === 'call'
          ? 'That is not the code. Ask your colleague to read it to you again.'
          : 'That is not the code. Look again in the newest e-mail.'
        : 'That code is over. Ask for a new one.';
    return showCode(reply, (await own(request)) ?? claim, [{ field: 'code', text }]);
  });

  app.post<OfId>('/provider/claims/:id/take-back', async (request, reply) => {
    const claim = await own(request);
    if (!claim) return answerError(request, reply, 404);
    await takeClaimBack(db, request.who, claim.id, now());
    return reply.redirect('/provider', 303);
  });

  app.get('/provider/new-organisation', (_, reply) =>
    reply.page('directory/provider-new-organisation', { values: {}, errors: [] }),
  );

  app.post('/provider/new-organisation', async (request, reply) => {
    const form = readForm(newOrganisation, request.body);
    const refuse = (values: Record<string, string>, errors: FormError[]) =>
      reply.code(422).page('directory/provider-new-organisation', { values, errors });
    if (!form.ok) return refuse(form.values, form.errors);
    const waiting = await openClaims(db, request.who.person_id);
    const same = waiting.find(({ organisation }) => isSameName(organisation, form.value.name));
    if (same) return reply.redirect(`/provider/claims/${same.id}`, 303);
    if (await hasManyClaims(request.who.person_id))
      return refuse(fieldsOf(request.body), [{ field: 'name', text: tooMany }]);
    const id = await claimNewOrganisation(db, request.who, form.value, now());
    return reply.redirect(`/provider/claims/${id}`, 303);
  });
}

/** The ways in which a code reaches who can be reached on an organisation's public records. */
function waysToProve({ public_emails, public_numbers }: ClaimedOrganisation) {
  return [
    ...public_emails.slice(0, 5).map((to, n) => ({
      value: `mail-${n}`,
      to,
      text: `Send a code to ${maskedEmail(to)}`,
      hint: 'This address is public on its record. You type the code here.',
    })),
    ...public_numbers.slice(0, 5).map((to, n) => ({
      value: `call-${n}`,
      to,
      text: `Get a call on ${to}`,
      hint: 'The council rings this public number within a few days, and reads a code to whoever answers. You type it here.',
    })),
  ];
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { roleNames } from '../people/access-rules.ts';
import { enoughInvitations, invitationsInto, invite } from '../people/invitations.ts';
import { endOrganisationRole, organisationRoles } from '../people/organisation-roles.ts';
import { answerError } from '../web/errors.ts';
import { emailAddress, type FormError, fieldsOf, readForm } from '../web/form.ts';
import { longDate } from './date-rules.ts';
import { organisationNames, roleFor } from './provider-records.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/provider-people': {
      organisation: { id: string; name: string };
      /** only owners invite and end roles */
      may_change: boolean;
      people: { role_id: string; name: string; email: string; role: string; is_self: boolean }[];
      invitations: { email: string; role: string; until: string }[];
      roles: { value: string; text: string; hint: { text: string } }[];
      values: Record<string, string>;
      errors: FormError[];
    };
  }
}

const inviting = z.object({
  email: emailAddress,
  role: z.enum(['owner', 'editor'], { error: 'Choose what they may do' }),
});

const roles = [
  { value: 'editor', text: 'Editor', hint: { text: 'Changes and confirms records.' } },
  { value: 'owner', text: 'Owner', hint: { text: 'Does so too, and invites and removes people.' } },
];

/** `/provider/organisations/<id>/people`: who keeps an organisation's records. */
export function providerPeople(app: FastifyInstance, parts: Parts): void {
  const { db, letterhead, now } = parts;
  type OfId = { Params: { id: string } };
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

  async function show(
    request: FastifyRequest<OfId>,
    reply: FastifyReply,
    values: Record<string, string> = {},
    errors: FormError[] = [],
  ) {
    const { id } = request.params;
    const [organisation] = isId.test(id) ? await organisationNames(db, [id]) : [];
    if (!organisation || !roleFor(request.who, 'edit_services', id)) return answerError(request, reply, 404);
    const people = await organisationRoles(db, id);
    return reply.code(errors.length > 0 ? 422 : 200).page('directory/provider-people', {
      organisation,
      may_change: roleFor(request.who, 'manage_organisation', id) !== undefined,
      people: people.map(({ person_id, role, ...one }) => ({
        ...one,
        role: roleNames[role],
        is_self: person_id === request.who.person_id,
      })),
      invitations: (await invitationsInto(db, id, now())).map(({ email, role, expires_at }) => ({
        email,
        role: roleNames[role],
        until: longDate(dayOf(expires_at)),
      })),
      roles,
      values,
      errors,
    });
  }

  app.get<OfId>('/provider/organisations/:id/people', (request, reply) => show(request, reply));

  app.post<OfId>('/provider/organisations/:id/people', async (request, reply) => {
    const { id } = request.params;
    const role = isId.test(id) ? roleFor(request.who, 'manage_organisation', id) : undefined;
    if (!role) return answerError(request, reply, 404);
    const form = readForm(inviting, request.body);
    if (!form.ok) return show(request, reply, form.values, form.errors);
    const invited = { ...form.value, organization_id: id };
    if (!(await invite(db, { ...request.who, role }, invited, { now: now(), ...letterhead })))
      return show(request, reply, form.value, [{ field: 'email', text: enoughInvitations }]);
    await parts.soon('send-mail');
    return reply.redirect(`/provider/organisations/${id}/people`, 303);
  });

  app.post<OfId>('/provider/organisations/:id/people/end', async (request, reply) => {
    const { id } = request.params;
    const role = isId.test(id) ? roleFor(request.who, 'manage_organisation', id) : undefined;
    if (!role) return answerError(request, reply, 404);
    const ended = await endOrganisationRole(
      db,
      { ...request.who, role },
      { organization_id: id, role_id: fieldsOf(request.body).role ?? '' },
      now(),
    );
    if (ended === 'last_owner')
      return show(request, reply, {}, [
        {
          field: 'people',
          text: 'Somebody must stay the owner. Invite another owner first, or leave on your account’s page.',
        },
      ]);
    if (ended === 'not_there')
      return show(request, reply, {}, [{ field: 'people', text: 'That role has ended already.' }]);
    return reply.redirect(`/provider/organisations/${id}/people`, 303);
  });
}

import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { mayInvite, roleNames } from '../people/access-rules.ts';
import { enoughInvitations, invitationsIntoSchool, invite, withdrawInvitation } from '../people/invitations.ts';
import { endSchoolRole, schoolRoles } from '../people/school-roles.ts';
import type { Who } from '../people/who.ts';
import { emailAddress, type FormError, fieldsOf, readForm } from '../web/form.ts';
import type { WithSchool } from './own-school.ts';
import type { School } from './schools.ts';

declare module '../web/render.ts' {
  interface Pages {
    'schools/own-people': {
      school: { name: string };
      people: { role_id: string; name: string; email: string; role: string; is_self: boolean; may_end: boolean }[];
      invitations: { id: string; email: string; role: string; until: string; may_withdraw: boolean }[];
      values: Record<string, string>;
      errors: FormError[];
    };
  }
}

const inviting = z.object({ email: emailAddress });

/** `/school/people`: who works here for the school; its head invites the SENCO, and nobody else. */
export function schoolPeople(school: FastifyInstance, parts: Parts, withSchool: WithSchool): void {
  const { db, letterhead, now } = parts;

  async function show(
    who: Who,
    reply: FastifyReply,
    { urn, name }: School,
    { errors = [], values = {} }: { errors?: FormError[]; values?: Record<string, string> } = {},
  ) {
    const people = await schoolRoles(db, urn);
    const open = await invitationsIntoSchool(db, urn, now());
    return reply.code(errors.length > 0 ? 422 : 200).page('schools/own-people', {
      school: { name },
      people: people.map(({ person_id, role, ...one }) => ({
        ...one,
        role: roleNames[role],
        is_self: person_id === who.person_id,
        may_end: mayInvite(who.role, { role, organization_id: null, school_urn: urn }),
      })),
      invitations: open.map((invitation) => ({
        id: invitation.id,
        email: invitation.email,
        role: roleNames[invitation.role],
        until: dayInWords(invitation.expires_at),
        may_withdraw: mayInvite(who.role, invitation),
      })),
      values: { email: '', ...values },
      errors,
    });
  }

  school.get(
    '/school/people',
    withSchool('invite_senco', async ({ who }, reply, own) => show(who, reply, own)),
  );

  school.post(
    '/school/people',
    withSchool('invite_senco', async ({ who, body }, reply, own) => {
      const form = readForm(inviting, body);
      if (!form.ok) return show(who, reply, own, form);
      const { email } = form.value;
      const wrong = (text: string) => show(who, reply, own, { errors: [{ field: 'email', text }], values: { email } });
      const isOne = ({ email: address, role }: { email: string; role: string }) =>
        address === email && role === 'senco';
      if ((await schoolRoles(db, own.urn)).some(isOne)) return wrong('They work here as SENCO already');
      if ((await invitationsIntoSchool(db, own.urn, now())).some(isOne)) return wrong('They are invited already');
      const invited = { email, role: 'senco', school_urn: own.urn } as const;
      if (!(await invite(db, who, invited, { now: now(), ...letterhead }))) return wrong(enoughInvitations);
      await parts.soon('send-mail');
      return reply.redirect('/school/people#invited', 303);
    }),
  );

  school.post(
    '/school/people/withdraw',
    withSchool('invite_senco', async ({ who, body }, reply, own) => {
      const { invitation: id = '' } = fieldsOf(body);
      if (await withdrawInvitation(db, who, { id, school_urn: own.urn }, now()))
        return reply.redirect('/school/people', 303);
      const text = 'That invitation is not open any more, or is not yours to take back.';
      return show(who, reply, own, { errors: [{ field: 'people', text }] });
    }),
  );

  school.post(
    '/school/people/end',
    withSchool('invite_senco', async ({ who, body }, reply, own) => {
      const { role: role_id = '' } = fieldsOf(body);
      if (await endSchoolRole(db, who, { school_urn: own.urn, role_id }, now()))
        return reply.redirect('/school/people', 303);
      const text = 'That role has ended already, or is not yours to end.';
      return show(who, reply, own, { errors: [{ field: 'people', text }] });
    }),
  );
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayInWords } from '../date-rules.ts';
import { transaction } from '../db/database.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { emailAddress, type FormError, fieldsOf, readForm } from '../web/form.ts';
import { type Audience, audienceOf, may, type RoleName, roleNames } from './access-rules.ts';
import { record } from './audit.ts';
import { type AuditEntry, searchAudit } from './audit-log.ts';
import { enoughInvitations, invitationsInto, invite } from './invitations.ts';
import { endRole, organisationsWithoutOwner, type StaffRole, staffRoles } from './roles.ts';
import { takeSecondFactor } from './second-factor.ts';

declare module '../web/render.ts' {
  interface Pages {
    'people/staff-people': {
      errors: FormError[];
      values: Record<string, string>;
      people: (StaffRole & { is_self: boolean })[];
      /** those who work in schools, with the school's name */
      school_people: (StaffRole & { school: string })[];
      invitations: { email: string; role: string; until: string }[];
      roles: { value: string; text: string }[];
      school_roles: { value: string; text: string }[];
      without_owner: { name: string; since: string }[];
    };
    'people/audit': { q: string; entries: AuditEntry[]; next: string | null };
  }
}

const rolesOf = (audience: Audience) =>
  (Object.keys(roleNames) as RoleName[]).filter((role) => audienceOf(role) === audience);
const inviting = z.object({ email: emailAddress, role: z.enum(rolesOf('staff'), { error: 'Choose a role' }) });
const aUrn = 'Write the URN of the school: five or six digits';
const invitingIntoSchool = z.object({
  school_email: emailAddress,
  school_urn: z
    .string(aUrn)
    .trim()
    .regex(/^\d{5,6}$/, aUrn),
  school_role: z.enum(rolesOf('school'), { error: 'Choose a role' }),
});

/**
 * `/staff/people`: who works at the council's desk, and in schools. `/staff/audit`: who did what. `schoolNamed` gives the
 * name of the school with a URN, if there is one.
 */
export function staffPeople(
  app: FastifyInstance,
  parts: Parts,
  schoolNamed: (urn: string) => Promise<string | undefined>,
): void {
  const { db, letterhead, now } = parts;

  app.get('/staff/people', async (request, reply) => {
    if (!may(request.who.role, 'manage_people')) return answerError(request, reply, 403);
    return showPeople(request, reply, {}, []);
  });

  async function showPeople(
    request: FastifyRequest,
    reply: FastifyReply,
    values: Record<string, string>,
    errors: FormError[],
  ) {
    const everybody = await staffRoles(db);
    const named = async (urn: string | null) => (urn ? ((await schoolNamed(urn)) ?? `school ${urn}`) : undefined);
    return reply.code(errors.length > 0 ? 422 : 200).page('people/staff-people', {
      errors,
      values,
      people: everybody
        .filter(({ school_urn }) => school_urn === null)
        .map((one) => ({ ...one, is_self: one.person_id === request.who.person_id })),
      school_people: await Promise.all(
        everybody
          .filter(({ school_urn }) => school_urn !== null)
          .map(async (one) => ({ ...one, school: (await named(one.school_urn)) ?? '' })),
      ),
      invitations: await Promise.all(
        (await invitationsInto(db, null, now())).map(async ({ email, role, school_urn, expires_at }) => ({
          email,
          role: [roleNames[role], await named(school_urn)].filter(Boolean).join(', '),
          until: dayInWords(expires_at),
        })),
      ),
      roles: rolesOf('staff').map((value) => ({ value, text: roleNames[value] })),
      school_roles: rolesOf('school').map((value) => ({ value, text: roleNames[value] })),
      without_owner: (await organisationsWithoutOwner(db)).map(({ name, left_at }) => ({
        name,
        since: dayInWords(left_at),
      })),
    });
  }

  app.post('/staff/people', async (request, reply) => {
    if (!may(request.who.role, 'manage_people')) return answerError(request, reply, 403);
    const form = readForm(inviting, request.body);
    if (!form.ok) return showPeople(request, reply, form.values, form.errors);
    if (!(await invite(db, request.who, form.value, { now: now(), ...letterhead })))
      return showPeople(request, reply, form.value, [{ field: 'email', text: enoughInvitations }]);
    await parts.soon('send-mail');
    return reply.redirect('/staff/people', 303);
  });

  app.post('/staff/people/school', async (request, reply) => {
    if (!may(request.who.role, 'manage_people')) return answerError(request, reply, 403);
    const form = readForm(invitingIntoSchool, request.body);
    if (!form.ok) return showPeople(request, reply, form.values, form.errors);
    const { school_email: email, school_role: role, school_urn } = form.value;
    const text = `There is no school with the URN ${school_urn} in the register`;
    if (!(await schoolNamed(school_urn)))
      return showPeople(request, reply, form.value, [{ field: 'school_urn', text }]);
    if (!(await invite(db, request.who, { email, role, school_urn }, { now: now(), ...letterhead })))
      return showPeople(request, reply, form.value, [{ field: 'school_email', text: enoughInvitations }]);
    await parts.soon('send-mail');
    return reply.redirect('/staff/people', 303);
  });

  app.post('/staff/people/end', async (request, reply) => {
    if (!may(request.who.role, 'manage_people')) return answerError(request, reply, 403);
    const { role = '' } = fieldsOf(request.body);
    // nobody locks the council out by leaving as its last administrator
    const people = await staffRoles(db);
    const ended = people.find(({ role_id }) => role_id === role);
    if (!ended || ended.person_id === request.who.person_id) {
      const text = ended ? 'Leave your own roles on your account page.' : 'That role has ended already.';
      return showPeople(request, reply, {}, [{ field: 'people', text }]);
    }
    await transaction(db, async (tx) => {
      await endRole(tx, role, { now: now(), by: request.who.email });
      await record(
        tx,
        request.who,
        { action: 'ended_role', entity: 'role', entity_id: role, detail: { of: ended.email } },
        now(),
      );
    });
    return reply.redirect('/staff/people', 303);
  });

  app.post('/staff/people/second-factor', async (request, reply) => {
    if (!may(request.who.role, 'manage_people')) return answerError(request, reply, 403);
    const { role = '' } = fieldsOf(request.body);
    const holder = (await staffRoles(db)).find(({ role_id }) => role_id === role);
    if (!holder || holder.person_id === request.who.person_id) {
      const text = holder ? 'Change your own on your account page.' : 'That role has ended already.';
      return showPeople(request, reply, {}, [{ field: 'people', text }]);
    }
    const { person_id: id, email } = holder;
    await takeSecondFactor(db, request.who, { id, email }, { now: now(), ...letterhead });
    await parts.soon('send-mail');
    return reply.redirect('/staff/people', 303);
  });

  app.get('/staff/audit', async (request, reply) => {
    if (!may(request.who.role, 'read_audit')) return answerError(request, reply, 403);
    const { q = '', before } = fieldsOf(request.query);
    const found = await searchAudit(db, { q, before });
    const query = new URLSearchParams({ ...(q && { q }), before: String(found.at(-1)?.id ?? '') });
    return reply.page('people/audit', {
      q,
      entries: found,
      next: found.length === 100 ? `/staff/audit?${query}` : null,
    });
  });
}

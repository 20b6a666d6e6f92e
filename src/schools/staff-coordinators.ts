import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { emailAddress, type FormError, neededWords, readForm, words } from '../web/form.ts';
import { allClusters, membersOf } from './clusters.ts';
import {
  allCoordinators,
  type Coordinator,
  endCoordinator,
  giveCoordinator,
  saveCoordinator,
  schoolsOfCoordinator,
} from './coordinators.ts';
import { schoolsNamed } from './school-list-input.ts';

declare module '../web/render.ts' {
  interface Pages {
    'schools/staff-coordinators': {
      coordinators: { href: string; name: string; email: string; schools: number }[];
      errors: FormError[];
      values: Record<string, string>;
    };
    'schools/staff-coordinator': {
      coordinator: Coordinator;
      schools: { urn: string; name: string }[];
      clusters: { value: string; text: string }[];
      cluster_word: string;
      errors: FormError[];
      values: Record<string, string>;
    };
  }
}

type OfCoordinator = FastifyRequest<{ Params: { id: string } }>;

const person = z.object({
  name: neededWords(120, 'the name', 'Write a name'),
  email: emailAddress,
  phone: words(40, 'the phone number'),
});
const giving = z.object({ schools: words(4000, 'the list'), cluster: z.string().default('') });

/** `/staff/coordinators`: the council's named co-ordinators for the plans of each school. */
export function staffCoordinators(staff: FastifyInstance, { db, now, authority }: Parts): void {
  const withCoordinator =
    (work: (request: OfCoordinator, reply: FastifyReply, coordinator: Coordinator) => Promise<FastifyReply>) =>
    async (request: OfCoordinator, reply: FastifyReply): Promise<FastifyReply> => {
      if (!may(request.who.role, 'edit_schools')) return answerError(request, reply, 403);
      const coordinator = (await allCoordinators(db)).find(({ id }) => id === request.params.id);
      return coordinator ? work(request, reply, coordinator) : answerError(request, reply, 404);
    };

  async function showAll(reply: FastifyReply, errors: FormError[] = [], values: Record<string, string> = {}) {
    const all = await allCoordinators(db);
    return reply.code(errors.length > 0 ? 422 : 200).page('schools/staff-coordinators', {
      coordinators: all.map(({ id, name, email, schools }) => ({
        href: `/staff/coordinators/${id}`,
        name,
        email,
        schools,
      })),
      errors,
      values: { name: '', email: '', phone: '', ...values },
    });
  }

  async function show(
    reply: FastifyReply,
    coordinator: Coordinator,
    errors: FormError[] = [],
    values: Record<string, string> = {},
  ) {
    const { id, name, email, phone } = coordinator;
    const clusters = (await allClusters(db)).map(({ slug, name }) => ({ value: slug, text: name }));
    return reply.code(errors.length > 0 ? 422 : 200).page('schools/staff-coordinator', {
      coordinator: { id, name, email, phone },
      schools: await schoolsOfCoordinator(db, id),
      clusters: [{ value: '', text: 'None' }, ...clusters],
      cluster_word: authority.names.cluster,
      errors,
      values: { name, email, phone: phone ?? '', schools: '', cluster: '', ...values },
    });
  }

  const done = (reply: FastifyReply, { id }: { id: string }) => reply.redirect(`/staff/coordinators/${id}`, 303);

  staff.get('/staff/coordinators', async (request, reply) =>
    may(request.who.role, 'edit_schools') ? showAll(reply) : answerError(request, reply, 403),
  );

  staff.post('/staff/coordinators', async (request, reply) => {
    if (!may(request.who.role, 'edit_schools')) return answerError(request, reply, 403);
    const form = readForm(person, request.body);
    if (!form.ok) return showAll(reply, form.errors, form.values);
    const isThere = (await allCoordinators(db)).some(({ email }) => email === form.value.email);
    const text = 'There is a co-ordinator with that address';
    if (isThere) return showAll(reply, [{ field: 'email', text }], form.value);
    const id = await saveCoordinator(db, request.who, null, { ...form.value, phone: form.value.phone || null }, now());
    return done(reply, { id });
  });

  staff.get(
    '/staff/coordinators/:id',
    withCoordinator(async (_request, reply, coordinator) => show(reply, coordinator)),
  );

  staff.post(
    '/staff/coordinators/:id',
    withCoordinator(async (request, reply, coordinator) => {
      const form = readForm(person, request.body);
      if (!form.ok) return show(reply, coordinator, form.errors, form.values);
      const written = { ...form.value, phone: form.value.phone || null };
      await saveCoordinator(db, request.who, coordinator.id, written, now());
      return done(reply, coordinator);
    }),
  );

  staff.post(
    '/staff/coordinators/:id/schools',
    withCoordinator(async (request, reply, coordinator) => {
      const form = readForm(giving, request.body);
      if (!form.ok) return show(reply, coordinator, form.errors, form.values);
      const { schools, cluster: slug } = form.value;
      const cluster = (await allClusters(db)).find((one) => one.slug === slug);
      const ofCluster = cluster ? (await membersOf(db, cluster.id)).map(({ urn }) => urn) : [];
      const found = ofCluster.length > 0 && schools === '' ? { urns: [] } : await schoolsNamed(db, schools);
      if ('problem' in found) return show(reply, coordinator, [{ field: 'schools', text: found.problem }], form.value);
      await giveCoordinator(
        db,
        request.who,
        [...new Set([...ofCluster, ...found.urns])],
        { id: coordinator.id },
        now(),
      );
      return done(reply, coordinator);
    }),
  );

  staff.post(
    '/staff/coordinators/:id/end',
    withCoordinator(async (request, reply, coordinator) => {
      await endCoordinator(db, request.who, coordinator.id, now());
      return reply.redirect('/staff/coordinators', 303);
    }),
  );
}

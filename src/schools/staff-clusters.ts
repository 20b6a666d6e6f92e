import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, neededWords, readForm, words } from '../web/form.ts';
import {
  addCluster,
  allClusters,
  type Cluster,
  type ClusterOfSchool,
  endCluster,
  findCluster,
  membersOf,
  putIntoCluster,
  renameCluster,
  setLead,
} from './clusters.ts';
import { schoolsNamed } from './school-list-input.ts';

declare module '../web/render.ts' {
  interface Pages {
    'schools/staff-clusters': {
      clusters: { href: string; name: string; schools: number; lead: string | null }[];
      words: { cluster: string; clusters: string };
      errors: FormError[];
      values: Record<string, string>;
    };
    'schools/staff-cluster': {
      cluster: { slug: string; name: string };
      members: ClusterOfSchool['members'];
      words: { cluster: string; clusters: string };
      errors: FormError[];
      values: Record<string, string>;
    };
  }
}

type OfCluster = FastifyRequest<{ Params: { slug: string } }>;

/** `/staff/clusters`: the clusters, each a high school and its feeders. */
export function staffClusters(staff: FastifyInstance, { db, now, authority }: Parts): void {
  const { cluster: one, clusters: several } = authority.names;
  const named = z.object({ name: neededWords(120, 'the name', `Write a name for the ${one}`) });
  const adding = z.object({ schools: words(4000, 'the list') });

  const withCluster =
    (work: (request: OfCluster, reply: FastifyReply, cluster: Cluster) => Promise<FastifyReply>) =>
    async (request: OfCluster, reply: FastifyReply): Promise<FastifyReply> => {
      if (!may(request.who.role, 'edit_schools')) return answerError(request, reply, 403);
      const cluster = await findCluster(db, request.params.slug);
      return cluster ? work(request, reply, cluster) : answerError(request, reply, 404);
    };

  async function showAll(reply: FastifyReply, errors: FormError[] = [], values: Record<string, string> = {}) {
    const clusters = await allClusters(db);
    return reply.code(errors.length > 0 ? 422 : 200).page('schools/staff-clusters', {
      clusters: clusters.map(({ slug, ...cluster }) => ({ ...cluster, href: `/staff/clusters/${slug}` })),
      words: { cluster: one, clusters: several },
      errors,
      values: { name: '', ...values },
    });
  }

  async function show(
    reply: FastifyReply,
    cluster: Cluster,
    errors: FormError[] = [],
    values: Record<string, string> = {},
  ) {
    return reply.code(errors.length > 0 ? 422 : 200).page('schools/staff-cluster', {
      cluster,
      members: await membersOf(db, cluster.id),
      words: { cluster: one, clusters: several },
      errors,
      values: { name: cluster.name, schools: '', ...values },
    });
  }

  const done = (reply: FastifyReply, { slug }: Cluster) => reply.redirect(`/staff/clusters/${slug}`, 303);

  const taken: FormError = { field: 'name', text: `There is a ${one} of that name` };
  async function isTaken(name: string, but?: Cluster): Promise<boolean> {
    const others = (await allClusters(db)).filter(({ slug }) => slug !== but?.slug);
    return others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  }

  staff.get('/staff/clusters', async (request, reply) =>
    may(request.who.role, 'edit_schools') ? showAll(reply) : answerError(request, reply, 403),
  );

  staff.post('/staff/clusters', async (request, reply) => {
    if (!may(request.who.role, 'edit_schools')) return answerError(request, reply, 403);
    const form = readForm(named, request.body);
    if (!form.ok) return showAll(reply, form.errors, form.values);
    if (await isTaken(form.value.name)) return showAll(reply, [taken], form.value);
    return reply.redirect(`/staff/clusters/${await addCluster(db, request.who, form.value.name, now())}`, 303);
  });

  staff.get(
    '/staff/clusters/:slug',
    withCluster(async (_request, reply, cluster) => show(reply, cluster)),
  );

  staff.post(
    '/staff/clusters/:slug/name',
    withCluster(async (request, reply, cluster) => {
      const form = readForm(named, request.body);
      if (!form.ok) return show(reply, cluster, form.errors, form.values);
      if (await isTaken(form.value.name, cluster)) return show(reply, cluster, [taken], form.value);
      await renameCluster(db, request.who, cluster, form.value.name, now());
      return done(reply, cluster);
    }),
  );

  staff.post(
    '/staff/clusters/:slug/add',
    withCluster(async (request, reply, cluster) => {
      const form = readForm(adding, request.body);
      if (!form.ok) return show(reply, cluster, form.errors, form.values);
      const found = await schoolsNamed(db, form.value.schools);
      if ('problem' in found) return show(reply, cluster, [{ field: 'schools', text: found.problem }], form.value);
      await putIntoCluster(db, request.who, found.urns, { cluster }, now());
      return done(reply, cluster);
    }),
  );

  staff.post(
    '/staff/clusters/:slug/take',
    withCluster(async (request, reply, cluster) => {
      const member = await memberIn(cluster, request.body);
      if (!member) return answerError(request, reply, 404);
      await putIntoCluster(db, request.who, [member.urn], { cluster: null }, now());
      return done(reply, cluster);
    }),
  );

  staff.post(
    '/staff/clusters/:slug/lead',
    withCluster(async (request, reply, cluster) => {
      const member = await memberIn(cluster, request.body);
      if (!member) return answerError(request, reply, 404);
      await setLead(db, request.who, cluster, member.urn, now());
      return done(reply, cluster);
    }),
  );

  async function memberIn(cluster: Cluster, body: unknown) {
    const { urn } = fieldsOf(body);
    return (await membersOf(db, cluster.id)).find((member) => member.urn === urn);
  }

  staff.post(
    '/staff/clusters/:slug/end',
    withCluster(async (request, reply, cluster) => {
      await endCluster(db, request.who, cluster, now());
      return reply.redirect('/staff/clusters', 303);
    }),
  );
}

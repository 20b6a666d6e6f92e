import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { roleNames } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { openClaims } from './claims.ts';
import { beginRecord, openDraft } from './draft-writing.ts';
import { readDeed } from './kept-deed-rules.ts';
import { type KeptState, stateOfRecord } from './kept-state-rules.ts';
import { doToRecord } from './kept-states.ts';
import { providerClaims } from './provider-claim-page.ts';
import { providerDrafts } from './provider-draft-page.ts';
import { providerPeople } from './provider-people-page.ts';
import {
  type KeptRecord,
  keptRecord,
  keptRecords,
  organisationNames,
  organisationsOf,
  roleFor,
} from './provider-records.ts';
import { providerSteps } from './provider-step-page.ts';
import { type ServiceFigures, serviceFigures } from './service-use.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/provider': {
      organisations: {
        id: string;
        name: string;
        role: string;
        records: { name: string; href: string; state: KeptState }[];
      }[];
      claims: { organisation: string; href: string; is_code: boolean }[];
      to_confirm: number;
      values: Record<string, string>;
      errors: FormError[];
    };
    'directory/provider-record': {
      record: { id: string; slug: string | null; name: string; is_public: boolean };
      organisation: { id: string; name: string };
      state: KeptState;
      draft_id: string | null;
      is_waiting: boolean;
      is_paused: boolean;
      is_closing: boolean;
      figures: ServiceFigures;
      done: string | null;
      values: Record<string, string>;
      errors: FormError[];
    };
  }
}

/** What is said after something was done at once. */
const doneWords: Record<string, string> = {
  confirm: 'Thank you. Families see that you have checked it today.',
  withdraw: 'It is not public any more. You can hand it in again at any time.',
  pause: 'Families see that it has a break.',
  reopen: 'Families see that it is there again.',
  close: 'Families see when it closes, and where to turn.',
};

/** `/provider`: for those who run services. The own organisations and records, and everything that may be done to them. */
export function providerDirectory(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;
  type OfService = { Params: { id: string } };

  async function overview(
    request: FastifyRequest,
    reply: FastifyReply,
    values: Record<string, string> = {},
    errors: FormError[] = [],
  ) {
    const { who } = request;
    const today = dayOf(now());
    const ids = organisationsOf(who);
    const records = (await keptRecords(db, ids)).map((one) => ({ ...one, state: stateOfRecord(one, today) }));
    const names = await organisationNames(db, ids);
    return reply.code(errors.length > 0 ? 422 : 200).page('directory/provider', {
      organisations: names.map(({ id, name }) => ({
        id,
        name,
        role: roleNames[roleFor(who, 'edit_services', id)?.role ?? 'editor'],
        records: records
          .filter(({ organization_id }) => organization_id === id)
          .map((one) => ({
            name: one.name,
            href: one.service_id ? `/provider/services/${one.service_id}` : `/provider/drafts/${one.draft_id}`,
            state: one.state,
          })),
      })),
      claims: (await openClaims(db, who.person_id)).map(({ id, organisation, proof }) => ({
        organisation,
        href: `/provider/claims/${id}`,
        is_code: proof === 'code',
      })),
      to_confirm: records.filter(({ state }) => state.needs_confirming).length,
      values,
      errors,
    });
  }

  app.get('/provider', (request, reply) => overview(request, reply));

  app.post('/provider/services', async (request, reply) => {
    const values = fieldsOf(request.body);
    const { organisation = '' } = values;
    const role = roleFor(request.who, 'edit_services', organisation);
    if (!role) return answerError(request, reply, 404);
    const name = (values.name ?? '').trim();
    if (name === '' || name.length > 300)
      return overview(request, reply, values, [
        { field: `name-${organisation}`, text: 'Write the name of the service' },
      ]);
    const id = await beginRecord(db, { ...request.who, role }, { organization_id: organisation, name }, now());
    return reply.redirect(`/provider/drafts/${id}/what`, 303);
  });

  /** The record of an address, where it is one of the own; else the answer that there is none. */
  async function own(
    request: FastifyRequest<OfService>,
    reply: FastifyReply,
    answer: (record: KeptRecord & { service_id: string }) => Promise<FastifyReply>,
  ) {
    const { service_id, ...record } = (await keptRecord(db, request.who, request.params.id)) ?? { service_id: null };
    if (!service_id || !('name' in record)) return answerError(request, reply, 404);
    return answer({ ...record, service_id });
  }

  async function showRecord(
    request: FastifyRequest<OfService>,
    reply: FastifyReply,
    record: KeptRecord & { service_id: string },
    values: Record<string, string> = {},
    errors: FormError[] = [],
  ) {
    const [organisation] = await organisationNames(db, [record.organization_id]);
    const { service_id, slug, name, is_public } = record;
    return reply.code(errors.length > 0 ? 422 : 200).page('directory/provider-record', {
      record: { id: service_id, slug, name, is_public },
      organisation: organisation ?? { id: record.organization_id, name: '' },
      state: stateOfRecord(record, dayOf(now())),
      draft_id: record.draft_id,
      is_waiting: record.handed_in_at !== null,
      is_paused: record.status === 'temporarily closed',
      is_closing: record.commitment === 'closed' || record.ends_on !== null,
      figures: await serviceFigures(db, service_id, dayOf(now())),
      done: doneWords[fieldsOf(request.query).done ?? ''] ?? null,
      values,
      errors,
    });
  }

  app.get<OfService>('/provider/services/:id', (request, reply) =>
    own(request, reply, (record) => showRecord(request, reply, record)),
  );

  app.post<OfService>('/provider/services/:id/edit', (request, reply) =>
    own(request, reply, async ({ service_id, organization_id }) => {
      const id = await openDraft(db, request.who, { service_id, organization_id }, now());
      return reply.redirect(`/provider/drafts/${id}`, 303);
    }),
  );

  app.post<OfService>('/provider/services/:id/state', (request, reply) =>
    own(request, reply, async (record) => {
      const values = fieldsOf(request.body);
      const read = readDeed(values, dayOf(now()));
      if ('errors' in read) return showRecord(request, reply, record, values, read.errors);
      const role = roleFor(request.who, 'edit_services', record.organization_id);
      const [organisation] = await organisationNames(db, [record.organization_id]);
      const done = await doToRecord(db, { ...request.who, role }, record, read, {
        now: now(),
        organisation: organisation?.name ?? '',
      });
      if (!done)
        return showRecord(request, reply, record, values, [
          { field: 'state', text: 'It is not public, so this cannot be done.' },
        ]);
      return reply.redirect(`/provider/services/${record.service_id}?done=${read.deed}`, 303);
    }),
  );

  providerClaims(app, parts);
  providerPeople(app, parts);
  providerDrafts(app, parts);
  providerSteps(app, parts);
}

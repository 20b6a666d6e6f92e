import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { roleNames } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { openClaims, type Proof } from './claims.ts';
import { beginRecord } from './draft-writing.ts';
import { type KeptState, stateOfRecord } from './kept-state-rules.ts';
import { providerClaims } from './provider-claim-page.ts';
import { providerDrafts } from './provider-draft-page.ts';
import { providerPeople } from './provider-people-page.ts';
import { providerRecord } from './provider-record-page.ts';
import { keptRecords, organisationNames, organisationsOf, roleFor } from './provider-records.ts';
import { providerSteps } from './provider-step-page.ts';
import type { FindingsOf } from './record-findings.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/provider': {
      organisations: {
        id: string;
        name: string;
        role: string;
        records: { name: string; href: string; state: KeptState; findings: number }[];
      }[];
      claims: { organisation: string; href: string; proof: Proof }[];
      to_confirm: number;
      values: Record<string, string>;
      errors: FormError[];
    };
  }
}

/** `/provider`: for those who run services. The own organisations and records, and everything that may be done to them. */
export function providerDirectory(app: FastifyInstance, parts: Parts, findingsOf: FindingsOf): void {
  const { db, now } = parts;

  async function overview(
    request: FastifyRequest,
    reply: FastifyReply,
    values: Record<string, string> = {},
    errors: FormError[] = [],
  ) {
    const { who } = request;
    const today = dayOf(now());
    const ids = organisationsOf(who);
    const { promises } = await parts.known();
    const records = (await keptRecords(db, ids)).map((one) => ({ ...one, state: stateOfRecord(one, promises, today) }));
    const found = await findingsOf(records.flatMap(({ service_id }) => service_id ?? []));
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
            findings: found.get(one.service_id ?? '')?.length ?? 0,
          })),
      })),
      claims: (await openClaims(db, who.person_id)).map(({ id, organisation, proof }) => ({
        organisation,
        href: `/provider/claims/${id}`,
        proof,
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

  providerRecord(app, parts, findingsOf);
  providerClaims(app, parts);
  providerPeople(app, parts);
  providerDrafts(app, parts);
  providerSteps(app, parts);
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { openDraft } from './draft-writing.ts';
import { pauseOn } from './kept-days-rules.ts';
import { readDeed } from './kept-deed-rules.ts';
import { type KeptState, stateOfRecord } from './kept-state-rules.ts';
import { doToRecord } from './kept-states.ts';
import { type KeptRecord, keptRecord, organisationNames, roleFor } from './provider-records.ts';
import type { FindingsOf, RecordFinding } from './record-findings.ts';
import { type ServiceFigures, serviceFigures } from './service-use.ts';
import { findService } from './services.ts';
import { serviceNamed } from './successors.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/provider-record': {
      record: { id: string; slug: string | null; name: string; is_public: boolean };
      organisation: { id: string; name: string };
      state: KeptState;
      draft_id: string | null;
      is_waiting: boolean;
      /** it has a break, or one is to come */
      is_paused: boolean;
      is_closing: boolean;
      /** what follows it, where it closes */
      successor: { slug: string; name: string } | null;
      figures: ServiceFigures;
      /** what the site found that may be wrong */
      findings: readonly RecordFinding[];
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
  pause: 'Families see when it has a break. On the day on which it is back, that ends by itself.',
  reopen: 'Families see that it is there again.',
  close: 'Families see when it closes, and where to turn.',
};

type OfService = { Params: { id: string } };
type OwnRecord = KeptRecord & { service_id: string };

/** `/provider/services/<id>`: one of the own records: confirm it, change it, how it is used, break, close, take down. */
export function providerRecord(app: FastifyInstance, parts: Parts, findingsOf: FindingsOf): void {
  const { db, now } = parts;

  /** The record of an address, where it is one of the own; else the answer that there is none. */
  async function own(
    request: FastifyRequest<OfService>,
    reply: FastifyReply,
    answer: (record: OwnRecord) => Promise<FastifyReply>,
  ) {
    const { service_id, ...record } = (await keptRecord(db, request.who, request.params.id)) ?? { service_id: null };
    if (!service_id || !('name' in record)) return answerError(request, reply, 404);
    return answer({ ...record, service_id });
  }

  async function show(
    request: FastifyRequest<OfService>,
    reply: FastifyReply,
    record: OwnRecord,
    values: Record<string, string> = {},
    errors: FormError[] = [],
  ) {
    const [organisation] = await organisationNames(db, [record.organization_id]);
    const { service_id, slug, name, is_public, closing } = record;
    const today = dayOf(now());
    const successor = closing?.successor_id ? await findService(db, closing.successor_id) : undefined;
    await parts.use.write();
    return reply.code(errors.length > 0 ? 422 : 200).page('directory/provider-record', {
      record: { id: service_id, slug, name, is_public },
      organisation: organisation ?? { id: record.organization_id, name: '' },
      state: stateOfRecord(record, (await parts.known()).promises, today),
      draft_id: record.draft_id,
      is_waiting: record.handed_in_at !== null,
      is_paused: pauseOn({ status: record.status, pause: record.pause ?? undefined }, today) !== undefined,
      is_closing: record.commitment === 'closed' || record.ends_on !== null,
      successor: successor ? { slug: successor.slug, name: successor.name } : null,
      figures: await serviceFigures(db, service_id, today),
      findings: (await findingsOf([service_id])).get(service_id) ?? [],
      done: doneWords[fieldsOf(request.query).done ?? ''] ?? null,
      values,
      errors,
    });
  }

  app.get<OfService>('/provider/services/:id', (request, reply) =>
    own(request, reply, (record) => show(request, reply, record)),
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
      const refuse = (errors: FormError[]) => show(request, reply, record, values, errors);
      const read = readDeed(values, dayOf(now()));
      if ('errors' in read) return refuse(read.errors);
      const followed = await successorOf(read.deed === 'close' ? read.follows : undefined, record.service_id);
      if ('errors' in followed) return refuse(followed.errors);
      const role = roleFor(request.who, 'edit_services', record.organization_id);
      const [organisation] = await organisationNames(db, [record.organization_id]);
      const done = await doToRecord(db, { ...request.who, role }, record, read, {
        now: now(),
        organisation: organisation?.name ?? '',
        successor_id: followed.id,
      });
      if (!done) return refuse([{ field: 'state', text: 'It is not public, so this cannot be done.' }]);
      return reply.redirect(`/provider/services/${record.service_id}?done=${read.deed}`, 303);
    }),
  );

  /** The id of the service that follows another, as somebody named it; or what to do about a name that is not clear. */
  async function successorOf(
    follows: string | undefined,
    service_id: string,
  ): Promise<{ id: string | undefined } | { errors: FormError[] }> {
    if (!follows) return { id: undefined };
    const named = await serviceNamed(db, follows, service_id);
    if ('found' in named) return { id: named.found.id };
    const names = named.like.map(({ name, slug }) => `${name} (/services/${slug})`);
    const text =
      names.length > 0
        ? `Which one do you mean? Write its address: ${names.join(', ')}`
        : 'No service here has that name. Look for it and copy its name, or say below where families can turn';
    return { errors: [{ field: 'follows', text }] };
  }
}

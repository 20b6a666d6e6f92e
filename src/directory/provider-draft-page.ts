import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { longDate } from './date-rules.ts';
import { type Judged, judge } from './draft-completeness-rules.ts';
import { previewDraft } from './draft-preview.ts';
import { stepOfField, steps } from './draft-step-rules.ts';
import { discardDraft, handIn, takeBack } from './draft-writing.ts';
import { compared, type Draft, findDraft } from './drafts.ts';
import { personalDetails } from './personal-details-rules.ts';
import { roleFor } from './provider-records.ts';
import { differencesInWords, fieldName, type Line } from './record-words-rules.ts';
import type { ServicePage } from './service-page.ts';
import { wholeServicePage } from './service-surroundings.ts';
import { allTerms, type Term } from './taxonomies.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/provider-draft': DraftPage;
    'directory/provider-preview': ServicePage & { draft_id: string };
  }
}

/** The page on which a draft is checked and handed in. */
interface DraftPage {
  draft: { id: string; name: string; organisation: string; version: number; service_id: string | null };
  state: 'open' | 'sent_back' | 'handed_in';
  handed_in_on: string | null;
  sent_back_reason: string | null;
  steps: { href: string; title: string; missing: string[] }[];
  /** the questions that it does not answer yet, those that are required first; and those that it answers */
  missing: (Judged & { href: string })[];
  answered: Judged[];
  there: number;
  all: number;
  is_ready: boolean;
  /** what differs from what is public, by name; empty for a new record */
  changed: string[];
  /** what was changed here and, since this was begun, elsewhere too: both, by name */
  meanwhile: { name: string; step: string | null; mine: string; theirs: string }[];
  /** what may be a person's own: the council looks at it first */
  personal: string[];
  asks_local_offer: boolean;
  values: Record<string, string>;
  errors: FormError[];
}

export type OfDraft = { Params: { id: string; step: string } };

/** The draft of an address, where it belongs to an organisation of who asks; else `otherwise`: that there is none. */
export async function withOwnDraft(
  { db }: Parts,
  request: FastifyRequest<OfDraft>,
  reply: FastifyReply,
  answer: (draft: Draft) => FastifyReply | Promise<FastifyReply>,
  otherwise: () => FastifyReply | Promise<FastifyReply> = () => answerError(request, reply, 404),
): Promise<FastifyReply> {
  const draft = await findDraft(db, request.params.id);
  if (!draft || !roleFor(request.who, 'edit_services', draft.organization_id)) return otherwise();
  return answer(draft);
}

/** `/provider/drafts/<id>`: what has been written, how it is judged, how it will look, and handing it in. */
export function providerDrafts(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;

  const own = (
    request: FastifyRequest<OfDraft>,
    reply: FastifyReply,
    answer: (draft: Draft) => FastifyReply | Promise<FastifyReply>,
  ) => withOwnDraft(parts, request, reply, answer);

  async function show(
    reply: FastifyReply,
    draft: Draft,
    values: Record<string, string> = {},
    errors: FormError[] = [],
  ) {
    const { record, before, changes, meanwhile } = await compared(db, draft);
    const base = `/provider/drafts/${draft.id}`;
    const known = new Set((before ? personalDetails(before) : []).map(({ found }) => found));
    const context = { terms: new Map((await allTerms(db)).map(termName)), today: dayOf(now()) };
    const { judged, there, all, is_ready } = judge(record);
    return reply.code(errors.length > 0 ? 422 : 200).page('directory/provider-draft', {
      draft: {
        id: draft.id,
        name: record.name,
        organisation: draft.organisation,
        version: draft.version,
        service_id: draft.service_id,
      },
      state: draft.handed_in_at ? 'handed_in' : draft.sent_back_reason ? 'sent_back' : 'open',
      handed_in_on: draft.handed_in_at && longDate(dayOf(draft.handed_in_at)),
      sent_back_reason: draft.sent_back_reason,
      steps: steps.map(({ code, title }) => ({
        href: `${base}/${code}`,
        title,
        missing: judged.filter((one) => one.step === code && !one.is_there).map(({ question }) => question),
      })),
      missing: judged
        .filter(({ is_there }) => !is_there)
        .map((one) => ({ ...one, href: `${base}/${one.step}` }))
        .sort((a, b) => Number(b.is_required) - Number(a.is_required)),
      answered: judged.filter(({ is_there }) => is_there),
      there,
      all,
      is_ready,
      changed: draft.service_id ? [...new Set(changes.map(({ field }) => fieldName(field)))] : [],
      meanwhile: differencesInWords(meanwhile, context).map(({ field, name, old, now: mine }) => ({
        name,
        step: stepOfField(field),
        mine: inLines(mine),
        theirs: inLines(old),
      })),
      personal: personalDetails(record)
        .map(({ found }) => found)
        .filter((found) => !known.has(found)),
      asks_local_offer: draft.answers.local_offer !== undefined,
      values: { note: draft.answers.note ?? '', ...values },
      errors,
    });
  }

  app.get<OfDraft>('/provider/drafts/:id', (request, reply) => own(request, reply, (draft) => show(reply, draft)));

  app.get<OfDraft>('/provider/drafts/:id/preview', (request, reply) =>
    own(request, reply, async (draft) => {
      const seen = await previewDraft(db, draft.id, now());
      if (!seen) return answerError(request, reply, 404);
      const model = await wholeServicePage(parts, seen.service, seen.surroundings);
      return reply.page('directory/provider-preview', { ...model, draft_id: draft.id });
    }),
  );

  app.post<OfDraft>('/provider/drafts/:id/hand-in', (request, reply) =>
    own(request, reply, async (draft) => {
      const values = fieldsOf(request.body);
      const refuse = (field: string, text: string) => show(reply, draft, values, [{ field, text }]);
      if (draft.handed_in_at) return reply.redirect(`/provider/drafts/${draft.id}`, 303);
      const { record, changes } = await compared(db, draft);
      if (changes.length === 0 && !draft.answers.local_offer)
        return refuse('changed', 'Nothing has changed, so there is nothing to hand in.');
      // a wrong phone number in a record that is there already is put right, whatever else is missing in it
      const mustBeWhole = draft.service_id === null || draft.answers.local_offer !== undefined;
      if (mustBeWhole && !judge(record).is_ready)
        return refuse('judged', 'Answer the questions that are marked as required. The council would send it back.');
      const note = values.note?.trim().slice(0, 2000) || undefined;
      const handed = await handIn(
        db,
        request.who,
        { id: draft.id, version: Number(values.version) },
        { now: now(), note, is_all_right: values.is_all_right === 'yes' },
      );
      if (!handed)
        return refuse(
          'changed',
          'Somebody has changed this since you opened the page. Read it again, and then hand it in.',
        );
      return reply.redirect('/provider', 303);
    }),
  );

  app.post<OfDraft>('/provider/drafts/:id/take-back', (request, reply) =>
    own(request, reply, async (draft) => {
      if (!(await takeBack(db, request.who, draft.id, now())))
        return show(reply, draft, {}, [
          { field: 'state', text: 'Somebody at the council is reading it now. Try again in half an hour.' },
        ]);
      return reply.redirect(`/provider/drafts/${draft.id}`, 303);
    }),
  );

  app.post<OfDraft>('/provider/drafts/:id/discard', (request, reply) =>
    own(request, reply, async (draft) => {
      if (!(await discardDraft(db, request.who, draft.id, now())))
        return show(reply, draft, {}, [{ field: 'state', text: 'Take it back from the council first.' }]);
      return reply.redirect('/provider', 303);
    }),
  );
}

const termName = ({ taxonomy, code, name }: Term): [string, string] => [`${taxonomy}:${code}`, name];
const inLines = (lines: readonly Line[]) => lines.map(({ text }) => text).join('\n') || 'nothing';

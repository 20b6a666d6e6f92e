import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { likelyKinds } from './draft-kinds.ts';
import { settlePlaces } from './draft-places.ts';
import { type Around, differences, type Field, type Step, stepOf, steps, type Values } from './draft-step-rules.ts';
import { saveDraft } from './draft-writing.ts';
import { type Draft, findDraft } from './drafts.ts';
import { localOfferRequirements, membershipOf } from './local-offer-requests.ts';
import { type OfDraft, withOwnDraft } from './provider-draft-page.ts';
import { type UnderstoodTimes, understoodTimes } from './spoken-calendar-rules.ts';
import { allTerms } from './taxonomies.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/provider-step': {
      /** `seen` tells later whether somebody saved this page in between */
      draft: { id: string; name: string; version: number; seen: string };
      step: { code: string; title: string; why: string; number: number; of: number };
      fields: Field[];
      values: Values;
      errors: FormError[];
      /** somebody else saved this page meanwhile: both versions, by question */
      conflict: { by: string; differences: { label: string; mine: string; theirs: string }[] } | null;
      times: UnderstoodTimes | null;
      next: string;
    };
  }
}

/** What a page of the journey said, in few letters. */
function digestOf(values: Values): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(values).sort()))
    .digest('base64url')
    .slice(0, 16);
}

/** `/provider/drafts/<id>/<step>`: the short pages of the journey. Each saves what it asks, and leads on. */
export function providerSteps(app: FastifyInstance, parts: Parts): void {
  const { db, authority, now } = parts;

  async function aroundOf(draft: Draft, step: Step): Promise<Around> {
    const today = dayOf(now());
    const state = draft.service_id ? await membershipOf(db, draft.service_id) : undefined;
    return {
      today,
      organisation: draft.organisation,
      terms: await allTerms(db),
      requirements: await localOfferRequirements(db, today),
      suggested_kinds: step.code === 'kind' ? await likelyKinds(db, draft) : [],
      is_in_offer: state === 'approved' || state === 'asked',
    };
  }

  function show(
    reply: FastifyReply,
    draft: Draft,
    step: Step,
    around: Around,
    typed?: { values: Values; errors: FormError[]; differences?: { label: string; mine: string; theirs: string }[] },
  ) {
    const at = stepOf(step.code);
    return reply.code(typed ? 422 : 200).page('directory/provider-step', {
      draft: {
        id: draft.id,
        name: draft.record.name,
        version: draft.version,
        seen: digestOf(step.values(draft, around)),
      },
      step: { code: step.code, title: step.title, why: step.why, number: at?.number ?? 1, of: steps.length },
      fields: step.fields(draft, around),
      values: typed?.values ?? step.values(draft, around),
      errors: typed?.errors ?? [],
      conflict: typed?.differences ? { by: draft.saved_by, differences: typed.differences } : null,
      times: step.code === 'when' ? (understoodTimes(draft.record, around.today) ?? null) : null,
      next: addressAfter(draft, step),
    });
  }

  const addressAfter = ({ id }: Draft, step: Step) =>
    `/provider/drafts/${id}${stepOf(step.code)?.next ? `/${stepOf(step.code)?.next?.code}` : ''}`;

  app.get<OfDraft>('/provider/drafts/:id/:step', (request, reply) =>
    withOwnDraft(parts, request, reply, async (draft) => {
      const found = stepOf(request.params.step);
      if (!found) return answerError(request, reply, 404);
      if (draft.handed_in_at) return reply.redirect(`/provider/drafts/${draft.id}`, 303);
      return show(reply, draft, found.step, await aroundOf(draft, found.step));
    }),
  );

  app.post<OfDraft>('/provider/drafts/:id/:step', (request, reply) =>
    withOwnDraft(parts, request, reply, async (draft) => {
      const found = stepOf(request.params.step);
      if (!found) return answerError(request, reply, 404);
      if (draft.handed_in_at) return reply.redirect(`/provider/drafts/${draft.id}`, 303);
      const { step } = found;
      const around = await aroundOf(draft, step);
      const values = fieldsOf(request.body);
      if (values.seen !== digestOf(step.values(draft, around))) {
        const conflict = conflictOf(draft, step, around, values);
        if (conflict) return conflict(reply);
      }
      const saved = step.save(values, draft, around);
      if ('errors' in saved) return show(reply, draft, step, around, { values, errors: saved.errors });
      const settled = await settlePlaces(db, draft.record, saved.record, authority);
      if ('errors' in settled) return show(reply, draft, step, around, { values, errors: settled.errors });
      const written = { record: settled.record, answers: saved.answers };
      const isNew = JSON.stringify(written) !== JSON.stringify({ record: draft.record, answers: draft.answers });
      if (isNew && !(await saveDraft(db, request.who, draft, written, now()))) {
        const latest = (await findDraft(db, draft.id)) ?? draft;
        const conflict = conflictOf(latest, step, around, values);
        return conflict ? conflict(reply) : reply.redirect(`/provider/drafts/${draft.id}/${step.code}`, 303);
      }
      if (values.then === 'later') return reply.redirect('/provider', 303);
      // times are shown as they were understood, before anything else
      if (step.code === 'when' && isNew) return reply.redirect(`/provider/drafts/${draft.id}/when#understood`, 303);
      return reply.redirect(addressAfter(draft, step), 303);
    }),
  );

  /** What to answer where somebody else saved other things on this page; undefined where both say the same. */
  function conflictOf(draft: Draft, step: Step, around: Around, values: Values) {
    const theirs = step.values(draft, around);
    const found = differences(step.fields(draft, around), values, theirs);
    if (found.length === 0) return undefined;
    const text = 'Somebody else saved this page while you wrote. Compare both, and save what is right.';
    return (reply: FastifyReply) =>
      show(reply, draft, step, around, { values, errors: [{ field: 'both', text }], differences: found });
  }
}

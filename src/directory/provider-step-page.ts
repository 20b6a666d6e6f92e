import type { FastifyInstance, FastifyReply } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { likelyKinds } from './draft-kinds.ts';
import { settlePlaces } from './draft-places.ts';
import { ownAreas } from './draft-step-reach-rules.ts';
import {
  type Around,
  differences,
  type Field,
  type Step,
  stepOf,
  steps,
  tooLong,
  type Values,
  type Written,
} from './draft-step-rules.ts';
import { saveDraft, takeBack } from './draft-writing.ts';
import { type Draft, findDraft } from './drafts.ts';
import { localOfferRequirements, membershipOf } from './local-offer-requests.ts';
import { type OfDraft, withOwnDraft } from './provider-draft-page.ts';
import { recordChanges } from './record-changes.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';
import { type UnderstoodTimes, understoodTimes } from './spoken-calendar-rules.ts';
import { digestOf } from './step-digest.ts';
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
      /** somebody handed the draft in meanwhile: saving takes it back first */
      is_handed_in: boolean;
    };
    'directory/provider-not-saved': { title: string; typed: { label: string; words: string }[] };
  }
}

interface Typed {
  values: Values;
  errors: FormError[];
  differences?: { label: string; mine: string; theirs: string }[];
}

const savedMeanwhile = {
  field: 'both',
  text: 'Somebody else saved this page while you wrote. Compare both, and save what is right.',
};
const handedInMeanwhile =
  'Somebody of your organisation handed this in while you wrote. To save what you wrote, take the record back from the council.';
const readNow = 'Somebody at the council is reading it now. Try again in half an hour.';

/** `/provider/drafts/<id>/<step>`: the short pages of the journey. Each saves what it asks, and leads on. */
export function providerSteps(app: FastifyInstance, parts: Parts): void {
  const { db, authority, now } = parts;

  async function aroundOf(draft: Draft, step: Step): Promise<Around> {
    const state = draft.service_id ? await membershipOf(db, draft.service_id) : undefined;
    return {
      ...(await aroundOfAll()),
      organisation: draft.organisation,
      suggested_kinds: step.code === 'kind' ? await likelyKinds(db, draft) : [],
      is_in_offer: state === 'approved' || state === 'asked',
    };
  }

  async function aroundOfAll() {
    const today = dayOf(now());
    const [terms, areas] = [await allTerms(db), ownAreas(authority)];
    return { today, terms, areas, requirements: await localOfferRequirements(db, today) };
  }

  function show(reply: FastifyReply, draft: Draft, step: Step, around: Around, typed?: Typed) {
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
      is_handed_in: draft.handed_in_at !== null,
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

  app.post<OfDraft>('/provider/drafts/:id/:step', async (request, reply) => {
    const found = stepOf(request.params.step);
    if (!found) return answerError(request, reply, 404);
    const { step } = found;
    const values = fieldsOf(request.body);
    const save = async (own: Draft) => {
      const isAsked = own.handed_in_at !== null && values.then === 'take-back';
      const isBack = isAsked && (await takeBack(db, request.who, own.id, now()));
      const draft = isBack ? ((await findDraft(db, own.id)) ?? own) : own;
      const around = await aroundOf(draft, step);
      if (draft.handed_in_at) {
        const late = conflictOf(draft, step, around, values, {
          field: 'state',
          text: isAsked ? readNow : handedInMeanwhile,
        });
        return late ? late(reply) : reply.redirect(`/provider/drafts/${draft.id}`, 303);
      }
      const refuse = (errors: FormError[]) => show(reply, draft, step, around, { values, errors });
      const long = tooLong(step.fields(draft, around), values);
      if (long.length > 0) return refuse(long);
      const saved = step.save(values, draft, around);
      const settled = 'errors' in saved ? saved : await settlePlaces(db, draft.record, saved.record, authority);
      const written = 'errors' in saved || 'errors' in settled ? undefined : { ...saved, record: settled.record };
      // the same once more is no conflict, whoever sends it
      const isNew = !written || !isSame(draft, written);
      const isLate = values.seen !== digestOf(step.values(draft, around));
      const conflict = isNew && isLate ? conflictOf(draft, step, around, values) : undefined;
      if (conflict) return conflict(reply);
      if (!written) return refuse('errors' in saved ? saved.errors : 'errors' in settled ? settled.errors : []);
      if (isNew && !(await saveDraft(db, request.who, draft, written, now()))) {
        const latest = (await findDraft(db, draft.id)) ?? draft;
        const found = conflictOf(latest, step, around, values);
        return found ? found(reply) : reply.redirect(`/provider/drafts/${draft.id}/${step.code}`, 303);
      }
      if (values.then === 'later') return reply.redirect('/provider', 303);
      // times are shown as they were understood, before anything else
      if (step.code === 'when' && isNew) return reply.redirect(`/provider/drafts/${draft.id}/when#understood`, 303);
      return reply.redirect(addressAfter(draft, step), 303);
    };
    return withOwnDraft(parts, request, reply, save, () => notSaved(reply, step, values));
  });

  /** What was typed for a draft that is not there, or not any more: it is given back, to be copied. */
  async function notSaved(reply: FastifyReply, step: Step, values: Values) {
    const record = serviceRecord.parse({ source_id: 'none', name: 'unknown', organization: { name: 'unknown' } });
    const around = { ...(await aroundOfAll()), organisation: '', suggested_kinds: [], is_in_offer: false };
    const typed = differences(step.fields({ record, answers: {} }, around), values, {});
    return reply.code(404).page('directory/provider-not-saved', {
      title: step.title,
      typed: typed.map(({ label, mine }) => ({ label, words: mine })),
    });
  }

  /** What to answer where somebody else saved other things on this page; undefined where both say the same. */
  function conflictOf(draft: Draft, step: Step, around: Around, values: Values, error: FormError = savedMeanwhile) {
    const theirs = step.values(draft, around);
    const found = differences(step.fields(draft, around), values, theirs);
    if (found.length === 0) return undefined;
    return (reply: FastifyReply) => show(reply, draft, step, around, { values, errors: [error], differences: found });
  }
}

function isSame(draft: Written, { record, answers }: Written): boolean {
  const whole = { ...record, answers } as ServiceRecord;
  return recordChanges({ ...draft.record, answers: draft.answers }, whole).length === 0;
}

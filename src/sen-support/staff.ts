import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { draftExpectations, editOf, late } from './draft-expectations.ts';
import { type ExpectationView, expectationView, type VersionView, versionView } from './provision-page.ts';
import { differencesOf, type Statement, sayings, steps } from './statement-rules.ts';
import {
  beginDraft,
  changeDraft,
  discardDraft,
  draftVersion,
  publishDraft,
  publishedVersions,
  statementOf,
} from './statements.ts';

interface StaffProvision {
  errors: FormError[];
  values: Record<string, string>;
  versions: VersionView[];
  draft: {
    edit: string;
    begun_by: string;
    added: number;
    removed: number;
    changed: number;
    steps: { title: string; items: (ExpectationView & { href: string; says: string; is_new: boolean })[] }[];
  } | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'sen-support/staff-provision': StaffProvision;
  }
}

const publication = z.object({
  made_by: z.string().trim().min(1, 'Write by whom it was made').max(400, 'Make this 400 characters or fewer'),
  note: z
    .string()
    .trim()
    .min(1, 'Write what is different from the version before')
    .max(600, 'Make the note 600 characters or fewer'),
  review_months: z.coerce
    .number({ error: 'Write a number of months' })
    .int('Write a whole number of months')
    .min(1, 'One month is the least')
    .max(60, 'Sixty months is the most'),
  edit: z.string().default(''),
});

/** `/staff/provision`: the draft of the statement of expected provision, and its publication. */
export function staffSenSupport(staff: FastifyInstance, parts: Parts): void {
  const { db, now, pages } = parts;
  const refused = (request: FastifyRequest) => !may(request.who.role, 'edit_provision');

  async function show(
    reply: FastifyReply,
    errors: FormError[] = [],
    values: Record<string, string> = {},
    status = 422,
  ) {
    const versions = await publishedVersions(db);
    const draft = await draftVersion(db);
    const [newest] = versions;
    const statement = draft ? await statementOf(db, draft.id) : undefined;
    const before: Statement = newest ? await statementOf(db, newest.id) : { expectations: [], interventions: [] };
    const found = differencesOf(before.expectations, statement?.expectations ?? []);
    const fresh = new Set([...found.added, ...found.changed.map(({ after }) => after)].map(({ code }) => code));
    return reply.code(errors.length > 0 ? status : 200).page('sen-support/staff-provision', {
      errors,
      values: { made_by: draft?.made_by ?? '', note: '', review_months: String(draft?.review_months ?? 12), ...values },
      versions: versions.map((one) => versionView(one, newest?.number ?? null, dayOf(now()))),
      draft:
        draft && statement
          ? {
              edit: String(draft.edit),
              begun_by: draft.begun_by,
              added: found.added.length,
              removed: found.removed.length,
              changed: found.changed.length,
              steps: Object.entries(steps).map(([step, title]) => ({
                title,
                items: statement.expectations
                  .filter((one) => one.step === step)
                  .map((one) => ({
                    ...expectationView(one, pages.say),
                    href: `/staff/provision/expectations/${one.code}`,
                    says: sayings[one.says],
                    is_new: fresh.has(one.code),
                  })),
              })),
            }
          : null,
    });
  }

  staff.get('/staff/provision', async (request, reply) =>
    refused(request) ? answerError(request, reply, 403) : show(reply),
  );

  staff.post('/staff/provision/begin', async (request, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    await beginDraft(db, request.who, now());
    return reply.redirect('/staff/provision', 303);
  });

  staff.post('/staff/provision/publish', async (request, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const form = readForm(publication, request.body);
    if (!form.ok) return show(reply, form.errors, form.values);
    const { edit, ...said } = form.value;
    const by = request.who.name || request.who.email;
    const done = await changeDraft(
      db,
      request.who,
      { edit: editOf(edit), deed: 'published_provision', detail: { note: said.note } },
      now(),
      (tx, id) => publishDraft(tx, id, { ...said, by, now: now() }),
    );
    return done ? reply.redirect('/provision', 303) : show(reply, [late], fieldsOf(request.body), 409);
  });

  staff.post('/staff/provision/discard', async (request, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const { edit = '' } = fieldsOf(request.body);
    const done = await changeDraft(
      db,
      request.who,
      { edit: editOf(edit), deed: 'discarded_provision_draft' },
      now(),
      discardDraft,
    );
    return done ? reply.redirect('/staff/provision', 303) : show(reply, [late], {}, 409);
  });

  draftExpectations(staff, parts);
}

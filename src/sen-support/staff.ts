import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, neededWords, readForm, versionOf, words } from '../web/form.ts';
import { draftEntries, late } from './draft-entries.ts';
import { type ExpectationView, expectationView, type VersionView, versionView } from './provision-page.ts';
import { differencesOf, needs, type Statement, sayings, steps } from './statement-rules.ts';
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
    interventions: { href: string; name: string; about: string; is_new: boolean }[];
  } | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'sen-support/staff-provision': StaffProvision;
  }
}

const publication = z.object({
  made_by: neededWords(400, 'this', 'Write by whom it was made'),
  note: neededWords(600, 'the note', 'Write what is different from the version before'),
  review_months: z.coerce
    .number({ error: 'Write a number of months' })
    .int('Write a whole number of months')
    .min(1, 'One month is the least')
    .max(60, 'Sixty months is the most'),
  edit: words(20, 'the number'),
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
    const expected = differencesOf(before.expectations, statement?.expectations ?? []);
    const helping = differencesOf(before.interventions, statement?.interventions ?? []);
    const codesOf = ({ added, changed }: { added: { code: string }[]; changed: { after: { code: string } }[] }) =>
      new Set([...added, ...changed.map(({ after }) => after)].map(({ code }) => code));
    const fresh = codesOf(expected);
    const freshHelp = codesOf(helping);
    return reply.code(errors.length > 0 ? status : 200).page('sen-support/staff-provision', {
      errors,
      values: { made_by: draft?.made_by ?? '', note: '', review_months: String(draft?.review_months ?? 12), ...values },
      versions: versions.map((one) => versionView(one, newest?.number ?? null, dayOf(now()))),
      draft:
        draft && statement
          ? {
              edit: String(draft.edit),
              begun_by: draft.begun_by,
              added: expected.added.length + helping.added.length,
              removed: expected.removed.length + helping.removed.length,
              changed: expected.changed.length + helping.changed.length,
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
              interventions: statement.interventions.map(({ code, name, need, ages }) => ({
                href: `/staff/provision/interventions/${code}`,
                name,
                about: `${need === 'any' ? 'Every need' : needs[need]}, ages ${ages}`,
                is_new: freshHelp.has(code),
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
      { edit: versionOf(edit), deed: 'published_provision', detail: { note: said.note } },
      now(),
      (tx, id) => publishDraft(tx, id, { ...said, by, now: now() }),
    );
    return done ? reply.redirect('/provision', 303) : show(reply, [late], fieldsOf(request.body), 409);
  });

  staff.post('/staff/provision/discard', async (request, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const { edit } = fieldsOf(request.body);
    const done = await changeDraft(
      db,
      request.who,
      { edit: versionOf(edit), deed: 'discarded_provision_draft' },
      now(),
      discardDraft,
    );
    return done ? reply.redirect('/staff/provision', 303) : show(reply, [late], {}, 409);
  });

  draftEntries(staff, parts);
}

import type { FastifyInstance, FastifyReply } from 'fastify';
import { readMoment } from '../content/page-form-rules.ts';
import { readPage, UnreadableText } from '../content/page-tree-rules.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf, versionOf } from '../web/form.ts';
import { makeBulletin, type Saving, saveBulletin } from './bulletin-deeds.ts';
import { readBulletin } from './bulletin-form-rules.ts';
import { type BulletinContent, isSame } from './bulletin-rules.ts';
import { type StaffBulletin, staffBulletins } from './bulletins.ts';
import { type EditPage, editPage, findingsIn, type Typed } from './edit-page.ts';
import { clusterNames } from './known-bulletins.ts';
import { staffAnswers } from './staff-answers.ts';
import { type StaffListPage, staffListPage } from './staff-list-page.ts';
import { type Guarded, staffStates } from './staff-states.ts';

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/staff-list': StaffListPage;
    'bulletins/staff-bulletin': EditPage;
  }
}

/** A form comes whole, so that what is too long is shown again and not lost. */
const bodyLimit = 4_000_000;

/** What the address says was done, in words. */
const deeds: Record<string, string> = {
  saved: 'Saved. Nobody but you and your colleagues sees it until it is published.',
  published: 'Published. It goes out by mail as each school chose.',
  planned: 'Saved. It goes out at the time that you chose.',
  same: 'Nothing was changed, so nothing was saved.',
  changed: 'Done.',
};

/** `/staff/bulletins`: writing, publishing, planning, correcting and withdrawing what the council tells schools. */
export function staffBulletinPages(staff: FastifyInstance, parts: Parts): void {
  const { db, now, pages } = parts;

  const guarded: Guarded = (work) => async (request, reply) => {
    if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
    const { id } = request.params;
    const [bulletin] = /^\d{1,15}$/.test(id) ? await staffBulletins(db, Number(id)) : [];
    return bulletin ? work(request, reply, bulletin) : answerError(request, reply, 404);
  };
  staffStates(staff, parts, guarded);
  staffAnswers(staff, parts, guarded);

  staff.get('/staff/bulletins', async (request, reply) => {
    if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
    return reply.page('bulletins/staff-list', await staffListPage(parts, fieldsOf(request.query)));
  });

  staff.get('/staff/bulletins/new', async (request, reply) => {
    if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
    return reply.page('bulletins/staff-bulletin', await editPage(parts, staff, undefined, {}));
  });

  staff.get(
    '/staff/bulletins/:id',
    guarded(async (request, reply, bulletin) => {
      const done = deeds[fieldsOf(request.query).done ?? ''] ?? null;
      return reply.page('bulletins/staff-bulletin', await editPage(parts, staff, bulletin, { done }));
    }),
  );

  // for the script that shows the preview while somebody writes
  staff.post(
    '/staff/bulletins/preview',
    { bodyLimit, config: { rateLimit: { max: 120, timeWindow: '1 minute' } } },
    async (request, reply) => {
      if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
      const typed = fieldsOf(request.body);
      const filled = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''));
      const form = readBulletin(
        { ...unwritten, ...filled, type: 'information' },
        { clusters: [], is_correction: false },
      );
      const content = form.ok ? form.content : undefined;
      const errors = form.ok ? [] : form.errors;
      const shown = await editPage(parts, staff, undefined, { content, typed: { values: {}, errors } });
      return reply.page('content/staff-preview-page', shown);
    },
  );

  /** The form as it was sent, with the council's own words in its title and summary. */
  async function read(values: Record<string, string>, bulletin: StaffBulletin | undefined) {
    const clusters = [...(await clusterNames(db)).keys()];
    const is_correction = (bulletin?.editions ?? 0) > 0;
    const form = readBulletin(values, { clusters, is_correction });
    if (!form.ok) return form;
    const { content } = form;
    return {
      ok: true,
      content: { ...content, title: pages.say(content.title), summary: pages.say(content.summary) },
    } as const;
  }

  async function again(
    reply: FastifyReply,
    bulletin: StaffBulletin | undefined,
    content: BulletinContent | undefined,
    typed: Typed,
    status: number,
  ) {
    return reply
      .code(status)
      .page('bulletins/staff-bulletin', await editPage(parts, staff, bulletin, { content, typed }));
  }

  staff.post('/staff/bulletins/new', { bodyLimit }, async (request, reply) => {
    if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
    const values = fieldsOf(request.body);
    const form = await read(values, undefined);
    if (!form.ok) return again(reply, undefined, undefined, { values, errors: form.errors }, 422);
    if (values.action === 'preview') return again(reply, undefined, form.content, { values }, 200);
    if (!readable(form.content)) return again(reply, undefined, form.content, { values }, 422);
    const id = await makeBulletin(db, request.who, form.content, now());
    return reply.redirect(`/staff/bulletins/${id}?done=saved`, 303);
  });

  staff.post(
    '/staff/bulletins/:id',
    { bodyLimit },
    guarded(async (request, reply, bulletin) => {
      const values = fieldsOf(request.body);
      const form = await read(values, bulletin);
      const isPublishing = values.action === 'publish';
      const planned = readMoment(values.publish_at ?? '');
      const errors = form.ok ? [] : [...form.errors];
      if (planned === null) errors.push({ field: 'publish_at', text: 'Write a day and a time' });
      if (planned && planned <= now() && isPublishing)
        errors.push({ field: 'publish_at', text: 'Choose a time that is still to come, or leave it empty' });
      const content = form.ok ? form.content : undefined;
      if (!content || errors.length > 0 || !readable(content))
        return again(reply, bulletin, content, { values, errors }, 422);
      if (values.action === 'preview') return again(reply, bulletin, content, { values }, 200);
      const seen = versionOf(values.version);
      if (seen !== bulletin.version || isOver(bulletin)) return late(reply, bulletin, content, values);
      const findings = isPublishing ? await findingsIn(parts, staff, content, planned ?? undefined) : [];
      const reason = (findings.length > 0 && (values.override_reason ?? '').trim().slice(0, 1000)) || null;
      if (findings.length > 0 && !reason) {
        const text = `${findings.length === 1 ? 'One thing keeps' : `${findings.length} things keep`} it from being published. Mend them, or say below why it goes out as it is.`;
        return again(
          reply,
          bulletin,
          content,
          { values, errors: [{ field: 'findings', text }], asks_reason: true },
          422,
        );
      }
      const isStored = isSame(bulletin.latest, content) && bulletin.draft_version !== null;
      if (!isPublishing && isSame(bulletin.latest, content))
        return reply.redirect(`/staff/bulletins/${bulletin.id}?done=same`, 303);
      const saving = savingOf(isPublishing, { planned: planned ?? null, reason, findings });
      const text = { id: bulletin.id, seen, content: isStored ? undefined : content };
      const isSaved = await saveBulletin(db, request.who, text, saving, now());
      if (!isSaved) return late(reply, (await staffBulletins(db, bulletin.id))[0] ?? bulletin, content, values);
      return reply.redirect(`/staff/bulletins/${bulletin.id}?done=${saving.as}`, 303);
    }),
  );

  function late(
    reply: FastifyReply,
    bulletin: StaffBulletin,
    content: BulletinContent,
    values: Record<string, string>,
  ) {
    const text = isOver(bulletin)
      ? 'Somebody else has withdrawn this meanwhile, or given it up. What you wrote is below.'
      : 'Somebody else has changed this meanwhile. What you wrote is below, and what is different in theirs.';
    return again(reply, bulletin, content, { values, errors: [{ field: 'markdown', text }], is_late: true }, 409);
  }
}

const unwritten = { title: '-', summary: '-', contact_role: '-', contact_email: 'nobody@example.org' };

function isOver({ withdrawn_at, discarded_at }: StaffBulletin): boolean {
  return withdrawn_at !== null || discarded_at !== null;
}

function savingOf(
  isPublishing: boolean,
  {
    planned,
    reason,
    findings,
  }: { planned: Date | null; reason: string | null; findings: Awaited<ReturnType<typeof findingsIn>> },
): Saving {
  if (!isPublishing) return { as: 'saved' };
  if (planned) return { as: 'planned', at: planned, reason };
  return { as: 'published', override_reason: reason, findings };
}

function readable({ markdown }: BulletinContent): boolean {
  try {
    return readPage(markdown) !== undefined;
  } catch (error) {
    if (error instanceof UnreadableText) return false;
    throw error;
  }
}

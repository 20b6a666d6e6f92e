import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Typed } from '../content/edit-page.ts';
import { readMoment } from '../content/page-form-rules.ts';
import { readPage, UnreadableText } from '../content/page-tree-rules.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, versionOf } from '../web/form.ts';
import { type Accepted, makeBulletin, type Saving, saveBulletin } from './bulletin-deeds.ts';
import { readBulletin } from './bulletin-form-rules.ts';
import { type BulletinContent, isSame } from './bulletin-rules.ts';
import { isOver, type StaffBulletin, staffBulletins } from './bulletins.ts';
import { editPage, findingsIn } from './edit-page.ts';
import { clusterNames } from './known-bulletins.ts';
import type { Guarded } from './staff-states.ts';

/** What the form of a bulletin does: shows how it will look, keeps it, publishes it, or plans it. */
export function staffWriting(staff: FastifyInstance, parts: Parts, guarded: Guarded): void {
  const { db, now, pages } = parts;

  /** The form as it was sent, with the council's own words in its title and summary. */
  async function read(values: Record<string, string>, bulletin: StaffBulletin | undefined) {
    const clusters = [...(await clusterNames(db)).keys()];
    const form = readBulletin(values, { clusters, is_correction: (bulletin?.editions ?? 0) > 0 });
    if (!form.ok) return { content: undefined, errors: form.errors };
    const { title, summary } = form.content;
    const content = { ...form.content, title: pages.say(title), summary: pages.say(summary) };
    return { content, errors: [] };
  }

  async function again(
    reply: FastifyReply,
    bulletin: StaffBulletin | undefined,
    content: BulletinContent | undefined,
    typed: Typed,
    status: 200 | 409 | 422,
  ) {
    const page = await editPage(parts, staff, bulletin, { content, typed });
    return reply.code(status).page('bulletins/staff-bulletin', page);
  }

  staff.post('/staff/bulletins/new', async (request, reply) => {
    if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
    const values = fieldsOf(request.body);
    const { content, errors } = await read(values, undefined);
    if (!content || !readable(content)) return again(reply, undefined, content, { values, errors }, 422);
    if (values.action === 'preview') return again(reply, undefined, content, { values }, 200);
    const id = await makeBulletin(db, request.who, content, now());
    return reply.redirect(`/staff/bulletins/${id}?done=saved`, 303);
  });

  staff.post(
    '/staff/bulletins/:id',
    guarded(async (request, reply, bulletin) => {
      const values = fieldsOf(request.body);
      const isPublishing = values.action === 'publish';
      const planned = readMoment(values.publish_at ?? '');
      const { content, errors: wrong } = await read(values, bulletin);
      const errors = [...wrong, ...whatIsWrongWith(planned, { isPublishing, now: now() })];
      if (!content || errors.length > 0 || !readable(content))
        return again(reply, bulletin, content, { values, errors }, 422);
      if (values.action === 'preview') return again(reply, bulletin, content, { values }, 200);
      const seen = versionOf(values.version);
      if (seen !== bulletin.version || isOver(bulletin)) return late(reply, bulletin, content, values);
      if (!isPublishing && isSame(bulletin.latest, content))
        return reply.redirect(`/staff/bulletins/${bulletin.id}?done=same`, 303);
      const on = planned ?? undefined;
      const findings = isPublishing ? await findingsIn(parts, staff, content, { bulletin, on }) : [];
      const reason = (values.override_reason ?? '').trim().slice(0, 1000);
      if (findings.length > 0 && reason === '') {
        const typed = { values, errors: [keptFrom(findings.length)], asks_reason: true };
        return again(reply, bulletin, content, typed, 422);
      }
      const accepted = { override_reason: findings.length > 0 ? reason : null, findings };
      const isStored = isSame(bulletin.latest, content) && bulletin.draft_version !== null;
      const text = { id: bulletin.id, seen, content: isStored ? undefined : content };
      const saving = savingOf(isPublishing, on, accepted);
      if (!(await saveBulletin(db, request.who, text, saving, now())))
        return late(reply, (await staffBulletins(db, bulletin.id))[0] ?? bulletin, content, values);
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

function whatIsWrongWith(
  planned: Date | null | undefined,
  { isPublishing, now }: { isPublishing: boolean; now: Date },
): FormError[] {
  if (planned === null) return [{ field: 'publish_at', text: 'Write a day and a time' }];
  if (!planned || !isPublishing || planned > now) return [];
  return [{ field: 'publish_at', text: 'Choose a time that is still to come, or leave it empty' }];
}

function keptFrom(findings: number): FormError {
  const [keep, them] = findings === 1 ? ['One thing keeps', 'it'] : [`${findings} things keep`, 'them'];
  const text = `${keep} it from being published. Mend ${them}, or say below why it goes out as it is.`;
  return { field: 'findings', text };
}

function savingOf(isPublishing: boolean, planned: Date | undefined, accepted: Accepted): Saving {
  if (!isPublishing) return { as: 'saved' };
  return planned ? { as: 'planned', at: planned, ...accepted } : { as: 'published', ...accepted };
}

function readable({ markdown }: BulletinContent): boolean {
  try {
    return readPage(markdown) !== undefined;
  } catch (error) {
    if (error instanceof UnreadableText) return false;
    throw error;
  }
}

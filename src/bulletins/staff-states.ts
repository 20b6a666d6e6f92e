import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { momentInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf, versionOf } from '../web/form.ts';
import { doToBulletin, nameOf } from './bulletin-deeds.ts';
import { type BulletinChange, isOver, type StaffBulletin, versionsOf } from './bulletins.ts';
import { editPage } from './edit-page.ts';
import { unplanned } from './held-bulletins.ts';

type OfBulletin = FastifyRequest<{ Params: { id: string; number?: string } }>;
/** Finds the bulletin of an address, for who may edit bulletins. */
export type Guarded = (
  work: (request: OfBulletin, reply: FastifyReply, bulletin: StaffBulletin) => Promise<FastifyReply>,
) => (request: OfBulletin, reply: FastifyReply) => Promise<FastifyReply>;

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/staff-versions': {
      id: number;
      title: string;
      versions: { number: number; title: string; written: string; because: string; href: string }[];
      shown: { number: number; title: string; summary: string; markdown: string; html: string } | null;
    };
  }
}

/** What is done to a bulletin apart from its words, and every text that it ever had. */
export function staffStates(staff: FastifyInstance, parts: Parts, guarded: Guarded): void {
  const { db, now, pages } = parts;

  function readChange(values: Record<string, string>, bulletin: StaffBulletin): BulletinChange | string {
    const isPublished = bulletin.number !== null;
    switch (values.action) {
      case 'unplan':
        return unplanned;
      case 'discard':
        return { ...unplanned, ...(isPublished ? { draft_version: null } : { discarded_at: now() }) };
      case 'withdraw': {
        const because = (values.withdrawn_because ?? '').trim();
        if (!isPublished) return 'It was never published, so it cannot be withdrawn';
        if (because === '') return 'Say why it is withdrawn. Everybody reads it.';
        if (because.length > 500) return 'Make it 500 characters or fewer';
        return { ...unplanned, withdrawn_at: now(), withdrawn_because: because };
      }
      default:
        return 'Choose what to do';
    }
  }

  staff.post(
    '/staff/bulletins/:id/state',
    guarded(async (request, reply, bulletin) => {
      const values = fieldsOf(request.body);
      const refuse = async (text: string, status: 409 | 422) => {
        const withdrawn_because = (values.withdrawn_because ?? '').slice(0, 5000);
        // nothing of its words was typed: they stand as they are stored
        const shown = await editPage(parts, staff, bulletin, {});
        const errors = [{ field: 'withdrawn_because', text }];
        const model = { ...shown, errors, values: { ...shown.values, withdrawn_because } };
        return reply.code(status).page('bulletins/staff-bulletin', model);
      };
      if (isOver(bulletin) || versionOf(values.version) !== bulletin.version)
        return refuse('Somebody else has changed this meanwhile. Look at it as it is now, and try again.', 409);
      const change = readChange(values, bulletin);
      if (typeof change === 'string') return refuse(change, 422);
      const by = nameOf(request.who);
      const deed = {
        id: bulletin.id,
        seen: bulletin.version,
        action: values.action ?? '',
        change: change.withdrawn_at ? { ...change, withdrawn_by: by } : change,
      };
      if (!(await doToBulletin(db, request.who, deed, now())))
        return refuse('Somebody else was quicker. Look at it as it is now.', 409);
      const isGone = values.action === 'discard' && bulletin.number === null;
      return reply.redirect(isGone ? '/staff/bulletins' : `/staff/bulletins/${bulletin.id}?done=changed`, 303);
    }),
  );

  async function versionsPage(bulletin: StaffBulletin, number: number | null) {
    const versions = await versionsOf(db, bulletin.id);
    const found = number === null ? undefined : versions.find((one) => one.number === number);
    if (number !== null && !found) return undefined;
    return {
      id: bulletin.id,
      title: bulletin.latest.title,
      versions: versions.map((one) => ({
        number: one.number,
        title: one.title,
        written: `${momentInWords(one.written_at)}, ${one.written_by}`,
        because: one.because,
        href: `/staff/bulletins/${bulletin.id}/versions/${one.number}`,
      })),
      shown: found
        ? {
            number: found.number,
            title: found.title,
            summary: found.summary,
            markdown: found.markdown,
            html: pages.preview(await pages.now(), found.markdown).html,
          }
        : null,
    };
  }

  staff.get(
    '/staff/bulletins/:id/versions',
    guarded(async (request, reply, bulletin) => {
      const page = await versionsPage(bulletin, null);
      return page ? reply.page('bulletins/staff-versions', page) : answerError(request, reply, 404);
    }),
  );

  staff.get(
    '/staff/bulletins/:id/versions/:number',
    guarded(async (request, reply, bulletin) => {
      const { number = '' } = request.params;
      const page = /^\d{1,6}$/.test(number) ? await versionsPage(bulletin, Number(number)) : undefined;
      return page ? reply.page('bulletins/staff-versions', page) : answerError(request, reply, 404);
    }),
  );
}

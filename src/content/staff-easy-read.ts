import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { momentInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { madeEasy } from './easy-read-page.ts';
import { type EasyLine, linesAsText, linesFromText, pictureNames } from './easy-read-rules.ts';
import { findEasyRead } from './easy-reads.ts';
import { keepEasyRead } from './page-deeds.ts';
import { latestVersion, type StaffPage } from './page-versions.ts';
import type { Guarded } from './staff-states.ts';

interface StaffEasyRead {
  id: number;
  title: string;
  path: string;
  errors: FormError[];
  lines: string;
  seen: string;
  pictures: string[];
  shown: EasyLine[];
  /** who wrote it last, and whether the page has changed since */
  written: string | null;
  is_old: boolean;
  done: boolean;
}

declare module '../web/render.ts' {
  interface Pages {
    'content/staff-easy-read': StaffEasyRead;
  }
}

const form = z.object({
  lines: z.string().trim().min(1, 'Write at least one line').max(40_000, 'Make it 40,000 characters or fewer'),
});

/** `/staff/pages/<n>/easy-read`: the Easy Read of a page, begun by the program and made better by people. */
export function staffEasyRead(staff: FastifyInstance, parts: Parts, guarded: Guarded): void {
  const { db, now, pages } = parts;

  async function show(
    reply: FastifyReply,
    page: StaffPage,
    {
      typed,
      errors = [],
      status = 200,
      done = false,
      anew = false,
    }: { typed?: string; errors?: FormError[]; status?: number; done?: boolean; anew?: boolean },
  ) {
    const version = await latestVersion(db, page);
    const written = await findEasyRead(db, page.id);
    const made = () =>
      linesAsText(
        madeEasy(
          parts,
          { version: '', byPath: new Map(), sections: [], documents: new Map(), made: new Map() },
          { version_id: version.id, markdown: version.markdown },
        ),
      );
    const lines = typed ?? (written && !anew ? written.lines : made());
    return reply.code(status).page('content/staff-easy-read', {
      id: page.id,
      title: version.title,
      path: page.path,
      errors,
      lines,
      seen: written ? String(written.id) : '',
      pictures: pictureNames,
      shown: linesFromText(lines, pages.places),
      written: written ? `Written on ${momentInWords(written.written_at)} by ${written.written_by}` : null,
      is_old: written !== undefined && page.published_version !== null && written.version_id !== page.published_version,
      done,
    });
  }

  staff.get(
    '/staff/pages/:id/easy-read',
    guarded((request, reply, page) => {
      const { done, anew } = fieldsOf(request.query);
      return show(reply, page, { done: done === 'yes', anew: anew === 'yes' });
    }),
  );

  staff.post(
    '/staff/pages/:id/easy-read',
    guarded(async (request, reply, page) => {
      const values = fieldsOf(request.body);
      const read = readForm(form, { lines: (values.lines ?? '').replaceAll('\0', '').replaceAll('\r\n', '\n') });
      const typed = values.lines ?? '';
      if (!read.ok) return show(reply, page, { typed, errors: read.errors, status: 422 });
      const there = await findEasyRead(db, page.id);
      if ((there ? String(there.id) : '') !== (values.seen ?? '')) {
        const text = `${there?.written_by ?? 'Somebody'} has written it anew meanwhile. Yours stands below; save it again to put it in place of theirs, which is kept.`;
        return show(reply, page, { typed, errors: [{ field: 'lines', text }], status: 409 });
      }
      const version_id = page.published_version ?? (await latestVersion(db, page)).id;
      await keepEasyRead(db, request.who, { id: page.id, version_id }, read.value.lines, now());
      return reply.redirect(`/staff/pages/${page.id}/easy-read?done=yes`, 303);
    }),
  );
}

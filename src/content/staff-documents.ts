import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, oneOf, readForm } from '../web/form.ts';
import { decideFile, describe } from './document-deeds.ts';
import { bytesOfFile, findFile, type StaffFile } from './document-files.ts';
import { documentKinds } from './document-rules.ts';
import { type StaffDocument, staffDocuments } from './documents.ts';
import { sendFile } from './file-routes.ts';
import { type DocumentPage, type DocumentsPage, documentPage, documentsPage } from './staff-document-page.ts';
import { staffUploads } from './staff-uploads.ts';
import { noteRefused, scanned } from './take-file.ts';

declare module '../web/render.ts' {
  interface Pages {
    'content/staff-documents': DocumentsPage;
    'content/staff-document': DocumentPage;
  }
}

type OfDocument = FastifyRequest<{ Params: { id: string } }>;
type OfFile = FastifyRequest<{ Params: { id: string; file: string } }>;

/** Finds the document of an address, for who may edit pages; nothing of what was sent has been read before. */
export type GuardedDocument = <Request extends OfDocument>(
  work: (request: Request, reply: FastifyReply, document: StaffDocument) => Promise<FastifyReply>,
) => (request: Request, reply: FastifyReply) => Promise<FastifyReply>;

/** Shows a document's page, with what was typed into its forms and what is wrong with it. */
export type ShowDocument = (
  reply: FastifyReply,
  document: StaffDocument,
  shown: { values?: Record<string, string>; errors?: FormError[]; done?: string | null; status?: number },
) => Promise<FastifyReply>;

/** What the address says was done, in words. */
const deeds: Record<string, string> = {
  made: 'The document and its file wait. Publish its page, then its file.',
  uploaded: 'The file waits. Look at what was found below, then publish it.',
  described: 'Saved.',
  published: 'Published. Everybody can have the file now.',
  withdrawn: 'Nobody gets the file any more.',
};

const description = z.object({
  kind: oneOf(documentKinds, 'Choose what sort of document it is'),
  is_draft: z
    .string()
    .default('')
    .transform((typed) => typed === 'yes'),
});

/** `/staff/documents`: what sort each document is, and the files that it can be had as. */
export function staffDocumentRoutes(staff: FastifyInstance, parts: Parts): void {
  const { db, now, config } = parts;

  const guarded: GuardedDocument = (work) => async (request, reply) => {
    if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
    const { id } = request.params;
    const [document] = /^\d{1,15}$/.test(id) ? await staffDocuments(db, Number(id)) : [];
    return document ? work(request, reply, document) : answerError(request, reply, 404);
  };

  const show: ShowDocument = async (reply, document, { status = 200, ...shown }) =>
    reply
      .code(status)
      .page('content/staff-document', await documentPage(db, document, { today: dayOf(now()), ...shown }));

  staffUploads(staff, parts, { guarded, show });

  staff.get('/staff/documents', async (request, reply) => {
    if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
    return reply.page('content/staff-documents', await documentsPage(db));
  });

  staff.get(
    '/staff/documents/:id',
    guarded((request, reply, document) =>
      show(reply, document, { done: deeds[fieldsOf(request.query).done ?? ''] ?? null }),
    ),
  );

  staff.post(
    '/staff/documents/:id',
    guarded(async (request, reply, document) => {
      const form = readForm(description, request.body);
      if (!form.ok) return show(reply, document, { ...form, status: 422 });
      const { page_id } = document;
      await describe(db, page_id, form.value, { who: request.who, now: now() });
      return reply.redirect(`/staff/documents/${page_id}?done=described`, 303);
    }),
  );

  const guardedFile = (
    work: (request: OfFile, reply: FastifyReply, document: StaffDocument, file: StaffFile) => Promise<FastifyReply>,
  ) =>
    guarded(async (request: OfFile, reply, document) => {
      const { file: id } = request.params;
      const file = /^\d{1,15}$/.test(id) ? await findFile(db, Number(id)) : undefined;
      if (file?.page_id !== document.page_id) return answerError(request, reply, 404);
      return work(request, reply, document, file);
    });

  staff.get(
    '/staff/documents/:id/files/:file',
    guardedFile(async (_, reply, __, file) => sendFile(reply, file, await bytesOfFile(db, file.id))),
  );

  staff.post(
    '/staff/documents/:id/files/:file',
    guardedFile(async (request, reply, document, file) => {
      const { action } = fieldsOf(request.body);
      const refuse = (text: string, status: number) =>
        show(reply, document, { errors: [{ field: `file-${file.id}`, text }], status });
      if (action !== 'publish' && action !== 'withdraw') return refuse('Choose what to do with the file', 422);
      const scan = action === 'publish' ? await scanned(config, await bytesOfFile(db, file.id), now()) : undefined;
      if (scan && 'why' in scan) {
        await noteRefused(db, request, scan, { entity_id: String(file.id), now: now() });
        return refuse(scan.why, 422);
      }
      const doing = { who: request.who, now: now() };
      const isDone = await decideFile(db, file, scan ? { publish: scan } : 'withdraw', doing);
      if (!isDone) return refuse('That was done already, or another file has taken this place meanwhile.', 409);
      return reply.redirect(
        `/staff/documents/${file.page_id}?done=${action === 'publish' ? 'published' : 'withdrawn'}`,
        303,
      );
    }),
  );
}

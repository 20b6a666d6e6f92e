import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { aDay, choicesOf, type FormError, oneOf, readForm, words } from '../web/form.ts';
import { addFile, makeDocument } from './document-deeds.ts';
import { filesOf } from './document-files.ts';
import { documentKinds } from './document-rules.ts';
import { readPageForm, typedAgain } from './page-form-rules.ts';
import { readPage, UnreadableText } from './page-tree-rules.ts';
import { whyNotAt } from './page-writing.ts';
import { isReadableUpload, readUpload, type Upload, uploadsAMinute, withUploads } from './read-upload.ts';
import type { GuardedDocument, ShowDocument } from './staff-documents.ts';
import { noteRefused, type Taken, takeFile } from './take-file.ts';

/** What `/staff/documents/new` shows. */
export interface NewDocumentPage {
  errors: FormError[];
  values: Record<string, string>;
  kinds: { value: string; text: string }[];
}

declare module '../web/render.ts' {
  interface Pages {
    'content/staff-document-new': NewDocumentPage;
  }
}

const dated = aDay('Write the day that the file bears, like 2026-11-16');
const fileForm = z.object({
  file_title: words(120, 'the title of the file'),
  dated,
  replaces: words(15, 'the file whose place it takes'),
});
const newDocument = z.object({
  kind: oneOf(documentKinds, 'Choose what sort of document it is'),
  dated,
});

/** What is said of the file where something else of its form is to be put right. */
function whyFileAgain({ file, is_too_large }: Upload): FormError {
  if (is_too_large) return { field: 'file', text: tooLarge };
  const again = 'Choose the file again: browsers do not keep it when something else is put right.';
  return { field: 'file', text: file ? again : noFile };
}

const tooLarge = 'The file is larger than 10 MB. Make its pictures smaller, or cut it up.';
const noFile = 'Choose a file';

/** Forms that bring a file: a new document with its first one, and one more for a document. */
export function staffUploads(
  staff: FastifyInstance,
  { db, now, config }: Parts,
  { guarded, show }: { guarded: GuardedDocument; show: ShowDocument },
): void {
  const isEditor = (request: FastifyRequest) => may(request.who.role, 'edit_pages');
  const nothing = { kind: '', title: '', name: '', summary: '', markdown: '' };
  const showNew = (reply: FastifyReply, values: Record<string, string> = {}, errors: FormError[] = []) =>
    reply.code(errors.length > 0 ? 422 : 200).page('content/staff-document-new', {
      errors,
      values: { ...nothing, dated: dayOf(now()), ...typedAgain(values) },
      kinds: choicesOf(documentKinds),
    });

  /** The file that came, cleaned; or what is wrong with it. One that holds a virus is written down. */
  async function taken(request: FastifyRequest, upload: Upload, title: string): Promise<Taken> {
    if (upload.is_too_large) return { why: tooLarge };
    if (!upload.file) return { why: noFile };
    const made = await takeFile(config, upload.file, { title, now: now() });
    if ('file' in made) return made;
    await noteRefused(db, request, made, { detail: { bytes: upload.file.length }, now: now() });
    return { ...made, why: `The file was not taken. ${made.why}` };
  }

  staff.get('/staff/documents/new', async (request, reply) =>
    isEditor(request) ? showNew(reply) : answerError(request, reply, 403),
  );

  withUploads(staff, (uploads) => {
    uploads.post('/staff/documents/new', { config: uploadsAMinute }, async (request, reply) => {
      if (!isEditor(request)) return answerError(request, reply, 403);
      if (!isReadableUpload(request)) return answerError(request, reply, request.isMultipart() ? 413 : 415);
      const upload = await readUpload(request);
      const { values } = upload;
      const page = readPageForm({ audience: 'family', owner: 'Local Offer officer', ...values });
      const form = readForm(newDocument, values);
      const at = { section: 'documents', name: (values.name ?? '').trim() };
      const written = (values.markdown ?? '').trim();
      const errors = [
        ...(page.ok ? [] : page.errors),
        ...(page.ok || written === '' ? whyUnreadable(written) : []),
        ...(await whyNotNamed(db, at)),
        ...(form.ok ? [] : form.errors),
      ];
      if (errors.length > 0 || !page.ok || !form.ok) return showNew(reply, values, [...errors, whyFileAgain(upload)]);
      const made = await taken(request, upload, page.content.title);
      if ('why' in made) return showNew(reply, values, [{ field: 'file', text: made.why }]);
      const { title } = page.content;
      const { kind, dated } = form.value;
      const id = await makeDocument(
        db,
        {
          name: at.name,
          content: page.content,
          kind,
          is_draft: values.is_draft === 'yes',
          file: { ...made.file, title, dated, replaces_id: null },
        },
        { who: request.who, now: now() },
      );
      // somebody else was quicker, or this was sent twice
      if (id === undefined) return showNew(reply, values, await whyNotNamed(db, at));
      return reply.redirect(`/staff/documents/${id}?done=made`, 303);
    });

    uploads.post(
      '/staff/documents/:id/files',
      { config: uploadsAMinute },
      guarded(async (request, reply, document) => {
        if (!isReadableUpload(request)) return answerError(request, reply, request.isMultipart() ? 413 : 415);
        const upload = await readUpload(request);
        const { values } = upload;
        const refuse = (errors: FormError[]) =>
          show(reply, document, { values: typedAgain(values), errors, status: 422 });
        const form = readForm(fileForm, values);
        const replaced = values.replaces
          ? (await filesOf(db, document.page_id)).find(({ id }) => String(id) === values.replaces)
          : null;
        const errors = [
          ...(form.ok ? [] : form.errors),
          ...(replaced === undefined ? [{ field: 'replaces', text: 'Choose the file whose place it takes' }] : []),
        ];
        if (!form.ok || errors.length > 0) return refuse([...errors, whyFileAgain(upload)]);
        const title = form.value.file_title || document.title;
        const made = await taken(request, upload, title);
        if ('why' in made) return refuse([{ field: 'file', text: made.why }]);
        const file = { ...made.file, title, dated: form.value.dated, replaces_id: replaced?.id ?? null };
        await addFile(db, document.page_id, file, { who: request.who, now: now() });
        return reply.redirect(`/staff/documents/${document.page_id}?done=uploaded`, 303);
      }),
    );
  });
}

async function whyNotNamed(db: Parts['db'], at: { section: string; name: string }): Promise<FormError[]> {
  const text = at.name === '' ? 'Write the end of its address, like sen-guidance' : await whyNotAt(db, at);
  return text ? [{ field: 'name', text }] : [];
}

function whyUnreadable(markdown: string): FormError[] {
  if (markdown === '') return [{ field: 'markdown', text: 'Write what it says: people read the page before the file' }];
  try {
    readPage(markdown);
    return [];
  } catch (error) {
    if (error instanceof UnreadableText) return [{ field: 'markdown', text: error.message }];
    throw error;
  }
}

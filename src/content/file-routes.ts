import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { fileInWords, formats } from '../files/format-rules.ts';
import type { Parts } from '../parts.ts';
import { isKnownToAsker } from '../web/conditional.ts';
import { answerError } from '../web/errors.ts';
import { bytesOfFile, findFile, type StaffFile, wasPublic } from './document-files.ts';
import { whenReplaced } from './document-page.ts';
import { addressOfFile, type PublicFile } from './document-rules.ts';

/** What `/files/<n>` says of a file. */
interface FilePage {
  title: string;
  words: string;
  dated: string;
  href: string;
  document: { href: string; title: string };
  became: string;
  replaced_by: { href: string; title: string; words: string } | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'content/file': FilePage;
  }
}

type OfFile = FastifyRequest<{ Params: { id: string; name?: string } }>;

/**
 * The bytes never change, so nobody needs to ask for them twice in a week; and after a week nobody has what was withdrawn.
 */
const kept = 'public, max-age=604800, immutable';

/** `/files/<n>/<name>`: the files of documents, each at its own address for ever; `/files/<n>` says what each is. */
export function fileRoutes(app: FastifyInstance, { db, pages }: Pick<Parts, 'db' | 'pages'>): void {
  /** A file that everybody may have, or what is said instead. */
  async function publicFile({ params: { id } }: OfFile) {
    const stored = /^\d{1,15}$/.test(id) ? await findFile(db, Number(id)) : undefined;
    if (!stored?.published_at) return { status: 404 };
    const known = await pages.now();
    const document = known.documents.get(stored.page_id);
    const file = document?.files.find((one) => one.id === stored.id);
    const page = known.sections.flatMap((one) => one.pages).find((one) => one.id === stored.page_id);
    if (!document || !file || !page || file.withdrawn_at)
      return { status: (await wasPublic(db, stored.page_id)) ? 410 : 404 };
    const later = document.files.find((one) => one.id === file.replaced_by && !one.withdrawn_at);
    return { stored, document, file, page, later };
  }

  app.get('/files/:id/:name', async (request: OfFile, reply) => {
    const found = await publicFile(request);
    if (!found.file) return answerError(request, reply, found.status);
    const { stored, file, later } = found;
    if (request.params.name !== file.name) return reply.redirect(addressOfFile(file), 301);
    if (later) reply.header('link', `<${addressOfFile(later)}>; rel="successor-version"`);
    reply.header('cache-control', kept);
    if (isKnownToAsker(request, reply, { tag: `"${stored.sha256}"`, changed_at: file.published_at }))
      return reply.send();
    return sendFile(reply, stored, await bytesOfFile(db, stored.id));
  });

  app.get('/files/:id', async (request: OfFile, reply) => {
    const found = await publicFile(request);
    if (!found.file) return answerError(request, reply, found.status);
    const { document, file, page, later } = found;
    return reply.header('cache-control', 'public, no-cache').page('content/file', {
      ...wordsOf(file),
      href: addressOfFile(file),
      dated: dayInWords(file.dated),
      document: { href: page.path, title: pages.say(page.title) },
      became: whenReplaced(file, document),
      replaced_by: later ? { href: `/files/${later.id}`, ...wordsOf(later) } : null,
    });
  });
}

function wordsOf(file: PublicFile): { title: string; words: string } {
  return { title: file.title, words: fileInWords(file) };
}

/** Sends what a file holds, to be kept and not shown: nothing in it may run here, whatever a browser takes it for. */
export function sendFile(
  reply: FastifyReply,
  { name, format }: Pick<StaffFile, 'name' | 'format'>,
  bytes: Buffer,
): FastifyReply {
  return reply
    .type(formats[format].type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .send(bytes);
}

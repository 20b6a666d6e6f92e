import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { sizeInWords } from '../files/format-rules.ts';
import type { Parts } from '../parts.ts';
import { isKnownToAsker } from '../web/conditional.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { type BookletPage, bookletOf } from './booklet-page.ts';
import { findBooklet, listBooklets, type StoredBooklet, type WhichBooklet } from './booklets.ts';
import type { SectionLink } from './public-pages.ts';

/** A booklet to save or print. */
interface PdfLink {
  href: string;
  /** "PDF" or "PDF in large print" */
  kind: string;
  /** "480 KB, made on 5 May 2026" */
  about: string;
}

declare module '../web/render.ts' {
  interface Pages {
    'content/copies': { sections: (SectionLink & { pdfs: PdfLink[] })[] };
    'content/booklet': BookletPage & { pdfs: PdfLink[] };
  }
}

type OfSection = { Params: { section: string } };

/** `/copies`: how to have the Local Offer on paper, and each section as a booklet, as HTML and as PDF. */
export function copyRoutes(app: FastifyInstance, parts: Parts): void {
  const { db, pages } = parts;

  async function pdfsOf(): Promise<Map<string, PdfLink[]>> {
    const stored = (await listBooklets(db)).sort((one, other) => Number(one.is_large) - Number(other.is_large));
    return new Map(
      [...Map.groupBy(stored, ({ section }) => section)].map(([section, those]) => [section, those.map(pdfLink)]),
    );
  }

  app.get('/copies', async (_, reply) => {
    const pdfs = await pdfsOf();
    const sections = (await pages.sections()).map((one) => ({ ...one, pdfs: pdfs.get(one.section) ?? [] }));
    return reply.page('content/copies', { sections });
  });

  app.get<OfSection>('/copies/:section', async (request, reply) => {
    const { section } = request.params;
    const [, ofPdf, large] = /^([a-z0-9-]+?)(-large)?\.pdf$/.exec(section) ?? [];
    if (ofPdf) return answerPdf(request, reply, { section: ofPdf, is_large: large !== undefined });
    const booklet = await bookletOf(parts, section, fieldsOf(request.query).print === 'large');
    if (!booklet) return answerError(request, reply, 404);
    const pdfs = (await pdfsOf()).get(section) ?? [];
    return reply.header('cache-control', 'public, no-cache').page('content/booklet', { ...booklet, pdfs });
  });

  async function answerPdf(request: FastifyRequest, reply: FastifyReply, which: WhichBooklet) {
    const found = await findBooklet(db, which);
    if (!found) return answerError(request, reply, 404);
    reply.header('cache-control', 'public, no-cache');
    if (isKnownToAsker(request, reply, { tag: found.made_of, changed_at: found.made_at })) return reply.send();
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${which.section}${which.is_large ? '-large' : ''}.pdf"`)
      .send(Buffer.from(found.file));
  }
}

function pdfLink({ section, is_large, bytes, made_at }: StoredBooklet): PdfLink {
  return {
    href: `/copies/${section}${is_large ? '-large' : ''}.pdf`,
    kind: is_large ? 'PDF in large print' : 'PDF',
    about: `${sizeInWords(bytes)}, made on ${dayInWords(made_at)}`,
  };
}

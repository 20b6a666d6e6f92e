import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { keptMonths } from '../retention.ts';
import { copyRoutes } from './copy-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { type GlossaryTerm, glossaryByLetter } from './glossary.ts';
import { pageRoutes } from './page-routes.ts';
import statement from './reference/accessibility-statement.json' with { type: 'json' };
import retention from './reference/retention.json' with { type: 'json' };
import { listSources, type Source } from './sources.ts';

interface Dates {
  prepared_on: string;
  reviewed_on: string;
  review_by: string;
  tested_on: string;
}

declare module '../web/render.ts' {
  interface Pages {
    'content/contact': object;
    'content/cookies': { tiles_host: string | null };
    'content/privacy': { retention: { record: string; kept: string }[] };
    'content/accessibility-statement': { statement: typeof statement; dates: Dates };
    'content/glossary': { letters: { letter: string; terms: GlossaryTerm[] }[] };
    'content/open-data': { sources: Source[] };
  }
}

/** The pages about the Local Offer and this site itself. */
export function publicContent(app: FastifyInstance, parts: Parts): void {
  const { db, authority, now } = parts;
  const letters = glossaryByLetter();
  const dates: Dates = {
    prepared_on: dayInWords(statement.prepared_on),
    reviewed_on: dayInWords(statement.reviewed_on),
    review_by: dayInWords(statement.review_by),
    tested_on: dayInWords(statement.tested_on),
  };
  const tiles_host = authority.map.tiles_url ? new URL(authority.map.tiles_url).host : null;
  fileRoutes(app, parts);
  pageRoutes(app, parts);
  app.get('/contact', (_, reply) => reply.page('content/contact', {}));
  copyRoutes(app, parts);
  app.get('/cookies', (_, reply) => reply.page('content/cookies', { tiles_host }));
  app.get('/privacy', async (_, reply) => {
    const months = await keptMonths(db, dayOf(now()));
    const kept = retention.map(({ record, kept: words }) => ({ record, kept: withMonths(words, months) }));
    return reply.page('content/privacy', { retention: kept });
  });
  app.get('/accessibility-statement', (_, reply) =>
    reply.page('content/accessibility-statement', { statement, dates }),
  );
  app.get('/glossary', (_, reply) => reply.page('content/glossary', { letters }));
  app.get('/open-data', async (_, reply) => reply.page('content/open-data', { sources: await listSources(db) }));
}

/** Puts the months into a sentence: `never longer than {comment_words} months`. */
function withMonths(sentence: string, months: ReadonlyMap<string, number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, kind: string) => String(months.get(kind) ?? '?'));
}

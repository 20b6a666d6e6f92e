import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { tagged } from '../web/conditional.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { myViews, myViewsTool } from './my-views-page.ts';
import { type ComparePage, comparePage, type ProvisionPage, provisionPage } from './provision-page.ts';
import { readSchoolTool, type SchoolToolPage, schoolToolPage } from './school-tool-page.ts';
import type { Statement } from './statement-rules.ts';
import { publishedVersions, statementOf, type Version } from './statements.ts';

declare module '../web/render.ts' {
  interface Pages {
    'sen-support/provision': ProvisionPage;
    'sen-support/compare': ComparePage;
    'sen-support/school-tool': SchoolToolPage;
  }
}

const nothing: Statement = { expectations: [], interventions: [] };

/** What stands of the tool in the list of all tools. */
export const schoolTool = {
  slug: 'what-should-school-do',
  group: 'Help to learn',
  title: 'What should my child’s school be doing?',
  lead: 'Three questions. Then one page of what to expect, to print and take along.',
};

/** `/provision`, the statement of what the council expects of settings, and the family's tool that reads it. */
export function publicSenSupport(app: FastifyInstance, parts: Parts): (typeof schoolTool)[] {
  const { db, config, now, pages } = parts;
  myViews(app);

  app.get<{ Querystring: Record<string, unknown> }>(`/tools/${schoolTool.slug}`, async (request, reply) => {
    const [newest] = await publishedVersions(db);
    const read = readSchoolTool(fieldsOf(request.query));
    const statement = newest ? await statementOf(db, newest.id) : nothing;
    const version = newest ? `Version ${newest.number}, ${dayInWords(newest.published_at ?? now())}` : '';
    reply.code(read.errors.length > 0 ? 422 : 200).header('cache-control', 'private, max-age=60');
    return reply.page(
      'sen-support/school-tool',
      schoolToolPage(read, statement, { say: pages.say, version, base_url: config.base_url }),
    );
  });

  const show = async (number: number | undefined): Promise<ProvisionPage | undefined> => {
    const versions = await publishedVersions(db);
    const version = number === undefined ? versions[0] : versions.find((one) => one.number === number);
    if (number !== undefined && !version) return undefined;
    const statement = version ? await statementOf(db, version.id) : nothing;
    return provisionPage(versions, version, statement, { say: pages.say, today: dayOf(now()) });
  };

  app.get('/provision', { onSend: tagged }, async (_, reply) => {
    reply.header('cache-control', 'public, no-cache');
    return reply.page('sen-support/provision', (await show(undefined)) as ProvisionPage);
  });

  app.get<{ Params: { number: string } }>(
    '/provision/:number(\\d{1,6})',
    { onSend: tagged },
    async (request, reply) => {
      const page = await show(Number(request.params.number));
      return page
        ? reply.header('cache-control', 'public, no-cache').page('sen-support/provision', page)
        : answerError(request, reply, 404);
    },
  );

  app.get<{ Querystring: Record<string, unknown> }>('/provision/compare', async (request, reply) => {
    const { from = '', to = '' } = fieldsOf(request.query);
    const versions = await publishedVersions(db);
    const find = (typed: string): Version | undefined =>
      /^\d{1,6}$/.test(typed) ? versions.find(({ number }) => number === Number(typed)) : undefined;
    const [before, after] = [find(from), find(to)];
    if (!before || !after) return answerError(request, reply, 404);
    const both: [Statement, Statement] = [await statementOf(db, before.id), await statementOf(db, after.id)];
    const around = { say: pages.say, today: dayOf(now()), current: versions[0]?.number ?? null };
    return reply.page('sen-support/compare', comparePage([before, after], both, around));
  });

  return [schoolTool, myViewsTool];
}

import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { keepStatements } from './known-statements.ts';
import { myViews, myViewsTool } from './my-views-page.ts';
import { type ComparePage, comparePage, type ProvisionPage, provisionPage } from './provision-page.ts';
import { readSchoolTool, type SchoolToolPage, schoolToolPage } from './school-tool-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'sen-support/provision': ProvisionPage;
    'sen-support/compare': ComparePage;
    'sen-support/school-tool': SchoolToolPage;
  }
}

type Asking = { Querystring: Record<string, unknown> };

/** What stands of the tool in the list of all tools. */
const schoolTool = {
  slug: 'what-should-school-do',
  group: 'Help to learn',
  title: 'What should my child’s school be doing?',
  lead: 'Three questions. Then one page of what to expect, to print and take along.',
};

/** `/provision`, the statement of what the council expects of settings, and the family's tool that reads it. */
export function publicSenSupport(app: FastifyInstance, parts: Parts): (typeof schoolTool)[] {
  const { db, config, now, pages } = parts;
  const statements = keepStatements(db);
  myViews(app);

  app.get<Asking>(`/tools/${schoolTool.slug}`, async (request, reply) => {
    const { versions, newest } = await statements();
    const read = readSchoolTool(fieldsOf(request.query));
    const [at] = versions;
    const version = at ? `Version ${at.number}, ${dayInWords(at.published_at ?? now())}` : '';
    reply.code(read.errors.length > 0 ? 422 : 200).header('cache-control', 'public, no-cache');
    return reply.page(
      'sen-support/school-tool',
      schoolToolPage(read, newest, { say: pages.say, version, base_url: config.base_url }),
    );
  });

  const show = async (number: number | undefined): Promise<ProvisionPage | undefined> => {
    const { versions, of, newest } = await statements();
    const version = number === undefined ? versions[0] : versions.find((one) => one.number === number);
    if (number !== undefined && !version) return undefined;
    const statement = version ? await of(version) : newest;
    return provisionPage(versions, version, statement, { say: pages.say, today: dayOf(now()) });
  };

  app.get('/provision', async (_, reply) => {
    reply.header('cache-control', 'public, no-cache');
    return reply.page('sen-support/provision', (await show(undefined)) as ProvisionPage);
  });

  app.get<{ Params: { number: string } }>('/provision/:number(\\d{1,6})', async (request, reply) => {
    const page = await show(Number(request.params.number));
    return page
      ? reply.header('cache-control', 'public, no-cache').page('sen-support/provision', page)
      : answerError(request, reply, 404);
  });

  app.get<Asking>('/provision/compare', async (request, reply) => {
    const { from = '', to = '' } = fieldsOf(request.query);
    const { versions, of } = await statements();
    const find = (typed: string) => versions.find(({ number }) => String(number) === typed);
    const [before, after] = [find(from), find(to)];
    if (!before || !after) return answerError(request, reply, 404);
    const around = { say: pages.say, today: dayOf(now()), current: versions[0]?.number ?? null };
    const page = comparePage([before, after], [await of(before), await of(after)], around);
    return reply.header('cache-control', 'public, no-cache').page('sen-support/compare', page);
  });

  return [schoolTool, myViewsTool];
}

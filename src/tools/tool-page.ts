import type { FastifyInstance, FastifyReply } from 'fastify';
import { calendarFile } from '../calendar/calendar-file.ts';
import { limitInWords } from '../calendar/limit-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { fieldsOf } from '../web/form.ts';
import { inFull, inWords, plainText } from './answer-rules.ts';
import { type Asked, readAsked } from './asked.ts';
import { type Drawing, layOut } from './graph-layout-rules.ts';
import { type Drawn, drawGraph } from './graph-rules.ts';
import type { Answer, Tool, WorkedDay } from './tool.ts';
import { type ListedServices, type ToolModel, toolModel } from './tool-model.ts';

declare module '../web/render.ts' {
  interface Pages {
    'tools/tool': ToolModel;
    'tools/how-it-works': {
      slug: string;
      title: string;
      graphs: { title: string; root: Drawn; drawing: Drawing }[];
      rule_sets: {
        name: string;
        from: string;
        to: string | null;
        limits: { words: string; length: string; law: string }[];
      }[];
    };
  }
}

type Query = { Querystring: Record<string, unknown> };

/** Finds the services that an answer asks for. */
export type FindServices = (wanted: NonNullable<Answer['services']>) => Promise<ListedServices>;

/** Mounts each of some tools, and gives them back. `find` is needed where their answers list services. */
export function mountTools(app: FastifyInstance, parts: Parts, tools: Tool[], find?: FindServices): Tool[] {
  for (const tool of tools) mountTool(app, parts, tool, find);
  return tools;
}

/** A tool's form and answer, the answer's days as a calendar file, and how it decides. */
function mountTool(app: FastifyInstance, parts: Parts, tool: Tool, find?: FindServices): void {
  const { authority, config, now } = parts;
  const path = `/tools/${tool.slug}`;

  app.get<Query>(path, (request, reply) => {
    const today = dayOf(now());
    const asked = readAsked(tool, fieldsOf(request.query), { today, authority });
    if (asked.is_roundabout && asked.faults.length === 0 && asked.query)
      return reply.redirect(`${path}?${asked.query}`, 303);
    return showTool(reply, asked, today);
  });

  app.get<Query>(`${path}.ics`, (request, reply) => {
    const today = dayOf(now());
    const asked = readAsked(tool, fieldsOf(request.query), { today, authority });
    if (!asked.answer) return showTool(reply, asked, today, 422);
    const file = calendarFile(
      asked.answer.days.map((one) => entryOf(one)),
      { name: tool.title, url: `${config.base_url}${path}?${asked.query}`, made_on: today },
    );
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', `attachment; filename="${tool.slug.replaceAll('/', '-')}.ics"`)
      .header('cache-control', 'private, max-age=60')
      .send(file);
  });

  const graphs = tool.graphs.map((graph) => {
    const root = drawGraph(graph);
    return { title: graph.title, root, drawing: layOut(root) };
  });
  app.get(`${path}/how-it-works`, (_, reply) =>
    reply.header('cache-control', 'public, max-age=600').page('tools/how-it-works', {
      slug: tool.slug,
      title: tool.title,
      graphs,
      rule_sets: tool.limits.map(({ name, from, to, limits }) => ({
        name,
        from: inWords(from),
        to: to && inWords(to),
        limits: limits.map((one) => ({ words: one.words, length: limitInWords(one), law: one.law })),
      })),
    }),
  );

  async function showTool(reply: FastifyReply, asked: Asked, today: string, status = asked.faults.length ? 422 : 200) {
    const wanted = asked.answer?.services;
    const services = wanted && find ? await find(wanted) : null;
    return reply
      .code(status)
      .header('cache-control', 'private, max-age=60')
      .page('tools/tool', toolModel(tool, asked, { today, base_url: config.base_url, services }));
  }
}

function entryOf({ key, day, what, who, law, note, target }: WorkedDay) {
  const isMonth = day.length === 7;
  const lines = [
    isMonth ? 'Some time this month.' : '',
    who ? `Who: ${who}` : '',
    target ? `Nobody works that day: aim for ${inFull(target)}.` : '',
    note ? plainText(note) : '',
    law ?? '',
  ];
  return {
    key,
    day: isMonth ? `${day}-01` : day,
    summary: plainText(what),
    description: lines.filter(Boolean).join('\n'),
  };
}

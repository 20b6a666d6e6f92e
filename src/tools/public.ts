import type { FastifyInstance } from 'fastify';
import type { Tool } from './tool.ts';

declare module '../web/render.ts' {
  interface Pages {
    'tools/list': { groups: { title: string; tools: { title: string; lead: string; href: string }[] }[] };
  }
}

/** The list of the tools that work out answers. The domains mount the tools themselves. */
export function publicTools(
  app: FastifyInstance,
  tools: readonly Pick<Tool, 'slug' | 'group' | 'title' | 'lead'>[],
): void {
  const groups = Map.groupBy(tools, ({ group }) => group);
  const model = {
    groups: [...groups].map(([title, members]) => ({
      title,
      tools: members.map((tool) => ({ title: tool.title, lead: tool.lead, href: `/tools/${tool.slug}` })),
    })),
  };
  app.get('/tools', (_, reply) => reply.header('cache-control', 'public, max-age=600').page('tools/list', model));
}

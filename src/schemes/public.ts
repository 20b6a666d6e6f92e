import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import type { Tool } from '../tools/tool.ts';
import { mountTool } from '../tools/tool-page.ts';
import { schemes } from './scheme-rules.ts';
import { schemeTool } from './scheme-tool.ts';

const tools: Tool[] = schemes.map(schemeTool);

/** "Could we get it?" for each scheme; gives the tools back for the list of all tools. */
export function publicSchemes(app: FastifyInstance, parts: Parts): Tool[] {
  for (const tool of tools) mountTool(app, parts, tool);
  app.get('/tools/could-we-get-it', (_, reply) => reply.redirect('/tools', 303));
  return tools;
}

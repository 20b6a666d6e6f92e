import type { FastifyInstance } from 'fastify';
import { readCouncilFile } from '../authority.ts';
import type { Parts } from '../parts.ts';
import type { Tool } from '../tools/tool.ts';
import { mountTools } from '../tools/tool-page.ts';
import { schemes } from './scheme-rules.ts';
import { schemeTool } from './scheme-tool.ts';

/** "Could we get it?" for each scheme of the council's file; gives the tools back for the list of all tools. */
export async function publicSchemes(app: FastifyInstance, parts: Parts): Promise<Tool[]> {
  app.get('/tools/could-we-get-it', (_, reply) => reply.redirect('/tools', 303));
  return mountTools(app, parts, (await readCouncilFile(parts.authority.schemes_file, schemes)).map(schemeTool));
}

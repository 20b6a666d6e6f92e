import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import type { Tool } from '../tools/tool.ts';
import { mountTool } from '../tools/tool-page.ts';
import { appealTool } from './appeal-tool.ts';
import { discriminationTool } from './discrimination-tool.ts';
import { routerTool } from './router-tool.ts';
import { tribunalOrderTool } from './tribunal-order-tool.ts';

const tools: Tool[] = [routerTool, appealTool, tribunalOrderTool, discriminationTool];

/** The tools for families who do not agree; gives them back for the list of all tools. */
export function publicDisputes(app: FastifyInstance, parts: Parts): Tool[] {
  for (const tool of tools) mountTool(app, parts, tool);
  return tools;
}

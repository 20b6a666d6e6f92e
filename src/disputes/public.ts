import type { FastifyInstance } from 'fastify';
import { readCouncilFile } from '../authority.ts';
import type { Parts } from '../parts.ts';
import type { Tool } from '../tools/tool.ts';
import { mountTools } from '../tools/tool-page.ts';
import { appealTool } from './appeal-tool.ts';
import { discriminationTool } from './discrimination-tool.ts';
import { routerTool } from './router-tool.ts';
import { councilDisputeRules } from './rule-set-rules.ts';
import { tribunalOrderTool } from './tribunal-order-tool.ts';

/** The tools for families who do not agree, by what the council has settled; gives them back for the list of all tools. */
export async function publicDisputes(app: FastifyInstance, parts: Parts): Promise<Tool[]> {
  const council = await readCouncilFile(parts.authority.disputes_file, councilDisputeRules);
  return mountTools(app, parts, [routerTool(council), appealTool, tribunalOrderTool, discriminationTool]);
}

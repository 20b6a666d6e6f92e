import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import type { Tool } from '../tools/tool.ts';
import { mountTool } from '../tools/tool-page.ts';
import { myPlanTool } from './my-plan-tool.ts';
import { thriveTool } from './thrive-tool.ts';

const tools: Tool[] = [myPlanTool, thriveTool];

/** The tools that start from what is happening to a family; gives them back for the list of all tools. */
export function publicSituations(app: FastifyInstance, parts: Parts): Tool[] {
  for (const tool of tools) mountTool(app, parts, tool);
  return tools;
}

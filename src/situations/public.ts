import type { FastifyInstance } from 'fastify';
import { readCouncilFile } from '../authority.ts';
import { councilEhcRules } from '../ehc/rule-set-rules.ts';
import type { Parts } from '../parts.ts';
import type { Tool } from '../tools/tool.ts';
import { mountTools } from '../tools/tool-page.ts';
import { myPlanTool } from './my-plan-tool.ts';
import { servicesNearby } from './services-nearby.ts';
import { thriveTool } from './thrive-tool.ts';

/** The tools that start from what is happening to a family; gives them back for the list of all tools. */
export async function publicSituations(app: FastifyInstance, parts: Parts): Promise<Tool[]> {
  const council = await readCouncilFile(parts.authority.ehc_file, councilEhcRules);
  return mountTools(app, parts, [myPlanTool(council), thriveTool], servicesNearby(parts));
}

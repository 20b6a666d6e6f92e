import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import type { Tool } from '../tools/tool.ts';
import { mountTool } from '../tools/tool-page.ts';
import { annualReviewTool } from './annual-review-tool.ts';
import { assessmentTool } from './assessment-tool.ts';
import { lifeCourseTool } from './life-course-tool.ts';
import { moveTool } from './move-tool.ts';
import { personalBudgetTool } from './personal-budget-tool.ts';
import { phaseTransferTool } from './phase-transfer-tool.ts';
import { reAssessmentTool } from './re-assessment-tool.ts';

const tools: Tool[] = [
  assessmentTool,
  annualReviewTool,
  phaseTransferTool,
  moveTool,
  reAssessmentTool,
  personalBudgetTool,
  lifeCourseTool,
];

/** The tools for families about EHC plans; gives them back for the list of all tools. */
export function publicEhc(app: FastifyInstance, parts: Parts): Tool[] {
  for (const tool of tools) mountTool(app, parts, tool);
  return tools;
}

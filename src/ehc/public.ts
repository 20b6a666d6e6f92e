import type { FastifyInstance } from 'fastify';
import { readCouncilFile } from '../authority.ts';
import type { Parts } from '../parts.ts';
import type { Tool } from '../tools/tool.ts';
import { mountTools } from '../tools/tool-page.ts';
import { annualReviewTool } from './annual-review-tool.ts';
import { assessmentTool } from './assessment-tool.ts';
import { lifeCourseTool } from './life-course-tool.ts';
import { moveTool } from './move-tool.ts';
import { personalBudgetTool } from './personal-budget-tool.ts';
import { phaseTransferTool } from './phase-transfer-tool.ts';
import { reAssessmentTool } from './re-assessment-tool.ts';
import { councilEhcRules } from './rule-set-rules.ts';

/** The tools for families about EHC plans, by what the council has settled; gives them back for the list of all tools. */
export async function publicEhc(app: FastifyInstance, parts: Parts): Promise<Tool[]> {
  const council = await readCouncilFile(parts.authority.ehc_file, councilEhcRules);
  return mountTools(app, parts, [
    assessmentTool(council),
    annualReviewTool,
    phaseTransferTool(council),
    moveTool,
    reAssessmentTool,
    personalBudgetTool,
    lifeCourseTool,
  ]);
}

import { readCouncilFile } from './authority.ts';
import { councilDisputeRules } from './disputes/rule-set-rules.ts';
import { councilEhcRules } from './ehc/rule-set-rules.ts';
import type { Parts } from './parts.ts';
import { schemes } from './schemes/scheme-rules.ts';

/** Reads the files with a council's own rules, before anything is written: one that is wrong (WrongAuthority) stops the start. */
export async function checkCouncilFiles({ ehc_file, disputes_file, schemes_file }: Parts['authority']): Promise<void> {
  await readCouncilFile(ehc_file, councilEhcRules);
  await readCouncilFile(disputes_file, councilDisputeRules);
  await readCouncilFile(schemes_file, schemes);
}

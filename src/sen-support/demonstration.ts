import type { Db } from '../db/database.ts';
import statement from './reference/expected-provision.json' with { type: 'json' };
import type { Statement } from './statement-rules.ts';
import { seedStatement } from './statements.ts';

/** Writes the statement of expected provision that is shipped, marked as made up, where no version is there yet. */
export async function seedDemonstrationStatement(db: Db, now: Date): Promise<boolean> {
  const shipped = statement as Statement & Pick<typeof statement, 'made_by' | 'note' | 'review_months'>;
  return seedStatement(db, shipped, { now, is_demonstration: true, by: 'demonstration data' });
}

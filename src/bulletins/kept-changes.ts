import type { FieldDifference } from '../content/difference-rules.ts';
import type { Db } from '../db/database.ts';
import type { Audience } from './audience-rules.ts';
import { changesBetween } from './change-rules.ts';
import { findEdition } from './known-bulletins.ts';

/** Gives what an edition changed in the one before it; nothing for a first one. */
export type ChangesOf = (
  bulletin_id: number,
  edition: number,
  inWords: (audience: Audience) => string,
) => Promise<FieldDifference[]>;

const mostKept = 500;

/** Keeps what corrections changed, once it was worked out: editions stay as they are, and long texts take a while. */
export function keepChanges(db: Db): ChangesOf {
  const kept = new Map<string, FieldDifference[]>();
  return async (bulletin_id, edition, inWords) => {
    const key = `${bulletin_id} ${edition}`;
    const known = kept.get(key);
    if (known) return known;
    const [before, after] = [
      await findEdition(db, bulletin_id, edition - 1),
      await findEdition(db, bulletin_id, edition),
    ];
    if (!before || !after) return [];
    // why it was corrected stands on its page already
    const changes = changesBetween({ ...before, because: '' }, { ...after, because: '' }, inWords);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, changes);
    return changes;
  };
}

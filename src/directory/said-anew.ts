import { meanwhileChanged, mergeDraft } from './draft-changes.ts';
import { recordChanges } from './record-changes.ts';
import type { ServiceRecord } from './records.ts';

/** What a source's new word means for a record that is here. */
export interface SaidAnew {
  /** the record with what the source says anew, but where it was changed here too: there it stays as it is here */
  kept: ServiceRecord;
  /** the record as the source would have it; undefined where the source says nothing new */
  asked: ServiceRecord | undefined;
  /** something was changed here and by the source, and not to the same: a person must decide */
  is_contested: boolean;
}

/**
 * Compares what a source says with what it said last (`said`; undefined: nobody knows), and puts that on the record as
 * it stands here (`standing`). What the source asked before and still waits for a decision (`waiting`) stays asked.
 */
export function saidAnew(
  says: ServiceRecord,
  { said, standing, waiting }: { said?: ServiceRecord; standing: ServiceRecord; waiting?: ServiceRecord },
): SaidAnew {
  if (!said) {
    const differs = recordChanges(standing, says).length > 0;
    return { kept: standing, asked: differs ? says : undefined, is_contested: differs };
  }
  if (recordChanges(said, says).length === 0) return { kept: standing, asked: undefined, is_contested: false };
  return {
    kept: mergeDraft(standing, said, says),
    asked: mergeDraft(says, said, waiting ?? standing),
    is_contested: meanwhileChanged(says, said, standing).length > 0,
  };
}

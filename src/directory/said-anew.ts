import { mergeDraft } from './draft-changes.ts';
import { recordChanges } from './record-changes.ts';
import type { ServiceRecord } from './records.ts';

/** What a source's new word means for a record that is here. */
export interface SaidAnew {
  /** the record with what the source says anew, but where it was changed here too: there it stays as it is here */
  kept: ServiceRecord;
  /** the record as the source would have it */
  asked: ServiceRecord;
}

/**
 * Compares what a source says with what it said last (`said`; undefined: nobody knows), and puts that on the record as
 * it stands here (`standing`). What the source asked before and still waits for a decision (`waiting`, beside the record
 * as it stood then) stays asked. Undefined where the source says nothing new.
 */
export function saidAnew(
  says: ServiceRecord,
  {
    said,
    standing,
    waiting,
  }: {
    said: ServiceRecord | undefined;
    standing: ServiceRecord;
    waiting: { record: ServiceRecord; base: ServiceRecord | null } | undefined;
  },
): SaidAnew | undefined {
  if (!said) return { kept: standing, asked: says };
  if (recordChanges(said, says).length === 0) return undefined;
  const asked_before = waiting ? mergeDraft(waiting.record, waiting.base, standing) : standing;
  return { kept: mergeDraft(standing, said, says), asked: mergeDraft(says, said, asked_before) };
}

/** Something in a record that may be wrong, for whoever keeps it: what it is, and what to do about it. */
export interface RecordFinding {
  what: string;
  todo: string;
}

/** Gives what may be wrong in records now, by their ids. The domain that looks for it hands it in. */
export type FindingsOf = (service_ids: readonly string[]) => Promise<ReadonlyMap<string, readonly RecordFinding[]>>;

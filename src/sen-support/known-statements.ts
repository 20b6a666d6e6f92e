import type { Db } from '../db/database.ts';
import type { Statement } from './statement-rules.ts';
import { newestNumber, publishedVersions, statementOf, type Version } from './statements.ts';

/** What is published of the statement, as it stood at one moment. */
export interface KnownStatements {
  /** the newest first */
  versions: Version[];
  /** what one of them says */
  of: (version: Version) => Promise<Statement>;
  /** what the newest says; nothing where there is none */
  newest: Statement;
}

/**
 * Keeps what is published in memory. A published version never changes, so the newest number alone, a short question for
 * each asking, says whether anything has.
 */
export function keepStatements(db: Db): () => Promise<KnownStatements> {
  let kept: { number: number; known: Promise<KnownStatements> } | undefined;
  const statements = new Map<number, Promise<Statement>>();

  function of({ id }: Version): Promise<Statement> {
    const found = statements.get(id) ?? statementOf(db, id);
    statements.set(id, found);
    found.catch(() => statements.delete(id));
    return found;
  }

  async function read(): Promise<KnownStatements> {
    const versions = await publishedVersions(db);
    const [newest] = versions;
    return { versions, of, newest: newest ? await of(newest) : { expectations: [], interventions: [] } };
  }

  return async () => {
    const number = await newestNumber(db);
    if (kept?.number !== number) {
      const known = read();
      kept = { number, known };
      known.catch(() => {
        kept = undefined;
      });
    }
    return kept.known;
  };
}

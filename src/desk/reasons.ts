import type { Db } from '../db/database.ts';

/** Why something is sent back: what staff choose, and what the letter says. */
export interface Reason {
  code: string;
  text: string;
  letter: string;
}

/** The council's own list of reasons, in its order. */
export async function reasons(db: Db): Promise<Reason[]> {
  return db.selectFrom('reason').select(['code', 'text', 'letter']).orderBy('position').orderBy('code').execute();
}

/** The reasons of these codes; what is not in the list is left out. */
export async function findReasons(db: Db, codes: readonly string[]): Promise<Reason[]> {
  const wanted = new Set(codes);
  return (await reasons(db)).filter(({ code }) => wanted.has(code));
}

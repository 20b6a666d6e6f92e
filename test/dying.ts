import assert from 'node:assert/strict';
import { type KyselyPlugin, type RootOperationNode, sql } from 'kysely';
import { type Db, transaction } from '../src/db/database.ts';

/** Thrown at the statement at which a process is killed, and at all that come after it. */
export class Killed extends Error {}

/**
 * The database as a process has it that is killed before its `last + 1`-th statement: what it had not committed by then is
 * undone, and nothing more is heard of it.
 */
function dyingAfter(db: Db, last: number): { db: Db; hasDied: () => boolean } {
  let statements = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (!isUndoing(node) && ++statements > last) throw new Killed(`killed at statement ${statements}`);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { db: db.withPlugin(plugin), hasDied: () => statements > last };
}

const isUndoing = (node: RootOperationNode) =>
  node.kind === 'RawNode' && (node.sqlFragments[0] ?? '').startsWith('rollback to savepoint');

/**
 * Runs `job` to its end in as many ways as it has statements: undisturbed; killed before the first, then run again whole;
 * killed before the second (or, with `every`, only before each third and so on), and so on. After each, `look` says what
 * came of it, and `compare` whether that is as it should be. `prepare` makes the beginning of each. Everything happens in
 * savepoints of `db`. Returns what the undisturbed run came to, and how often the job was killed.
 */
export async function killEverywhere<Outcome>(
  db: Db,
  {
    prepare,
    job,
    look,
    every = 1,
  }: {
    prepare?: (db: Db) => Promise<void>;
    job: (db: Db) => Promise<unknown>;
    look: (db: Db) => Promise<Outcome>;
    every?: number;
  },
  compare: (outcome: Outcome, undisturbed: Outcome, statement: number) => void,
): Promise<{ undisturbed: Outcome; kills: number }> {
  const undisturbed = await inSavepoint(db, async () => {
    await prepare?.(db);
    await job(db);
    return look(db);
  });
  for (let last = 0; ; last += every) {
    const hasDied = await inSavepoint(db, async () => {
      await prepare?.(db);
      const dying = dyingAfter(db, last);
      await job(dying.db).catch((error: unknown) => {
        if (!dying.hasDied()) throw error;
      });
      await job(db);
      compare(await look(db), undisturbed, last + 1);
      return dying.hasDied();
    });
    if (!hasDied) return { undisturbed, kills: last / every };
  }
}

class Undone<Result> extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super('undone');
    this.result = result;
  }
}

/** Does `work`, undoes in the database what it did, and returns what it returned. */
async function inSavepoint<Result>(db: Db, work: () => Promise<Result>): Promise<Result> {
  if (!db.isTransaction) throw new Error('Only in a transaction of a test');
  try {
    await transaction(db, async () => {
      throw new Undone(await work());
    });
  } catch (error) {
    if (error instanceof Undone) return error.result as Result;
    throw error;
  }
  throw new Error('A savepoint was kept');
}

/** What stands in the letters that a job owes. */
export const letterhead = {
  base_url: 'http://localhost:3000',
  from: { site_name: 'Example Local Offer', team: 'Team', phone: '01632 960100', email: 'team@example.org' },
};

/** Rows as text, to compare: ids that are counted up are left out, as a killed job may have used some up. */
export async function rows(db: Db, query: string): Promise<string[]> {
  const found = await sql<{ line: string }>`select row_to_json(one)::text as line from (${sql.raw(query)}) one
    order by 1`.execute(db);
  return found.rows.map(({ line }) => line);
}

/** The mails that are owed, and what became of them. */
export const mails = (db: Db): Promise<string[]> =>
  rows(db, 'select key, to_address, subject, sent_at is not null as is_sent, given_up_at, attempts from mail');

/** Compares what came of a killed job with what comes of one that nothing disturbs: it must be the same. */
export const same = (outcome: unknown, undisturbed: unknown, statement: number): void =>
  assert.deepEqual(outcome, undisturbed, `killed before statement ${statement}`);

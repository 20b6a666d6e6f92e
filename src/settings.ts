import { randomBytes } from 'node:crypto';
import type { Db } from './db/database.ts';

/** The secret that signs what the site gives out: made once, and kept in the database for every process of the site. */
export async function ownSecret(db: Db): Promise<string> {
  const made = randomBytes(32).toString('base64url');
  await db
    .insertInto('setting')
    .values({ name: 'secret', value: made })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('setting').select('value').where('name', '=', 'secret').executeTakeFirstOrThrow();
  return row.value;
}

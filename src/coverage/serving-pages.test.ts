import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from '../../test/database.ts';
import { keepPages } from '../content/known-pages.ts';
import { servingPages } from './serving-pages.ts';

test('a link elsewhere counts as broken by the policy that holds on the day, not by one to come', async (t) => {
  const db = await inTransaction(t);
  const { id, path } = await db
    .selectFrom('page')
    .select(['id', 'path'])
    .where('published_version', 'is not', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const target = 'https://gone.example/';
  await db.insertInto('page_link').values({ page_id: id, url: target }).execute();
  await sql`insert into contact_check (kind, target, checked_at, is_good, failed_days, next_on)
    values ('web', ${target}, '2026-11-20T02:00:00Z', false, 3, '2026-11-21')`.execute(db);
  await sql`insert into contact_check_promise values ('web', '2027-01-01', 14, 5)`.execute(db);
  const known = await keepPages(db)();
  const stateOn = async (day: string) => (await servingPages(db, known, day)).find((page) => page.path === path)?.state;
  assert.equal(await stateOn('2026-11-20'), 'broken');
  assert.notEqual(await stateOn('2027-01-02'), 'broken');
});

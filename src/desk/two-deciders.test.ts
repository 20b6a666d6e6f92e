import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { testDatabase } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import { putOnDesk } from './items.ts';

// On the database itself and not in a transaction: two people decide at the same moment, each by a connection of their own
// where the database has several. What is written stays, under names that no other test uses.

test('of two who decide the same item at the same moment, one decides and the other is told', async (t) => {
  const { db } = await testDatabase();
  const [mo, ada] = [await startApp(t, { db }), await startApp(t, { db })];
  const people = [
    await signInAs(mo, { email: 'mo@two-deciders.example', role: 'moderator' }),
    await signInAs(ada, { email: 'ada@two-deciders.example', role: 'administrator' }),
  ];
  t.after(async () => {
    await db.deleteFrom('desk_item').where('title', '=', 'Decided by two').execute();
    await db.deleteFrom('mail').where('to_address', 'like', '%@two-deciders.example').execute();
    await db.deleteFrom('person').where('id', 'in', people).execute();
  });
  for (let round = 1; round <= 8; round++) {
    const about = { kind: 'duplicate', subject_id: `two-deciders-${round}`, title: 'Decided by two' } as const;
    const path = `/staff/items/${await putOnDesk(db, { ...about, now: NOW })}/keep-both`;
    const answers = await Promise.all([mo.post(path, {}), ada.post(path, {}), mo.post(path, {})]);
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [303, 409, 409], `round ${round}`);
    const deeds = await db
      .selectFrom('audit')
      .select('who')
      .where('action', '=', 'two_services_duplicate')
      .where('entity_id', '=', path.split('/')[3] ?? '')
      .execute();
    assert.equal(deeds.length, 1, 'it is written down once');
  }
});

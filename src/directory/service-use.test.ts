import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { exampleService } from './examples.ts';
import { gatherUse, serviceFigures } from './service-use.ts';

const day = '2026-11-16';

test('what is counted is written together, by two that write at once too, and never twice', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db);
  const { id: other } = await exampleService(db, { source_id: 'other', name: 'Other club' });
  const faults: unknown[] = [];
  const use = gatherUse(db, (error) => faults.push(error));
  for (let n = 0; n < 6; n++) use.count({ service_id: id, what: 'views', day, words: 'Swimming' });
  use.count({ service_id: other, what: 'contacts', day, words: undefined });
  const gone = '00000000-0000-4000-8000-000000000000';
  use.count({ service_id: gone, what: 'views', day, words: 'gone' });
  await Promise.all([use.write(), use.write()]);
  use.count({ service_id: id, what: 'views', day: '2026-11-15', words: 'swimming' });
  await use.write();
  assert.deepEqual(faults, []);
  assert.deepEqual(await serviceFigures(db, id, day), {
    views: 7,
    contacts: 0,
    days: 30,
    found_by: [{ words: 'swimming', searches: 7 }],
  });
  assert.equal((await serviceFigures(db, other, day)).contacts, 1);
});

test('what could not be written waits for the next time', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db);
  let isDown = true;
  const failing: typeof db = new Proxy(db, {
    get(target, name) {
      if (isDown) throw new Error('the database is away');
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const faults: string[] = [];
  const use = gatherUse(failing, (error) => faults.push(String(error)));
  use.count({ service_id: id, what: 'views', day });
  await use.write();
  assert.deepEqual(faults, ['Error: the database is away']);
  isDown = false;
  await use.write();
  assert.equal((await serviceFigures(db, id, day)).views, 1);
});

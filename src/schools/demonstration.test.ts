import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { saveSource } from '../directory/save-services.ts';
import { seedDemonstrationSchools } from './demonstration.ts';

const now = new Date('2026-11-22T10:00:00Z');

test('the demonstration has schools of every kind, in and out of the area, once', async (t) => {
  const db = await inTransaction(t);
  await saveSource(db, { code: 'demonstration', name: 'Demonstration data', is_demonstration: true });
  const written = await seedDemonstrationSchools(db, now);
  assert.ok(written > 60);
  assert.equal(await seedDemonstrationSchools(db, now), 0);
  const schools = await db.selectFrom('school').selectAll().execute();
  const different = (of: 'kind' | 'phase' | 'area' | 'status') => new Set(schools.map((school) => school[of])).size;
  assert.deepEqual(
    { kinds: different('kind'), phases: different('phase'), areas: different('area'), states: different('status') },
    { kinds: 10, phases: 5, areas: 2, states: 4 },
  );
  assert.ok(schools.every(({ name }) => name.endsWith(' (demonstration)')));
});

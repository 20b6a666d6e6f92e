import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';

test('a search that finds nothing is counted without where somebody lives', async (t) => {
  const visitor = await startApp(t);
  await visitor.get(`/services?q=hovercraft&near=${encodeURIComponent('12 Mill Lane, NR27 9AA')}`);
  await visitor.get('/services?q=hovercraft&near=NR27%209AA');
  const counted = await visitor.db
    .selectFrom('search_without_result')
    .select(['words', 'outcode', 'filters', 'times'])
    .execute();
  assert.deepEqual(counted, [{ words: 'hovercraft', outcode: 'NR27', filters: '', times: 2 }]);
});

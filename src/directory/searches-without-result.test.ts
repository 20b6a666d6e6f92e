import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { exampleService } from './examples.ts';

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

test('what matches only a part of the question is counted as not found; what matches it whole is not', async (t) => {
  const { db, get } = await startApp(t);
  await exampleService(db);
  const partly = await get('/services?q=swimming+hovercraft+trampoline+unicycle');
  assert.match(partly.text, /No service matches most of what you asked for/);
  assert.match(partly.text, /Splash Saturday swimming/);
  await get('/services?q=swimming');
  const counted = await db.selectFrom('search_without_result').select(['words', 'times']).execute();
  assert.deepEqual(counted, [{ words: 'swimming hovercraft trampoline unicycle', times: 1 }]);
});

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { NOW } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { decilesOf, knownDeprivation } from './deprivation.ts';
import { countDeprived, deprivationColumns, tellable } from './deprivation-rules.ts';
import { importDeprivation } from './import-deprivation.ts';

async function fileOf(t: TestContext, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deprivation-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'table.csv'), text);
  return join(folder, 'table.csv');
}

test('deciles of postcodes and of neighbourhoods come in, again and again', async (t) => {
  const db = await inTransaction(t);
  const areas = await fileOf(
    t,
    'lsoa21_code,IMD_decile,rep_lat,rep_lng\nE01000001,3,52.6,1.3\nE01000002,11,52.6,1.3\nE01000001,4,52.6,1.3\n',
  );
  const first = await importDeprivation(db, { path: areas, now: NOW });
  assert.deepEqual([first.new, first.refused], [1, 2]);
  assert.match(
    first.refused_rows.map(({ reason }) => reason).join('; '),
    /“11” is not a number from 1 to 10; E01000001 stands in the file twice/,
  );
  const postcodes = await fileOf(
    t,
    'pcds,lat,lng,lsoa21_code,IMD_decile\nNR1 1AA,52.6,1.3,E01000001,3\nnowhere,52.6,1.3,E01000001,3\n',
  );
  assert.deepEqual((await importDeprivation(db, { path: postcodes, now: NOW, dry_run: true })).new, 1);
  assert.deepEqual((await importDeprivation(db, { path: postcodes, now: NOW })).new, 1);
  assert.deepEqual((await importDeprivation(db, { path: postcodes, now: NOW })).unchanged, 1);
  assert.deepEqual(await knownDeprivation(db), { postcodes: 1, areas: 1, measures: ['IMD_decile'] });
  assert.deepEqual(
    await decilesOf(db, ['NR1 1AA', 'NR9 9ZZ']),
    new Map([['NR1 1AA', { decile: 3, is_nearest: false }]]),
  );
});

test('another file is refused, and so is none', async (t) => {
  const db = await inTransaction(t);
  for (const text of ['name,decile\nA,1\n', 'lsoa21_code,IMD_decile\n'])
    await assert.rejects(importDeprivation(db, { path: await fileOf(t, text), now: NOW }), /names no code|no row/);
});

test('the columns are found by what publishers call them; children’s deprivation comes first', () => {
  for (const [header, decile] of [
    [['lsoa21_code', 'IMD_decile'], 1],
    [['LSOA code (2021)', 'Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)'], 1],
    [['LSOA21CD', 'IMD_decile', 'Income Deprivation Affecting Children Index (IDACI) Decile'], 2],
  ] as const)
    assert.equal(deprivationColumns(header)?.decile, decile);
  assert.equal(deprivationColumns(['urn', 'postcode']), undefined);
});

test('counts tell of no single child, nor of the only one who is not counted', () => {
  const pupils = ['a', 'a', 'b', 'x'].map((postcode) => ({ urn: '990001', postcode }));
  const deciles = new Map([
    ['a', { decile: 1, is_nearest: true }],
    ['b', { decile: 4, is_nearest: false }],
  ]);
  assert.deepEqual(countDeprived(pupils, deciles, 3), [
    { urn: '990001', pupils: 4, known: 3, nearest: 2, deprived: 2 },
  ]);
  for (const [count, of, told] of [
    [4, 20, null],
    [5, 20, 5],
    [16, 20, null],
    [20, 20, 20],
    [0, 20, null],
  ] as const)
    assert.equal(tellable(count, of, 5), told);
});

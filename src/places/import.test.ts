import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { zipOf } from '../imports/examples.ts';
import { importPlaces } from './import-places.ts';
import { importPostcodes } from './import-postcodes.ts';

const now = new Date('2026-03-02T09:00:00Z');

async function fileOf(
  t: TestContext,
  content: string | Uint8Array,
): Promise<{ path: string; refused_folder: string; now: Date }> {
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'source');
  await writeFile(path, content);
  return { path, refused_folder: join(folder, 'refused'), now };
}

const counts = (summary: { new: number; changed: number; unchanged: number; refused: number }) => [
  summary.new,
  summary.changed,
  summary.unchanged,
  summary.refused,
];

const code_point = [
  '"NR1 1AA",10,624073,308352,"E92000001","E19000001","E18000006","E10000020","E07000148","E05012910"',
  '"NR1 1BA",90,0,0,"E92000001","E19000001","E18000006","","",""',
  '"PE301AA",10,561900,320000,"E92000001","E19000001","E18000006","E10000020","E07000146","E05012910"',
  '',
].join('\n');

const ons = [
  'pcd,pcd2,pcds,doterm,oseast1m,lat,long,laua',
  'NR1 1AA,NR1  1AA,NR1 1AA,,0624073,52.625711,1.308434,E07000148',
  'NR1 1ZZ,NR1  1ZZ,NR1 1ZZ,199606,,99.999999,0.000000,',
  'BT1 5GS,BT1  5GS,BT1 5GS,,,54.596,-5.93,N09000003',
].join('\r\n');

test('Code-Point Open is imported from its zip; the second time nothing changes', async (t) => {
  const db = await inTransaction(t);
  const zip = zipOf({
    'Doc/licence.txt': 'words',
    'Doc/Code-Point_Open_Column_Headers.csv': 'PC,PQ',
    'Data/CSV/nr.csv': code_point,
  });
  const options = await fileOf(t, zip);
  assert.deepEqual(counts(await importPostcodes(db, { ...options, dry_run: true })), [3, 0, 0, 0]);
  assert.deepEqual(await db.selectFrom('postcode').selectAll().execute(), []);
  assert.deepEqual(counts(await importPostcodes(db, options)), [3, 0, 0, 0]);
  assert.deepEqual(counts(await importPostcodes(db, options)), [0, 0, 3, 0]);
  assert.deepEqual(counts(await importPostcodes(db, { ...options, dry_run: true })), [0, 0, 3, 0]);
  const rows = await db.selectFrom('postcode').selectAll().orderBy('postcode').execute();
  assert.deepEqual(
    rows.map((row) => [row.postcode, row.latitude?.toFixed(3), row.longitude?.toFixed(3), row.district_code]),
    [
      ['NR1 1AA', '52.627', '1.309', 'E07000148'],
      ['NR1 1BA', undefined, undefined, null],
      ['PE30 1AA', '52.753', '0.397', 'E07000146'],
    ],
  );
});

test('the ONS directory is imported by the names of its columns, and changes what it knows better', async (t) => {
  const db = await inTransaction(t);
  await importPostcodes(db, await fileOf(t, code_point));
  const summary = await importPostcodes(db, await fileOf(t, ons));
  assert.deepEqual(counts(summary), [2, 1, 0, 0]);
  const codes = (await db.selectFrom('postcode').select('postcode').orderBy('postcode').execute()).map(
    (row) => row.postcode,
  );
  assert.deepEqual(codes, ['BT1 5GS', 'NR1 1AA', 'NR1 1BA', 'NR1 1ZZ', 'PE30 1AA']);
});

test('bad rows are refused with their reasons, in a file too, and stop no good one', async (t) => {
  const db = await inTransaction(t);
  const options = await fileOf(
    t,
    [
      'pcds,lat,long,laua',
      'NR1 1AA,52.6,1.3,E07000148',
      'NRX,52.6,1.3,',
      'NR1 1BB,Paris,,',
      'NR1 1BD,48.85,2.35,',
      'NR1 1AA,52.7,1.3,',
      'NR1 1BE,52.6,1.3,"E0',
      'NR1 1BF,52.6,1.3,',
      'NR1 1BG,52',
    ].join('\n'),
  );
  const summary = await importPostcodes(db, options);
  assert.deepEqual(counts(summary), [2, 0, 0, 6]);
  assert.deepEqual(summary.refused_rows.map((row) => row.line).sort(), [3, 4, 5, 6, 7, 9]);
  const file = await readFile(summary.refused_file ?? '', 'utf8');
  assert.match(file, /^file,line,reason,row\n/);
  assert.match(file, /source,3,“NRX” is not a postcode,NRX,52\.6,1\.3,\n/);
  assert.match(file, /source,9,"?it has 2 columns where 4 are needed: it may be cut off/);
  assert.match(summary.refused_file ?? '', /postcodes-2026-03-02T\d{6}\.csv$/);
});

test('of a damaged file in a zip nothing is taken, of the others everything, and nothing is deleted', async (t) => {
  const db = await inTransaction(t);
  const old = { postcode: 'NR9 9AA', latitude: 52.6, longitude: 1.1, district_code: null };
  await db.insertInto('postcode').values(old).execute();
  const zip = zipOf({ 'Data/nr.csv': code_point, 'Data/pe.csv': code_point.replaceAll('NR1', 'PE1') });
  const at = zip.indexOf('Data/pe.csv') + 'Data/pe.csv'.length + 5;
  zip[at] = (zip[at] ?? 0) ^ 0xff;
  const summary = await importPostcodes(db, await fileOf(t, zip));
  assert.deepEqual(
    summary.unreadable.map((one) => one.part),
    ['Data/pe.csv'],
  );
  const codes = (await db.selectFrom('postcode').select('postcode').orderBy('postcode').execute()).map(
    (row) => row.postcode,
  );
  assert.deepEqual(codes, ['NR1 1AA', 'NR1 1BA', 'NR9 9AA', 'PE30 1AA']);
});

const unreadable: [string, string | Uint8Array, RegExp][] = [
  ['empty', '', /it is empty/],
  ['a web page', '<!doctype html>\n<p>Sign in', /neither Code-Point Open nor/],
  ['a zip without postcodes', zipOf({ 'a.csv': 'name,age\nx,1', 'b.csv': 'y,2' }), /neither Code-Point Open nor/],
  ['a zip that is cut off', zipOf({ 'a.csv': code_point }).subarray(0, 90), /damaged or cut off/],
];

for (const [name, content, reason] of unreadable) {
  test(`a source of postcodes that is ${name} is refused, and changes nothing`, async (t) => {
    const db = await inTransaction(t);
    const options = await fileOf(t, content);
    await assert.rejects(importPostcodes(db, options), { name: 'UnreadableSource', message: reason });
    assert.deepEqual(await db.selectFrom('postcode').selectAll().execute(), []);
  });
}

test('a gazetteer is imported by the names of its columns; the second time nothing changes', async (t) => {
  const db = await inTransaction(t);
  const options = await fileOf(
    t,
    'geonameid,name,alt_name,feature_code,population,lat,lng,admin1\n1,Cromer,,PPL,8801,52.93,1.3,ENG\n2,Roughton,,PPL,900,52.88,1.29,ENG\n3,Nowhere,,PPL,0,0,0,ENG\n4,,,PPL,0,52.9,1.3,ENG\n',
  );
  assert.deepEqual(counts(await importPlaces(db, { ...options, dry_run: true })), [2, 0, 0, 2]);
  assert.deepEqual(counts(await importPlaces(db, options)), [2, 0, 0, 2]);
  assert.deepEqual(counts(await importPlaces(db, options)), [0, 0, 2, 2]);
  const grown = await fileOf(t, 'Town;Latitude;Longitude;County;Population\nCromer;52.93;1.3;Norfolk;9000');
  assert.deepEqual(counts(await importPlaces(db, grown)), [0, 1, 0, 0]);
  const places = await db
    .selectFrom('place')
    .select(['name', 'kind', 'county', 'population'])
    .where('source', '=', 'import')
    .orderBy('name')
    .execute();
  assert.deepEqual(places, [
    { name: 'Cromer', kind: 'town', county: 'Norfolk', population: 9000 },
    { name: 'Roughton', kind: 'village', county: 'Norfolk', population: 900 },
  ]);
});

test('GeoNames and OS Open Names are read without a header, and only their settlements', async (t) => {
  const db = await inTransaction(t);
  const geonames = (name: string, kind: string) =>
    ['1', name, name, '', '52.93', '1.3', kind, 'PPL', 'GB', '', 'ENG', '', '', '', '9000', '', '', '', ''].join('\t');
  assert.equal(
    (await importPlaces(db, await fileOf(t, `${geonames('Cromer', 'P')}\n${geonames('Cromer Pier', 'S')}\n`))).new,
    1,
  );
  const os = (name: string, type: string, local: string) =>
    [
      'osgb1',
      '',
      name,
      '',
      '',
      '',
      type,
      local,
      '609600',
      '340000',
      ...Array(14).fill(''),
      'Norfolk',
      ...Array(9).fill(''),
    ].join(',');
  const zip = zipOf({
    'Doc/OS_Open_Names_Header.csv': 'ID,NAME1',
    'Data/TG04.csv': `${os('Sheringham', 'populatedPlace', 'Town')}\n${os('Holway Road', 'transportNetwork', 'Named Road')}\n`,
  });
  assert.equal((await importPlaces(db, { ...(await fileOf(t, zip)), source: 'os-open-names' })).new, 1);
});

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { readMapping } from '../exchange/column-mapping-rules.ts';
import { importSchools } from './import-schools.ts';
import { mappedSchool } from './mapped-school-rules.ts';
import { registerRow, registerText } from './register-examples.ts';
import { schoolDetail } from './school-detail.ts';

const asked = {
  now: new Date('2026-11-22T10:00:00Z'),
  today: '2026-11-22',
  own: { education_code: '926', code: 'E10000020' },
  is_changed_header: false,
  ...{ links: undefined, counted_on: undefined },
};

const columns =
  'urn,name,startDate,endDate,religiousCharacter,minAge,maxAge,telephone,website,street,town,postcode,type_2016,lat,lng,estab_2019,school_type_2019,pupils_2019,ehc_or_statement_2019,sen_support_2019,successor_urns_2025,la_code,status_guess_2025';
const open = '"open in Jan 2019 census, no successor by 2025-07"';
const table = [
  columns,
  `999001, Made-up Nursery,,,Does not apply,2,4,01632960001,https://n.example.org/?utm_source=x,1 Lane,Cromer,NR27 9HL,LA Nursery School,52.93,1.3,1001,State-funded nursery,68,0,4,,926,${open}`,
  `999002,,,,,,,,,,,,,52.63,1.24,1005,Independent school,8,8,0,,926,${open}`,
  '999003,Made-up Primary School,01-01-1950,31-08-2018,,4,10,,,,,,Community School,52.6,1.2,,,,,,999004|999005,926,closed (has successor in GIAS links 2025-07-27)',
  `999004,Made-up Academy,,,,,,,,,,,,52.6,1.2,,State-funded primary,210,3,20,,926,${open}`,
  '999006,Somewhere,,,,,,,,,,,,,,,,,,,,,unknown',
].join('\n');

async function importTable(t: TestContext, db: Db, text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'schools-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'schools.csv');
  await writeFile(path, text);
  const example = await readFile(new URL('../../docs/imports/schools.json', import.meta.url), 'utf8');
  const read = readMapping(JSON.parse(example), mappedSchool);
  assert.ok('mapping' in read, JSON.stringify(read));
  return importSchools(db, {
    ...asked,
    path,
    mapping: read.mapping,
    source: { code: 'assembled', name: 'Put together' },
  });
}

test('the example mapping reads a table of schools: ages, names, websites, successors, and refuses schools without a name', async (t) => {
  const db = await inTransaction(t);
  const summary = await importTable(t, db, table);
  assert.deepEqual([summary.new, summary.refused, summary.refused_rows[0]?.line], [3, 1, 3]);
  const nursery = await schoolDetail(db, '999001');
  assert.deepEqual(
    [nursery?.school.name, nursery?.school.kind, nursery?.school.low_age, nursery?.school.high_age, nursery?.website],
    ['Made-up Nursery', 'nursery', 2, 5, 'https://n.example.org/'],
  );
  assert.deepEqual(
    nursery?.figures.map(({ measure, as_of, count }) => [measure, as_of, count]),
    [
      ['ehc_plans', '2019-01-17', 0],
      ['pupils', '2019-01-17', 68],
      ['sen_support', '2019-01-17', 4],
    ],
  );
  const closed = await schoolDetail(db, '999003');
  assert.deepEqual(
    [closed?.school.status, closed?.school.closed_on, closed?.successors.map(({ name }) => name).sort()],
    ['closed', '2018-08-31', ['Made-up Academy', 'School 999005']],
  );
  const academy = await schoolDetail(db, '999004');
  assert.deepEqual(
    [academy?.school.kind, academy?.school.governance, academy?.school.phase],
    ['mainstream', 'academy', 'primary'],
  );
  assert.equal((await importTable(t, db, table)).unchanged, 3);
  assert.equal(academy?.source.name, 'Put together', 'it is not said to be from the national register');
});

test('the Department’s register counts more than a table that was put together', async (t) => {
  const db = await inTransaction(t);
  await importTable(t, db, table);
  const folder = await mkdtemp(join(tmpdir(), 'schools-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'register.csv');
  await writeFile(path, registerText([registerRow(999004, { EstablishmentName: 'Its real name' })]));
  const register = await importSchools(db, { ...asked, path, mapping: undefined, source: undefined });
  assert.equal(register.changed, 1);
  const again = await importTable(t, db, table);
  assert.match(again.notes.join(' '), /Left as they are, since they are here from another source: 1/);
  assert.equal((await schoolDetail(db, '999004'))?.school.name, 'Its real name');
});

test('a table that is cut off, or names a school twice, is refused as a whole', async (t) => {
  const db = await inTransaction(t);
  await assert.rejects(importTable(t, db, table.slice(0, -30)), /line 6: it has \d+ columns/);
  await assert.rejects(
    importTable(t, db, `${table}\n${table.split('\n')[1]}`),
    /line 7: URN 999001 stands twice, first on line 2/,
  );
  await assert.rejects(importTable(t, db, table.replace('telephone', 'phone')), /line 1: .*does not have: telephone/);
  assert.deepEqual(await db.selectFrom('school').select('urn').execute(), []);
});

test('a mapping with fields that no school has is refused', () => {
  const wrong = readMapping(
    { id: 'urn', fields: { name: 'name', mood: 'mood' }, terms: [{ constant: 'need:ASD' }] },
    mappedSchool,
  );
  assert.ok('problems' in wrong);
  assert.match(wrong.problems.join('; '), /mood: a school has no such field.*terms.*a school has none/);
});

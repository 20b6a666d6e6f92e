import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { zipOf } from '../imports/examples.ts';
import { importSchools, type SchoolImportOptions } from './import-schools.ts';
import reference from './reference/register-columns.json' with { type: 'json' };
import { linksText, registerRow, registerText } from './register-examples.ts';
import { schoolDetail } from './school-detail.ts';

const now = new Date('2026-11-22T10:00:00Z');
const own = { education_code: '926', code: 'E10000020' };

async function folderWith(t: TestContext, files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'schools-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

const asked = { today: '2026-11-22', now, own, links: undefined, counted_on: undefined, source: undefined };

async function importText(
  t: TestContext,
  db: Db,
  content: string | Uint8Array,
  options: Partial<SchoolImportOptions> = {},
) {
  const folder = await folderWith(t, { 'edubasealldata.csv': content });
  return importSchools(db, {
    ...asked,
    is_changed_header: false,
    path: join(folder, 'edubasealldata.csv'),
    ...options,
  });
}

const counts = (summary: { new: number; changed: number; unchanged: number; refused: number }) => [
  summary.new,
  summary.changed,
  summary.unchanged,
  summary.refused,
];
const refusedWith = (reason: RegExp) => (error: Error) =>
  error.name === 'UnreadableSource' && reason.test(error.message);

test('the register is imported as downloaded, and again only what changed', async (t) => {
  const db = await inTransaction(t);
  const rows = [
    registerRow(999001, {
      'SEN1 (name)': 'SLCN - Speech, language and Communication',
      'SEN2 (name)': 'ASD - Autistic Spectrum Disorder',
      'TypeOfResourcedProvision (name)': 'Resourced provision',
      ResourcedProvisionOnRoll: 8,
      ResourcedProvisionCapacity: 10,
    }),
    registerRow(999002, { 'LA (code)': 935, 'LA (name)': 'Suffolk', EstablishmentName: 'Café School, “Beccles”' }),
    registerRow(999003, { 'EstablishmentStatus (name)': 'Closed', CloseDate: '31-08-2025' }),
    registerRow(999004, { 'EstablishmentStatus (name)': 'Proposed to open', OpenDate: '01-09-2027', CensusDate: '' }),
  ];
  const windows = Buffer.from(registerText(rows).replace('“', '\u0093').replace('”', '\u0094'), 'latin1');
  assert.deepEqual(counts(await importText(t, db, windows, { dry_run: true })), [4, 0, 0, 0]);
  assert.deepEqual(counts(await importText(t, db, windows)), [4, 0, 0, 0]);
  assert.deepEqual(counts(await importText(t, db, `\uFEFF${registerText(rows)}\r\n`)), [0, 0, 4, 0]);

  const school = await schoolDetail(db, '999001');
  assert.deepEqual(
    [school?.school.kind, school?.school.governance, school?.school.phase, school?.school.area, school?.needs],
    ['mainstream', 'maintained', 'primary', 'in_area', ['SLCN', 'ASD']],
  );
  assert.deepEqual([school?.school.phone, school?.website], ['01632960111', 'http://www.school-999001.example.org']);
  assert.deepEqual([school?.school.latitude?.toFixed(2), school?.school.longitude?.toFixed(2)], ['52.93', '1.30']);
  assert.deepEqual(
    school?.figures.map(({ measure, as_of, count }) => [measure, as_of, count]),
    [['pupils', '2026-01-15', 198]],
  );
  assert.deepEqual(
    school?.bases.map(({ name, places, occupied, written_by }) => [name, places, occupied, written_by]),
    [['Resourced provision', 10, 8, 'register']],
  );
  const away = await schoolDetail(db, '999002');
  assert.deepEqual([away?.school.name, away?.school.area], ['Café School, “Beccles”', 'out_of_area']);

  const changed = [...rows.slice(0, 3), registerRow(999004, { 'EstablishmentStatus (name)': 'Open' })];
  assert.deepEqual(counts(await importText(t, db, gzipSync(registerText(changed)))), [0, 1, 3, 0]);
});

test('what staff and schools have added stays, and their bases count instead of the register’s', async (t) => {
  const db = await inTransaction(t);
  const row = { ResourcedProvisionCapacity: 10, ResourcedProvisionOnRoll: 8 };
  await importText(t, db, registerText([registerRow(999001, row)]));
  const addition = {
    urn: '999001',
    addition: JSON.stringify({ about: 'A calm room.' }),
    written_at: now,
    written_by: 'x',
  };
  await db.insertInto('school_addition').values(addition).execute();
  const base = { urn: '999001', kind: 'resource_base' as const, name: 'Autism base', needs: ['ASD'], places: 12 };
  await db
    .insertInto('specialist_base')
    .values({ ...base, counted_on: '2026-11-01', written_by: 'staff@council.example.org', written_at: now })
    .execute();
  await importText(t, db, registerText([registerRow(999001, { ...row, Town: 'Holt' })]));
  const school = await schoolDetail(db, '999001');
  assert.deepEqual([school?.school.town, school?.addition.about], ['Holt', 'A calm room.']);
  assert.deepEqual(
    school?.bases.map(({ name }) => name),
    ['Autism base'],
  );
});

test('a school that closes keeps its address and points to its successor, by the links beside it or in the zip', async (t) => {
  const db = await inTransaction(t);
  await importText(t, db, registerText([registerRow(999001)]));
  const register = registerText([
    registerRow(999001, { 'EstablishmentStatus (name)': 'Closed', CloseDate: '31-08-2026' }),
    registerRow(999005, { EstablishmentName: 'Next Academy', 'TypeOfEstablishment (code)': 34 }),
  ]);
  const links = linksText([
    [999001, 999005, 'Next Academy', 'Successor - amalgamated', '01-09-2026'],
    [999005, 999009, 'Other \uFFFD School', 'Predecessor', ''],
    [111111, 999005, 'Next Academy', 'Successor', ''],
  ]);
  const folder = await folderWith(t, {
    'edubasealldata20261122.csv': register,
    'links_edubasealldata20261122.csv': links,
  });
  const path = join(folder, 'edubasealldata20261122.csv');
  const summary = await importSchools(db, { ...asked, is_changed_header: false, path });
  assert.deepEqual(counts(summary), [1, 1, 0, 0]);
  assert.match(
    summary.notes.join('\n'),
    /Links: 2 new.*\nLinks left out, since their school is not in our register: 1/,
  );
  const closed = await schoolDetail(db, '999001');
  assert.equal(closed?.school.status, 'closed');
  assert.deepEqual(
    closed?.successors.map(({ urn, name, is_here }) => [urn, name, is_here]),
    [['999005', 'Next Academy', true]],
  );
  const next = await schoolDetail(db, '999005');
  assert.deepEqual(
    next?.predecessors.map(({ urn, name }) => [urn, name]),
    [
      ['999009', 'Other School'],
      ['999001', 'Made-up School 999001'],
    ],
  );
  const zip = zipOf({
    'edubasealldata20261122.csv': register,
    'links_edubasealldata20261122.csv': links,
    'read me.txt': 'words',
  });
  assert.deepEqual(counts(await importText(t, db, zip)), [0, 0, 2, 0]);
  assert.deepEqual(counts(await importText(t, db, links)), [0, 0, 2, 0]);
});

const two = [registerRow(999001), registerRow(999002)];
const text = registerText(two);
const refusals: [name: string, content: string | Uint8Array, reason: RegExp][] = [
  [
    'cut off in the middle of a row',
    text.slice(0, -400),
    /^line 3: it has \d+ columns where the header has 139: it may be cut off$/,
  ],
  ['cut off behind its header', registerText([]), /^line 2: no school follows the header: the file is cut off$/],
  ['cut off in its last cell', text.slice(0, -3), /^line 3: the file ends within this row/],
  ['cut off before its last cell', text.slice(0, -9), /^line 3: the file ends within this row/],
  [
    'cut off in a quoted cell',
    registerText([...two, registerRow(999003, { Street: 'A, B' })]).split(', B')[0] ?? '',
    /^line 4: a quote is opened and never closed/,
  ],
  ['in UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), /^line 1: it is written in UTF-16/],
  ['in UTF-16 without a mark', Buffer.from(text, 'utf16le'), /^line 1: it is written in UTF-16/],
  [
    'with letters that are no UTF-8',
    Buffer.concat([
      Buffer.from(`${registerText([registerRow(999003, { Town: 'Café', Street: 'Chaussée Élan' })])}\r\n`),
      Buffer.from(registerText([registerRow(999004, { Town: 'Caf\u00e9s' })]).split('\r\n')[1] ?? '', 'latin1'),
    ]),
    /^line 3: it holds letters that cannot be read/,
  ],
  [
    'with a URN twice',
    registerText([...two, registerRow(999001)]),
    /^line 4: URN 999001 stands twice, first on line 2$/,
  ],
  [
    'with a column renamed',
    text.replace('EstablishmentName,', 'Name,'),
    /^line 1: the header has been changed: EstablishmentName is not there$/,
  ],
  [
    'with a column more',
    registerText(two, [...reference.columns, 'Mood']),
    /^line 1: the header has been changed: Mood is not known$/,
  ],
  [
    'with a column less',
    registerText(
      two,
      reference.columns.filter((name) => name !== 'UKPRN'),
    ),
    /^line 1: .*UKPRN is not there$/,
  ],
  [
    'with two columns exchanged',
    text.replace('Easting,Northing', 'Northing,Easting'),
    /^line 1: the header has been changed: column 114 is Northing, not Easting$/,
  ],
  ['of something else', 'a,b\n1,2\n', /^line 1: this is none of the files that we know/],
  ['without rows', '\r\n', /there is no row in it/],
  ['empty', '', /it is empty/],
];
for (const [name, content, reason] of refusals)
  test(`a register ${name} is refused as a whole, and changes nothing`, async (t) => {
    const db = await inTransaction(t);
    await importText(t, db, registerText([registerRow(999001, { Town: 'Holt' })]));
    const before = await db.selectFrom('school').selectAll().execute();
    await assert.rejects(importText(t, db, content), refusedWith(reason));
    assert.deepEqual(await db.selectFrom('school').selectAll().execute(), before);
  });

test('a header with other columns is taken when somebody says so, but not without one that is read', async (t) => {
  const db = await inTransaction(t);
  const fewer = reference.columns.filter((name) => name !== 'UKPRN');
  assert.deepEqual(
    counts(await importText(t, db, registerText(two, [...fewer, 'Mood']), { is_changed_header: true })),
    [2, 0, 0, 0],
  );
  const without = registerText(
    two,
    reference.columns.filter((name) => name !== 'Postcode'),
  );
  await assert.rejects(importText(t, db, without, { is_changed_header: true }), refusedWith(/Postcode is not there/));
});

test('a row with a value that cannot be is refused with its line, and the others are taken', async (t) => {
  const db = await inTransaction(t);
  const wrong = [
    registerRow('99900A'),
    registerRow(999002, { StatutoryHighAge: 200 }),
    registerRow(999003, { OpenDate: '31-02-2020' }),
    registerRow(999004, { EstablishmentName: ' ' }),
    registerRow(999005, { Easting: 9999999 }),
    registerRow(999006, { NumberOfPupils: -4 }),
    registerRow(999007, { 'EstablishmentStatus (name)': 'Asleep' }),
  ];
  const summary = await importText(t, db, registerText([registerRow(999001), ...wrong]));
  assert.deepEqual(counts(summary), [1, 0, 0, 7]);
  assert.deepEqual(
    summary.refused_rows.map(({ line, reason }) => `${line}: ${reason}`),
    [
      '3: “99900A” is no URN: it has five or six digits',
      '4: 200 is no age of a pupil',
      '5: OpenDate is “31-02-2020”, which is no day: it is written 31-08-2025',
      '6: the school has no name',
      '7: Easting “9999999”, Northing “342200” is no place on the grid',
      '8: NumberOfPupils is “-4”, which is no count',
      '9: “Asleep” is no state of a school that we know',
    ],
  );
});

test('a school census adds its counts, once its day is said', async (t) => {
  const db = await inTransaction(t);
  await importText(t, db, registerText(two));
  const census =
    '\uFEFFURN,LA,ESTAB,NOR,TSENELSE,TSENELK,NUMFSM\nNAT,,,9,9,9,9\n999001,926,2001,210,3,NA,30\n123456,1,1,5,0,0,0\n';
  await assert.rejects(importText(t, db, census), refusedWith(/--counted-on/));
  assert.deepEqual(counts(await importText(t, db, census, { counted_on: '2026-01-15' })), [1, 0, 0, 0]);
  assert.deepEqual(counts(await importText(t, db, census, { counted_on: '2026-01-15' })), [0, 0, 1, 0]);
  const school = await schoolDetail(db, '999001');
  assert.deepEqual(
    school?.figures.map(({ measure, count }) => [measure, count]),
    [
      ['ehc_plans', 3],
      ['free_school_meals', 30],
      ['pupils', 210],
    ],
  );
});

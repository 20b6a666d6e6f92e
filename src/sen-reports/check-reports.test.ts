import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { exampleSchool } from '../schools/examples.ts';
import { checkReports } from './check-reports.ts';
import { exampleGuest, exampleReport } from './examples.ts';
import { askForCheck, visitOf } from './report-asks.ts';

const council = { short_name: 'Norfolk', hosts: ['council.example.org'] };
const at = (day: string) => () => new Date(`${day}T03:00:00Z`);

const checks = (db: Db) =>
  db.selectFrom('report_check').select(['urn', 'address', 'state', 'dated', 'result']).orderBy('id').execute();

function partsOf(pages: Record<string, string | number>, day = '2026-11-22') {
  const guest = exampleGuest(pages);
  return { guest, parts: { guest, now: at(day), council, advice_service: [] } };
}

async function schoolAt(db: Db, urn: string, fields: Parameters<typeof exampleSchool>[1] = {}, address?: string) {
  await exampleSchool(db, { urn, name: `School ${urn}`, website: `school-${urn}.example.org`, ...fields });
  if (address)
    await db
      .insertInto('report_address')
      .values({ urn, address, given_by: 'Ada', given_at: at('2026-11-20')() })
      .execute();
}

test('a report is looked at where it is said to stand, and what was found waits for a person', async (t) => {
  const db = await inTransaction(t);
  await schoolAt(db, '990001', {}, 'http://school-990001.example.org/report');
  const { parts } = partsOf({
    'http://school-990001.example.org/report': exampleReport,
    'http://school-990001.example.org': '<a href="/report">SEND report</a>',
  });
  await checkReports(db, parts);
  const [check] = await checks(db);
  assert.deepEqual([check?.state, check?.dated], ['incomplete', '2026-09-01']);
  const { items, missing, clicks, problems } = check?.result as unknown as {
    items: Record<string, { found: boolean; passage: string }>;
    missing: string[];
    clicks: number;
    problems: string[];
  };
  assert.equal(items['IR-4']?.passage, 'Mrs Ada Example, 01632 960999.');
  assert.ok(missing.includes('IR-69iv') && !missing.includes('IR-9'));
  assert.equal(clicks, 1);
  assert.deepEqual(problems, [`${missing.length} of 23 things were not found in it.`]);
  assert.equal((await db.selectFrom('report_confirmation').selectAll().execute()).length, 0);
});

test('a report nobody gave the address of is looked for from the home page, and its address is kept', async (t) => {
  const db = await inTransaction(t);
  await schoolAt(db, '990001');
  await schoolAt(db, '990002');
  const { parts } = partsOf({
    'http://school-990001.example.org': '<a href="/r">SEN information report</a>',
    'http://school-990001.example.org/r': exampleReport,
    'http://school-990002.example.org': '<a href="/news">News</a>',
  });
  await checkReports(db, parts);
  assert.deepEqual(
    (await checks(db)).map(({ urn, state, address }) => [urn, state, address]),
    [
      ['990001', 'incomplete', 'http://school-990001.example.org/r'],
      ['990002', 'missing', null],
    ],
  );
  const [kept] = await db.selectFrom('report_address').selectAll().execute();
  assert.deepEqual([kept?.urn, kept?.given_by], ['990001', 'check']);
});

test('a link that is broken is told, a server in trouble is asked again tomorrow', async (t) => {
  const db = await inTransaction(t);
  await schoolAt(db, '990001', {}, 'https://school-990001.example.org/gone');
  await schoolAt(db, '990002', {}, 'https://school-990002.example.org/busy');
  const pages = { 'https://school-990002.example.org/busy': 503 };
  await checkReports(db, partsOf(pages).parts);
  assert.deepEqual(
    (await checks(db)).map(({ urn, state }) => [urn, state]),
    [['990001', 'broken_link']],
  );
  const again = partsOf(pages, '2026-11-23');
  await checkReports(db, again.parts);
  assert.deepEqual(again.guest.asked, ['https://school-990002.example.org/busy']);
});

test('where nothing at all answers, nothing is learned', async (t) => {
  const db = await inTransaction(t);
  for (const urn of ['990001', '990002', '990003', '990004', '990005', '990006'])
    await schoolAt(db, urn, {}, `https://school-${urn}.example.org/report`);
  await checkReports(db, partsOf({}).parts);
  assert.deepEqual(await checks(db), []);
});

test('only schools of the area that have a duty or an address are asked, as many as a night allows, and again when due', async (t) => {
  const db = await inTransaction(t);
  await schoolAt(db, '990001');
  await schoolAt(db, '990002', { area: 'out_of_area' });
  await schoolAt(db, '990003', { kind: 'independent', governance: 'independent' });
  await schoolAt(db, '990004', { status: 'closed' });
  await schoolAt(db, '990005', { website: null });
  await schoolAt(db, '990006');
  const pages = {
    'http://school-990001.example.org': '<p>Nothing</p>',
    'http://school-990006.example.org': '<p>Nothing</p>',
  };
  await db
    .insertInto('report_policy')
    .values({
      holds_from: '2026-11-01',
      stale_months: 12,
      recheck_days: 90,
      recheck_fault_days: 14,
      checks_a_night: 1,
      ask_days: 28,
      remind_days: 14,
      others_days: 7,
      phone_days: 7,
      warn_days: 14,
    })
    .execute();
  for (const [day, urn] of [
    ['2026-11-22', '990001'],
    ['2026-11-23', '990006'],
    ['2026-11-24', undefined],
    ['2026-12-06', '990001'],
  ] as const) {
    const { guest, parts } = partsOf(pages, day);
    await checkReports(db, parts);
    assert.deepEqual(guest.asked, urn ? [`http://school-${urn}.example.org`] : [], day);
  }
});

test('what somebody asks for is looked at at once, and nothing else; who asks meanwhile still waits', async (t) => {
  const db = await inTransaction(t);
  await schoolAt(db, '990001');
  await schoolAt(db, '990002', { area: 'out_of_area' });
  await schoolAt(db, '990003', { website: null });
  const asked = new Date('2026-11-22T10:00:00Z');
  for (const urn of ['990002', '990003']) await askForCheck(db, { urn, by: 'mo@example.org' }, asked);
  const home = 'http://school-990002.example.org';
  const { guest, parts } = partsOf({ [home]: '<p>Nothing</p>' });
  const later = new Date('2026-11-22T10:05:00Z');
  await checkReports(db, { ...parts, now: () => later }, 'asked');
  assert.deepEqual(guest.asked, [home]);
  assert.deepEqual(await visitOf(db, '990002'), { asked: null, tried_at: later, why_not: null });
  assert.equal((await visitOf(db, '990003')).why_not, 'no_website');
  await askForCheck(db, { urn: '990002', by: 'mo@example.org' }, new Date('2026-11-22T10:06:00Z'));
  await checkReports(db, { ...parts, now: () => later }, 'asked');
  assert.ok((await visitOf(db, '990002')).asked);
});

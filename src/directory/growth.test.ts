import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService, saveExample } from './examples.ts';
import { openPublication } from './publications.ts';
import { withdrawService } from './services.ts';

const at = (day: string) => new Date(`${day}T12:00:00Z`);

async function commissioner(t: Parameters<typeof startApp>[0]): Promise<Visitor> {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'cora@example.org', role: 'commissioner' });
  return visitor;
}

/** The numbers of a table's row, by its heading. */
function row(page: Awaited<ReturnType<Visitor['get']>>, table: string, name: string): string[] {
  const region = page.find(`[aria-label="${table}"]`)[0];
  const line = region?.querySelectorAll('tbody tr').find((one) => one.querySelector('th')?.text.trim() === name);
  assert.ok(line, `${table} has ${name}`);
  return line.querySelectorAll('td').map((cell) => cell.text.trim());
}

test('what came and went is counted by month, and each month adds up', async (t) => {
  const visitor = await commissioner(t);
  const { db } = visitor;
  const away = { now: at('2026-08-20'), withdrawn_by: 'a test', reason: 'It has closed.' };
  await exampleService(db, { source_id: 'old' }, { now: at('2024-01-10') });
  const closes = await exampleService(db, { source_id: 'closes', name: 'Closes' }, { now: at('2026-07-01') });
  await exampleService(db, { source_id: 'new', name: 'New' }, { now: at('2026-08-31') });
  await saveExample(db, { source_id: 'never', name: 'Never public' }, { publish: false, now: at('2026-08-01') });
  await withdrawService(db, closes.id, away);
  await openPublication(db, closes.id, { now: at('2026-10-02'), by: 'a test' });
  // within one month it comes and goes: nothing of it is left
  const flash = await exampleService(db, { source_id: 'flash', name: 'Flash' }, { now: at('2026-09-02') });
  await withdrawService(db, flash.id, { ...away, now: at('2026-09-20') });
  await exampleService(db, { source_id: 'new', name: 'New', fees: 'Free' }, { now: at('2026-10-05') });
  await sql`insert into search_without_result values ('2026-09-30', 'judo', 'NR27', '', 4)`.execute(db);
  const page = await visitor.get('/staff/growth');
  assert.match(page.text, /3 public records now, 1 at the start/);
  assert.match(page.text, /1 December 2025 to 16 November 2026: 2 new, 1 back, 1 closed\. 4 searches found nothing/);
  const months: [name: string, numbers: string[]][] = [
    // new, back, closed, at its end, changed, found nothing
    ['June 2026', ['0', '0', '0', '1', '0', '0']],
    ['July 2026', ['1', '0', '0', '2', '0', '0']],
    ['August 2026', ['1', '0', '1', '2', '0', '0']],
    ['September 2026', ['0', '0', '0', '2', '0', '4']],
    ['October 2026', ['0', '1', '0', '3', '1', '0']],
    ['November 2026', ['0', '0', '0', '3', '0', '0']],
  ];
  for (const [name, numbers] of months) assert.deepEqual(row(page, 'By month', name), numbers, name);
  assert.deepEqual(row(page, 'By kind of support', 'Things to do'), ['1', '2', '0', '0', '3']);
  assert.deepEqual(row(page, 'By kind of support', 'Sport and swimming').slice(-1), ['3']);
  const three = await visitor.get('/staff/growth?months=36');
  assert.match(three.text, /3 public records now, 0 at the start/);
  const csv = await visitor.get('/staff/growth.csv');
  assert.match(csv.body, /\r\nMonth,2026-08,2,1,0,1,2,0,0\r\n/);
  assert.match(csv.body, /\r\nKind of support,Things to do,1,2,0,0,3,,\r\n/);
});

test('listings are counted in each district in which they are, and where there is none is said', async (t) => {
  const visitor = await commissioner(t);
  const { db } = visitor;
  const before = { now: at('2026-11-01') };
  await exampleService(db, {}, before);
  await exampleService(
    db,
    {
      source_id: 'two',
      name: 'Quiet cinema',
      service_at_locations: [],
      service_areas: [{ name: 'Norwich' }, { name: 'Broadland', area_code: 'E07000144' }],
      terms: ['category:health'],
    },
    before,
  );
  await exampleService(
    db,
    {
      source_id: 'three',
      name: 'Money advice',
      service_at_locations: [],
      service_areas: [{ name: 'Norfolk', area_code: 'E10000020' }],
      terms: ['category:money'],
    },
    before,
  );
  await exampleService(
    db,
    { source_id: 'four', name: 'Online', service_at_locations: [], terms: ['category:health'] },
    before,
  );
  const page = await visitor.get('/staff/growth');
  const now = (name: string) => row(page, 'By district', name).at(-1);
  assert.deepEqual(
    ['North Norfolk', 'Norwich', 'Broadland', 'Breckland', 'All of Norfolk', 'No place in our districts'].map(now),
    ['1', '1', '1', '0', '1', '1'],
  );
  const heads = page.find('[aria-label="Where there is none"] thead th').map((head) => head.text);
  const health = row(page, 'Where there is none', 'Health');
  assert.equal(health[heads.indexOf('Norwich') - 1], '1');
  assert.equal(health[heads.indexOf('Breckland') - 1], 'none');
  const money = row(page, 'Where there is none', 'Money and benefits');
  assert.equal(money[heads.indexOf('Breckland') - 1], '0', 'what is for the whole county is no gap anywhere');
});

test('an empty directory has a report too, and nobody else reads it', async (t) => {
  const visitor = await commissioner(t);
  assert.match((await visitor.get('/staff/growth?months=nonsense')).text, /0 public records now/);
  const family = await startApp(t, { db: visitor.db });
  await signInAs(family, { email: 'fay@example.org' });
  assert.equal((await family.get('/staff/growth')).status, 403);
  assert.equal((await family.get('/staff/growth.csv')).status, 403);
});

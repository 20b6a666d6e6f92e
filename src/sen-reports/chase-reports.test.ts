import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { exampleSchool } from '../schools/examples.ts';
import { chaseReports } from './chase-reports.ts';
import { writePublication } from './publications.ts';

const parts = {
  base_url: 'https://offer.example.org',
  from: { site_name: 'Local Offer', team: 'the team', phone: '01632 960 100', email: 'team@example.org' },
};
const at = (day: string) => new Date(`${day}T10:00:00Z`);
const content = { school: 'Example Primary School', is_demonstration: false, items: [], missing: [] };

async function withSenco(db: Db, urn: string) {
  await db
    .insertInto('senco')
    .values({
      urn,
      name: 'Sam',
      email: 'senco@school.example.org',
      appointed_on: '2024-09-01',
      written_by: 'x',
      written_at: at('2026-01-01'),
    })
    .execute();
}

const steps = async (db: Db) =>
  (
    await db.selectFrom('report_round_step').select(['step', 'letters']).orderBy('done_at').orderBy('step').execute()
  ).map(({ step, letters }) => `${step} ${letters}`);

test('a school is asked, reminded, phoned and told, each once; a new report ends the round', async (t) => {
  const db = await inTransaction(t);
  const { urn } = await exampleSchool(db);
  await withSenco(db, urn);
  await writePublication(db, { urn, content, by: 'x' }, at('2025-12-28'));
  await chaseReports(db, at('2026-11-15'), parts);
  assert.deepEqual(await steps(db), [], 'not due yet');
  const days = ['2026-11-16', '2026-11-16', '2026-12-07', '2026-12-21', '2027-01-04', '2027-01-11', '2027-01-12'];
  for (const day of days) await chaseReports(db, at(day), parts);
  assert.deepEqual(await steps(db), ['asked 1', 'reminded 1', 'others_asked 0', 'to_phone 0', 'warned 1']);
  const mails = await db.selectFrom('mail').select(['subject', 'text']).orderBy('id').execute();
  assert.deepEqual(
    mails.map(({ subject }) => subject),
    [
      'The SEN information report of Example Primary School is due',
      'Reminder: the SEN information report of Example Primary School',
      'Families now read that the report of Example Primary School is not up to date',
    ],
  );
  assert.match(mails[0]?.text ?? '', /a year old on 28 December 2026.*7 December 2026/s);
  const item = () => db.selectFrom('desk_item').select(['kind', 'subject_id', 'decision']).execute();
  assert.deepEqual(await item(), [{ kind: 'report_late', subject_id: urn, decision: null }]);
  await writePublication(db, { urn, content, by: 'x' }, at('2027-01-13'));
  await chaseReports(db, at('2027-01-14'), parts);
  assert.deepEqual(await item(), [{ kind: 'report_late', subject_id: urn, decision: 'renewed' }]);
  const rounds = await db.selectFrom('report_round').select(['outcome', 'ends_on']).execute();
  assert.deepEqual(rounds, [{ outcome: 'renewed', ends_on: '2026-12-28' }]);
});

test('a school that nobody can write to is for the phone at once; one without the duty is left in peace', async (t) => {
  const db = await inTransaction(t);
  await exampleSchool(db);
  await exampleSchool(db, { urn: '990002', name: 'Private School', kind: 'independent', governance: 'independent' });
  await exampleSchool(db, { urn: '990003', name: 'Far School', area: 'out_of_area' });
  await chaseReports(db, at('2026-11-16'), parts);
  assert.deepEqual(await steps(db), ['asked 0']);
  const items = await db.selectFrom('desk_item').select(['kind', 'subject_id']).execute();
  assert.deepEqual(items, [{ kind: 'report_late', subject_id: '990001' }]);
});

test('no more rounds begin on a day than the council asks about in a day; a school that closes is not asked again', async (t) => {
  const db = await inTransaction(t);
  await db
    .insertInto('freshness_pace')
    .values({ holds_from: '2026-11-10', rounds_a_day: 2, gather_days: 0, tell_again_days: 30 })
    .execute();
  for (let n = 1; n <= 5; n++) await exampleSchool(db, { urn: `99000${n}`, name: `School ${n}` });
  const open = async () =>
    (await db.selectFrom('report_round').select('urn').where('closed_at', 'is', null).execute()).length;
  await chaseReports(db, at('2026-11-16'), parts);
  await chaseReports(db, at('2026-11-16'), parts);
  assert.equal(await open(), 2);
  await chaseReports(db, at('2026-11-17'), parts);
  assert.equal(await open(), 4);
  await db.updateTable('school').set({ status: 'closed' }).where('urn', '=', '990001').execute();
  await chaseReports(db, at('2026-11-17'), parts);
  assert.equal(await open(), 3);
});

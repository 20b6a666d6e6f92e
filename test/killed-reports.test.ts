import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleSchool } from '../src/schools/examples.ts';
import { checkReports } from '../src/sen-reports/check-reports.ts';
import { exampleGuest, exampleReport } from '../src/sen-reports/examples.ts';
import { inTransaction } from './database.ts';
import { killEverywhere, rows, same } from './dying.ts';

// The jobs around schools' reports: each killed before every statement.

test('reports of schools: each is looked at once, whole', async (t) => {
  const db = await inTransaction(t);
  for (const urn of ['990001', '990002'])
    await exampleSchool(db, { urn, name: `School ${urn}`, website: `http://school-${urn}.example.org` });
  const guest = exampleGuest({
    'http://school-990001.example.org': '<a href="/r">SEN information report</a>',
    'http://school-990001.example.org/r': exampleReport,
    'http://school-990002.example.org': '<p>Welcome</p>',
  });
  const now = () => new Date('2026-11-22T02:20:00Z');
  const council = { short_name: 'Norfolk', hosts: [] };
  const { undisturbed, kills } = await killEverywhere(
    db,
    {
      job: (alive) => checkReports(alive, { guest, now, council, advice_service: [] }),
      look: async (there) => ({
        addresses: await rows(there, 'select urn, address, given_by, given_at from report_address'),
        checks: await rows(there, 'select urn, checked_at, address, result, state, dated from report_check'),
        tries: await rows(there, 'select * from report_try'),
      }),
    },
    same,
  );
  assert.deepEqual([undisturbed.addresses.length, undisturbed.checks.length, undisturbed.tries.length], [1, 2, 2]);
  assert.ok(kills > 6, `${kills} kills`);
});

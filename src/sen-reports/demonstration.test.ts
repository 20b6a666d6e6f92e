import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { saveSource } from '../directory/save-services.ts';
import { seedDemonstrationSchools } from '../schools/demonstration.ts';
import { seedDemonstrationReports } from './demonstration.ts';
import { reportState } from './report-state-rules.ts';
import { allReports } from './report-states.ts';

test('the demonstration has reports in every state, says that they are made up, and is written once', async (t) => {
  const db = await inTransaction(t);
  await saveSource(db, { code: 'demonstration', name: 'Demonstration data', is_demonstration: true });
  await seedDemonstrationSchools(db, NOW);
  assert.ok((await seedDemonstrationReports(db, NOW)) >= 12);
  assert.equal(await seedDemonstrationReports(db, NOW), 0);
  const states = new Set(
    (await allReports(db)).map(({ facts }) => reportState(facts, { today: '2026-11-16', stale_months: 12 })),
  );
  for (const state of [
    'here',
    'here_gaps',
    'here_old',
    'current',
    'incomplete',
    'stale',
    'missing',
    'unchecked',
  ] as const)
    assert.ok(states.has(state), state);
  const rows = await db.selectFrom('report_publication').select('content').execute();
  assert.ok(rows.every(({ content }) => JSON.stringify(content).includes('"is_demonstration":true')));
  assert.ok(
    rows.every(({ content }) => !/\{[a-z_]+\}/.test(JSON.stringify(content))),
    'no place is left open',
  );
  for (const { phase, words } of [
    { phase: 'primary', words: /We are a mainstream primary school/ },
    { phase: 'secondary', words: /We are a mainstream high school/ },
  ] as const)
    for (const { school, items } of await allReports(db))
      if (school.phase === phase && school.kind === 'mainstream' && items.get('IR-1')?.is_there)
        assert.match(items.get('IR-1')?.passage ?? '', words, school.name);
  const checks = await db.selectFrom('report_check').select('result').execute();
  for (const { result } of checks) assert.doesNotMatch(JSON.stringify(result), /the service|\{\w+\}|\]\(/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import { saveSource } from '../directory/save-services.ts';
import { seedDemonstrationSchools } from '../schools/demonstration.ts';
import { seedFunding } from './demonstration.ts';

test('the demonstration has three published years, a correction, and a draft that agrees and waits', async (t) => {
  const db = await inTransaction(t);
  await saveSource(db, { code: 'demonstration', name: 'Demonstration data', is_demonstration: true });
  await seedDemonstrationSchools(db, NOW);
  assert.equal(await seedFunding(db, NOW), 4);
  assert.equal(await seedFunding(db, NOW), 0, 'once');
  const visitor = await startApp(t, { db });
  const { get, post } = visitor;
  const schools = await get('/money/schools');
  assert.match(schools.text, /These sums are made up/);
  assert.match(schools.text, /Element 2: for special needs .* £6,000 since 1 April 2013/);
  assert.ok(schools.find('.share-part').length === 4, 'four blocks');
  const one = await get('/money/schools/999999');
  assert.match(one.text, /2026 to 2027 £\d.*2025 to 2026.*2024 to 2025/);
  const memo = await get('/money/schools/999999/2026-to-2027');
  assert.match(memo.text, /This memo is made up.*In 2025 to 2026 it was £.*Help in small groups Talking, reading/);
  assert.match(
    (await get('/money/schools/999992/2026-to-2027')).text,
    /This memo was corrected on 16 November 2026: Three pupils/,
  );
  assert.match(
    (await get('/money/schools/999927/2026-to-2027')).text,
    /Pupils from deprived homes fewer than \d+ £300\.00 less than £/,
  );
  for (const path of ['/money/delegated', '/money/balance', '/money/joining', '/money/forum', '/money/early-years'])
    assert.match((await get(path)).text, /made up/i, path);
  assert.match((await get('/money/joining')).text, /Hearing or sight fewer than 5 11/);
  assert.equal((await get('/money/schools/999999/2027-to-2028')).status, 404, 'a draft is nobody’s');
  await signInAs(visitor, { email: 'money@example.org', role: 'commissioner' });
  const draft = await get('/staff/money/years/2027-to-2028');
  assert.match(draft.text, /agrees to the penny/);
  const version = draft.find('input[name=version]')[0]?.getAttribute('value') ?? '';
  assert.equal((await post('/staff/money/years/2027-to-2028/publish', { version })).status, 303);
});

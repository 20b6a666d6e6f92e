import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleSchool } from '../schools/examples.ts';

test('a school says where its report stands on its own website, and it is looked at there', async (t) => {
  const senco = await startApp(t);
  const { db } = senco;
  const school = await exampleSchool(db);
  await signInAs(senco, { email: 'sanjay@example.org', role: 'senco', school_urn: school.urn });
  assert.match((await senco.get('/school/report')).body, /href="\/school\/report\/address"/);
  const wrong = await senco.post('/school/report/address', { address: 'javascript:alert(1)' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /value="javascript:alert\(1\)"/);
  assert.equal((await senco.post('/school/report/address', {})).status, 422);
  assert.equal((await senco.post('/school/report/address', { address: 'http://localhost/sen' })).status, 422);
  const address = 'https://school.example.org/sen';
  for (let times = 0; times < 2; times++)
    assert.equal((await senco.post('/school/report/address', { address })).status, 303);
  const page = await senco.get('/school/report/address?done=saved');
  assert.match(page.text, /The address is kept\..*It is being checked: sanjay@example\.org/);
  const rows = await db.selectFrom('report_address').select(['urn', 'address', 'given_by']).execute();
  assert.deepEqual(rows, [{ urn: school.urn, address, given_by: 'sanjay@example.org' }]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { endUnusedAccounts } from './jobs.ts';

const from = { site_name: 'Example', team: 'Team', phone: '01632 960100', email: 'team@example.org' };

test('whoever works here keeps the account, also who never opens the account page', async (t) => {
  const olive = await startApp(t);
  const { db } = olive;
  const { organization_id } = await exampleService(db, {}, { now: NOW });
  const id = await signInAs(olive, { email: 'olive@example.org', role: 'owner', organization_id });
  const long_ago = new Date('2024-01-05T10:00:00Z');
  await db.updateTable('person').set({ last_seen_at: long_ago, warned_at: long_ago }).where('id', '=', id).execute();
  assert.equal((await olive.get('/provider')).status, 200);
  await endUnusedAccounts(db, NOW, { base_url: 'http://localhost:3000', from });
  const person = await db.selectFrom('person').select(['last_seen_at', 'warned_at']).where('id', '=', id).execute();
  assert.deepEqual(person, [{ last_seen_at: NOW, warned_at: null }]);
  assert.equal((await olive.get('/provider')).status, 200);
});

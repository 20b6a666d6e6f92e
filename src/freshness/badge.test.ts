import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp, type Visitor } from '../../test/app.ts';
import { addDays } from '../directory/date-rules.ts';
import { exampleService } from '../directory/examples.ts';
import { decideMembership } from '../directory/memberships.ts';
import { chaseRecords, confirmRecord } from './chase.ts';

const parts = {
  base_url: 'http://localhost:3000',
  secret: 'a secret',
  from: { site_name: 'Example Local Offer', team: 'Team', phone: '01632 960100', email: 'team@example.org' },
};
const membership = {
  state: 'approved',
  decided_at: '2026-01-10T09:00:00Z',
  decided_by: 'Local Offer officer',
} as const;

test('the Local Offer badge, its filter and the file follow the membership: lapsed by the job, given back by the council', async (t) => {
  let day = '2026-10-03';
  const visitor: Visitor = await startApp(t, { now: () => new Date(`${day}T10:00:00Z`) });
  const { db } = visitor;
  const confirmed = (on: string) => ({
    membership,
    confirmation: { confirmed_at: `${on}T09:00:00Z`, confirmed_by: 'Splash' },
  });
  const late = await exampleService(
    db,
    { local_offer: confirmed('2026-05-01') },
    { now: new Date('2026-05-01T09:00:00Z') },
  );
  await exampleService(
    db,
    {
      source_id: 'other',
      name: 'Diving',
      organization: { name: 'Rooks', description: '' },
      local_offer: confirmed('2026-09-30'),
    },
    { now: new Date('2026-05-01T09:00:00Z') },
  );
  /** Whether the record has its badge: on its page, in results, in the filter, in the file and in the feed. */
  async function badges(): Promise<boolean[]> {
    const page = await visitor.get(`/services/${late.slug}`);
    const [card] = (await visitor.get('/services?q=splash+saturday')).find(`#service-${late.id}`);
    const filtered = await visitor.get('/services?local_offer=1');
    const csv = await visitor.get('/services.csv?local_offer=1');
    return [
      page.find('.service-head .tag--offer').length > 0,
      (card?.querySelectorAll('.tag--offer').length ?? 0) > 0,
      filtered.find(`#service-${late.id}`).length > 0,
      csv.body.includes('Splash Saturday swimming'),
    ];
  }
  const all = (has: boolean) => [has, has, has, has];
  async function untilDay(last: string) {
    for (; day <= last; day = addDays(day, 1)) await chaseRecords(db, new Date(`${day}T02:20:00Z`), parts);
    day = last;
  }
  assert.deepEqual(await badges(), all(true));
  await untilDay('2026-12-12');
  assert.deepEqual(await badges(), all(true), 'past its promise, and not yet lapsed');
  day = '2026-12-13';
  await untilDay('2026-12-13');
  assert.deepEqual(await badges(), all(false));
  assert.match((await visitor.get('/services?local_offer=1')).text, /Diving/, 'the other keeps its own');

  await confirmRecord(db, { service_id: late.id, confirmed_by: 'Splash', now: new Date('2026-12-14T09:00:00Z') });
  day = '2026-12-14';
  assert.deepEqual(await badges(), all(false), 'the council gives it back');
  const waiting = await db.selectFrom('desk_item').select('title').where('kind', '=', 'local_offer').execute();
  assert.deepEqual(waiting, [{ title: 'Splash Saturday swimming' }]);
  const given = {
    state: 'approved',
    by: 'Local Offer officer',
    reason: null,
    now: new Date('2026-12-14T11:00:00Z'),
  } as const;
  await decideMembership(db, late.id, given);
  assert.deepEqual(await badges(), all(true));
  day = '2026-12-15';
  await untilDay('2027-01-15');
  assert.deepEqual(await badges(), all(true), 'confirmed, it stays');
});

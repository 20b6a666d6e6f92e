import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService, saveExample } from './examples.ts';

async function atTheDesk(t: Parameters<typeof startApp>[0]): Promise<Visitor> {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  return visitor;
}

const day = (text: string) => new Date(`${text}T12:00:00Z`);
const splash = '/staff/services/splash-saturday-swimming';

test('a record is shown with its whole history, and as it stood on any day', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  await exampleService(db, {}, { now: day('2026-03-01') });
  await exampleService(db, { fees: 'Four pounds.', name: 'Quiet splash' }, { now: day('2026-05-01') });
  await exampleService(db, { fees: 'Five pounds.', name: 'Quiet splash' }, { now: new Date('2026-06-30T23:30:00Z') });
  const now = await visitor.get(splash);
  assert.match(now.text, /As it is now.*Five pounds\./);
  const events = now.find('.history > li').map((line) => line.structuredText.replace(/\s+/g, ' '));
  assert.match(events[0] ?? '', /Confirmed|Changed/);
  assert.match(
    now.find('.history')[0]?.structuredText ?? '',
    /1 July 2026 at 00:30, a test[\s\S]*Four pounds[\s\S]*Five pounds/,
  );
  assert.match(now.find('.history')[0]?.structuredText ?? '', /Came in 1 March 2026/);
  const cases: [on: string, says: RegExp][] = [
    ['2026-07-01', /As it stood on 1 July 2026, public.*Five pounds/],
    ['2026-06-30', /As it stood on 30 June 2026, public.*Four pounds/],
    ['2026-04-30', /As it stood on 30 April 2026, public.*Splash Saturday swimming.*History/],
    ['2026-02-28', /On 28 February 2026 it was not here yet/],
    ['nonsense', /As it is now/],
  ];
  for (const [on, says] of cases) assert.match((await visitor.get(`${splash}?on=${on}`)).text, says, on);
  const april = await visitor.get(`${splash}?on=2026-04-30`);
  assert.doesNotMatch(april.find('.differences')[0]?.text ?? '', /pounds/);
});

test('a record is taken down with a reason, and made public again', async (t) => {
  const visitor = await atTheDesk(t);
  const { slug, id } = await exampleService(visitor.db);
  const without = await visitor.post(`${splash}/withdraw`, { reason: ' ' });
  assert.equal(without.status, 422);
  assert.match(without.text, /Write why/);
  await visitor.post(`${splash}/withdraw`, { reason: 'The pool has closed.' });
  assert.equal((await visitor.get(`/services/${slug}`)).status, 410);
  assert.match((await visitor.get(splash)).text, /Taken down The pool has closed\..*Council: moderator/);
  await saveExample(visitor.db, { fees: 'Six pounds.' });
  assert.equal((await visitor.get(`/services/${slug}`)).status, 410, 'an import does not bring it back');
  await visitor.post(`${splash}/publish`, {});
  assert.equal((await visitor.get(`/services/${slug}`)).status, 200);
  const deeds = await sql<{ action: string }>`select action from audit where entity_id = ${id} order by id`.execute(
    visitor.db,
  );
  assert.deepEqual(
    deeds.rows.map(({ action }) => action),
    ['withdrew_service', 'published_service'],
  );
});

test('the desk finds records by anything, public or not', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const { id } = await exampleService(db, { contacts: [{ name: 'Ann', email: 'ann@pool.example', phones: [] }] });
  await saveExample(
    db,
    {
      source_id: 'two',
      name: 'Quiet cinema',
      email: 'film@example.org',
      phones: [],
      service_at_locations: [],
      organization: { name: 'Pictures', phones: [{ number: '+44 1632 960777' }] },
    },
    { publish: false },
  );
  const swim = 'Splash Saturday swimming';
  const cases: [q: string, names: string[]][] = [
    ['', ['Quiet cinema', swim]],
    ['swimming splash', [swim]],
    ['pictures', ['Quiet cinema']],
    [id, [swim]],
    ['two', ['Quiet cinema']],
    ['nr27 9aa', [swim]],
    ['NR27', [swim]],
    ['ann@pool.example', [swim]],
    ['film@', ['Quiet cinema']],
    ['01632 960 001', [swim]],
    ['01632 960777', ['Quiet cinema']],
    ['100%', []],
  ];
  for (const [q, names] of cases) {
    const page = await visitor.get(`/staff/services?${new URLSearchParams({ q })}`);
    assert.deepEqual(
      page
        .find('tbody a')
        .map((link) => link.text)
        .sort(),
      names,
      q,
    );
  }
});

test('who only sees the desk takes nothing down', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'wendy@example.org', role: 'content_editor' });
  await exampleService(visitor.db);
  assert.doesNotMatch((await visitor.get(splash)).text, /Take it down/);
  assert.equal((await visitor.post(`${splash}/withdraw`, { reason: 'x' })).status, 403);
  assert.equal((await visitor.post(`${splash}/publish`, {})).status, 403);
  assert.equal((await visitor.get('/staff/services/nothing')).status, 404);
});

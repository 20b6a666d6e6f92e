import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '../../test/database.ts';
import { letterhead } from '../../test/dying.ts';
import { type Db, transaction } from '../db/database.ts';
import { personOf } from '../people/persons.ts';
import { giveRole } from '../people/roles.ts';
import { exampleSchool } from '../schools/examples.ts';
import { createBulletin } from './bulletins.ts';
import { exampleContent } from './examples.ts';
import { sendBulletinMails } from './jobs.ts';
import { publishBulletin } from './publishing.ts';

// On the database itself and not in a transaction: several publish at the same moment, each by a connection of their own
// where the database has several; the embedded one lets them through one after another. In years that no other test uses.

const [oldYear, newYear] = [2873, 2874];
const by = 'two editors';
const inOld = new Date(`${oldYear}-06-01T10:00:00Z`);

async function drafts(t: TestContext, count: number): Promise<{ db: Db; ids: number[] }> {
  const { db } = await testDatabase();
  const ids: number[] = [];
  for (let n = 0; n < count; n++) ids.push(await createBulletin(db, exampleContent, { by, now: inOld }));
  t.after(async () => {
    await db.deleteFrom('bulletin').where('created_by', '=', by).execute();
    await db.deleteFrom('bulletin_year').where('year', 'in', [oldYear, newYear]).execute();
  });
  return { db, ids };
}

const publish = (db: Db, id: number, now = inOld) => transaction(db, (tx) => publishBulletin(tx, id, { by, now }));

/** Publishes, and waits with its transaction open until it is told to keep it or to undo it. */
function publishSlowly(db: Db, id: number) {
  const isOpen = Promise.withResolvers<void>();
  const end = Promise.withResolvers<'kept' | 'undone'>();
  const given = transaction(db, async (tx) => {
    const number = await publishBulletin(tx, id, { by, now: inOld });
    isOpen.resolve();
    if ((await end.promise) === 'undone') throw new Error('refused');
    return number;
  }).catch(() => undefined);
  return { given, isOpen: isOpen.promise, end: end.resolve };
}

test('whoever publishes while another does waits, and gets the next number; or the same, where the other is refused', async (t) => {
  const { db, ids } = await drafts(t, 4);
  const [first = 0, second = 0, third = 0, fourth = 0] = ids;
  for (const [end, one, other, numbers] of [
    ['kept', first, second, [1, 2]],
    ['undone', third, fourth, [undefined, 3]],
  ] as const) {
    const slow = publishSlowly(db, one);
    await slow.isOpen;
    let hasNumber = false;
    const next = publish(db, other).finally(() => {
      hasNumber = true;
    });
    await sleep(150);
    assert.equal(hasNumber, false, 'it waits');
    slow.end(end);
    assert.deepEqual([(await slow.given)?.number, (await next)?.number], numbers, end);
  }
});

test('of many at once each gets a number of its own, without gaps, in both years when the year turns', async (t) => {
  const { db, ids } = await drafts(t, 24);
  // London's new year is the clock's new year: a second decides
  const moments = [new Date(`${oldYear}-12-31T23:59:59Z`), new Date(`${newYear}-01-01T00:00:00Z`)];
  const given = await Promise.all(
    ids.map((id, n) =>
      transaction(db, async (tx) => {
        const number = await publishBulletin(tx, id, { by, now: moments[n % 2] ?? inOld });
        if (n % 6 === 5) throw new Error('refused');
        return number;
      }).catch(() => undefined),
    ),
  );
  const numbersOf = (year: number) =>
    given.flatMap((one) => (one?.year === year ? one.number : [])).toSorted((a, b) => a - b);
  const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);
  assert.deepEqual(numbersOf(oldYear), upTo(12));
  assert.deepEqual(numbersOf(newYear), upTo(8));
  const refused = ids.filter((_, n) => n % 6 === 5);
  for (const [n, id] of refused.entries()) assert.deepEqual(await publish(db, id), { year: oldYear, number: 13 + n });
});

test('one bulletin that two publish at once comes out once, under one number', async (t) => {
  const { db, ids } = await drafts(t, 1);
  const [id = 0] = ids;
  const given = await Promise.all([publish(db, id), publish(db, id), publish(db, id)]);
  assert.deepEqual(
    given.filter((one) => one !== undefined),
    [{ year: oldYear, number: 1 }],
  );
  const editions = await db.selectFrom('bulletin_edition').select('edition').where('bulletin_id', '=', id).execute();
  assert.deepEqual(editions, [{ edition: 1 }]);
});

test('of two processes that send digests at once, one writes to each person', async (t) => {
  const { db, ids } = await drafts(t, 2);
  const urn = '880001';
  await exampleSchool(db, { urn });
  const people: string[] = [];
  for (const email of ['one@at-once.example', 'other@at-once.example']) {
    const { id } = await personOf(db, { email, now: inOld });
    await giveRole(db, { person_id: id, role: 'senco', school_urn: urn }, { now: inOld, by });
    people.push(id);
  }
  t.after(async () => {
    await db.deleteFrom('mail').where('to_address', 'like', '%@at-once.example').execute();
    await db.deleteFrom('person').where('id', 'in', people).execute();
    await db.deleteFrom('school').where('urn', '=', urn).execute();
    await db.deleteFrom('source').where('code', '=', 'gias').execute();
  });
  for (const id of ids) await publish(db, id, new Date(`${oldYear}-06-01T11:00:00Z`));
  const names = { one: 'sheet', several: 'sheets', short: 'sheet', several_short: 'sheets' };
  const around = { ...letterhead, secret: 'a secret', names };
  const send = () => sendBulletinMails(db, new Date(`${oldYear}-06-02T10:00:00Z`), around);
  await Promise.all([send(), send(), send()]);
  await send();
  const mails = await db
    .selectFrom('mail')
    .select(['to_address', 'subject'])
    .where('to_address', 'like', '%@at-once.example')
    .orderBy('to_address')
    .execute();
  assert.deepEqual(
    mails.map(({ to_address, subject }) => `${to_address}: ${subject}`),
    ['one@at-once.example: 2 new or corrected sheets', 'other@at-once.example: 2 new or corrected sheets'],
  );
});

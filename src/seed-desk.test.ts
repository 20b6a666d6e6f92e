import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../test/app.ts';
import { inTransaction } from '../test/database.ts';
import { signInAs } from '../test/sign-in.ts';
import { exampleRecord } from './directory/examples.ts';
import { serviceRecord } from './directory/records.ts';
import { saveServices, saveSource } from './directory/save-services.ts';
import { exampleSending } from './participation/examples.ts';
import { seedDemonstrationAccounts } from './people/demonstration.ts';
import { seedDemonstrationDesk } from './seed-desk.ts';

test('the desk of a demonstration has a made-up item of each kind, once, and each can be opened', async (t) => {
  const db = await inTransaction(t);
  await saveSource(db, { code: 'demonstration', name: 'Demonstration data', is_demonstration: true });
  const records = Array.from({ length: 14 }, (_, n) =>
    serviceRecord.parse(
      exampleRecord({
        source_id: `d${n}`,
        name: `Service ${String.fromCharCode(65 + n)} swimming`,
        organization: { name: n < 4 ? 'Splash' : `Organisation ${n}` },
        phones: [{ number: `01632 9600${10 + n}` }],
        ...(n === 2 ? { local_offer: {} } : {}),
      }),
    ),
  );
  await saveServices(db, records, { source: 'demonstration', changed_by: 'a test', now: NOW, publish: true });
  await seedDemonstrationAccounts(db, NOW);
  assert.equal(await seedDemonstrationDesk(db, exampleSending(NOW)), false, 'not beside what somebody else wrote');
  await db.insertInto('setting').values({ name: 'demonstration_desk', value: 'empty' }).execute();
  assert.equal(await seedDemonstrationDesk(db, exampleSending(NOW)), true);
  assert.equal(await seedDemonstrationDesk(db, exampleSending(NOW)), false, 'once');
  const mo = await startApp(t, { db });
  await signInAs(mo, { email: 'mo@example.org', role: 'moderator' });
  const queue = await mo.get('/staff');
  const kinds = queue.find('tbody tr').map((row) => row.querySelectorAll('td')[1]?.text);
  const wanted = ['New record', 'Changed record', 'Claim', 'Local Offer request', 'Reported problem', 'Comment'];
  for (const kind of [...wanted, 'Broken link', 'Possible duplicate', 'Gap in the offer'])
    assert.ok(kinds.includes(kind), `${kind} waits`);
  assert.equal(kinds.filter((kind) => kind === 'Comment').length, 2);
  assert.match(queue.find('tbody tr')[0]?.text ?? '', /Urgent/);
  for (const link of queue.find('tbody a')) {
    const page = await mo.get(link.getAttribute('href') ?? '');
    assert.ok(page.status === 200 || page.status === 303, link.text);
    if (page.status === 200) assert.match(page.text, /made up|too short|demonstration|They share/i, link.text);
  }
  assert.match((await mo.get('/staff/gaps')).text, /Goalball \(demonstration\).*Being worked on/);
  assert.match((await mo.get('/staff/outreach')).text, /Parent carer forum \(demonstration\)/);
  assert.match(
    (await mo.get('/you-said-we-did')).text,
    /which swimming sessions are quiet[\s\S]*wrote it on their pages/,
  );
});

test('nothing made up comes to the desk of a directory that is real', async (t) => {
  const db = await inTransaction(t);
  assert.equal(await seedDemonstrationDesk(db, exampleSending(NOW)), false);
  assert.deepEqual(await db.selectFrom('desk_item').select('id').execute(), []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { claimByWords } from '../directory/claims.ts';
import { exampleService } from '../directory/examples.ts';
import { saveProblemReport } from '../directory/problem-reports.ts';
import { exampleComment, exampleSending, exampleStaff } from '../participation/examples.ts';
import { personOf } from '../people/persons.ts';
import { putOnDesk } from './items.ts';

/** A desk with a problem, a comment, a claim and a gap. */
async function fullDesk(t: Parameters<typeof startApp>[0]) {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  const service = await exampleService(db);
  const report = { service_id: service.id, reason: 'closed', details: 'The gate is blue.', reply_to: '' } as const;
  const problem = await saveProblemReport(db, report, exampleSending(NOW));
  const { reference, item } = await exampleComment(db, { body: 'My son cannot read the purple words.' }, NOW);
  const olive = await personOf(db, { email: 'olive@example.org', name: 'Olive', now: NOW });
  const asking = { ...exampleStaff(olive.id), email: 'olive@example.org' };
  const { organization_id } = service;
  await claimByWords(db, asking, { organization_id, words: 'I run it since May.' }, NOW);
  const gap = await putOnDesk(db, { kind: 'gap', subject_id: '77', title: 'Gap: judo', now: NOW });
  await visitor.post(`/staff/items/${gap}/notes`, { text: 'Ask the sports council.' });
  return { visitor, service, problem, comment: reference, item, gap };
}

async function found(visitor: Visitor, q: string, more: Record<string, string> = {}): Promise<string[]> {
  const page = await visitor.get(`/staff?${new URLSearchParams({ q, ...more })}`);
  assert.equal(page.status, 200);
  return page
    .find('tbody tr')
    .map((row) => row.querySelectorAll('td')[1]?.text ?? '')
    .sort();
}

test('the desk is searched by anything that is known of what waits', async (t) => {
  const { visitor, service, problem, comment, gap } = await fullDesk(t);
  const cases: [q: string, kinds: string[]][] = [
    ['judo', ['Gap in the offer']],
    ['SPORTS council', ['Gap in the offer']],
    [`#${gap}`, ['Gap in the offer']],
    [problem, ['Reported problem']],
    ['gate is blue', ['Reported problem']],
    [comment.toLowerCase(), ['Comment']],
    ['purple', ['Comment']],
    ['olive@example.org', ['Claim']],
    ['since May', ['Claim']],
    ['splash saturday', ['Reported problem']],
    [service.slug, ['Reported problem']],
    [service.id, ['Reported problem']],
    ['NR27 9AA', ['Reported problem']],
    ['01632 960 001', ['Reported problem']],
    ['swim@example.org', ['Reported problem']],
    ['Splash', ['Claim', 'Reported problem']],
    ['100%', []],
    ["'; drop table desk_item --", []],
    ['\0', ['Claim', 'Comment', 'Gap in the offer', 'Reported problem']],
  ];
  for (const [q, kinds] of cases) assert.deepEqual(await found(visitor, q), kinds, q);
  assert.deepEqual(await found(visitor, 'Splash', { kind: 'claim' }), ['Claim']);
});

test('what was decided is found too, by what was decided, by whom and why', async (t) => {
  const { visitor } = await fullDesk(t);
  const problem = (await visitor.get('/staff?kind=problem')).find('tbody a')[0]?.getAttribute('href') ?? '';
  await visitor.post(`${problem}/problem`, { outcome: 'mended', answer: 'The key hangs on the left.' });
  assert.deepEqual(await found(visitor, 'hangs on the left'), []);
  assert.deepEqual(await found(visitor, 'hangs on the left', { state: 'decided' }), ['Reported problem']);
  assert.deepEqual(await found(visitor, 'moderator', { state: 'decided' }), ['Reported problem']);
  assert.equal((await found(visitor, '', { state: 'all' })).length, 4);
  const page = await visitor.get('/staff?state=decided');
  assert.match(page.text, /mended, Council: moderator, 16 November 2026/);
  assert.deepEqual(await found(visitor, '', { state: 'nonsense' }), ['Claim', 'Comment', 'Gap in the offer']);
});

test('who only looks does not find a comment by words that are not anonymous yet', async (t) => {
  const { visitor, comment } = await fullDesk(t);
  const cora = await startApp(t, { db: visitor.db });
  await signInAs(cora, { email: 'cora@example.org', role: 'commissioner' });
  assert.deepEqual(await found(cora, 'purple'), []);
  assert.deepEqual(await found(cora, comment), ['Comment']);
});

test('what may speak of harm is said above the queue', async (t) => {
  const { visitor } = await fullDesk(t);
  assert.doesNotMatch((await visitor.get('/staff')).text, /urgent: it may speak of harm/);
  await exampleComment(visitor.db, { body: 'Somebody hit my daughter there.' }, NOW);
  const page = await visitor.get('/staff?q=judo');
  assert.match(page.text, /1 urgent: it may speak of harm or danger\. Read it first/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { findReasons, reasons } from './reasons.ts';

const own = { text: 'It asks for money first', letter: 'Please say what a family pays before the first visit.' };

test('an administrator adds, rewords and retires reasons; nothing that was used is deleted', async (t) => {
  const ada = await startApp(t);
  const { db } = ada;
  await signInAs(ada, { email: 'ada@example.org', role: 'administrator' });
  const before = await reasons(db);
  assert.equal((await ada.post('/staff/reasons', own)).status, 303);
  const added = (await reasons(db)).at(-1);
  assert.deepEqual(added && { text: added.text, letter: added.letter }, own, 'at the end of the list');
  const at = `/staff/reasons/${added?.code}`;
  assert.match((await ada.get('/staff/reasons')).text, /It asks for money first Please say what a family pays/);
  await ada.post(at, { ...own, text: 'It asks for a deposit' });
  assert.equal((await ada.get(at)).find('#text')[0]?.getAttribute('value'), 'It asks for a deposit');
  assert.equal((await ada.post(`${at}/retire`, {})).status, 303);
  await ada.post(`${at}/retire`, {});
  assert.deepEqual(await reasons(db), before);
  assert.equal((await findReasons(db, [added?.code ?? ''])).length, 1, 'who had chosen it meanwhile loses nothing');
  assert.match(
    (await ada.get('/staff/reasons')).text,
    /No longer offered It asks for a deposit.*Since 16 November 2026/,
  );
  await ada.post(`${at}/offer`, {});
  assert.equal((await reasons(db)).length, before.length + 1);
  const deeds = await db.selectFrom('audit').select('action').where('entity', '=', 'reason').orderBy('id').execute();
  assert.deepEqual(
    deeds.map(({ action }) => action),
    ['added_reason', 'reworded_reason', 'retired_reason', 'offered_reason_again'],
  );
});

test('what is wrong with a reason is said, and nothing of it lost', async (t) => {
  const ada = await startApp(t);
  await signInAs(ada, { role: 'administrator' });
  const [first, second] = await reasons(ada.db);
  const wrong: [path: string, fields: Record<string, string>, says: RegExp][] = [
    ['/staff/reasons', { ...own, text: ' ' }, /Write what staff choose/],
    ['/staff/reasons', { ...own, letter: '' }, /Write what the letter says/],
    ['/staff/reasons', { ...own, text: 'a'.repeat(121) }, /120 characters or fewer/],
    ['/staff/reasons', { ...own, text: first?.text.toUpperCase() ?? '' }, /a reason with these words already/],
    [`/staff/reasons/${second?.code}`, { ...own, text: first?.text ?? '' }, /a reason with these words already/],
  ];
  for (const [path, fields, says] of wrong) {
    const answer = await ada.post(path, fields);
    assert.equal(answer.status, 422);
    assert.match(answer.find('.govuk-error-summary')[0]?.text ?? '', says);
    assert.equal(answer.find('#letter')[0]?.text.trim(), fields.letter);
  }
  assert.equal((await ada.get('/staff/reasons/there-is-none')).status, 404);
  assert.equal((await ada.post('/staff/reasons/there-is-none/retire', {})).status, 404);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { seedDemonstrationStatement } from './demonstration.ts';
import shipped from './reference/expected-provision.json' with { type: 'json' };
import { differencesOf, expectedFor, needs, settings, steps } from './statement-rules.ts';

const statement = shipped as unknown as Parameters<typeof expectedFor>[0];

test('for every setting, need and step there is what they do and what parents can expect', () => {
  for (const setting of Object.keys(settings) as (keyof typeof settings)[])
    for (const need of Object.keys(needs) as (keyof typeof needs)[])
      for (const step of Object.keys(steps) as (keyof typeof steps)[]) {
        const { steps: found, next } = expectedFor(statement, { setting, need, step });
        assert.equal(found[0]?.step, step);
        for (const one of found)
          assert.ok(one.does.length > 0 && one.parents.length > 0, `${setting} ${need} ${one.step}`);
        assert.equal(next.length > 0, step !== 'ehc_assessment', `${setting} ${step}`);
      }
});

test('differences are by code, and the order is none', () => {
  const one = { code: 'a', text: 'x', position: 1 };
  assert.deepEqual(differencesOf([one], [{ ...one, position: 9 }]), { added: [], removed: [], changed: [] });
  const other = { code: 'b', text: 'y', position: 2 };
  assert.deepEqual(differencesOf([one], [{ ...one, text: 'z' }, other]), {
    added: [other],
    removed: [],
    changed: [{ before: one, after: { ...one, text: 'z' } }],
  });
});

test('a family answers three questions and reads one page; what is no answer is said so', async (t) => {
  const visitor = await startApp(t);
  await seedDemonstrationStatement(visitor.db, NOW);
  const path = '/tools/what-should-school-do';
  const blank = await visitor.get(path);
  assert.equal(blank.find('fieldset').length, 3);
  assert.equal((await visitor.get('/tools')).find(`a[href="${path}"]`).length, 1);
  const page = await visitor.get(`${path}?setting=school&need=cognition_and_learning&step=sen_support`);
  assert.equal(page.status, 200);
  assert.match(page.text, /Find out: Ask you and your child/);
  assert.match(page.text, /reading, writing or number programme/);
  assert.match(page.text, /When more may come in.*cluster|costs more than the school can pay/);
  assert.match(page.text, /Children and Families Act 2014, section 68/);
  assert.doesNotMatch(page.text, /\{cluster\}/);
  for (const wrong of ['?setting=school', '?setting=x&need=y&step=z', '?step=sen_support&need=%00&setting=<script>'])
    assert.equal((await visitor.get(`${path}${wrong}`)).status, 422, wrong);
});

test('what is known to help is changed in a draft, with need, ages, strength, outcomes and cost, and compared', async (t) => {
  const visitor = await startApp(t);
  await seedDemonstrationStatement(visitor.db, NOW);
  await signInAs(visitor, { role: 'content_editor' });
  await visitor.post('/staff/provision/begin', {});
  const at = '/staff/provision/interventions';
  const form = {
    name: 'Talk partners',
    need: 'communication_and_interaction',
    ages: '5 to 11',
    what: 'Two children talk about a picture.',
    strength: 'limited',
    outcomes: 'More words',
    cost: 'low',
    source: 'A study in one town',
  };
  for (const wrong of [{}, { strength: 'certain' }, { cost: '' }, { ages: 'x'.repeat(41) }, { need: '__proto__' }])
    assert.equal((await visitor.post(`${at}/new`, Object.keys(wrong).length ? { ...form, ...wrong } : {})).status, 422);
  assert.equal((await visitor.post(`${at}/new`, { ...form, edit: '1' })).status, 303);
  assert.match((await visitor.get(`${at}/oral-language`)).text, /Strong: several good studies agree/);
  assert.equal((await visitor.post(`${at}/oral-language`, { ...form, edit: '2' })).status, 303);
  const late = await visitor.post(`${at}/oral-language`, { ...form, name: 'Mine', edit: '2' });
  assert.equal(late.status, 409);
  assert.match(late.body, /What it is called: Talk partners[\s\S]*value="Mine"/);
  assert.equal((await visitor.post(`${at}/visual-supports/remove`, { edit: '3' })).status, 303);
  assert.match((await visitor.get('/staff/provision')).text, /1 new, 1 changed, 1 taken out/);
  const said = { made_by: 'The inclusion team', note: 'What helps.', review_months: '12', edit: '4' };
  assert.equal((await visitor.post('/staff/provision/publish', said)).status, 303);
  assert.match((await visitor.get('/provision')).text, /Two children talk about a picture/);
  assert.match(
    (await visitor.get('/provision/compare?from=1&to=2')).text,
    /New: Talk partners.*Worded anew: Talk partners.*No longer there: Visual timetables/,
  );
  assert.match((await visitor.get('/provision/1')).text, /Visual timetables/);
});

test('a new version is drafted, published with a note, and the old one stays for ever', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  assert.match((await visitor.get('/provision')).text, /has not published this yet/);
  await seedDemonstrationStatement(db, NOW);
  await seedDemonstrationStatement(db, NOW);
  await signInAs(visitor, { role: 'content_editor' });
  await visitor.post('/staff/provision/begin', {});
  await visitor.post('/staff/provision/begin', {});
  const code = 'any-ci-e-1';
  const form = {
    setting: 'any',
    need: 'communication_and_interaction',
    step: 'every_child',
    cycle: '',
    says: 'does',
    text: 'Speak slowly.',
    law: '',
  };
  const at = `/staff/provision/expectations/${code}`;
  assert.equal((await visitor.post(at, { ...form, cycle: 'plan', edit: '1' })).status, 422);
  assert.equal((await visitor.post(at, { ...form, text: '', edit: '1' })).status, 422);
  assert.equal((await visitor.post(at, { ...form, edit: '1' })).status, 303);
  const late = await visitor.post(at, { ...form, text: 'Mine', edit: '1' });
  assert.equal(late.status, 409);
  assert.match(late.body, /Speak slowly[\s\S]*Mine/);
  assert.equal(
    (await visitor.post('/staff/provision/expectations/new', { ...form, text: 'New one', edit: '2' })).status,
    303,
  );
  assert.equal((await visitor.post('/staff/provision/expectations/any-any-e-1/remove', { edit: '3' })).status, 303);
  assert.equal((await visitor.get('/staff/provision/expectations/nothing')).status, 404);
  assert.match((await visitor.get('/staff/provision')).text, /1 new, 1 changed, 1 taken out/);
  assert.equal((await visitor.post('/staff/provision/publish', { edit: '4' })).status, 422);
  assert.doesNotMatch((await visitor.get('/provision')).text, /Speak slowly/, 'a draft is not public');
  const said = { made_by: 'The inclusion team', note: 'Shorter words.', review_months: '12', edit: '4' };
  assert.equal((await visitor.post('/staff/provision/publish', { ...said, edit: '3' })).status, 409);
  assert.equal((await visitor.post('/staff/provision/publish', said)).status, 303);
  assert.match((await visitor.get('/provision')).text, /Speak slowly.*Version 2/);
  assert.match((await visitor.get('/provision/1')).text, /older version.*short, clear sentences/);
  const compare = await visitor.get('/provision/compare?from=1&to=2');
  assert.match(compare.text, /New one.*short, clear sentences.*Speak slowly.*all children can join in/);
  for (const wrong of ['/provision/9', '/provision/compare?from=x&to=1', '/provision/compare'])
    assert.equal((await visitor.get(wrong)).status, 404, wrong);
  // the next draft of the same day counts its changes from the first again
  await visitor.post('/staff/provision/begin', {});
  await visitor.post(at, { ...form, edit: '1' });
  await visitor.post('/staff/provision/expectations/new', { ...form, text: 'Another new one', edit: '2' });
  assert.match((await visitor.get('/staff/provision')).text, /1 new, 0 changed, 0 taken out/);
  assert.equal((await visitor.post('/staff/provision/discard', { edit: '3' })).status, 303);
  assert.equal((await db.selectFrom('provision_version').select('id').execute()).length, 2);
});

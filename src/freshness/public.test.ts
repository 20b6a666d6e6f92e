import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, NOW, startApp, type Visitor } from '../../test/app.ts';
import { exampleService } from '../directory/examples.ts';
import type { ServiceRecordInput } from '../directory/records.ts';
import { findService, withdrawService } from '../directory/services.ts';
import { ownSecret } from '../settings.ts';
import { chaseRecords } from './chase.ts';
import { keepFigures } from './figures.ts';

const from = { site_name: 'Example', team: 'Team', phone: '01632 960100', email: 'team@example.org' };
const old: Partial<ServiceRecordInput> = {
  local_offer: { confirmation: { confirmed_at: '2026-05-01T09:00:00Z', confirmed_by: 'Splash' } },
};

/** Has the job run at a moment, and gives the path of the link in the newest mail. */
async function mailedLink({ db }: Visitor, now = NOW): Promise<string> {
  const secret = await ownSecret(db);
  await chaseRecords(db, now, { base_url: 'http://localhost:3000', from, secret });
  const mail = await db.selectFrom('mail').select('text').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
  return new URL(/https?:\S+/.exec(mail.text)?.[0] ?? '').pathname;
}

test('opening the link confirms nothing, pressing the button does, and pressing it again does no harm', async (t) => {
  const visitor = await startApp(t);
  const { id } = await exampleService(visitor.db, old);
  const link = await mailedLink(visitor);
  for (let look = 0; look < 3; look++) {
    const page = await visitor.get(link);
    assert.match(page.text, /Is Splash Saturday swimming still right\?/);
    assert.match(page.text, /It was last confirmed on 1 May 2026/);
    assert.match(page.text, /Saturday.*9am to 10am/);
    assert.match(page.text, /01632 960001/);
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.equal(page.headers['referrer-policy'], 'no-referrer');
  }
  assert.match((await findService(visitor.db, id))?.confirmation?.confirmed_at ?? '', /^2026-05-01/);
  const form = (await visitor.get(link)).find('form[action^="/confirm/"]')[0]?.getAttribute('action') ?? '';
  assert.equal(form, `${link}/${id}`);
  const unsaid = await visitor.post(form, {});
  assert.equal(unsaid.status, 422);
  assert.match(unsaid.text, /Choose one of the two answers/);
  const foreign = await visitor.post(form, { answer: 'right' }, { 'sec-fetch-site': 'cross-site' });
  assert.equal(foreign.status, 403);

  const pressed = await visitor.post(form, { answer: 'right' });
  assert.equal(pressed.headers.location, form);
  const thanks = await visitor.get(link);
  assert.match(thanks.text, /Thank you\. The record is confirmed\./);
  assert.match(thanks.text, /We ask you again about 18 April 2027/);
  assert.match((await findService(visitor.db, id))?.confirmation?.confirmed_at ?? '', /^2026-11-16/);
  assert.match((await visitor.post(form, { answer: 'right' })).text, /Thank you/);
  assert.equal((await visitor.db.selectFrom('confirmation').select('id').execute()).length, 2);
  const audit = await visitor.db.selectFrom('audit').select('action').where('entity_id', '=', id).execute();
  assert.deepEqual(audit, [{ action: 'confirmed_by_link' }]);
});

test('something has changed: it is told in one box, and confirms nothing', async (t) => {
  const visitor = await startApp(t);
  const { id } = await exampleService(visitor.db, old);
  const link = await mailedLink(visitor);
  const form = `${link}/${id}`;
  const changed = await visitor.post(form, { answer: 'changed' });
  assert.equal(changed.headers.location, `${form}/changed`);
  assert.match((await visitor.get(`${form}/changed`)).text, /What has changed\?/);
  const empty = await visitor.post(`${form}/changed`, { details: ' ' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Write what has changed/);
  const sent = await visitor.post(`${form}/changed`, { details: 'We meet on Sundays now.' });
  assert.match((await visitor.get(sent.headers.location ?? '')).text, /Your reference is PR-/);
  const report = await visitor.db.selectFrom('problem_report').select('details').executeTakeFirstOrThrow();
  assert.match(report.details, /From Splash.*We meet on Sundays now\./);
  assert.match((await findService(visitor.db, id))?.confirmation?.confirmed_at ?? '', /^2026-05-01/);
  assert.match(
    (await visitor.get(link)).text,
    /You told us that something has changed.*still right\?|still right\?.*You told us/,
  );
  await visitor.post(form, { answer: 'right' });
  assert.match(
    (await visitor.get(link)).text,
    /The record is confirmed/,
    'the same link confirms when all is well again',
  );
});

test('a hidden record is one step from being live again', async (t) => {
  const visitor = await startApp(t);
  const { id, slug } = await exampleService(visitor.db, old);
  for (const day of ['2026-11-16', '2026-11-30', '2026-12-07', '2026-12-21', '2026-12-28', '2027-01-25', '2027-03-14'])
    await mailedLink(visitor, new Date(`${day}T02:00:00Z`));
  assert.equal(await findService(visitor.db, id), undefined);
  assert.equal((await visitor.get(`/services/${slug}`)).status, 410);
  const later = await startApp(t, { db: visitor.db, now: () => new Date('2027-03-15T10:00:00Z') });
  const link = await mailedLink(later, new Date('2027-03-15T02:00:00Z'));
  assert.match((await later.get(link)).text, /Families cannot find this record now/);
  await later.post(`${link}/${id}`, { answer: 'right' });
  assert.equal((await later.get(`/services/${slug}`)).status, 200);
});

test('a link that was changed, has run out, or is about what is gone, does nothing', async (t) => {
  const visitor = await startApp(t);
  const { id } = await exampleService(visitor.db, old);
  const link = await mailedLink(visitor);
  assert.equal((await visitor.get(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).status, 404);
  assert.equal((await visitor.get('/confirm/nonsense')).status, 404);
  const later = await startApp(t, { db: visitor.db, now: () => new Date('2027-01-16T10:00:00Z') });
  const over = await later.post(`${link}/${id}`, { answer: 'right' });
  assert.equal(over.status, 410);
  assert.match(over.text, /This link does not work any more/);
  await withdrawService(visitor.db, id, { now: NOW, withdrawn_by: 'Council: moderator', reason: 'unsafe' });
  await mailedLink(visitor, new Date('2026-11-17T02:00:00Z'));
  assert.equal((await visitor.get(link)).status, 410);
  assert.equal((await visitor.db.selectFrom('confirmation').select('id').execute()).length, 1);
});

test('a mail about several records opens one page: one press for all, but what has changed, and each by itself', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const names = ['Swimming', 'Diving', 'Rowing', 'Kites'];
  const saved = new Map<string, string>();
  for (const name of names) saved.set(name, (await exampleService(db, { source_id: name, name, ...old })).id);
  await exampleService(db, { source_id: 'fresh', name: 'Chess' });
  const link = await mailedLink(visitor);
  const page = await visitor.get(link);
  assert.match(page.text, /Are these 4 records still right\?/);
  for (const name of names) assert.match(page.text, new RegExp(name));
  assert.doesNotMatch(page.text, /Chess/);
  const confirmed = async () =>
    (await db.selectFrom('confirmation').select('service_id').where('confirmed_at', '>=', NOW).execute()).length;
  assert.equal(await confirmed(), 0);

  const kites = `${link}/${saved.get('Kites')}`;
  const changed = await visitor.post(kites, { answer: 'changed' });
  assert.equal(changed.headers.location, `${kites}/changed`);
  const sent = await visitor.post(`${kites}/changed`, { details: 'It is on Sundays.' });
  assert.match((await visitor.get(sent.headers.location ?? '')).text, /Go on with the other records/);

  const shown = (await visitor.get(link)).find('input[name="shown"]')[0]?.getAttribute('value') ?? '';
  assert.equal(shown.split(',').length, 3);
  assert.equal((await visitor.post(link, { shown })).status, 422);
  // what somebody adds to the form is not in the mail, and what was not shown is not confirmed
  const some = [saved.get('Swimming'), saved.get('Kites'), 'nonsense', '00000000-0000-0000-0000-000000000000'].join(
    ',',
  );
  const pressed = await visitor.post(link, { answer: 'right', shown: some });
  assert.equal(pressed.headers.location, link);
  assert.equal(await confirmed(), 1);
  await visitor.post(link, { answer: 'right', shown });
  await visitor.post(link, { answer: 'right', shown });
  assert.equal(await confirmed(), 3);
  const after = await visitor.get(link);
  assert.match(after.text, /No record waits for your answer/);
  assert.match(after.text, /Kites You told us that something has changed/);
  assert.equal(after.text.match(/Confirmed on 16 November 2026/g)?.length, 3);
  await visitor.post(kites, { answer: 'right' });
  assert.equal(await confirmed(), 4);
  const other = await exampleService(db, { source_id: 'other', name: 'Other', ...old });
  assert.equal((await visitor.post(`${link}/${other.id}`, { answer: 'right' })).status, 404, 'no other record opens');
  assert.equal((await visitor.post(`${link}/nonsense`, { answer: 'right' })).status, 404);
});

test('the figure is public: how much is confirmed in time, by kind and over the year', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const empty = await visitor.get('/about/freshness');
  assert.match(empty.text, /There are no services in the directory yet/);
  const published = { now: new Date('2026-01-05T10:00:00Z') };
  await exampleService(db, old, published);
  await exampleService(db, { source_id: 'never', local_offer: {} }, published);
  await exampleService(db, { source_id: 'clinic', terms: ['category:paediatrics'], ...old }, published);
  const row = (answer: Answer) => answer.find('tbody tr').map((line) => line.text.replace(/\s+/g, ' ').trim());
  const page = await visitor.get('/about/freshness');
  // the club's six months ended on 1 November, the clinic's twelve did not
  assert.match(page.text, /On 16 November 2026, 1 of 3 services were confirmed in time\. That is 33%/);
  assert.match(page.text, /One service has never been confirmed/);
  assert.match(page.text, /Our figures begin on 5 January 2026: before that day, no service was in this directory/);
  const rows = row(page);
  assert.ok(rows.includes('Health 12 months 1 of 1 (100%) 100%'), rows.join('\n'));
  assert.ok(rows.includes('Things to do 6 months 0 of 2 (0%) 50%'), rows.join('\n'));
  assert.ok(rows.includes('16 October 2026 2 of 3 (66%)'), rows.join('\n'));
  assert.ok(rows.includes('16 April 2026 0 of 3 (0%)'), rows.join('\n'));
  assert.ok(!rows.some((line) => line.includes('2025')), 'nothing is said of days before the directory');
  const [chart] = page.find('svg.bar-chart');
  assert.match(chart?.getAttribute('aria-label') ?? '', /0% on 16 January 2026, 33% on 16 November 2026/);
  assert.equal(page.find('svg.bar-chart rect').length, 11);
  const csv = await visitor.get('/about/freshness.csv');
  assert.match(
    csv.body,
    /^day,category,name,services,confirmed_within_promise,never_confirmed\r\n2026-01-16,all,Everything,3,0,/,
  );
  assert.match(csv.body, /2026-11-16,health,Health,1,1,0\r\n/);
  await keepFigures(db, '2026-11-16');
  await keepFigures(db, '2026-11-16');
  const kept = await visitor.get('/about/freshness');
  assert.deepEqual(row(kept), rows, 'kept, it is the same');
});

test('on the first day of a directory the figure is of that day alone, and says so', async (t) => {
  const visitor = await startApp(t);
  await exampleService(visitor.db, {}, { now: NOW });
  const page = await visitor.get('/about/freshness');
  assert.match(page.text, /1 of 1 services were confirmed in time\. That is 100%/);
  assert.match(page.text, /Our figures begin on 16 November 2026/);
  assert.equal(page.find('svg.bar-chart').length, 0);
});

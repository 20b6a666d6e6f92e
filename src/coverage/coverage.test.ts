import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { NOW, startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { exampleService } from '../directory/examples.ts';
import { exampleSchool } from '../schools/examples.ts';
import { readOwnPage } from '../web/own-page.ts';
import { keepCoverageOfDay } from './jobs.ts';
import { lastWalk } from './walks.ts';

const rowsOf = (page: Awaited<ReturnType<Awaited<ReturnType<typeof startApp>>['get']>>, id: string) =>
  page.find(`[id="${id}"]`)[0]?.structuredText ?? '';

/** The site counts as walked, so that a test need not wait for it. */
async function walked<One extends { db: Db }>(visitor: One): Promise<One> {
  await visitor.db.insertInto('site_walk').values({ walked_at: NOW, pages: 0 }).execute();
  return visitor;
}

test('every one of the 56 things stands on the page with its law, how it is, and what serves it', async (t) => {
  const { get, app, db } = await startApp(t);
  assert.match((await get('/about/coverage')).text, /has not followed its own links yet/);
  await keepCoverageOfDay(db, NOW, (path) => readOwnPage(app, path));
  const page = await get('/about/coverage');
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /has not followed|too far/);
  assert.equal(page.find('[id^="LO-"]').length, 56);
  assert.match(page.text, /5\d of the 56 things/);
  assert.match(rowsOf(page, 'LO-7'), /Covered[\s\S]*Paragraph 7[\s\S]*[123] clicks? from the home page/);
  for (const item of page.find('.asked-item'))
    assert.ok(
      item.querySelectorAll(':scope > .asked-pages > li').length <= 4,
      'a few pages, and the rest behind a line',
    );
  assert.equal(page.find('.matrix tbody tr').length, 14);
  assert.equal(page.find('.matrix tbody td').length, 14 * 15);
  assert.equal(page.find('[id^="M-"]').length, 20);
  assert.equal(page.find('[id^="S-"]').length, 16);
  assert.equal(page.find('[id^="R55-"]').length, 5);
  assert.equal(page.find('[id^="P-"]').length, 4);
  assert.equal(page.find('[id^="C-"]').length, 20);
  assert.match(rowsOf(page, 'P-2'), /Covered/);
});

test('a page that is overdue, has a dead link or is taken down covers nothing any more, and the page says which', async (t) => {
  const visitor = await walked(await startApp(t));
  const { db } = visitor;
  const only = sql`(select page.id from page join page_version on page_version.id = published_version where 'LO-7' = any(serves))`;
  await sql`update page set review_by = '2026-01-01', version = version + 1 where id in ${only}`.execute(db);
  assert.match(rowsOf(await visitor.get('/about/coverage'), 'LO-7'), /Not checked in time/);
  await sql`update page set review_by = '2027-01-01', version = version + 1 where id in ${only}`.execute(db);
  await sql`insert into site_dead_link select path, '/gone' from page where id in ${only}`.execute(db);
  assert.match(rowsOf(await visitor.get('/about/coverage'), 'LO-7'), /A link is broken/);
  await sql`update page set published_version = null, version = version + 1 where id in ${only}`.execute(db);
  const page = await visitor.get('/about/coverage');
  assert.match(rowsOf(page, 'LO-7'), /Missing/);
  assert.match(page.text, /55 of the 56.*98%/);
  assert.ok(page.find('a[href="#LO-7"]').length > 0, 'one click to what is missing');
});

test('each day is kept, and read again as it was', async (t) => {
  const visitor = await walked(await startApp(t));
  const read = async (path: string) =>
    path === '/'
      ? '<a href="/about/one-place">One place</a><a href="/gone">Gone</a>'
      : path === '/gone'
        ? undefined
        : '';
  await keepCoverageOfDay(visitor.db, new Date('2026-10-31T02:20:00Z'), read);
  await keepCoverageOfDay(visitor.db, new Date('2026-10-31T03:20:00Z'), read);
  const rows = await visitor.db.selectFrom('coverage_day').select('day').execute();
  assert.deepEqual(rows, [{ day: '2026-10-31' }]);
  assert.match((await visitor.get('/about/coverage?on=2026-11-05')).text, /On 31 October 2026, 56 of the 56/);
  assert.match(
    (await visitor.get('/about/coverage?on=2026-10-30')).text,
    /Nothing had been counted by then.*31 October 2026/,
  );
  assert.match((await visitor.get('/about/coverage')).text, /Over time.*31 October 2026/);
  for (const wrong of ['never', '0000-01-01', '2026-02-30', '2099-01-01', `${'9'.repeat(5000)}`])
    assert.equal((await visitor.get(`/about/coverage?on=${wrong}`)).status, 422, wrong);
  assert.equal(
    (await visitor.get('/about/coverage.csv?on=2026-10-31')).body.split('\r\n').length,
    1 + 56 + 210 + 36 + 5 + 4 + 20 + 1,
  );
  const report = await visitor.get('/about/coverage.pdf?on=2026-10-31');
  assert.equal(report.headers['content-type'], 'application/pdf');
  assert.match(report.headers['content-disposition'] ?? '', /coverage-2026-10-31\.pdf/);
  assert.match(report.body, /^%PDF-1\.7/);
  for (const kind of ['csv', 'pdf'])
    assert.equal((await visitor.get(`/about/coverage.${kind}?on=2026-02-30`)).status, 422, kind);
});

test('a site whose home page cannot be read is not walked, and what was found before stays', async (t) => {
  const { db } = await walked(await startApp(t));
  await assert.rejects(
    keepCoverageOfDay(db, NOW, async () => undefined),
    /home page/,
  );
  assert.equal((await lastWalk(db))?.pages, 0);
});

test('a walk that is cut short when the site stops keeps nothing, and finds no link dead', async (t) => {
  const db = await inTransaction(t);
  const stop = new AbortController();
  const read = async () => {
    stop.abort();
    return '<a href="/about">About</a>';
  };
  await keepCoverageOfDay(db, NOW, read, stop.signal);
  assert.equal(await lastWalk(db), undefined);
});

test('a service is in the matrix where its own record names the kind of provider and what it does', async (t) => {
  const visitor = await walked(await startApp(t));
  const { db } = visitor;
  const local_offer = { confirmation: { confirmed_at: NOW.toISOString(), confirmed_by: 'x' } };
  await exampleService(db, { terms: ['schedule_2:LO-1g', 'schedule_2:LO-5f'], local_offer });
  await exampleService(db, {
    source_id: 'outside',
    terms: ['schedule_2:LO-3b', 'schedule_2:LO-5f'],
    local_offer: { ...local_offer, area: 'out_of_area' },
  });
  const cells = (await visitor.get('/about/coverage')).find('[id="matrix-LO-5f"] td');
  const cell = (provider: number) => cells[provider]?.structuredText ?? '';
  assert.match(cell(6), /^Yes/, 'pupil referral units in the area');
  assert.match(cell(14), /^No/, 'and not outside it');
  assert.match(cell(11), /^Yes/, 'special schools outside it are of paragraph 3(b)');
  assert.match(cell(8), /^No/, 'early years outside it are not');
});

test('services count with what they are missing, and not when they have closed', async (t) => {
  const visitor = await walked(await startApp(t));
  const { db } = visitor;
  await exampleService(db, {
    terms: ['category:nurseries'],
    local_offer: { confirmation: { confirmed_at: NOW.toISOString(), confirmed_by: 'x' } },
  });
  assert.match(rowsOf(await visitor.get('/about/coverage'), 'LO-15d'), /1 service in the directory/);
  assert.match(rowsOf(await visitor.get('/about/coverage'), 'M-8'), /of 1 services.*say who can get them/);
});

test('schools, nurseries and colleges count by kind, need and area, and those outside are marked', async (t) => {
  const visitor = await walked(await startApp(t));
  const { db } = visitor;
  assert.doesNotMatch((await visitor.get('/about/coverage')).text, /Schools, nurseries and colleges in the offer/);
  await exampleSchool(db, { urn: '990001', needs: ['ASD'], register_changed_on: '2026-10-01' });
  await exampleSchool(db, {
    urn: '990002',
    name: 'Made-up College',
    kind: 'college',
    governance: 'college',
    phase: 'sixteen_plus',
  });
  await exampleSchool(db, {
    urn: '990003',
    name: 'Away School',
    area: 'out_of_area',
    kind: 'special',
    needs: ['ASD', 'SLD'],
  });
  await exampleSchool(db, { urn: '990004', name: 'Old School', status: 'closed' });
  const base = { urn: '990001', kind: 'resource_base' as const, name: 'Deaf base', needs: ['HI'], places: 8 };
  await db
    .insertInto('specialist_base')
    .values({ ...base, counted_on: '2026-11-01', written_by: 'x', written_at: NOW })
    .execute();
  const about = JSON.stringify({ about: 'A calm room.', needs: ['SLCN'] });
  await db
    .insertInto('school_addition')
    .values({ urn: '990002', addition: about, written_at: NOW, written_by: 'x' })
    .execute();
  // what was counted moments ago is shown again to everybody; staff see it as it is
  await signInAs(visitor, { role: 'commissioner' });
  const page = await visitor.get('/staff/coverage');
  assert.match(
    rowsOf(page, 'LO-1b'),
    /1 school, nursery or college in the finder[\s\S]*How they help is known of 1 of 1 schools/,
  );
  assert.match(rowsOf(page, 'LO-2'), /1 school, nursery or college in the finder/);
  assert.equal(page.find('[id="LO-1e"] a[href*="kind=college"][href*="home=1"]').length, 1);
  assert.match(page.find('[id="matrix-LO-5h"] td')[4]?.structuredText ?? '', /^Yes/, 'a college says what it offers');
  const rows = page
    .find('section[aria-labelledby="schools"] tbody tr')
    .map((row) => row.structuredText.replace(/\s+/g, ' '));
  assert.ok(rows.includes('Ordinary (mainstream) school 1 1 0'), rows.join('; '));
  assert.ok(rows.includes('College 1 0 0') && rows.includes('Special school 0 0 1'), rows.join('; '));
  assert.ok(rows.includes('Autism 1 0 0 1') && rows.includes('Deaf or hearing loss 1 1 8 0'), rows.join('; '));
  assert.match((await visitor.get('/staff/coverage.csv')).body, /"?LO-1b"?,.*,1,/);
  assert.equal((await visitor.get('/staff/coverage.pdf')).status, 200);
});

const form = {
  consultee: 'C-1a',
  who: 'Parent carer forum',
  asked_on: '2026-11-01',
  how: 'At a meeting',
  answered_on: '',
  said: '',
  did: '',
  version: '',
};

test('whom the council asked is written down, is public, and makes its topics covered', async (t) => {
  const visitor = await walked(await startApp(t));
  await signInAs(visitor, { role: 'commissioner' });
  assert.match(rowsOf(await visitor.get('/staff/coverage'), 'C-1a'), /Not asked yet/);
  assert.equal((await visitor.post('/staff/consultations/new', {})).status, 422);
  assert.equal((await visitor.post('/staff/consultations/new', { ...form, asked_on: '2026-12-01' })).status, 422);
  assert.equal(
    (await visitor.post('/staff/consultations/new', { ...form, answered_on: '2026-10-01', said: 'x' })).status,
    422,
  );
  const saved = await visitor.post('/staff/consultations/new', { ...form, topics: ['R55-a', 'R55-e', 'nonsense'] });
  assert.equal(saved.status, 303);
  const page = await visitor.get('/about/coverage');
  assert.match(rowsOf(page, 'C-1a'), /Asked[\s\S]*Parent carer forum[\s\S]*At a meeting/);
  assert.match(rowsOf(page, 'R55-a'), /Covered/);
  assert.match(rowsOf(page, 'R55-b'), /Missing/);
  const { id } = await visitor.db.selectFrom('consultation_record').select('id').executeTakeFirstOrThrow();
  const path = `/staff/consultations/${id}`;
  assert.equal((await visitor.post(path, { ...form, said: 'Good', version: '1' })).status, 303);
  const late = await visitor.post(path, { ...form, said: 'Mine', version: '1' });
  assert.equal(late.status, 409);
  assert.match(late.body, /Good[\s\S]*Mine/);
  assert.equal((await visitor.post(`${path}/take-out`, { version: '1' })).status, 409);
  assert.equal((await visitor.post(`${path}/take-out`, { version: '2' })).status, 303);
  assert.equal((await visitor.get(path)).status, 404);
  for (const wrong of ['0', 'x', '99999999999999999999'])
    assert.equal((await visitor.get(`/staff/consultations/${wrong}`)).status, 404);
});

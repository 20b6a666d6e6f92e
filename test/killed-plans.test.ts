import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAuthority } from '../src/authority.ts';
import { createBulletin } from '../src/bulletins/bulletins.ts';
import { exampleBulletin, exampleContent } from '../src/bulletins/examples.ts';
import { publishPlannedBulletins, sendBulletinMails } from '../src/bulletins/jobs.ts';
import { readConfig } from '../src/config.ts';
import { keepToPlans } from '../src/content/jobs.ts';
import { makeBooklets } from '../src/content/make-booklets.ts';
import { placesOf } from '../src/content/place-rules.ts';
import { keepCoverageOfDay } from '../src/coverage/jobs.ts';
import { forgetOldNotes } from '../src/desk/jobs.ts';
import { claimByCall } from '../src/directory/claim-calls.ts';
import { exampleService } from '../src/directory/examples.ts';
import { endOldCalls, keepToDays } from '../src/directory/jobs.ts';
import { lookThroughPages } from '../src/freshness/own-pages.ts';
import { exampleComment, exampleStaff } from '../src/participation/examples.ts';
import { warnOfPublication } from '../src/participation/jobs.ts';
import { personOf } from '../src/people/persons.ts';
import { giveRole } from '../src/people/roles.ts';
import { queueLatePromises } from '../src/programme/jobs.ts';
import { exampleSchool } from '../src/schools/examples.ts';
import { chaseReports } from '../src/sen-reports/chase-reports.ts';
import { inTransaction } from './database.ts';
import { killEverywhere, letterhead, mails, rows, same } from './dying.ts';

// The jobs that keep to what was planned, and those that look at the site's own pages: each killed before every statement.

const at = (day: string) => new Date(`${day}T02:20:00Z`);
const authority = await readAuthority(readConfig({}).authority_file);
const desk = 'select kind, subject_id, title, decision, decided_by, came_at from desk_item';

test('breaks and closings: each happens once on its day', async (t) => {
  const db = await inTransaction(t);
  const pause = { starts_on: '2026-11-20', back_on: '2026-12-01' };
  for (const [source_id, local_offer] of [
    ['breaks', { pause }],
    ['is-back', { pause: { starts_on: '2026-11-01', back_on: '2026-11-19' } }],
    ['closes', { closing: { last_day: '2026-11-20' }, commitment: { commitment: 'available_now' as const } }],
    ['stays', {}],
  ] as const)
    await exampleService(db, { source_id, name: `Club ${source_id}`, local_offer }, { now: at('2026-11-01') });
  const { undisturbed, kills } = await killEverywhere(
    db,
    {
      job: (alive) => keepToDays(alive, at('2026-11-21')),
      look: async (there) => ({
        records: await rows(there, 'select service_id, record from service_record'),
        status: await rows(there, 'select name, status from service'),
        commitments: await rows(there, 'select service_id, commitment, ends_on from commitment'),
        history: await rows(there, 'select entity_id, changed_by, changed_at, field, old_value, new_value from change'),
      }),
      every: 7,
    },
    same,
  );
  assert.deepEqual(undisturbed.status.map((line) => JSON.parse(line).status).toSorted(), [
    'active',
    'active',
    'active',
    'temporarily closed',
  ]);
  assert.ok(undisturbed.history.some((line) => line.includes('"changed_by":"calendar"')));
  assert.ok(kills > 10, `${kills} kills`);
});

test('the desk: what is over or late comes and goes once, and everybody is told once', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db, {}, { now: at('2026-01-05') });
  const person = await personOf(db, { email: 'pat@example.org', name: 'Pat', now: at('2026-01-05') });
  const who = { ...exampleStaff(person.id), email: 'pat@example.org' };
  const call = { organization_id: service.organization_id, number: '01632 960001', words: '' };
  assert.equal(typeof (await claimByCall(db, who, call, at('2026-01-06'))), 'string');
  const { item } = await exampleComment(db, {}, at('2024-01-10'));
  await db
    .updateTable('desk_item')
    .set({ decided_at: at('2024-01-12') })
    .where('id', '=', item)
    .execute();
  const note = { item_id: item, text: 'Looks right.', written_by: 'Mo', written_at: at('2024-01-11') };
  await db.insertInto('desk_note').values(note).execute();
  await exampleService(
    db,
    {
      source_id: 'late',
      name: 'Late club',
      local_offer: { commitment: { commitment: 'planned', starts_on: '2026-09-01' } },
    },
    { now: at('2026-01-05') },
  );
  const now = at('2027-03-01');
  const { undisturbed, kills } = await killEverywhere(
    db,
    {
      job: async (alive) => {
        await endOldCalls(alive, now, letterhead);
        await forgetOldNotes(alive, now);
        await queueLatePromises(alive, now);
        await warnOfPublication(alive, now, { ...letterhead, officer: 'officer@example.org' });
      },
      look: async (there) => ({
        desk: await rows(there, desk),
        notes: await rows(there, 'select text from desk_note'),
        mails: await mails(there),
      }),
    },
    same,
  );
  const decisions = undisturbed.desk.map((line) => `${JSON.parse(line).kind}: ${JSON.parse(line).decision}`);
  assert.ok(decisions.includes('claim: not reached'), `${decisions}`);
  assert.ok(decisions.includes('late_promise: null'), `${decisions}`);
  assert.deepEqual(undisturbed.notes, []);
  const keys = undisturbed.mails.map((line) => JSON.parse(line).key.split(':')[0]);
  assert.equal(keys.filter((key) => key === 'claim-call-over').length, 1, `${keys}`);
  assert.equal(keys.filter((key) => key === 'publication-late').length, 1, `${keys}`);
  assert.ok(kills > 8, `${kills} kills`);
});

test('the site’s own pages: looked through and counted, whole, once a day', async (t) => {
  const db = await inTransaction(t);
  const page = (words: string) => `<main><h1>A page</h1><p>${words}</p><a href="/about">About</a></main>`;
  const readPage = async (path: string) =>
    path === '/about'
      ? page('The consultation closes on 29 September 2017.')
      : path === '/'
        ? page('Home.')
        : undefined;
  const now = at('2026-11-16');
  // one guided search of the thirty is enough: each is looked through alike
  await db.deleteFrom('guided_search').where('position', '>', 1).execute();
  const { undisturbed, kills } = await killEverywhere(
    db,
    {
      job: async (alive) => {
        await lookThroughPages(alive, now, readPage);
        await keepCoverageOfDay(alive, now, readPage);
      },
      look: async (there) => ({
        desk: await rows(there, desk.replace('subject_id, ', '')),
        findings: await rows(there, 'select page, kind, field, text, found_at, gone_at from freshness_finding'),
        paragraphs: await rows(there, 'select page, digest, first_seen_on from page_paragraph'),
        walk: await rows(there, 'select walked_at, pages from site_walk'),
        days: await rows(there, 'select * from coverage_day'),
      }),
      every: 5,
    },
    same,
  );
  assert.equal(undisturbed.desk.length, 1);
  assert.equal(undisturbed.days.length, 1);
  assert.ok(kills > 10, `${kills} kills`);
});

test('pages: what is planned is published and taken down once, and a booklet is made once', async (t) => {
  const db = await inTransaction(t);
  const places = placesOf(authority);
  const [one, other] = await db
    .selectFrom('page')
    .select('id')
    .where('name', '<>', '')
    .orderBy('id')
    .limit(2)
    .execute();
  const planned = { planned_by: 'Ed Editor' };
  await db
    .updateTable('page')
    .set({ ...planned, remove_at: at('2026-11-20') })
    .where('id', '=', one?.id ?? 0)
    .execute();
  await db
    .updateTable('page')
    .set(({ ref }) => ({
      ...planned,
      publish_at: at('2026-11-20'),
      draft_version: ref('published_version'),
      published_version: null,
    }))
    .where('id', '=', other?.id ?? 0)
    .execute();
  const now = at('2026-11-21');
  const plans = await killEverywhere(
    db,
    {
      job: (alive) => keepToPlans(alive, now, places),
      look: async (there) => ({
        pages: await rows(
          there,
          'select path, published_version, draft_version, publish_at, remove_at, version from page',
        ),
        publications: await rows(there, 'select page_id, version_id, at, by from page_publication'),
        // another test commits deeds of the desk, and what is audited stays
        audit: await rows(there, "select who, action, entity, entity_id, at from audit where entity = 'page'"),
      }),
    },
    same,
  );
  assert.equal(plans.undisturbed.audit.length, 2);
  assert.ok(plans.kills > 6, `${plans.kills} kills`);

  // one section is enough: each is made alike
  const section = 'money';
  await db.updateTable('page').set({ published_version: null }).where('section', '<>', section).execute();
  const around = { base_url: letterhead.base_url, stopping: new AbortController().signal };
  const booklets = await killEverywhere(
    db,
    {
      job: (alive) => makeBooklets({ db: alive, authority }, now, around),
      look: (there) => rows(there, 'select section, is_large, made_of, made_at from booklet'),
      every: 2,
    },
    same,
  );
  assert.deepEqual(
    booklets.undisturbed.map((line) => JSON.parse(line).section),
    [section, section],
  );
  assert.ok(booklets.kills >= 3, `${booklets.kills} kills`);
});

test('the yearly round of schools’ reports: each school is asked once, whenever the job dies', async (t) => {
  const db = await inTransaction(t);
  for (const urn of ['990001', '990002']) {
    await exampleSchool(db, { urn, name: `School ${urn}` });
    await db
      .insertInto('senco')
      .values({
        urn,
        name: 'Sam',
        email: `senco@${urn}.example.org`,
        appointed_on: '2024-09-01',
        written_by: 'a test',
        written_at: at('2026-01-01'),
      })
      .execute();
  }
  await exampleSchool(db, { urn: '990003', name: 'School without an address' });
  const { undisturbed, kills } = await killEverywhere(
    db,
    {
      job: (alive) => chaseReports(alive, at('2026-11-16'), letterhead),
      look: async (there) => ({
        rounds: await rows(there, 'select urn, opened_at, ends_on from report_round'),
        steps: await rows(there, 'select step, letters from report_round_step'),
        desk: await rows(there, desk),
        mails: await mails(there),
      }),
    },
    same,
  );
  assert.deepEqual([undisturbed.rounds.length, undisturbed.steps.length, undisturbed.desk.length], [3, 3, 1]);
  assert.equal(undisturbed.mails.length, 2);
  assert.ok(kills > 8, `${kills} kills`);
});

test('bulletins: what is planned gets one number each, without gaps, and everybody is mailed once', async (t) => {
  const db = await inTransaction(t);
  await exampleSchool(db, { urn: '990001' });
  for (const email of ['head@example.org', 'senco@example.org']) {
    const person = await personOf(db, { email, now: at('2026-11-01') });
    const role = email.startsWith('head') ? 'head' : 'senco';
    await giveRole(db, { person_id: person.id, role, school_urn: '990001' }, { now: at('2026-11-01'), by: 'a test' });
  }
  await exampleBulletin(db, {}, at('2026-11-15'));
  for (const title of ['One', 'Other']) {
    const id = await createBulletin(db, { ...exampleContent, title }, { by: 'Ed Editor', now: at('2026-11-16') });
    const plan = { publish_at: at('2026-11-20'), planned_by: 'Ed Editor' };
    await db.updateTable('bulletin').set(plan).where('id', '=', id).execute();
  }
  const now = at('2026-11-20');
  const around = {
    ...letterhead,
    secret: 'a secret',
    names: { one: 'sheet', several: 'sheets', short: 'sheet', several_short: 'sheets' },
  };
  const { undisturbed, kills } = await killEverywhere(
    db,
    {
      job: async (alive) => {
        await publishPlannedBulletins(alive, now, { hasRoute: () => false });
        await sendBulletinMails(alive, new Date('2026-11-21T08:00:00Z'), around);
      },
      look: async (there) => ({
        bulletins: await rows(there, 'select year, number, draft_version, publish_at, version from bulletin'),
        editions: await rows(there, 'select bulletin_id, edition, published_at, published_by from bulletin_edition'),
        audit: await rows(there, "select who, action, entity_id, detail, at from audit where entity = 'bulletin'"),
        mails: (await mails(there)).map((line) => line.replace(/:\d+"/, '"')),
      }),
    },
    same,
  );
  assert.deepEqual(undisturbed.bulletins.map((line) => JSON.parse(line).number).toSorted(), [1, 2, 3]);
  assert.equal(undisturbed.mails.length, 2, 'one digest each');
  assert.ok(kills > 10, `${kills} kills`);
});

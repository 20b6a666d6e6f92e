import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sql } from 'kysely';
import { readAuthority } from '../src/authority.ts';
import { readConfig } from '../src/config.ts';
import type { Db } from '../src/db/database.ts';
import { exampleService } from '../src/directory/examples.ts';
import { forgetOldReports, forgetOldUse } from '../src/directory/jobs.ts';
import { saveProblemReport } from '../src/directory/problem-reports.ts';
import type { ServiceRecordInput } from '../src/directory/records.ts';
import { bringIndexUpToDate } from '../src/directory/search-index.ts';
import { savePhrases } from '../src/directory/search-phrases.ts';
import { chaseRecords } from '../src/freshness/chase.ts';
import { checkContacts } from '../src/freshness/check-contacts.ts';
import type { Answered } from '../src/freshness/check-rules.ts';
import { keepPromises, lookForPastDates } from '../src/freshness/jobs.ts';
import { tellFindings } from '../src/freshness/tell-findings.ts';
import { doDaily } from '../src/jobs.ts';
import { forgetOldMails, sendDueMail } from '../src/mail/jobs.ts';
import { type Mail, oweMail } from '../src/mail/mails.ts';
import { saveComment } from '../src/participation/comments.ts';
import { exampleSending } from '../src/participation/examples.ts';
import { forgetOldMessages } from '../src/participation/jobs.ts';
import { savePageRating } from '../src/participation/page-ratings.ts';
import { endUnusedAccounts, forgetOldTraces } from '../src/people/jobs.ts';
import { personOf } from '../src/people/persons.ts';
import { exampleSchool } from '../src/schools/examples.ts';
import { forgetTyping, saveAnswer } from '../src/sen-reports/drafts.ts';
import { startApp } from './app.ts';
import { inTransaction } from './database.ts';
import { killEverywhere, letterhead, mails, rows, same } from './dying.ts';

// A job that dies midway runs again without doing anything twice: each is killed before every one of its statements.

const at = (day: string) => new Date(`${day}T02:20:00Z`);
const authority = await readAuthority(readConfig({}).authority_file);
const chaseParts = { ...letterhead, secret: 'a secret' };

async function oweLetters(db: Db, keys: string[], now: Date) {
  for (const key of keys) {
    const letter = { subject: key, paragraphs: ['Is it right?'], from: letterhead.from };
    await oweMail(db, { key, to: `${key}@example.org`, letter, now });
  }
}

test('mail: whatever was killed, none leaves twice, and none is lost', async (t) => {
  const db = await inTransaction(t);
  const keys = ['a', 'b', 'c', 'd'];
  await oweLetters(db, keys, at('2026-11-16'));
  let left: string[] = [];
  const send = async ({ subject }: Mail) => {
    if (subject === 'c' && !left.includes('c was refused')) {
      left.push('c was refused');
      throw new Error('451 try later');
    }
    left.push(subject);
  };
  const { kills } = await killEverywhere(
    db,
    {
      prepare: async () => {
        left = [];
      },
      job: async (alive) => {
        await sendDueMail(alive, send, () => at('2026-11-16'));
        await sendDueMail(alive, send, () => at('2026-11-17'));
      },
      look: (there) => rows(there, 'select key from mail where sent_at is null'),
    },
    (unclear, undisturbed, statement) => {
      assert.deepEqual(undisturbed, []);
      const sent = left.filter((one) => keys.includes(one));
      assert.equal(new Set(sent).size, sent.length, `statement ${statement}: ${left}`);
      // of one mail nobody knows whether it left: it stands in the outbox for somebody to decide
      assert.ok(unclear.length <= 1, `statement ${statement}: ${unclear}`);
      assert.ok(sent.length + unclear.length >= keys.length, `statement ${statement}: ${left}, ${unclear}`);
    },
  );
  assert.ok(kills > keys.length * 2, `${kills} kills`);
});

test('mail: one that a mail server had in its hands when the site was killed does not leave again', async (t) => {
  const db = await inTransaction(t);
  await oweLetters(db, ['a', 'b'], at('2026-11-16'));
  const left: string[] = [];
  let taken = () => {};
  const inTheirHands = new Promise<void>((resolve) => {
    taken = resolve;
  });
  void sendDueMail(
    db,
    ({ subject }) => {
      left.push(subject);
      taken();
      return new Promise(() => {});
    },
    () => at('2026-11-16'),
  );
  await inTheirHands;
  const again = await sendDueMail(
    db,
    async ({ subject }) => void left.push(subject),
    () => at('2026-11-18'),
  );
  assert.equal(again, 1);
  assert.deepEqual(left, ['a', 'b']);
});

/** A club whose promise is six months, confirmed on a day. */
const club = (source_id: string, confirmed: string): Partial<ServiceRecordInput> => ({
  source_id,
  name: `Club ${source_id}`,
  email: `${source_id}@example.org`,
  contacts: [{ title: 'Manager', email: `manager-${source_id}@example.org` }],
  local_offer: {
    membership: { state: 'approved', decided_at: '2025-01-10T09:00:00Z', decided_by: 'Local Offer officer' },
    confirmation: { confirmed_at: `${confirmed}T09:00:00Z`, confirmed_by: 'Splash' },
  },
});

async function stateOfOffer(db: Db) {
  return {
    mails: await mails(db),
    owed: await rows(db, 'select service_id, to_address from freshness_letter'),
    chases: await rows(db, 'select service_id, round, opened_at, ends_on, closed_at, outcome from chase'),
    steps: await rows(
      db,
      'select service_id, round, step, done_at, letters from chase_step join chase on chase.id = chase_id',
    ),
    desk: await rows(db, 'select kind, subject_id, title, decision, came_at from desk_item'),
    marks: await rows(db, 'select service_id, warned_at, dropped_at from freshness_mark'),
    badges: await rows(db, 'select service_id, state, decided_at, decided_by from local_offer_membership'),
    publications: await rows(db, 'select service_id, published_at, withdrawn_at, withdrawn_by from publication'),
    index: await rows(
      db,
      'select service_id, words, quality, terms from search_document join facet_set on id = facet_set',
    ),
    pages: await rows(db, 'select service_id from public_record'),
    sets: await rows(db, 'select terms, services from facet_set where services <> 0'),
    audit: await rows(db, 'select who, action, entity, entity_id, at from audit'),
    figures: await rows(db, 'select * from freshness_day'),
  };
}

test('the chase: each step of each round is done once, and whole', { timeout: 300_000 }, async (t) => {
  const db = await inTransaction(t);
  // to be asked; to be warned about; to be hidden
  for (const [id, confirmed] of [
    ['asked', '2026-09-01'],
    ['warned', '2026-07-15'],
    ['hidden', '2026-05-01'],
  ] as const)
    await exampleService(db, club(id, confirmed), { now: at('2026-05-01') });
  const before = ['2026-10-04', '2026-10-18', '2026-10-25', '2026-11-08', '2026-11-15', '2026-12-13', '2026-12-18'];
  for (const day of [...before, '2027-01-01', '2027-01-08', '2027-01-22']) await chaseRecords(db, at(day), chaseParts);
  const { undisturbed, kills } = await killEverywhere(
    db,
    { job: (alive) => keepPromises(alive, at('2027-02-01'), chaseParts), look: stateOfOffer, every: 3 },
    same,
  );
  const done = undisturbed.steps.filter((line) => line.includes('2027-02-01')).map((line) => JSON.parse(line).step);
  assert.deepEqual(done.toSorted(), ['asked', 'hidden', 'warned']);
  assert.ok(
    undisturbed.mails.filter((line) => line.includes('2027-02-01')).length >= 3,
    'each of them has its letters',
  );
  assert.deepEqual(undisturbed.owed, [], 'and none is forgotten');
  assert.ok(kills > 15, `${kills} kills`);
});

test('retention: what is over is forgotten, notices go out once, and the rest stays', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db, {}, { now: at('2026-01-05') });
  const sending = exampleSending(at('2026-01-05'));
  const comment = { topic: 'other', body: 'It is good.', page: '', reply_to: 'pat@example.org' } as const;
  await saveComment(db, comment, sending);
  await saveComment(db, comment, { ...sending, now: at('2028-01-20') });
  await savePageRating(db, { page: '/', is_helpful: true, body: 'Good' }, sending);
  const report = { service_id: service.id, reason: 'other', details: 'It has closed.', reply_to: 'pat@example.org' };
  await saveProblemReport(db, { ...report, reason: 'other' }, sending);
  await sendDueMail(
    db,
    async () => {},
    () => at('2026-01-06'),
  );
  const { urn } = await exampleSchool(db);
  for (const [based_on, text] of ['We', 'We help', 'We help all.'].entries())
    await saveAnswer(db, { urn, key: 'IR-1', text, based_on, settles: null, by: 'Hannah' }, at('2026-01-05'));
  await db.insertInto('service_use').values({ service_id: service.id, day: '2025-12-01', views: 3 }).execute();
  for (const [name, seen, warned] of [
    ['to-be-warned', '2026-02-01', null],
    ['to-be-ended', '2025-12-20', '2027-12-20'],
    ['here-lately', '2027-12-01', null],
  ] as const) {
    const { id } = await personOf(db, { email: `${name}@example.org`, now: at(seen) });
    await db
      .updateTable('person')
      .set({ last_seen_at: at(seen), warned_at: warned && at(warned) })
      .where('id', '=', id)
      .execute();
  }
  const now = at('2028-02-01');
  const { undisturbed, kills } = await killEverywhere(
    db,
    {
      job: async (alive) => {
        await forgetOldMessages(alive, now);
        await forgetOldReports(alive, now);
        await forgetOldUse(alive, now);
        await endUnusedAccounts(alive, now, letterhead);
        await forgetOldTraces(alive, now);
        await forgetOldMails(alive, now);
        await forgetTyping(alive, now);
      },
      look: async (there) => ({
        comments: await rows(there, 'select reference, body, reply_to, words from comment'),
        ratings: await rows(there, 'select reference from page_rating'),
        reports: await rows(there, 'select reference, reply_to from problem_report'),
        use: await rows(there, 'select * from service_use'),
        people: await rows(there, 'select email, warned_at from person'),
        mails: await mails(there),
        typed: await rows(there, 'select text from report_draft'),
        audit: await rows(there, 'select action, entity_id, at from audit'),
      }),
    },
    same,
  );
  assert.ok(kills > 15, `${kills} kills`);
  const people = undisturbed.people.map((line) => JSON.parse(line).email);
  assert.deepEqual(people, ['here-lately@example.org', 'to-be-warned@example.org']);
  assert.deepEqual(
    undisturbed.mails.map((line) => JSON.parse(line).key.split(':')[0]).toSorted(),
    ['comment-waits', 'unused-account'],
    'mails that have left long ago are gone',
  );
  assert.deepEqual(
    undisturbed.typed,
    ['{"text":"We help all."}'],
    'what was typed on the way is gone, the text is not',
  );
  assert.deepEqual([undisturbed.ratings, undisturbed.reports, undisturbed.use], [[], [], []]);
});

test('the index: whoever kills its renewal, no record is missing from search', async (t) => {
  const db = await inTransaction(t);
  for (const source_id of ['one', 'two', 'three'])
    await exampleService(db, { source_id, name: `Otter splash ${source_id}` }, { now: at('2026-11-16') });
  const look = async (there: Db) => ({
    index: await rows(
      there,
      'select service_id, words, quality, terms from search_document join facet_set on id = facet_set',
    ),
    pages: await rows(there, 'select service_id, md5(detail::text) from public_record'),
    places: await rows(there, 'select service_id from search_place'),
    sets: await rows(there, 'select terms, services from facet_set where services <> 0'),
    marked: await rows(there, 'select phrase, is_marked from search_phrase where not is_marked'),
  });
  const anew = await killEverywhere(
    db,
    {
      prepare: async (there) => {
        await there.deleteFrom('setting').where('name', '=', 'index_version').execute();
      },
      job: bringIndexUpToDate,
      look,
    },
    same,
  );
  assert.equal(anew.undisturbed.index.length, 3);
  await bringIndexUpToDate(db);
  await savePhrases(db, ['otter splash']);
  const phrase = await killEverywhere(db, { job: bringIndexUpToDate, look }, same);
  assert.equal(phrase.undisturbed.index.length, 3);
  assert.ok(phrase.kills > 5, `${phrase.kills} kills`);
});

test('what the site finds by itself comes on the desk once', async (t) => {
  const db = await inTransaction(t);
  await exampleService(
    db,
    { description: 'A warm pool. The offer ends on 1 June 2024.', url: 'https://splash.org.uk/swim' },
    { now: at('2024-01-10') },
  );
  await exampleService(
    db,
    { source_id: 'other', name: 'Other', url: 'https://other.org.uk/', phones: [{ number: '1632 960001' }] },
    { now: at('2024-01-10') },
  );
  const answer = async (target: string): Promise<Answered> =>
    target.includes('splash') ? { state: 'bad', reason: 'the server answered 404' } : { state: 'good', reason: null };
  const checker = { web: answer, mail: answer, close() {} };
  await checkContacts(db, { checker, now: () => at('2026-11-15') });
  const { undisturbed, kills } = await killEverywhere(
    db,
    {
      job: async (alive) => {
        await lookForPastDates(alive, at('2026-11-16'));
        await checkContacts(alive, { checker, now: () => at('2026-11-16') });
        await tellFindings(alive, at('2026-11-16'), chaseParts);
      },
      look: async (there) => ({
        desk: await rows(there, `select kind, title, decision from desk_item where kind <> 'duplicate'`),
        findings: await rows(
          there,
          'select service_id, kind, field, text, reason, found_at, gone_at from freshness_finding',
        ),
        checks: await rows(there, 'select * from contact_check'),
        mails: await mails(there),
        owed: await rows(there, 'select service_id, to_address from freshness_letter'),
      }),
    },
    same,
  );
  assert.deepEqual(
    undisturbed.desk.map((line) => JSON.parse(line).kind),
    ['broken_link', 'broken_link', 'past_date'],
  );
  assert.equal(undisturbed.mails.length, 1, 'whoever keeps the records is told once');
  assert.ok(kills > 10, `${kills} kills`);
});

test('every job is killed in these tests', () => {
  const source = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const jobs = [...source('../src/jobs.ts').matchAll(/(\w+)\((?:db|parts), (?:send, )?now\b/g)].map(
    ([, name]) => name ?? '',
  );
  const tests = globSync('killed-*.test.ts', { cwd: import.meta.dirname })
    .map((file) => source(file))
    .join();
  // what only gives it a way out into the network is left away
  const killed = (name: string) =>
    new RegExp(`${name.replace(/Of(?:Records|Schools)$/, '')}\\((?:\\{ db: )?alive`).test(tests);
  assert.ok(jobs.length >= 20, `${jobs}`);
  assert.deepEqual(
    jobs.filter((name) => !killed(name)),
    [],
  );
});

test('a job of the day that fails keeps none of the others from being done, and the day is tried again', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db, club('asked', '2026-09-01'), { now: at('2026-09-01') });
  await sql`alter table page_rating rename to mislaid`.execute(db);
  const logged: string[] = [];
  const parts = {
    db,
    now: () => at('2027-02-01'),
    authority,
    letterhead,
    officer: 'officer@example.org',
    secret: 'a secret',
    readPage: async () => undefined,
    log: (_: unknown, job: string) => void logged.push(job),
  };
  await assert.rejects(doDaily(parts, new AbortController().signal), /page_rating/);
  assert.deepEqual(logged, ['daily']);
  assert.equal((await mails(db)).length, 1, 'the record is asked about all the same');
  await sql`alter table mislaid rename to page_rating`.execute(db);
  await doDaily(parts, new AbortController().signal);
  assert.deepEqual([logged.length, (await mails(db)).length], [1, 1]);
});

test('what was saved is answered as saved, also when the queue of jobs fails', async (t) => {
  const soon = async () => {
    throw new Error('no queue');
  };
  const { db, post } = await startApp(t, { soon });
  const answer = await post('/sign-in', { email: 'pat@example.org' });
  assert.equal(answer.status, 200);
  assert.equal((await mails(db)).length, 1, 'the mail is owed, and leaves with the next that is');
});

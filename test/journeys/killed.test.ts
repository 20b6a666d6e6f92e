import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { readAuthority } from '../../src/authority.ts';
import { readConfig } from '../../src/config.ts';
import { type Db, openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { exampleService, saveExample } from '../../src/directory/examples.ts';
import { seedReference } from '../../src/seed.ts';
import { freePort } from '../free-port.ts';
import { type HttpAnswer, httpVisitor } from '../http-visitor.ts';
import { startMailServer } from '../mail-server.ts';

// The server killed at any moment of any journey loses no answered step: a real process on a real folder, killed with
// SIGKILL right after a step was answered, and in the middle of several.

interface Killable {
  start(): Promise<void>;
  /** kills it as soon as `when` is true */
  startAndKill(when: (said: string) => boolean): Promise<void>;
  kill(): Promise<void>;
  killAndStart(): Promise<void>;
  /** ends it in order */
  stop(): Promise<void>;
  /** all that it said */
  said: () => string;
}

function killableSite(t: TestContext, env: Record<string, string>): Killable {
  let site: ChildProcess | undefined;
  let said = '';
  let all = '';
  function launch() {
    const { DATABASE_URL: _, ...inherited } = process.env;
    site = spawn(process.execPath, ['src/server.ts'], { env: { ...inherited, ...env }, stdio: 'pipe' });
    said = '';
    for (const stream of [site.stdout, site.stderr])
      stream?.on('data', (piece) => {
        said += piece;
        all += piece;
      });
  }
  async function until(when: (said: string) => boolean) {
    for (const deadline = performance.now() + 120_000; !when(said); await sleep(5)) {
      if (site?.exitCode !== null) throw new Error(`The site ended by itself:\n${said}`);
      if (performance.now() > deadline) throw new Error(`Not within two minutes:\n${said}`);
    }
  }
  async function end(signal: 'SIGKILL' | 'SIGTERM') {
    if (!site || site.exitCode !== null || site.signalCode !== null) return;
    const ended = once(site, 'exit');
    site.kill(signal);
    await ended;
  }
  async function start() {
    launch();
    await until((words) => words.includes('ready at'));
  }
  t.after(() => end('SIGKILL'));
  return {
    start,
    async startAndKill(when) {
      launch();
      await until(when);
      await end('SIGKILL');
    },
    kill: () => end('SIGKILL'),
    async killAndStart() {
      await end('SIGKILL');
      await start();
    },
    stop: () => end('SIGTERM'),
    said: () => all,
  };
}

/** Two made-up organisations: Splash, which demonstration accounts keep, and Kites, which nobody keeps. */
async function prepare(data_dir: string) {
  const { db, close } = await openDatabase({ data_dir });
  await migrate(db);
  await seedReference(db, await readAuthority(readConfig({}).authority_file));
  const service = await exampleService(db);
  await saveExample(db, { source_id: 'second', name: 'Splash at night' });
  const kites = { source_id: 'kites', name: 'Kites on the beach', email: 'kites@example.org' };
  const claimed = await exampleService(db, { ...kites, organization: { name: 'Kites', description: '' } });
  await db.updateTable('source').set({ is_demonstration: true }).where('code', '=', 'example').execute();
  await close();
  return { service, claimed };
}

const codeIn = (text: string) => /: (\d{6})\b/.exec(text)?.[1] ?? '';
const linkIn = (text: string) => new URL(/https?:\S+/.exec(text)?.[0] ?? '');

test('whenever the site is killed, each answered step is there once, and no mail and no job is there twice', {
  timeout: 600_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'open-local-offer-killed-'));
  const data_dir = join(folder, 'data');
  const mails = await startMailServer({ takes_ms: 40 });
  t.after(async () => {
    await mails.close();
    await rm(folder, { recursive: true, force: true });
  });
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const site = killableSite(t, {
    PORT: String(port),
    DATA_DIR: data_dir,
    LOG_LEVEL: 'error',
    SMTP_URL: mails.url,
    MAIL_FROM: 'offer@example.org',
    TRUSTED_PROXIES: '1',
  });

  // the first start itself, while the database is made: the next goes on from there
  const files = () => {
    try {
      return readdirSync(join(data_dir, 'postgres'), { recursive: true }).length;
    } catch {
      return 0;
    }
  };
  await site.startAndKill(() => files() > 300);
  const { service, claimed } = await prepare(data_dir);

  const [family, provider, staff] = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => httpVisitor(base, address));
  assert.ok(family && provider && staff);
  const answered = (answer: HttpAnswer, what: string) => {
    assert.equal(answer.status, 303, `${what}: ${answer.text.slice(0, 600)}`);
    return answer.location;
  };

  /** Of what was sent twice, at least one was answered as done, and nothing failed. Gives how many were. */
  const answeredOfTwo = (both: HttpAnswer[], what: string) => {
    const done = both.filter(({ status }) => status === 303).length;
    assert.ok(done > 0 && both.every(({ status }) => status < 500), `${what}: ${both.map(({ status }) => status)}`);
    return done;
  };

  // a link is asked for; the site is killed while the mail server has the mail
  await site.start();
  const shown = performance.now();
  const { page: comments } = await family.get('/comments');
  const token = comments.querySelector('input[name="token"]')?.getAttribute('value') ?? '';
  assert.equal((await provider.post('/sign-in', { email: 'pat@example.org', next: '/provider' })).status, 200);
  const link = linkIn((await mails.mailTo('pat@example.org', /^Sign in/)).text);
  await site.killAndStart();

  // a link from before, and a form from before, still work
  assert.equal((await provider.get(link.pathname + link.search)).status, 200);
  const used = await provider.submitTwice(link.pathname + link.search, '/sign-in/link');
  assert.equal(answeredOfTwo(used, 'the link'), 1, 'a link works once');
  await sleep(Math.max(0, 3_100 - (performance.now() - shown)));
  const comment = (body: string) => ({
    topic: 'other',
    body,
    page: '',
    reply_to: 'fay@example.org',
    token,
    website: '',
  });
  const receipt = answered(await family.post('/comments', comment('Thank you for the list.')), 'a comment');
  const report = { reason: 'wrong_times', details: 'It is on Sundays now.', reply_to: '', token, website: '' };
  const reported = answered(await family.post(`/services/${service.slug}/report`, report), 'a report');
  const claim = `/provider/claim/${claimed.organization_id}`;
  const ways = (await provider.get(claim)).page.querySelectorAll('input[name="proof"]');
  const proof = ways[0]?.getAttribute('value') ?? '';
  assert.notEqual(proof, 'staff');
  const claiming = answered(await provider.submit(claim, claim, { proof }), 'a claim');
  const code = codeIn((await mails.mailTo('kites@example.org', /code/)).text);
  await site.killAndStart();

  assert.match((await family.get(receipt)).text, /CO-/);
  assert.match((await family.get(reported)).text, /PR-/);
  answeredOfTwo(await provider.submitTwice(claiming, claiming, { code }), 'the code');
  assert.match((await provider.get('/provider')).text, /Kites on the beach/);
  assert.equal((await provider.post(claiming, { code })).status, 422, 'a code works once');
  const record = `/provider/services/${claimed.id}`;
  const draft = answered(await provider.submit(record, `${record}/edit`), 'a draft');
  const summary = 'Kites of all sizes, for children who like the wind.';
  answered(await provider.submit(`${draft}/what`, `${draft}/what`, { summary }), 'its first page');
  await site.killAndStart();

  assert.match((await provider.get(draft)).text, /What you changed Summary\./);
  answered(await provider.submit(`${draft}/cost`, `${draft}/cost`, { costs: 'Free' }), 'another page');
  answeredOfTwo(await provider.submitTwice(draft, `${draft}/hand-in`, { is_all_right: 'yes' }), 'handing in');
  const demonstration = { email: 'moderator@demonstration.example' };
  answered(await staff.post('/sign-in/demonstration', demonstration), 'a demonstration account');
  const queue = await staff.get('/staff?kind=changed_record');
  const item = queue.page.querySelector('a[href^="/staff/items/"]')?.getAttribute('href') ?? '';
  assert.match((await staff.get(item)).text, /Kites of all sizes/);
  answered(await staff.submit(item, `${item}/notes`, { text: 'Looks right.' }), 'a note');
  answeredOfTwo(await staff.submitTwice(item, `${item}/approve`), 'approving');
  await site.killAndStart();

  assert.match((await family.get(`/services/${claimed.slug}`)).text, /Kites of all sizes/);
  assert.match((await staff.get(item)).text, /Looks right\./);

  // in the middle: several at once, some of which will have been answered
  const begun = answered(await provider.submit(record, `${record}/edit`), 'a second draft');
  const sent: { body: string; is_answered: boolean }[] = [];
  let last = '';
  for (const [round, answers] of [1, 3].entries()) {
    const page = await provider.get(`${begun}/what`);
    const seen = page.page.querySelector('input[name="seen"]')?.getAttribute('value') ?? '';
    last = `Kites, in words of round ${round}.`;
    const sending = [0, 1, 2].map(async (n) => {
      const one = { body: `Comment ${n} of round ${round}.`, is_answered: false };
      sent.push(one);
      const answer = await httpVisitor(base, `10.0.1.${round * 3 + n}`).post('/comments', comment(one.body));
      one.is_answered = answer.status === 303;
    });
    let isSaved = false;
    const saving = provider
      .post(`${begun}/what`, { name: 'Kites on the beach', summary: last, description: 'Kites.', seen })
      .then(({ status }) => {
        isSaved = status === 303;
      });
    let heard = 0;
    const all = [...sending, saving].map((one) => one.finally(() => heard++));
    const ended = Promise.allSettled(all);
    while (heard < answers) await sleep(1);
    await site.kill();
    await ended;
    await site.start();
    const stands: string =
      (await provider.get(`${begun}/what`)).page.querySelector('#summary')?.textContent.trim() ?? '';
    if (isSaved) assert.equal(stands, last, `round ${round}: the page was answered as saved`);
    else assert.ok(stands === last || !stands.includes(`round ${round}`), `round ${round}: it is there whole or not`);
  }
  assert.ok(
    sent.some(({ is_answered }) => is_answered),
    'some were answered before the site was killed',
  );

  // the next mail that is owed has all the others leave, too
  answered(await family.post('/comments', comment('The last one.')), 'the last comment');
  const { db, close } = await afterTheLast(data_dir, site, () => mails.delivered.length);
  t.after(close);

  for (const body of ['Thank you for the list.', 'The last one.']) sent.push({ body, is_answered: true });
  const bodies = sent.map(({ body }) => body);
  const written = await db
    .selectFrom('comment')
    .select(['id', 'reference', 'body'])
    .where('body', 'in', bodies)
    .execute();
  for (const { body, is_answered } of sent) {
    const found = written.filter((one) => one.body === body).length;
    assert.ok(is_answered ? found === 1 : found <= 1, `“${body}” is there ${found} times`);
  }
  for (const { id, reference } of written) {
    assert.equal(await count(db, sql`desk_item where kind = 'comment' and subject_id = ${String(id)}`), 1, reference);
    assert.equal(await count(db, sql`mail where key like ${`comment-waits:${reference}:%`}`), 1, reference);
  }
  const { organization_id } = claimed;
  const once: [what: string, of: ReturnType<typeof sql>][] = [
    ['the report', sql`problem_report where service_id = ${service.id}`],
    ['the report on the desk', sql`desk_item where kind = 'problem' and service_id = ${service.id}`],
    ['the claim', sql`claim where organization_id = ${organization_id}`],
    ['the owner', sql`role where organization_id = ${organization_id} and role = 'owner'`],
    ['proving it', sql`audit where action = 'proved_claim' and entity_id = ${organization_id}`],
    ['handing in', sql`audit where action = 'handed_in' and who = 'pat@example.org'`],
    ['the change on the desk', sql`desk_item where kind = 'changed_record' and service_id = ${claimed.id}`],
    ['the note', sql`desk_note where text = 'Looks right.'`],
    ['approving', sql`audit where action = 'approved_changed_record' and entity_id = ${claimed.id}`],
  ];
  for (const [what, of] of once) assert.equal(await count(db, of), 1, what);

  // no mail twice, none lost: what may have left when the site was killed stands in the outbox, for somebody to decide
  const owed = await db.selectFrom('mail').select(['id', 'subject', 'sent_at', 'taken_at']).orderBy('id').execute();
  const timesLeft = new Map(owed.map(({ id }) => [id, 0]));
  for (const { message_id } of mails.delivered) {
    const id = Number(/^<mail-(\d+)@/.exec(message_id)?.[1]);
    timesLeft.set(id, (timesLeft.get(id) ?? 0) + 1);
  }
  for (const { id, subject, sent_at, taken_at } of owed) {
    const times = timesLeft.get(id) ?? 0;
    assert.ok(sent_at ? times === 1 : times <= 1, `“${subject}” left ${times} times`);
    assert.ok(sent_at || taken_at, `“${subject}” was forgotten`);
  }
  assert.ok(owed.filter(({ sent_at }) => !sent_at).length <= 6, 'at most one for each time that the site was killed');

  const waiting = await sql<{ name: string; n: number }>`
    select name, count(*)::int as n from pgboss.job where state = 'created' and name in ('daily', 'send-mail')
    group by name`.execute(db);
  for (const { name, n } of waiting.rows) assert.equal(n, 1, `${n} jobs wait of ${name}`);
  const failures = site
    .said()
    .split('\n')
    .filter((line) => line.includes('"level":50'));
  assert.deepEqual(failures, [], 'nothing failed on the way');
});

async function count(db: Db, what: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${what}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Waits until no more mail comes, ends the site in order, and opens its database. */
async function afterTheLast(data_dir: string, site: Killable, delivered: () => number) {
  for (let before = -1; before !== delivered(); await sleep(1500)) before = delivered();
  await site.stop();
  return openDatabase({ data_dir });
}

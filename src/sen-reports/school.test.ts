import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleSchool } from '../schools/examples.ts';
import type { School } from '../schools/schools.ts';
import { saveAnswer } from './drafts.ts';
import { sectionsFor } from './section-rules.ts';

async function atSchool(t: TestContext, fields: Partial<School> = {}) {
  const db = await inTransaction(t);
  const school = await exampleSchool(db, fields);
  const signedIn = async (email: string, role: 'head' | 'senco') => {
    const visitor = await startApp(t, { db });
    await signInAs(visitor, { email, role, school_urn: school.urn });
    return visitor;
  };
  return {
    db,
    school,
    head: await signedIn('hannah@example.org', 'head'),
    senco: await signedIn('sanjay@example.org', 'senco'),
  };
}

const hidden = (answer: Awaited<ReturnType<Visitor['get']>>, name: string) =>
  answer.find(`form[data-typed] input[name="${name}"]`)[0]?.getAttribute('value') ?? '';

test('a part shows what the law asks for, what families ask and how a good answer looks, and is saved', async (t) => {
  const { db, school, head } = await atSchool(t);
  const page = await head.get('/school/report/IR-3f');
  assert.match(page.text, /Families ask: Can my child join in clubs, trips and sport\?/);
  assert.match(page.text, /The law asks for: how the school enables pupils/);
  assert.match(page.text, /A good answer/);
  const saved = await head.post('/school/report/IR-3f', {
    text: 'All clubs are for all.',
    based_on: hidden(page, 'based_on'),
    settles: '',
    action: 'next',
  });
  assert.equal(saved.status, 303);
  assert.equal(saved.headers.location, '/school/report/IR-3g?done=saved');
  const rows = await db
    .selectFrom('report_draft')
    .select(['urn', 'item_key', 'version', 'text', 'written_by'])
    .execute();
  assert.deepEqual(rows, [
    { urn: school.urn, item_key: 'IR-3f', version: 1, text: 'All clubs are for all.', written_by: 'hannah' },
  ]);
  assert.match((await head.get('/school/report')).text, /1 of 24 parts are written/);
});

test('two people who edit one part at once lose nothing: the second sees both texts, and history has all', async (t) => {
  const { head, senco } = await atSchool(t);
  const [hers, his] = [await head.get('/school/report/IR-1'), await senco.get('/school/report/IR-1')];
  const first = await head.post('/school/report/IR-1', {
    text: 'What Hannah wrote.',
    based_on: hidden(hers, 'based_on'),
  });
  assert.equal(first.status, 303);
  const second = await senco.post('/school/report/IR-1', {
    text: 'What Sanjay wrote.',
    based_on: hidden(his, 'based_on'),
  });
  assert.equal(second.status, 409);
  assert.match(second.text, /hannah.*This text stands now: What Hannah wrote\./);
  assert.equal(second.find('#text')[0]?.text.trim(), 'What Sanjay wrote.');
  // whoever else looks sees both, too
  const looked = await head.get('/school/report/IR-1');
  assert.equal(looked.find('#text')[0]?.text.trim(), 'What Hannah wrote.');
  assert.match(looked.text, /sanjay.*wrote at the same time: What Sanjay wrote\./);
  assert.match((await head.get('/school/report')).text, /Two texts: choose/);
  assert.match((await head.get('/school/report/publish')).text, /First settle these/);
  assert.equal((await head.post('/school/report/publish', { with_gaps: 'yes' })).status, 422);
  // he puts both together
  const third = await senco.post('/school/report/IR-1', {
    text: 'What Hannah wrote. What Sanjay wrote.',
    based_on: hidden(second, 'based_on'),
    settles: hidden(second, 'settles'),
  });
  assert.equal(third.status, 303);
  const after = await head.get('/school/report/IR-1');
  assert.equal(after.find('#text')[0]?.text.trim(), 'What Hannah wrote. What Sanjay wrote.');
  assert.doesNotMatch(after.text, /at the same time/);
  const history = await head.get('/school/report/IR-1/history');
  for (const text of ['What Hannah wrote.', 'What Sanjay wrote.', 'What Hannah wrote. What Sanjay wrote.'])
    assert.ok(
      history.find('.mail-text').some((one) => one.text.trim() === text),
      text,
    );
});

test('what is typed is saved as it is typed, each time from the version before', async (t) => {
  const { head, senco } = await atSchool(t);
  const typed = async (visitor: Visitor, text: string, based_on: number) => {
    const { status, body } = await visitor.post('/school/report/IR-7/typed', { text, based_on: String(based_on) });
    return { status, ...JSON.parse(body) };
  };
  assert.deepEqual(
    [
      (await typed(head, 'We', 0)).version,
      (await typed(head, 'We meet', 1)).version,
      (await typed(head, 'We meet', 2)).version,
    ],
    [1, 2, 2],
  );
  const other = await typed(senco, 'You meet us', 0);
  assert.deepEqual([other.theirs.text, other.version, other.settles], ['We meet', 2, 3]);
  // he goes on typing: nothing of hers is overwritten
  assert.equal((await typed(senco, 'You meet us each term', 0)).theirs.text, 'We meet');
  const hers = await typed(head, 'We meet you', 2);
  assert.deepEqual([hers.status, hers.version, hers.beside], [200, 5, 1]);
});

test('what the site knows is begun: the SENCO, the advice service, the Local Offer; it counts once it is saved', async (t) => {
  const { db, school, head } = await atSchool(t);
  await db
    .insertInto('senco')
    .values({ urn: school.urn, name: 'Sam Sample', appointed_on: '2024-09-01', written_by: 'a test', written_at: NOW })
    .execute();
  const page = await head.get('/school/report/IR-4');
  assert.match(page.find('#text')[0]?.text ?? '', /Example Primary School is Sam Sample/);
  assert.match(page.text, /We began this for you/);
  assert.match((await head.get('/school/report/IR-13')).find('#text')[0]?.text ?? '', /\(http:\/\/localhost:3000\)/);
  assert.match((await head.get('/school/report')).text, /Begun for you/);
  assert.match((await head.get('/school/report/publish')).text, /Nothing is written yet/);
});

test('a report with gaps is published only by who says so; the page names them; earlier reports stay', async (t) => {
  const { db, school, head } = await atSchool(t);
  const { urn } = school;
  const write = (text: string, based_on: number) =>
    saveAnswer(db, { urn, key: 'IR-1', text, based_on, settles: null, by: 'a test' }, NOW);
  await write('We welcome **all** children.', 0);
  const refused = await head.post('/school/report/publish', {});
  assert.equal(refused.status, 422);
  assert.match(refused.text, /say that you publish with gaps/);
  assert.equal((await head.post('/school/report/publish', { with_gaps: 'yes' })).status, 303);
  const page = await head.get(`/schools/${urn}/report`);
  assert.match(page.text, /published on 16 November 2026/);
  assert.match(page.text, /Still to be written by the school/);
  assert.match(page.body, /We welcome <strong>all<\/strong> children\./);
  await write('We welcome everybody.', 1);
  assert.match((await head.get('/school/report/IR-1')).text, /yours is different now/);
  await head.post('/school/report/publish', { with_gaps: 'yes' });
  assert.match((await head.get(`/schools/${urn}/report`)).text, /We welcome everybody\..*Report of 16 November 2026/);
  assert.match(
    (await head.get(`/schools/${urn}/report/2026-11-16`)).text,
    /This is an earlier report.*We welcome all children/,
  );
  assert.equal((await head.get(`/schools/${urn}/report/2026-11-16-2`)).status, 200);
  assert.equal((await head.get(`/schools/${urn}/report/2025-01-01`)).status, 404);
});

test('a special school writes 21 parts, and none about a SENCO', async (t) => {
  const { head } = await atSchool(t, { kind: 'special' });
  assert.match((await head.get('/school/report')).text, /0 of 22 parts are written/);
  assert.equal((await head.get('/school/report/IR-4')).status, 404);
});

test('the report as HTML to paste, as a file and as a PDF', async (t) => {
  const { db, school, head } = await atSchool(t);
  const { urn } = school;
  for (const { key, title } of sectionsFor(school))
    await saveAnswer(
      db,
      { urn, key, text: `About ${title}.\n\n- one\n- two`, based_on: 0, settles: null, by: 'x' },
      NOW,
    );
  assert.equal((await head.get('/school/report/html/file')).status, 303);
  assert.equal((await head.post('/school/report/publish', {})).status, 303);
  const paste = await head.get('/school/report/html');
  assert.match(paste.find('#html')[0]?.text ?? '', /<h2 id="IR-1">/);
  const file = await head.get('/school/report/html/file');
  assert.match(file.headers['content-disposition'] ?? '', /sen-information-report-example-primary-school\.html/);
  assert.match(file.body, /published on 16 November 2026/);
  const pdf = await startApp(t, { db });
  const answer = await pdf.get(`/schools/${urn}/report.pdf`);
  assert.match(answer.headers['content-type'] ?? '', /pdf/);
  assert.match(answer.body, /^%PDF-1\.7/);
  assert.equal(
    (await pdf.get(`/schools/${urn}/report.pdf`, { 'if-none-match': answer.headers.etag ?? '' })).status,
    304,
  );
  assert.equal((await pdf.get(`/schools/${urn}/report`)).headers['cache-control'], undefined);
});

for (const { name, form, status, words } of [
  {
    name: 'a text that is too long',
    form: { text: 'x'.repeat(20_001), based_on: '0' },
    status: 422,
    words: /20,001 characters/,
  },
  { name: 'no fields at all', form: {}, status: 303, words: / / },
  {
    name: 'a version that never was',
    form: { text: 'a', based_on: '-5; drop', settles: 'x' },
    status: 303,
    words: / /,
  },
  {
    name: 'a version of the future',
    form: { text: 'a', based_on: '99999' },
    status: 409,
    words: /Both texts are kept/,
  },
] as { name: string; form: Record<string, string>; status: number; words: RegExp }[])
  test(`hostile or broken forms lose nothing and break nothing: ${name}`, async (t) => {
    const { head } = await atSchool(t);
    const answer = await head.post('/school/report/IR-1', form);
    assert.equal(answer.status, status);
    if (status !== 303) assert.match(answer.text, words);
    if (status === 422) assert.equal(answer.find('#text')[0]?.text.trim().length, 20_001);
  });

test('nobody writes the report of another school', async (t) => {
  const { db, head } = await atSchool(t);
  await exampleSchool(db, { urn: '990002', name: 'Other School' });
  const lead = await startApp(t, { db });
  await signInAs(lead, { email: 'clara@example.org', role: 'cluster_lead', school_urn: '990002' });
  assert.equal((await lead.get('/school/report')).status, 403);
  await head.post('/school/report/IR-1', { text: 'Ours.', based_on: '0', urn: '990002' });
  const rows = await db.selectFrom('report_draft').select('urn').execute();
  assert.deepEqual(rows, [{ urn: '990001' }]);
});

test('what a school types is no template: braces stay as they are, on the page and where it is found', async (t) => {
  const { school, head } = await atSchool(t);
  await head.post('/school/report/IR-1', { text: 'We help all in {area} and {phone}.', based_on: '0', settles: '' });
  await head.post('/school/report/publish', { with_gaps: 'yes' });
  assert.match((await head.get(`/schools/${school.urn}/report`)).text, /all in \{area\} and \{phone\}/);
  assert.match((await head.get('/schools/reports?q=help')).text, /all in \{area\} and \{phone/);
});

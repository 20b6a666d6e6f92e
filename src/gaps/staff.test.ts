import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { readSearch } from '../directory/search-rules.ts';
import { countSearchWithoutResult } from '../directory/searches-without-result.ts';

/** Counts a search without a result, as often as said. */
async function missed({ db }: Visitor, words: string, times: number, { area = '', today = '2026-11-01' } = {}) {
  const { search } = readSearch({ q: words }, {});
  for (let n = 0; n < times; n++) await countSearchWithoutResult(db, { today, words, area, search });
}

/** Somebody of the council who looks at the gaps. */
async function atGaps(t: Parameters<typeof startApp>[0], role: 'commissioner' | 'content_editor' = 'commissioner') {
  const visitor = await startApp(t);
  await exampleService(visitor.db);
  const person_id = await signInAs(visitor, { email: 'cora@example.org', role });
  return { visitor, person_id };
}

const first = (page: Awaited<ReturnType<Visitor['get']>>) => page.find('tbody a')[0]?.getAttribute('href') ?? '';
const form = { version: '', name: 'Judo clubs', assigned: '', state: 'being_worked_on', answer: '', published: '' };

test('what people did not find is grouped by meaning and place, and what few looked for has no words', async (t) => {
  const { visitor } = await atGaps(t);
  await missed(visitor, "won't go to school", 4, { area: 'NR27 9AA' });
  await missed(visitor, 'school refusal', 5, { area: 'NR1' });
  await missed(visitor, 'goat yoga for peter', 4);
  const page = await visitor.get('/staff/gaps');
  assert.equal(page.find('tbody tr').length, 1);
  assert.match(page.find('tbody tr')[0]?.structuredText ?? '', /EBSA[\s\S]*9/);
  assert.match(page.text, /4 searches for other things/);
  assert.doesNotMatch(page.body, /goat|peter/);
  const one = await visitor.get(first(page));
  assert.match(one.text, /Searched for 9 times.*school refusal: 5/);
  assert.doesNotMatch(one.text, /won't go/);
  const csv = await visitor.get('/staff/gaps.csv');
  assert.match(csv.body, /EBSA,9,/);
  assert.doesNotMatch(csv.body, /goat/);
});

test('the period and the district are chosen', async (t) => {
  const { visitor } = await atGaps(t);
  await missed(visitor, 'school refusal', 5, { today: '2026-03-01', area: 'Great Yarmouth' });
  await missed(visitor, 'school refusal', 6, { today: '2026-11-01', area: 'NR27' });
  const searches = async (query: string) =>
    (await visitor.get(`/staff/gaps${query}`)).find('tbody td')[0]?.text.trim() ?? null;
  assert.equal(await searches(''), '11');
  assert.equal(await searches('?from=2026-10-01&to=2026-11-16'), '6');
  assert.equal(await searches('?district=great+yarmouth'), '5');
  assert.equal(await searches('?district=NR1'), null);
  assert.equal(await searches('?from=never&to=2026-99-99&district=%00'), '11');
  assert.equal(await searches('?from=0000-01-01&to=2026-02-30'), '11');
  const whole = await visitor.get('/staff/gaps');
  assert.equal((await visitor.get(whole.find('main li a')[0]?.getAttribute('href') ?? '')).find('tbody tr').length, 1);
});

test('a gap is given to somebody, waits at the desk, and its answer can be made public', async (t) => {
  const { visitor } = await atGaps(t);
  const { db } = visitor;
  const other = await startApp(t, { db });
  const mo = await signInAs(other, { email: 'mo@example.org', role: 'moderator' });
  await missed(visitor, 'judo', 7);
  const address = first(await visitor.get('/staff/gaps'));
  const meaning = new URL(address, 'http://x').searchParams.get('meaning') ?? '';
  const taken = await visitor.post('/staff/gaps/new', { ...form, meaning, assigned: `person:${mo}` });
  assert.equal(taken.status, 303);
  const gap = taken.headers.location ?? '';
  const mails = await db
    .selectFrom('mail')
    .selectAll()
    .where('to_address', '=', 'mo@example.org')
    .where('key', 'like', 'gap-%')
    .execute();
  assert.match(mails[0]?.text ?? '', new RegExp(`${gap}[\\s\\S]*due by 15 January 2027`));
  assert.match((await other.get('/staff?kind=gap')).text, /Gap: Judo clubs/);
  const item = await db.selectFrom('desk_item').select('id').executeTakeFirstOrThrow();
  assert.equal((await other.get(`/staff/items/${item.id}`)).headers.location, gap);
  assert.match((await visitor.get('/staff/gaps')).text, /Judo clubs 7.*Being worked on mo/);
  assert.match((await visitor.get('/about/gaps')).text, /Nothing is published here yet/);

  for (const wrong of [
    { state: 'answered' },
    { published: 'yes' },
    { name: '' },
    { state: 'x' },
    { assigned: 'person:nobody' },
  ])
    assert.equal((await other.post(gap, { ...form, version: '1', ...wrong })).status, 422);
  const answer = 'Two clubs begin in January.';
  assert.equal(
    (await other.post(gap, { ...form, version: '1', state: 'answered', answer, published: 'yes' })).status,
    303,
  );
  const shown = await visitor.get('/about/gaps');
  assert.match(shown.text, /Judo clubs Answered Two clubs begin in January/);
  assert.doesNotMatch(shown.text, /\bmo\b|cora/);
  const done = await db.selectFrom('desk_item').select('decision').executeTakeFirst();
  assert.equal(done?.decision, 'answered');
  const steps = await db.selectFrom('gap_step').select(['state', 'by']).orderBy('id').execute();
  assert.deepEqual(steps, [
    { state: 'being_worked_on', by: 'cora' },
    { state: 'answered', by: 'mo' },
  ]);
  await other.post(gap, { ...form, version: '2', state: 'answered', answer });
  assert.match((await visitor.get('/about/gaps')).text, /Nothing is published here yet/);
});

test('the second of two who change a gap is told, and loses nothing', async (t) => {
  const { visitor } = await atGaps(t);
  await missed(visitor, 'judo', 7);
  const meaning = new URL(first(await visitor.get('/staff/gaps')), 'http://x').searchParams.get('meaning') ?? '';
  const { headers } = await visitor.post('/staff/gaps/new', { ...form, meaning });
  for (const [path, version] of [
    ['/staff/gaps/new', ''],
    [headers.location ?? '', '0'],
  ] as const) {
    const late = await visitor.post(path, { ...form, meaning, version, name: 'My own words' });
    assert.equal(late.status, 409);
    assert.match(late.text, /As it stands now Judo clubs\. Being worked on/);
    assert.equal(late.find('#name')[0]?.getAttribute('value'), 'My own words');
  }
});

test('what too few people looked for cannot be taken up by its words', async (t) => {
  const { visitor } = await atGaps(t);
  await missed(visitor, 'goat yoga', 4);
  for (const meaning of ['word:goat + word:yoga', 'word:goat yoga', '', '\0'])
    assert.equal((await visitor.get(`/staff/gaps/new?${new URLSearchParams({ meaning })}`)).status, 404);
  assert.equal((await visitor.post('/staff/gaps/new', { ...form, meaning: 'word:goat + word:yoga' })).status, 404);
  assert.equal((await visitor.get('/staff/gaps/99999')).status, 404);
});

test('gaps are for those who work on them', async (t) => {
  const { visitor } = await atGaps(t, 'content_editor');
  for (const path of ['/staff/gaps', '/staff/gaps.csv', '/staff/gaps/new?meaning=x'])
    assert.equal((await visitor.get(path)).status, 403, path);
  assert.equal((await visitor.post('/staff/gaps/new', form)).status, 403);
});

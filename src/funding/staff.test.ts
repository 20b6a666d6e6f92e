import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { NOW, startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { commissioner } from '../../test/money.ts';
import { exampleSchool } from '../schools/examples.ts';
import { exampleYear } from './examples.ts';

const rates = `code,label,kind,rate,hidden_below
pupils,Every pupil,per pupil,60.89,
low_attainment,Low results before,per pupil,610,5
deprivation,Deprived places,per pupil,300,5
fixed_sum,The same for each school,fixed sum,7180,`;

test('a year is loaded, looked at and published; a total that is a penny off is refused with both sums', async (t) => {
  const { get, post, upload, versionAt, db } = await commissioner(await startApp(t));
  await exampleSchool(db, { urn: '990001' });
  const began = await post('/staff/money/years', {
    begins: '2026',
    method: 'rates',
    notional_total: '72,186.91',
    source: 'The Forum',
  });
  const year = '/staff/money/years/2026-to-2027';
  assert.equal(began.headers.location, year);
  const wrong = { version: '1', method: 'rates', notional_total: 'plenty', source: '' };
  assert.match((await post(`${year}/settings`, wrong)).text, /The total is “plenty”, which is not a number/);
  const file = { name: 'file_rates', text: rates };
  assert.equal(
    (await upload(`${year}/rates`, { version: await versionAt(year) }, file)).location,
    `${year}?done=rates`,
  );
  const pasted_counts = 'urn,pupils,low_attainment,deprivation\n990001,210,62,48';
  const loaded = await upload(`${year}/counts`, { version: await versionAt(year), pasted_counts });
  assert.equal(loaded.location, `${year}?done=counts`, loaded.body);
  const seen = await get(year);
  assert.match(seen.text, /All memos together £72,186\.90 What the block names £72,186\.91 Difference −£0\.01/);
  const refused = await post(`${year}/publish`, { version: await versionAt(year) });
  assert.equal(refused.status, 422);
  assert.match(
    refused.text,
    /Nothing was published\. The memos come to £72,186\.90, the block names £72,186\.91\. The difference is −£0\.01/,
  );
  assert.deepEqual(await db.selectFrom('funding_memo').select('id').execute(), []);
  const settings = { version: await versionAt(year), method: 'rates', notional_total: '72186.90', source: 'The Forum' };
  assert.equal((await post(`${year}/settings`, settings)).status, 303);
  assert.equal((await post(`${year}/publish`, { version: settings.version })).status, 409, 'it has changed since');
  const last = await versionAt(year);
  assert.equal((await post(`${year}/publish`, { version: last })).headers.location, `${year}?done=published`);
  assert.equal((await post(`${year}/publish`, { version: last })).status, 409, 'nobody publishes twice');
  assert.equal((await upload(`${year}/rates`, { version: last }, file)).status, 409);
  assert.equal((await post(`${year}/discard`, { version: last })).status, 409);
  const { rows } = await sql<{ total: string; amount: string }>`
    select total::text as total, lines->0->>'amount' as amount from funding_memo`.execute(db);
  assert.deepEqual(rows, [{ total: '72186.90', amount: '12786.90' }]);
  const deeds = await db
    .selectFrom('audit')
    .select('action')
    .where('entity', '=', 'funding_year')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    deeds.map(({ action }) => action),
    ['began_funding_year', 'loaded_rates', 'loaded_counts', 'changed_funding_year', 'published_funding_year'],
  );
});

test('a table with anything wrong in it is not loaded, and says on which line what is wrong', async (t) => {
  const visitor = await startApp(t);
  const { upload, versionAt, get, db } = await commissioner(visitor);
  const slug = await exampleYear(db, { is_draft: true, now: NOW });
  const year = `/staff/money/years/${slug}`;
  const before = await sql`select urn, code, count from funding_count order by 1, 2`.execute(db);
  for (const [text, why] of [
    ['urn,pupils,low_attainment,deprivation\n990001,1,1,1\n123456,1,1,1', 'does not have the URN 123456'],
    ['urn,pupils,low_attainment,deprivation\n990001,1,1,1\n990001,1,1,1', 'stands on line 2 already'],
    ['urn,pupils,low_attainment,deprivation\n990001,1,-1,1', 'less than nothing'],
    ['urn,pupils,low_attainment,deprivation\n990001,1,many,1', 'not a number'],
    ['urn,pupils,low_attainment\n990001,1,1', 'It has no column deprivation'],
    ['urn,pupils,low_attainment,deprivation\n990001,1', 'it may be cut off'],
    ['\u0000\u0001', 'cannot be read'],
    ['', 'There is no row in it'],
  ] as const) {
    const file = { name: 'file_counts', text };
    const answer = await upload(`${year}/counts`, { version: await versionAt(year) }, file);
    assert.equal(answer.status, 422, text);
    assert.ok(answer.body.includes(why), `${why} in ${answer.body.slice(0, 3000)}`);
  }
  assert.equal((await upload(`${year}/counts`, {})).status, 422, 'nothing was sent');
  const after = await sql`select urn, code, count from funding_count order by 1, 2`.execute(db);
  assert.deepEqual(after.rows, before.rows);
  const template = await get(`${year}/counts.csv`);
  assert.match(
    template.body,
    /^\uFEFFurn,school,pupils,low_attainment,deprivation\r\n990001,Example School 1,210,62,48\r\n/,
  );
  assert.match((await get(`${year}/rates.csv`)).body, /pupils,Pupils,per pupil,60\.89,\r\n/);
});

test('shares of the factors are another method; a change of method takes the rates out, and a draft can be thrown away', async (t) => {
  const visitor = await startApp(t);
  const { get, post, upload, versionAt, db } = await commissioner(visitor);
  const slug = await exampleYear(db, { is_draft: true, now: NOW });
  const year = `/staff/money/years/${slug}`;
  const settings = { method: 'shares', notional_total: '104777.50', source: '' };
  const changed = await post(`${year}/settings`, { ...settings, version: await versionAt(year) });
  assert.equal(changed.headers.location, `${year}?done=method`);
  assert.match((await get(year)).text, /No rates yet.*No counts yet/);
  const pasted_rates =
    'code,label,kind,rate\nbasic,Basic,share,3\ndeprivation,Deprivation,share,40\nlow,Low results,share,75\nlump,Lump sum,share,5';
  assert.equal((await upload(`${year}/rates`, { version: await versionAt(year), pasted_rates })).status, 303);
  const pasted_counts = 'urn,basic,deprivation,low,lump\n990001,798000,48000,72850,140000';
  assert.equal((await upload(`${year}/counts`, { version: await versionAt(year), pasted_counts })).status, 303);
  assert.match((await get(year)).text, /Difference £0\.00 agrees to the penny/);
  assert.equal((await post(`${year}/publish`, { version: await versionAt(year) })).status, 303);
  const memo = await get(`/money/schools/990001/${slug}`);
  assert.match(memo.text, /Low results £72,850\.00 75% £54,637\.50.*Total £104,777\.50/);
  const next = await exampleYear(db, { begins: 2027, is_draft: true, now: NOW });
  const version = await versionAt(`/staff/money/years/${next}`);
  assert.equal((await post(`/staff/money/years/${next}/discard`, { version })).headers.location, '/staff/money');
  assert.equal((await get(`/staff/money/years/${next}`)).status, 404);
});

test('a memo is corrected with a reason; what was published before stays, and nobody can change it', async (t) => {
  const visitor = await startApp(t);
  const { get, post, db } = await commissioner(visitor);
  const slug = await exampleYear(db, { now: NOW });
  const page = `/staff/money/years/${slug}/memos/990001`;
  assert.match((await get(page)).text, /£72,186\.90, version 1/);
  const right = { version: '1', count_pupils: '210', count_low_attainment: '62', count_deprivation: '50' };
  const empty = await post(page, right);
  assert.equal(empty.status, 422);
  assert.match(empty.text, /The school gets \+£600\.00\. Write where that comes from.*Write why it is corrected/);
  const same = await post(page, { ...right, count_deprivation: '48', reason: 'None', met_from: 'x' });
  assert.match(same.text, /Nothing is different/);
  const whole = { ...right, reason: 'Two pupils were left out.', met_from: 'The contingency' };
  assert.match((await post(page, { ...whole, count_pupils: '-1' })).text, /“Pupils” is -1, which is less than nothing/);
  assert.equal((await post(page, whole)).status, 303);
  assert.equal((await post(page, whole)).status, 422, 'sent twice: nothing is different any more');
  assert.equal((await post(page, { ...whole, count_deprivation: '51' })).status, 409, 'it was replaced meanwhile');
  const { rows } =
    await sql`select version, total::text as total, reason from funding_memo where urn = '990001' order by 1`.execute(
      db,
    );
  assert.deepEqual(rows, [
    { version: 1, total: '72186.90', reason: null },
    { version: 2, total: '72786.90', reason: 'Two pupils were left out.' },
  ]);
  assert.equal((await get(`/staff/money/years/${slug}/memos/123456`)).status, 404);
});

test('the database itself refuses to change what was published', async (t) => {
  const db = await inTransaction(t);
  await exampleYear(db, { now: NOW });
  await exampleYear(db, { begins: 2027, is_draft: true, now: NOW });
  await exampleSchool(db, { urn: '990003' });
  for (const statement of [
    sql`update funding_memo set total = 1`,
    sql`delete from funding_memo`,
    sql`update funding_year set notional_total = 1`,
    sql`delete from funding_year`,
    sql`update funding_factor set rate = 1`,
    sql`delete from funding_factor`,
    sql`update funding_count set count = 1`,
    sql`delete from funding_count`,
    sql`insert into funding_factor (year_id, code, position, label, kind, rate)
      select id, 'more', 9, 'More', 'each', 1 from funding_year where state = 'published'`,
    sql`insert into funding_count (year_id, urn, code, count)
      select id, '990003', 'pupils', 1 from funding_year where state = 'published'`,
    sql`update funding_factor set code = 'more', year_id = (select id from funding_year where state = 'published')
      where year_id = (select id from funding_year where state = 'draft') and code = 'pupils'`,
    sql`insert into funding_memo (year_id, urn, version, school_name, method, lines, total, published_at, published_by)
      select year_id, urn, 2, school_name, method, lines, total, published_at, published_by from funding_memo`,
    sql`insert into funding_memo (year_id, urn, version, school_name, method, lines, total, published_at, published_by)
      select year_id, '990003', 1, '', method, lines, total, published_at, published_by from funding_memo limit 1`,
    sql`insert into funding_memo (year_id, urn, version, school_name, method, lines, total, reason, published_at,
      published_by) select year_id, urn, 3, '', method, lines, 1, 'x', published_at, published_by from funding_memo`,
    sql`truncate funding_memo`,
    sql`truncate funding_count`,
    sql`truncate funding_factor`,
    sql`truncate funding_year cascade`,
    sql`delete from school where urn = '990001'`,
  ]) {
    await sql`savepoint tried`.execute(db);
    await assert.rejects(statement.execute(db), /never change|violates check|violates foreign/);
    await sql`rollback to savepoint tried`.execute(db);
  }
});

test('nothing that is done later changes what was published: neither the page nor the PDF', async (t) => {
  const visitor = await startApp(t);
  const { app, get, post, upload, versionAt, db } = await commissioner(visitor);
  const before = await exampleYear(db, {
    begins: 2025,
    counts: [
      ['200', '60', '48'],
      ['90', '9', '20'],
    ],
    now: new Date('2025-03-02T10:00:00Z'),
  });
  const slug = await exampleYear(db, { now: NOW });
  const at = `/money/schools/990001/${slug}`;
  const printed = async (version: number) =>
    (await app.inject({ url: `${at}.pdf?version=${version}` })).rawPayload.toString('latin1');
  const shown = async (path: string) => (await get(path)).find('main')[0]?.innerHTML ?? '';
  const [page, pdf, table] = [await shown(at), await printed(1), (await get(`/money/schools.csv?year=${slug}`)).body];
  const rest = async () => [await shown(at), await printed(1), (await get(`/money/schools.csv?year=${slug}`)).body];

  const year = `/staff/money/years/${slug}`;
  const version = await versionAt(`${year}/memos/990001`);
  const file = { name: 'file_rates', text: rates.replace('610', '999') };
  for (const seen of ['1', '2', '3', '4', '5']) {
    assert.equal((await upload(`${year}/rates`, { version: seen }, file)).status, 409);
    const pasted_counts = 'urn,pupils,low_attainment,deprivation\n990001,1,9,9';
    assert.equal((await upload(`${year}/counts`, { version: seen, pasted_counts })).status, 409);
    const settings = { version: seen, method: 'shares', notional_total: '1', source: 'x' };
    assert.equal((await post(`${year}/settings`, settings)).status, 409);
    assert.equal((await post(`${year}/publish`, { version: seen })).status, 409);
    assert.equal((await post(`${year}/discard`, { version: seen })).status, 409);
  }
  const again = { begins: '2026', method: 'rates', notional_total: '1', source: '' };
  assert.equal((await post('/staff/money/years', again)).status, 422, 'a year begins once');
  assert.equal((await get(`${year}/what-if?rate_pupils=1`)).status, 200);
  const figure = { code: 'element_2_threshold', amount: '7000', holds_from: '2013-04-02', source: 'x' };
  assert.equal((await post('/staff/money/facts/figure/new', figure)).status, 303, 'a number changed for the past');
  await db.updateTable('school').set({ name: 'Another Name', status: 'closed' }).where('urn', '=', '990001').execute();
  await exampleYear(db, { begins: 2024, now: NOW });
  assert.deepEqual(await rest(), [page, pdf, table]);

  // what was corrected elsewhere is told as later, beside what was said
  const corrected = { count_pupils: '201', reason: 'One more.', met_from: 'x', version };
  assert.equal((await post(`/staff/money/years/${before}/memos/990001`, corrected)).status, 303);
  const text =
    /In 2025 to 2026 it was £70,358\.00\. That is £1,828\.90 more now \(2\.6%\)\. That was corrected later, to £70,418\.89\./;
  assert.match((await get(at)).text, text);
  // a correction stands at the address of the memo, says so, and leaves what was there where it says itself
  assert.equal((await post(`${year}/memos/990001`, { ...corrected, count_pupils: '211' })).status, 303);
  assert.match((await get(at)).text, /corrected on .* It was £72,186\.90, and is £72,247\.79 now/);
  assert.match((await get(`${at}/1`)).text, /no longer counts.*210 £60\.89 £12,786\.90.*Total £72,186\.90/);
  assert.notEqual(await printed(1), pdf, 'the PDF says that it was replaced');
});

test('what other rates would mean is shown, sorted and drawn, and nothing is saved', async (t) => {
  const visitor = await startApp(t);
  const { get, db } = await commissioner(visitor);
  const slug = await exampleYear(db, { now: NOW });
  const page = `/staff/money/years/${slug}/what-if`;
  assert.match((await get(page)).text, /With these rates nothing changes/);
  const asked = await get(`${page}?rate_low_attainment=600&rate_fixed_sum=7,280`);
  assert.match(
    asked.text,
    /1 school would get more, 1 less, and 0 the same\. The greatest gain is \+£10\.00 for Example School 2/,
  );
  assert.equal(asked.find('.change-chart rect').length, 2);
  assert.equal(asked.find('.money-map .marker').length, 1, 'both stand in one place');
  const lost = await get(`${page}?rate_low_attainment=600&rate_fixed_sum=7280&sort=loss`);
  assert.match(lost.find('tbody th')[0]?.text ?? '', /Example School 1/);
  const csv = await get(`/staff/money/years/${slug}/what-if.csv?rate_low_attainment=600&rate_fixed_sum=7280`);
  assert.match(csv.body, /990001,Example School 1,72186\.90,71666\.90,-520\.00,-0\.7/);
  assert.equal((await get(`${page}?rate_pupils=cheap`)).status, 422);
  const { rows } = await sql<{ total: string }>`select sum(total)::text as total from funding_memo`.execute(db);
  assert.equal(rows[0]?.total, '96337.00');
});

test('pupils in deprived places are counted by postcode, as an estimate that tells of no single child', async (t) => {
  const visitor = await startApp(t);
  const { get, upload, db } = await commissioner(visitor);
  await exampleSchool(db, { urn: '990001', name: 'Example School 1' });
  await exampleSchool(db, { urn: '990002', name: 'Example School 2' });
  await sql`insert into deprivation_postcode (postcode, lsoa_code, decile, measure) values
    ('NR1 1AA', 'E01000001', 2, 'IMD_decile'), ('NR1 1AB', 'E01000002', 9, 'IMD_decile')`.execute(db);
  await sql`insert into deprivation_area (lsoa_code, decile, measure, latitude, longitude)
    values ('E01000003', 1, 'IMD_decile', 52.93, 1.3)`.execute(db);
  await sql`insert into postcode (postcode, latitude, longitude) values ('NR27 9AA', 52.931, 1.301)`.execute(db);
  const page = '/staff/money/deprivation';
  assert.match((await get(page)).text, /We know the deprivation of 2 postcodes and 1 neighbourhoods, by IMD_decile/);
  const rows = [
    ...Array<string>(6).fill('990001,nr11aa'),
    ...Array<string>(8).fill('990001,NR1 1AB'),
    ...Array<string>(5).fill('990001,NR27 9AA'),
    ...Array<string>(2).fill('990002,NR1 1AA'),
    ...Array<string>(9).fill('990002,NR1 1AB'),
  ];
  const file = { name: 'file', text: `urn,postcode\n${rows.join('\n')}` };
  const answer = await upload(page, { up_to: '3' }, file);
  assert.equal(answer.status, 200, answer.body);
  const text = answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  assert.match(text, /Example School 1 990001 19 19 5 11 /);
  assert.match(text, /Example School 2 990002 11 11 fewer than 5 not shown/);
  const kept = await sql`select from audit where detail::text like '%NR1%'`.execute(db);
  assert.deepEqual(kept.rows, []);
  const wrong = await upload(
    page,
    { up_to: '3' },
    { name: 'file', text: 'urn,postcode\n990009,NR1 1AA\n990001,nowhere' },
  );
  assert.match(wrong.body, /does not have its URN[\s\S]*Its postcode is none/);
  assert.equal((await upload(page, { up_to: '11' }, file)).status, 422);
});

test('what the council says about money is written, changed by one at a time, and taken out', async (t) => {
  const visitor = await startApp(t);
  const { get, post, db } = await commissioner(visitor);
  await exampleSchool(db, { urn: '990001' });
  const list = '/staff/money/facts/award';
  const award = {
    year: '2026 to 2027',
    to: '990001',
    amount: '1,250.50',
    what_for: 'Speech groups',
    decided_by: 'Panel',
    decided_on: '2026-05-04',
    source: '',
  };
  assert.match((await post(`${list}/new`, { ...award, to: '123456' })).text, /no school with this URN/);
  assert.match(
    (await post(`${list}/new`, { ...award, amount: '-5' })).text,
    /The amount is -5, which is less than nothing/,
  );
  assert.equal((await post(`${list}/new`, award)).status, 303);
  const href = (await get(list)).find('main li a')[0]?.getAttribute('href') ?? '';
  const seen = (await get(href)).find('input[name=seen]')[0]?.getAttribute('value') ?? '';
  assert.equal((await post(href, { ...award, amount: '1300', seen })).status, 303);
  assert.equal((await post(href, { ...award, amount: '1400', seen })).status, 409);
  assert.match((await get(list)).text, /£1,300\.00: Speech groups/);
  const now = (await get(href)).find('input[name=seen]')[0]?.getAttribute('value') ?? '';
  assert.equal((await post(`${href}/end`, { seen: now })).status, 303);
  assert.match((await get(list)).text, /Nothing yet/);
  const { rows } = await sql`select from money_entry where kind = 'award'`.execute(db);
  assert.equal(rows.length, 3, 'what was said before stays');
  for (const path of ['/staff/money/facts/none', '/staff/money/facts/constructor', `${list}/1`])
    assert.equal((await get(path)).status, 404, path);
});

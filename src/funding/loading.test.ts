import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { NOW, startApp } from '../../test/app.ts';
import { commissioner } from '../../test/money.ts';
import { exampleSchool } from '../schools/examples.ts';
import { exampleYear } from './examples.ts';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const windows1252 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

test('a table comes as spreadsheets write it: with a mark, semicolons, thousands, in Windows-1252', async (t) => {
  const { get, upload, versionAt, db } = await commissioner(await startApp(t));
  const year = `/staff/money/years/${await exampleYear(db, { is_draft: true, now: NOW })}`;
  for (const text of [
    utf8('\uFEFFurn,pupils,low_attainment,deprivation\r\n990001,"1,210",62,48\r\n'),
    utf8('sep=;\r\nURN;Pupils;Low_attainment;Deprivation\r\n990001;1,210;62.0;48\r\n'),
    windows1252('urn;school;pupils;low_attainment;deprivation\r\n990001;Crème £;1210;62;48\r\n'),
    new Uint8Array(
      Buffer.from('\uFEFFurn\tpupils\tlow_attainment\tdeprivation\r\n990001\t1210\t62\t48\r\n', 'utf16le'),
    ),
  ]) {
    const file = { name: 'file_counts', text };
    const answer = await upload(`${year}/counts`, { version: await versionAt(year) }, file);
    assert.equal(answer.location, `${year}?done=counts`, answer.body.replace(/<[^>]+>/g, ' ').slice(0, 3000));
    assert.match((await get(`${year}/counts.csv`)).body, /990001,Example School 1,1210,62,48\r\n/);
  }
});

test('a hostile table is refused whole, with the line and the reason, and changes nothing', async (t) => {
  const { get, upload, versionAt, db } = await commissioner(await startApp(t));
  await exampleSchool(db, { urn: '990007', name: 'Closed School', status: 'closed', closed_on: '2025-08-31' });
  const year = `/staff/money/years/${await exampleYear(db, { is_draft: true, now: NOW })}`;
  const before = (await get(`${year}/counts.csv`)).body;
  const head = 'urn,pupils,low_attainment,deprivation\n990001,210,62,48\n';
  for (const [text, line, why] of [
    [`${head}990002,NaN,1,1`, 3, 'The column pupils is “NaN”, which is not a number.'],
    [`${head}990002,1e9,1,1`, 3, 'The column pupils is “1e9”, which is not a number.'],
    [`${head}990002,1000000000,1,1`, 3, 'which is more than 1,000,000.'],
    [`${head}990002,-1,1,1`, 3, 'which is less than nothing.'],
    [`${head}990002,=1+1,1,1`, 3, 'which is not a number.'],
    [`${head}990002,"1.210,5",1,1`, 3, 'which is not a number.'],
    [`${head}990002,٣,1,1`, 3, 'which is not a number.'],
    [`${head}990001,1,1,1`, 3, 'The URN 990001 stands on line 2 already.'],
    [`${head}990007,1,1,1`, 3, 'The school 990007 closed on 31 August 2025, before the year begins.'],
    [`${head}999111,1,1,1`, 3, 'The register of schools does not have the URN 999111.'],
    [`${head}990002,1,1`, 3, 'it may be cut off'],
    [`${head}"990002,1,1,1\n`, 3, 'cannot be read'],
    [head.replace('urn', 'school number'), 1, 'It has no column urn.'],
    ['urn,pupils,low_attainment,deprivation\n', 1, 'There is no school in it.'],
  ] as const) {
    const file = { name: 'file_counts', text };
    const answer = await upload(`${year}/counts`, { version: await versionAt(year) }, file);
    assert.equal(answer.status, 422, text);
    const shown = answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    const lineAndReason = new RegExp(` ${line} [^0-9]*.{0,80}${RegExp.escape(why)}`);
    assert.match(shown, lineAndReason, text);
  }
  for (const [text, why] of [
    ['', 'There is no row in it.'],
    [new Uint8Array([0, 1, 2, 0, 255, 0, 3]), 'It cannot be read'],
    [`${head}${'990001,210,62,48\n'.repeat(700_000)}`, 'The file is larger than 10 MB.'],
    [`${head}${'990001,1,1,1\n'.repeat(60_001)}`, 'It has more than 60,000 rows.'],
    [head.replace('deprivation', 'pupils'), 'Two of its columns are called pupils.'],
  ] as const) {
    const answer = await upload(`${year}/counts`, { version: await versionAt(year) }, { name: 'file_counts', text });
    assert.equal(answer.status, 422, why);
    assert.ok(answer.body.includes(why), why);
  }
  assert.equal((await get(`${year}/counts.csv`)).body, before);
});

test('what a spreadsheet would run as a formula is harmless in every table that leaves here', async (t) => {
  const { get, post, upload, versionAt, db } = await commissioner(await startApp(t));
  await exampleSchool(db, { urn: '990001', name: '=HYPERLINK("https://bad.example")' });
  const slug = await exampleYear(db, { is_draft: true, now: NOW });
  const year = `/staff/money/years/${slug}`;
  const pasted_rates =
    'code,label,kind,rate,hidden_below\npupils,=1+1,per pupil,60.89,\nlow_attainment,@x,per pupil,610,5\ndeprivation,+x,per pupil,300,5\nfixed_sum,-x,fixed sum,7180,';
  assert.equal((await upload(`${year}/rates`, { version: await versionAt(year), pasted_rates })).status, 303);
  const tables = ['rates.csv', 'counts.csv', 'what-if.csv'].map((name) => `${year}/${name}`);
  await sql`update funding_year set notional_total = 96337.00`.execute(db);
  assert.equal((await post(`${year}/publish`, { version: await versionAt(year) })).status, 303);
  for (const path of [...tables, `/money/schools.csv?year=${slug}`])
    assert.doesNotMatch((await get(path)).body, /(?:^|,|\n)"?[=@]|(?:^|,|\n)"?[+-](?!\d)/, path);
});

test('another council’s formula is data: other factors, shares of the budget, another number of them', async (t) => {
  const { get, post, upload, versionAt, db } = await commissioner(await startApp(t));
  for (const n of [1, 2, 3]) await exampleSchool(db, { urn: `99000${n}`, name: `Example School ${n}` });
  const began = await post('/staff/money/years', { begins: '2026', method: 'shares', notional_total: '', source: '' });
  const year = String(began.headers.location);
  const bands = ['a', 'b', 'c', 'd', 'e', 'f'];
  const pasted_rates = [
    'code,label,kind,rate,hidden_below',
    'basic_primary,Basic entitlement: primary,share,3.1525,',
    'fsm6,Free school meals in the last six years,share,37.5,5850',
    ...bands.map((band, n) => `idaci_${band},IDACI band ${band.toUpperCase()},share,${40 - n},3400`),
    'eal3,English as an additional language,share,0,2900',
    'lump,Lump sum,share,5,',
    'protection,Protection,fixed sum,1200.55,',
  ].join('\n');
  assert.equal((await upload(`${year}/rates`, { version: await versionAt(year), pasted_rates })).status, 303);
  const lines = [
    [990001, 798_000, 48_000.55, 680, 0, 0, 6_800, 0, 340, 8_700, 140_000],
    [990002, '"1,204,000.10"', 93_600, 6_800, 4_080, 5_440, 10_200, 4_760, 4_420, 2_900, 140_000],
    [990003, 399_000, 5_850, 4_080, 5_100, 680, 0, 6_800, 6_800, 0, 140_000],
  ].map((line) => line.join());
  const header = `urn,basic_primary,fsm6,${bands.map((band) => `idaci_${band}`).join()},eal3,lump`;
  const pasted_counts = [header, ...lines].join('\n');
  const loaded = await upload(`${year}/counts`, { version: await versionAt(year), pasted_counts });
  assert.equal(loaded.location, `${year}?done=counts`, loaded.body);
  const sum = /All memos together £([\d,.]+)/.exec((await get(year)).text)?.[1] ?? '';
  const settings = { version: await versionAt(year), method: 'shares', notional_total: sum, source: 'The Forum' };
  assert.equal((await post(`${year}/settings`, settings)).status, 303);
  assert.equal((await post(`${year}/publish`, { version: await versionAt(year) })).status, 303);
  const memo = await get('/money/schools/990002/2026-to-2027');
  // 1,204,000.10 × 3.1525 % = 37,956.103…; 93,600 × 37.5 % = 35,100
  assert.match(memo.text, /Basic entitlement: primary £1,204,000\.10 3\.1525% £37,956\.10/);
  assert.match(memo.text, /Free school meals in the last six years £93,600\.00 37\.5% £35,100\.00/);
  assert.match(memo.text, /Protection 1 £1,200\.55 £1,200\.55/);
  const other = await get('/money/schools/990003/2026-to-2027');
  assert.match(other.text, /IDACI band D less than £[\d,.]+ 37% less than £[\d,.]+/);
});

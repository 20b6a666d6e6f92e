import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RegisteredSchool, readCounts } from './counts-file-rules.ts';
import type { Factor } from './formula-rules.ts';
import { readRates } from './rates-file-rules.ts';
import { readTable } from './read-table.ts';

const table = async (text: string | Buffer) => {
  const read = await readTable(Buffer.from(text));
  if ('why' in read) throw new Error(read.why);
  return read;
};

const rates = `code,label,kind,rate,hidden_below
pupils,Every pupil,per pupil,60.89,
lpa,Low results before,per pupil,610,5
sum,The same for each school,fixed sum,"£7,180.00",`;

const factors: Factor[] = [
  { code: 'pupils', label: 'Every pupil', kind: 'each', rate: '60.89', hidden_below: null },
  { code: 'lpa', label: 'Low results before', kind: 'each', rate: '610', hidden_below: '5' },
  { code: 'sum', label: 'The same for each school', kind: 'fixed', rate: '7180', hidden_below: null },
];

test('the file of rates is read', async () => {
  assert.deepEqual(readRates('rates', await table(rates)), { ok: true, value: factors });
});

test('a file of rates says on which line what is wrong', async () => {
  for (const [text, line, reason] of [
    ['code,label,kind\nx,X,per pupil', 1, /no column rate/],
    ['code,label,kind,rate', 1, /no factor/],
    ['code,label,kind,rate\nx y,X,per pupil,1', 2, /short word/],
    ['code,label,kind,rate\nx,X,per pupil,1\nx,Y,per pupil,1', 3, /stands twice/],
    ['code,label,kind,rate\nx,,per pupil,1', 2, /label/],
    ['code,label,kind,rate\nx,X,share,1', 2, /Write per pupil or fixed sum/],
    ['code,label,kind,rate\nx,X,per pupil,-1', 2, /less than nothing/],
    ['code,label,kind,rate\nx,X,per pupil,1.005', 2, /more than 2 decimal places/],
    ['code,label,kind,rate\nx,X,per pupil,abc', 2, /not a number/],
  ] as const) {
    const read = readRates('rates', await table(text));
    assert.ok(!read.ok, text);
    assert.equal(read.faults[0]?.line, line, text);
    assert.match(read.faults[0]?.reason ?? '', reason);
  }
  const shares = readRates('shares', await table('code,label,kind,rate\nx,X,share,100.5'));
  assert.ok(!shares.ok && /more than 100/.test(shares.faults[0]?.reason ?? ''));
});

const open = { status: 'open', closed_on: null, area: 'in_area' } as const;
const known = {
  starts_on: '2026-04-01',
  schools: new Map<string, RegisteredSchool>([
    ['990001', open],
    ['990002', open],
    ['990004', { ...open, status: 'closed', closed_on: '2026-03-31' }],
    ['990005', { ...open, status: 'closed', closed_on: '2026-08-31' }],
    ['990006', { ...open, area: 'out_of_area' }],
  ]),
};

test('the file of counts is read, as Excel writes it too', async () => {
  const text = 'URN;School;pupils;lpa\r\n990001;Crâ;210;62\r\n990002;B;"1,030.5";0\r\n';
  const read = readCounts('rates', factors, await table(Buffer.from(text, 'latin1')), known);
  assert.ok(read.ok);
  assert.deepEqual(Object.fromEntries(read.value.get('990002') ?? []), { pupils: '1030.5', lpa: '0' });
});

test('a file of counts says of every bad line what is wrong, and nothing of it is taken', async () => {
  const text = `urn,pupils,lpa
990001,210,62
990001,210,62
990003,1,1
,1,1
990002,,x
990002,-3,1.23456
"990002,1`;
  const sent = await table(text);
  const read = readCounts('rates', factors, sent, known);
  assert.ok(!read.ok);
  assert.deepEqual(
    read.faults.map(({ line, reason }) => `${line} ${reason}`),
    [
      '3 The URN 990001 stands on line 2 already.',
      '4 The register of schools does not have the URN 990003.',
      '5 The URN “” is not a number of 5 or 6 figures.',
      '6 The column pupils is empty.',
      '6 The column lpa is “x”, which is not a number.',
      '7 The URN 990002 stands on line 6 already.',
      '7 The column pupils is -3, which is less than nothing.',
      '7 The column lpa is 1.23456, which has more than 4 decimal places.',
    ],
  );
  assert.equal(sent.bad.length, 1);
});

test('a school that closed before the year, or that is of another council, has no counts', async () => {
  const text = 'urn,pupils,lpa\n990004,1,1\n990005,1,1\n990006,1,1';
  const read = readCounts('rates', factors, await table(text), known);
  assert.ok(!read.ok);
  assert.deepEqual(
    read.faults.map(({ line, reason }) => `${line} ${reason}`),
    [
      '2 The school 990004 closed on 31 March 2026, before the year begins.',
      '4 The school 990006 is in the area of another council.',
    ],
  );
});

test('a file of counts with other columns than the rates have is refused', async () => {
  for (const [text, reason] of [
    ['urn,pupils\n990001,1', /no column lpa/],
    ['urn,pupils,lpa,eal\n990001,1,1,1', /no factor eal/],
    ['pupils,lpa\n1,1', /no column urn/],
    ['urn,pupils,lpa', /no school/],
  ] as const) {
    const read = readCounts('rates', factors, await table(text), known);
    assert.ok(!read.ok);
    assert.match(read.faults[0]?.reason ?? '', reason);
  }
  const pennies = readCounts('shares', factors, await table('urn,pupils,lpa\n990001,1.005,1'), known);
  assert.ok(!pennies.ok && /2 decimal places/.test(pennies.faults[0]?.reason ?? ''));
});

test('what is no table says so', async () => {
  for (const text of ['', Buffer.from([0, 1, 2, 0, 255, 0, 3]), 'urn,urn\n1,1'])
    assert.ok('why' in (await readTable(Buffer.from(text))), String(text));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mendCapitals } from './capital-rules.ts';
import { townNotCounty } from './county-rules.ts';
import { readPosition } from './incoming-place-rules.ts';
import { readByday, readSchedules } from './incoming-schedule-rules.ts';
import { readLine, readParagraphs } from './incoming-text-rules.ts';
import {
  readAges,
  readClock,
  readDay,
  readEmail,
  readNumber,
  readPostcode,
  readWebAddress,
} from './incoming-value-rules.ts';
import { openingHours } from './opening-hours-rules.ts';

const quiet = () => {};

function check<Given>(read: (given: Given) => unknown, cases: [Given, unknown][]): void {
  for (const [given, expected] of cases) assert.deepEqual(read(given), expected, `reading ${JSON.stringify(given)}`);
}

test('text that says nothing is none, and what no database or page can hold is taken out', () => {
  check(readLine, [
    ['  Splash \n swimming ', 'Splash swimming'],
    ['Mums &amp; Tots &#8211; Holt', 'Mums & Tots – Holt'],
    ['a\u0000b', 'ab'],
    [12, '12'],
    ['', undefined],
    ['-', undefined],
    ['N/A', undefined],
    ['null', undefined],
    [null, undefined],
    [{ name: 'x' }, undefined],
  ]);
});

test('markup becomes plain paragraphs, and scripts nothing', () => {
  check(readParagraphs, [
    ['<p>Swim &amp; play.</p><p>Every <b>Monday</b>.</p>', 'Swim & play.\n\nEvery Monday.'],
    ['One<br>two<ul><li>three</li><li>four</li></ul>', 'One\ntwo\n\n- three\n- four'],
    ['See <a href="https://example.org/x">our page</a>.', 'See our page (https://example.org/x).'],
    ['Before<script>alert(1)</script>after', 'Beforeafter'],
    ['For under <3s, and 2 < 3', 'For under <3s, and 2 < 3'],
    ['a\r\nb\n\n\n\nc', 'a\nb\n\nc'],
  ]);
});

test('markup that was made to be slow is read at once', () => {
  const began = performance.now();
  readParagraphs('<script'.repeat(15_000));
  readParagraphs('<'.repeat(100_000));
  readParagraphs(`<a href="${'https://'.repeat(10_000)}`);
  assert.ok(performance.now() - began < 2000);
});

test('a line that was made to be slow is read at once', () => {
  const began = performance.now();
  for (const piece of ['a', 'a@', 'b-.', 'O', '1 ', 'mo,', 'https://']) {
    const line = piece.repeat(100_000);
    for (const read of [readEmail, readWebAddress, readPostcode, readClock, readDay, readByday]) read(line, quiet);
    readNumber(line);
  }
  assert.ok(performance.now() - began < 2000);
});

test('postcodes are spaced, and look-alike characters in them mended', () => {
  check(
    (given) => readPostcode(given, quiet),
    [
      ['nr11aa', 'NR1 1AA'],
      ['NR1O 3AB', 'NR10 3AB'],
      ['NRI 3AB', 'NR1 3AB'],
      ['SW1A 1AA', 'SW1A 1AA'],
      ['75001', '75001'],
      ['', undefined],
    ],
  );
});

test('web and e-mail addresses are mended or left out, never shown broken or dangerous', () => {
  check(
    (given) => readWebAddress(given, quiet),
    [
      ['www.example.org/swim', 'http://www.example.org/swim'],
      ['https://example.org', 'https://example.org'],
      ['//example.org', 'http://example.org'],
      ['javascript:alert(1)', undefined],
      ['see our page', undefined],
      ['http://', undefined],
    ],
  );
  check(
    (given: unknown) => readEmail(given, quiet),
    [
      ['mailto:swim@example.org', 'swim@example.org'],
      ['a@example.org; b@example.org', 'a@example.org'],
      ['Splash Café <swim@example.org>', 'swim@example.org'],
      ['https://example.org/contact', undefined],
      ['not an address', undefined],
      [7, undefined],
    ],
  );
});

test('times, days and dates are read as people and systems write them', () => {
  check(
    (given) => readClock(given, quiet),
    [
      ['10:00:00', '10:00'],
      ['9.30am', '09:30'],
      ['0930', '09:30'],
      ['7 pm', '19:00'],
      ['12am', '00:00'],
      ['noon', '12:00'],
      ['24:00', '23:59'],
      ['2000-01-01T08:00:00.000Z', '08:00'],
      ['10:00+01:00', '10:00'],
      ['25:00', undefined],
      ['late', undefined],
    ],
  );
  check(
    (given: unknown) => readByday(given, quiet),
    [
      ['MO,WE', 'MO,WE'],
      ['Monday', 'MO'],
      ['Mon to Fri', 'MO,TU,WE,TH,FR'],
      ['Tues & Thurs', 'TU,TH'],
      ['2MO,-1FR', '2MO,-1FR'],
      [['SA', 'SU'], 'SA,SU'],
      [3, 'WE'],
      ['sometimes', undefined],
    ],
  );
  check(
    (given) => readDay(given, quiet),
    [
      ['2026-03-01T10:00:00Z', '2026-03-01'],
      ['01/03/2026', '2026-03-01'],
      ['20260301', '2026-03-01'],
      ['1st March 2026', '2026-03-01'],
      ['31/02/2026', undefined],
      ['soon', undefined],
    ],
  );
  assert.equal(readDay('03/01/2026', quiet, 'month first'), '2026-03-01');
});

test('a schedule keeps what can be read of it', () => {
  assert.deepEqual(readSchedules([null, {}, { opens_at: 'x' }], quiet), []);
  const [monthly] = readSchedules([{ freq: 'WEEKLY', byday: '2MO', opens_at: '10:00:00', interval: '0' }], quiet);
  assert.equal(monthly?.freq, 'MONTHLY');
  assert.equal(monthly?.opens_at, '10:00');
  assert.equal(monthly?.interval, undefined);
});

test('ages and numbers that cannot be are left out', () => {
  check(
    ([from, to]: [unknown, unknown]) => readAges(from, to, quiet),
    [
      [['5', '11'], { minimum_age: 5, maximum_age: 11 }],
      [[0.5, null], { minimum_age: 0.5 }],
      [[11, 999], { minimum_age: 11 }],
      [[0, 0], {}],
      [[12, 5], {}],
      [[-1, 5], {}],
      [['x', ''], {}],
    ],
  );
  check(readNumber, [
    ['£3.50', 3.5],
    ['1,200', 1200],
    ['free', undefined],
    [Number.NaN, undefined],
  ]);
});

test('a position is one of the British Isles, or none', () => {
  check(
    ([a, b]: [unknown, unknown]) => readPosition(a, b, quiet),
    [
      [['52.63', '1.29'], { latitude: 52.63, longitude: 1.29 }],
      [[1.29, 52.63], { latitude: 52.63, longitude: 1.29 }],
      [[0, 0], {}],
      [[100, 101], {}],
      [[40.7, -74], {}],
      [[null, 1], {}],
    ],
  );
});

test('a county that stands where the town belongs makes room for the town', () => {
  const read = (street: string, town: string, county?: string) =>
    Object.values(townNotCounty({ street, town, county }));
  assert.deepEqual(read('Mill Lane, Acle', 'Norfolk', 'Norfolk'), ['Mill Lane', 'Acle', 'Norfolk']);
  assert.deepEqual(read('Mill Lane, Ely', 'Cambridgeshire'), ['Mill Lane', 'Ely', 'Cambridgeshire']);
  assert.deepEqual(read('Mill Lane', 'Norfolk'), ['Mill Lane', undefined, 'Norfolk']);
  assert.deepEqual(read('Mill Lane, Acle', 'Norwich', 'Norfolk'), ['Mill Lane, Acle', 'Norwich', 'Norfolk']);
});

test('names in capitals become ordinary names, abbreviations stay', () => {
  check(mendCapitals, [
    ["ST JOHN'S FC (NORTH WALSHAM)", "St John's FC (North Walsham)"],
    ['FRIENDS OF THE PARK CIC', 'Friends of the Park CIC'],
    ['Splash FC', 'Splash FC'],
    ['RNIB', 'RNIB'],
  ]);
});

test('opening hours of each day become patterns', () => {
  const hours = openingHours({ MO: '10:00-13:00, 14:00-17:00', TU: 'Closed', WE: '10:00-13:00', TH: '', FR: '2-5pm' });
  assert.deepEqual(
    hours.map(({ byday, opens_at, closes_at }) => `${byday} ${opens_at}–${closes_at}`),
    ['MO,WE 10:00–13:00', 'MO 14:00–17:00', 'FR 2pm–5pm'],
  );
});

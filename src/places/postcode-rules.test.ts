import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalPostcode, postcodesOfSector, postcodeWithin, readPostcode } from './postcode-rules.ts';

const readings: [typed: string, reading: string][] = [
  ['NR1 1AA', 'postcode NR1 1AA'],
  ['nr11aa', 'postcode NR1 1AA'],
  ['  nr1  1aa ', 'postcode NR1 1AA'],
  ['NR1-1AA.', 'postcode NR1 1AA'],
  ['n r 1 1 a a', 'postcode NR1 1AA'],
  ['pe30 5pt', 'postcode PE30 5PT'],
  ['PE3O 5PT', 'postcode PE30 5PT'],
  ['PE30 SPT', 'none'],
  ['NRI IAA', 'postcode NR1 1AA'],
  ['NRl lAA', 'postcode NR1 1AA'],
  ['1P22 2AR', 'postcode IP22 2AR'],
  ['0X1 1AA', 'postcode OX1 1AA'],
  ['SW1A 1AA', 'postcode SW1A 1AA'],
  ['EC1A1BB', 'postcode EC1A 1BB'],
  ['W1A 0AX', 'postcode W1A 0AX'],
  ['M1 1AE', 'postcode M1 1AE'],
  ['L1 8JQ', 'postcode L1 8JQ'],
  ['BT1 5GS', 'postcode BT1 5GS'],
  ['JE2 3AB', 'postcode JE2 3AB'],
  ['NR1', 'outcode NR1'],
  ['nr 31', 'outcode NR31'],
  ['SW1A', 'outcode SW1A'],
  ['PE3O', 'outcode PE30'],
  ['NR1 1', 'sector NR1 1'],
  ['NR1 1A', 'sector NR1 1'],
  ['ZZ1 1ZZ', 'impossible'],
  ['QQ99', 'impossible'],
  ['NR1 1CC', 'impossible'],
  ['75001', 'foreign ?'],
  ['90210-1234', 'foreign ?'],
  ['D-10115', 'foreign ?'],
  ['D02 X285', 'foreign Ireland'],
  ['K1A 0B1', 'foreign Canada'],
  ['1012 AB', 'foreign the Netherlands'],
  ['BFPO 57', 'forces'],
  ['BF1 2AS', 'forces'],
  ['Cromer', 'none'],
  ['Oil', 'none'],
  ['Ely', 'none'],
  ['Lol', 'none'],
  ['', 'none'],
  ['<script>', 'none'],
  ["' or 1=1 --", 'none'],
  ['9'.repeat(5000), 'none'],
];

for (const [typed, expected] of readings) {
  test(`"${typed.slice(0, 30)}" is read as ${expected}`, () => {
    const reading = readPostcode(typed);
    const words: string[] = [reading.kind];
    if (reading.kind === 'postcode') words.push(reading.postcode);
    if (reading.kind === 'outcode') words.push(reading.outcode);
    if (reading.kind === 'sector') words.push(reading.sector);
    if (reading.kind === 'foreign') words.push(reading.country ?? '?');
    assert.equal(words.join(' '), expected);
  });
}

test('in data, only what is written right is a postcode', () => {
  assert.equal(normalPostcode('nr1 1aa'), 'NR1 1AA');
  assert.equal(normalPostcode('NR11AA'), 'NR1 1AA');
  for (const wrong of ['NRI 1AA', 'NR1', 'ZZ1 1AA', '', 'NR1 1AAA']) assert.equal(normalPostcode(wrong), undefined);
});

test('a postcode is found in the middle of a sentence', () => {
  assert.equal(postcodeWithin('swimming near nr1 1aa on saturday')?.words, 'nr1 1aa');
  assert.equal(postcodeWithin('clubs PE30')?.words, 'PE30');
  assert.equal(postcodeWithin('key stage 2 help for a 9 year old'), undefined);
});

test('a sector has 400 postcodes at most', () => {
  const all = postcodesOfSector('NR1 1');
  assert.equal(new Set(all).size, 400);
  assert.ok(all.every((postcode) => normalPostcode(postcode) === postcode));
});

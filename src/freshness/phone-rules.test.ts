import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneFault } from './phone-rules.ts';

const good: [number: string, type?: string][] = [
  ['01632 960001'],
  ['(01632) 960 001'],
  ['020 7946 0000'],
  ['+44 20 7946 0000'],
  ['+44 (0)1632 960001'],
  ['0044 1632 960001'],
  ['07700 900123'],
  ['0300 123 4567'],
  ['0800 1111'],
  ['0800 123456'],
  ['0808 157 0192'],
  ['016977 1234'],
  ['01632 960001 ext 12'],
  ['01632 960001 extension 12'],
  ['01632 960001, option 2'],
  ['Tel: 01632 960001'],
  ['01632-960-001'],
  ['18001 01632 960001'],
  ['999'],
  ['111'],
  ['116 123'],
  ['85258', 'text'],
  ['+353 1 234 5678'],
  ['01632 960001 (term time only)'],
];
for (const [number, type] of good)
  test(`${number} can be dialled`, () => assert.equal(phoneFault(number, type), undefined));

const bad: [number: string, fault: RegExp][] = [
  ['TBC', /no number/],
  ['', /no number/],
  ['1632 960001', /first 0/],
  ['960001', /area code/],
  ['01632 9600', /too short/],
  ['01632 9600012', /too long/],
  ['020 7946 000', /too short/],
  ['07700 90012', /too short/],
  ['0300 123 45678', /too long/],
  ['04632 960001', /begins so/],
  ['01632 960001 / 01632 960002', /more than one/],
  ['01632 960001 or 960002', /more than one/],
  ['01632 960001, 01632 960002', /more than one/],
  ['ask for Splash on 01632 960001', /words/],
  ['swim@01632', /words|signs/],
  ['+44', /other country|area code|begins/],
];
for (const [number, fault] of bad)
  test(`${number || 'nothing'} cannot: ${fault.source}`, () => assert.match(phoneFault(number) ?? '', fault));

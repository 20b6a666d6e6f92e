import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parseAuthority, readAuthority } from './authority.ts';
import { contrast } from './colour-rules.ts';

const path = new URL('../authority.json', import.meta.url).pathname;
const shipped = JSON.parse(await readFile(path, 'utf8'));
const parse = (changes: object) =>
  parseAuthority(JSON.stringify({ ...shipped, ...changes }), '/council/authority.json');

test('the shipped example is whole, says that it is an example, and its files are there', async () => {
  const authority = await readAuthority(path);
  assert.equal(authority.is_example, true);
  const { areas_file, gazetteer_file, ehc_file, disputes_file, schemes_file } = authority;
  for (const file of [areas_file, gazetteer_file, ehc_file, disputes_file, schemes_file]) assert.ok(existsSync(file));
});

test('contact details of the example reach nobody', () => {
  assert.match(shipped.contact.phone, /^01632 960 ?\d{3}$/);
  assert.match(shipped.contact.text_phone, /^07700 900 ?\d{3}$/);
  assert.match(shipped.contact.email, /@([a-z]+\.)?example\.org$/);
});

test('contrast is as WCAG computes it', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#ffffff', '#ffffff'), 1);
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
});

test('paths are read from where the file stands', () => {
  assert.equal(parse({ areas_file: 'shapes/areas.json' }).areas_file, '/council/shapes/areas.json');
});

const wrong: [name: string, changes: object, message: RegExp][] = [
  ['a name that is missing', { name: undefined }, /^authority\.json is wrong\. name: /],
  ['a code that is none of the ONS', { code: 'Norfolk' }, /code: write a code of the ONS/],
  [
    'a colour that cannot be read',
    { brand: { ...shipped.brand, light: { ...shipped.brand.light, primary: '#7fd0d3' } } },
    /brand\.light\.primary: #7fd0d3 on the background #ffffff has a contrast of 1\.\d; 4\.5 is needed/,
  ],
  [
    'a colour of another notation',
    { brand: { ...shipped.brand, dark: { ...shipped.brand.dark, accent: 'red' } } },
    /brand\.dark\.accent: write a colour/,
  ],
  [
    'tiles over http',
    { map: { tiles_url: 'http://tiles.example.org/{z}/{x}/{y}.png', tiles_attribution: null } },
    /map\.tiles_url/,
  ],
  [
    'tiles without a place for numbers',
    { map: { tiles_url: 'https://tiles.example.org/', tiles_attribution: null } },
    /map\.tiles_url: needs \{z\}/,
  ],
  [
    'an extent the wrong way round',
    { extent: { west: 2, south: 52, east: 1, north: 53 } },
    /extent: west must be less/,
  ],
];

for (const [name, changes, message] of wrong) {
  test(`refused in one clear line: ${name}`, () => {
    assert.throws(
      () => parse(changes),
      (error: Error) => message.test(error.message) && !error.message.includes('\n'),
    );
  });
}

test('tiles that the council configures are taken', () => {
  const map = { tiles_url: 'https://tiles.example.org/{z}/{x}/{y}.png', tiles_attribution: '© Example' };
  assert.deepEqual(parse({ map }).map, map);
});

test('a file that is not there, or no JSON, is refused in one line', async () => {
  await assert.rejects(readAuthority('/nowhere/authority.json'), { name: 'WrongAuthority', message: /ENOENT/ });
  assert.throws(() => parseAuthority('{', 'authority.json'), { name: 'WrongAuthority', message: /not valid JSON/ });
});

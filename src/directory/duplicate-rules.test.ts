import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filledFrom, type Likeness, sharedBy } from './duplicate-rules.ts';

const splash: Likeness = {
  name: 'Splash Swimming Club',
  organisation: 'Splash',
  postcodes: ['NR279AA'],
  phones: ['1632960001'],
  webs: ['splash.example'],
};
const elsewhere = { organisation: 'Another', postcodes: [], phones: [], webs: [] };

const cases: [what: string, other: Partial<Likeness>, shared: string][] = [
  ['the same again', {}, 'name, postcode, phone number, web address, organisation'],
  ['the same name and place', { ...elsewhere, postcodes: ['NR279AA'] }, 'name, postcode'],
  ['the same name and phone, no place', { ...elsewhere, phones: ['1632960001'] }, 'name, phone number'],
  ['the same name and web address', { ...elsewhere, webs: ['splash.example'] }, 'name, web address'],
  [
    'the same name of the same organisation, nothing else',
    { ...elsewhere, organisation: 'Splash Ltd' },
    'name, organisation',
  ],
  ['only the same name', elsewhere, ''],
  [
    'other spelling at one place',
    { ...elsewhere, name: 'Splash Swiming Club', postcodes: ['NR279AA'] },
    'nearly the name, postcode',
  ],
  [
    'words in another order',
    { ...elsewhere, name: 'The Swimming Club: Splash', phones: ['1632960001'] },
    'name, phone number',
  ],
  [
    'a word more',
    { ...elsewhere, name: 'Splash Swimming Club Cromer', phones: ['1632960001'] },
    'nearly the name, phone number',
  ],
  ['nearly the name, and nothing else', { ...elsewhere, name: 'Splash Swiming Club' }, ''],
  ['a branch of the same name elsewhere', { postcodes: ['NR11AA'] }, ''],
  [
    'one of several places is the same',
    { postcodes: ['NR11AA', 'NR279AA'] },
    'name, postcode, phone number, web address, organisation',
  ],
  ['the group of another day', { name: 'Splash Swimming Club Saturday' }, ''],
  ['the group of another age', { name: 'Splash Swimming Club under 8' }, ''],
  ['the same team of another district', { name: 'Splash Swimming Team' }, ''],
  [
    'two words run together',
    { ...elsewhere, name: 'Splash SwimmingClub', webs: ['splash.example'] },
    'nearly the name, web address',
  ],
  ['another group at the same place', { name: 'Splash Trampoline Hour' }, ''],
  ['neighbours in one building', { ...elsewhere, name: 'Quiet Cinema', postcodes: ['NR279AA'] }, ''],
  ['a name that says nothing', { name: '???' }, ''],
];

for (const [what, other, shared] of cases)
  test(`${what}: ${shared || 'two services'}`, () => {
    assert.equal(sharedBy(splash, { ...splash, ...other }).join(', '), shared);
    assert.equal(sharedBy({ ...splash, ...other }, splash).join(', '), shared, 'whichever is first');
  });

test('what the survivor lacks comes from the other, without its ids; what it has stays', () => {
  const survivor = { id: 'a', source_id: '1', name: 'Splash', fees: undefined, phones: [], url: 'https://a.example' };
  const other = {
    id: 'b',
    source_id: '2',
    name: 'SPLASH',
    fees: 'Free',
    phones: [{ id: 'p', number: '1' }],
    url: 'https://b.example',
  };
  assert.deepEqual(filledFrom<Record<string, unknown>>(survivor, other), {
    ...survivor,
    fees: 'Free',
    phones: [{ number: '1' }],
  });
});

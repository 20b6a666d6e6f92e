import assert from 'node:assert/strict';
import { test } from 'node:test';
import { establishmentType, establishmentTypes, phaseOf } from './establishment-type-rules.ts';
import { needsOfRegister } from './need-rules.ts';
import { registerRow } from './register-examples.ts';
import { readPhone, readRegisterRow, readWebsite } from './register-row-rules.ts';

const read = (different: Record<string, string | number>) => {
  const row = registerRow(999001, different);
  return readRegisterRow((column) => String(row[column] ?? '').trim(), '2026-11-22');
};

test('every type of the register is known by its code and by its name', () => {
  const types = establishmentTypes();
  assert.equal(types.length, 39);
  assert.equal(new Set(types.map(({ code }) => code)).size, 39);
  for (const { code, name, kind } of types)
    assert.deepEqual(
      [establishmentType({ code }, '')?.kind, establishmentType({ name }, '')?.kind],
      [kind, kind],
      name,
    );
});

const types: [name: string, code: string, school: string, kind: string, governance: string][] = [
  ['community school', '1', 'A', 'mainstream', 'maintained'],
  ['converted academy', '34', 'A', 'mainstream', 'academy'],
  ['nursery school', '15', 'A', 'nursery', 'maintained'],
  ['special free school', '36', 'A', 'special', 'academy'],
  ['hospital school', '7', 'City Hospital School', 'hospital_special', 'maintained'],
  ['non-maintained special school', '8', 'Hospital House', 'non_maintained_special', 'independent'],
  ['independent special school', '10', 'A', 'independent_special', 'independent'],
  ['pupil referral unit', '14', 'A', 'alternative_provision', 'maintained'],
  ['alternative provision academy', '42', 'A', 'alternative_provision', 'academy'],
  ['further education', '18', 'A', 'college', 'college'],
  ['special post-16 institution', '32', 'A', 'specialist_college', 'college'],
  ['private school', '11', 'A', 'independent', 'independent'],
];
for (const [name, code, school, kind, governance] of types)
  test(`what the law makes of a type: ${name}`, () => {
    const type = establishmentType({ code }, school);
    assert.deepEqual([type?.kind, type?.governance], [kind, governance]);
  });

test('a type in other words is known too, and one that nobody knows is kept in the register’s words', () => {
  const kindOf = (name: string) => establishmentType({ name }, '')?.kind;
  assert.deepEqual(
    [
      'LA Nursery School',
      'Free Schools - 16-19',
      'Academy 16-19 Sponsor Led',
      'Service Childrens Education',
      'Circus',
    ].map(kindOf),
    ['nursery', 'college', 'college', 'other', undefined],
  );
  const school = read({ 'TypeOfEstablishment (code)': 99, 'TypeOfEstablishment (name)': 'Circus school' });
  assert.deepEqual([school.type, school.kind, school.governance], ['Circus school', 'other', 'other']);
});

const phases: [
  words: string,
  kind: 'mainstream' | 'special' | 'nursery' | 'college',
  low: number | null,
  high: number | null,
  phase: string,
][] = [
  ['Primary', 'mainstream', 4, 11, 'primary'],
  ['Middle deemed secondary', 'mainstream', 9, 13, 'secondary'],
  ['All-through', 'mainstream', 3, 18, 'all_through'],
  ['Not applicable', 'special', 4, 19, 'all_through'],
  ['Not applicable', 'special', 11, 16, 'secondary'],
  ['Not applicable', 'special', 4, 11, 'primary'],
  ['Not applicable', 'special', 16, 25, 'sixteen_plus'],
  ['Not applicable', 'special', null, null, 'none'],
  ['Not applicable', 'nursery', 2, 5, 'nursery'],
  ['16 plus', 'college', 16, 99, 'sixteen_plus'],
];
for (const [words, kind, low_age, high_age, phase] of phases)
  test(`the phase of a ${kind} school, ${words}, from ${low_age} to ${high_age}, is ${phase}`, () => {
    assert.equal(phaseOf(words, { kind, low_age, high_age }), phase);
  });

test('types of need are read as codes of the census, former ones too', () => {
  const cells = [
    'SpLD - Specific Learning Difficulty',
    'ASD - Autistic Spectrum Disorder~VI - Visual Impairment',
    'BESD - Behaviour, Emotional and Social Difficulty [archived]',
    'Not Applicable',
    '',
  ];
  assert.deepEqual(cells.map(needsOfRegister), [['SPLD'], ['ASD', 'VI'], ['SEMH'], [], []]);
});

test('websites lose what counts clicks and gain their http; phone numbers get their nought back', () => {
  assert.equal(readWebsite('www.school.example.org'), 'http://www.school.example.org');
  assert.equal(readWebsite('https://a.example.org/?utm_source=gov&gclid=1&page=2'), 'https://a.example.org/?page=2');
  assert.equal(readWebsite('none'), null);
  assert.deepEqual(
    [readPhone('1632960001'), readPhone('01632 960001'), readPhone('')],
    ['01632960001', '01632 960001', null],
  );
});

test('resourced provision and a SEN unit become bases with the school’s needs', () => {
  const cells = {
    ResourcedProvisionCapacity: 16,
    ResourcedProvisionOnRoll: 10,
    SenUnitCapacity: 8,
    SenUnitOnRoll: '',
    'SEN1 (name)': 'HI - Hearing Impairment',
  };
  assert.deepEqual(
    read(cells).bases.map(({ kind, needs, places, occupied, counted_on }) => [
      kind,
      needs,
      places,
      occupied,
      counted_on,
    ]),
    [
      ['resource_base', ['HI'], 16, 10, '2026-01-15'],
      ['sen_unit', ['HI'], 8, null, '2026-01-15'],
    ],
  );
});

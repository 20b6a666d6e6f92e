import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differencesInWords, fieldName, valueInWords } from './record-words-rules.ts';

const context = { terms: new Map([['need:ASD', 'Autism']]), today: '2026-11-16' };

const cases: [field: string, value: unknown, lines: string[]][] = [
  ['name', 'Splash', ['Splash']],
  ['fees', null, []],
  ['minimum_age', 5, ['5']],
  ['local_offer.open_to_all', false, ['No']],
  ['assured_date', '2026-01-05', ['5 January 2026']],
  ['terms', ['need:ASD', 'need:other'], ['Autism', 'need:other']],
  ['phones', [{ id: 'x', number: '01632 960001', description: 'weekdays' }], ['01632 960001, weekdays']],
  ['schedules', [{ freq: 'WEEKLY', byday: 'TU', opens_at: '17:00' }], ['Every Tuesday, from 5pm']],
  ['cost_options', [{ option: 'Each time', amount: 4.5, currency: 'GBP' }], ['£4.50 Each time']],
  [
    'service_at_locations',
    [
      {
        location: {
          location_type: 'physical',
          name: 'The Pool',
          latitude: 52,
          addresses: [{ address_1: '1 Pool Lane', city: 'Cromer', postal_code: 'NR27 9AA', country: 'GB' }],
          accessibility: [{ description: 'Step-free' }],
        },
        schedules: [],
      },
    ],
    ['The Pool, 1 Pool Lane, Cromer, NR27 9AA, Step-free'],
  ],
  [
    'eligibility',
    [{ criterion: 'age', value: '5-17', description: 'Your child is 5 to 17.' }],
    ['Your child is 5 to 17.'],
  ],
  ['local_offer.commitment', { commitment: 'available_now' }, ['available now']],
];

for (const [field, value, lines] of cases)
  test(`${field} ${JSON.stringify(value)?.slice(0, 50)} reads ${JSON.stringify(lines)}`, () => {
    assert.deepEqual(valueInWords(field, value, context), lines);
  });

test('a change that nobody sees in words is said all the same', () => {
  const changes = [
    { field: 'languages', old_value: [{ name: 'English' }], new_value: [{ name: 'English', code: 'en' }] },
  ];
  assert.deepEqual(differencesInWords(changes, context)[0]?.now, [
    { text: 'English', is_changed: false },
    { text: 'What only machines read has changed.', is_changed: true },
  ]);
});

test('fields have names that people use, and what only machines read is left out', () => {
  assert.equal(fieldName('application_process'), 'How to get it');
  assert.equal(fieldName('organization.phones'), 'Organisation: phone numbers');
  assert.equal(fieldName('local_offer.waiting_time'), 'Waiting time');
  const changes = [
    { field: 'source_id', old_value: 'a', new_value: 'b' },
    { field: 'organization.id', old_value: null, new_value: 'b' },
    { field: 'fees', old_value: null, new_value: 'Free' },
    { field: 'name', old_value: 'Splash', new_value: 'Splash!' },
  ];
  const differences = differencesInWords(changes, context);
  assert.deepEqual(
    differences.map(({ name }) => name),
    ['Name', 'Fees'],
  );
  assert.deepEqual(differences[1]?.now, [{ text: 'Free', is_changed: true }]);
});

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type ColumnMapping, missingColumns, readMapping } from './column-mapping-rules.ts';
import { mappedService } from './record-fields.ts';
import { joinRows, serviceOfRow } from './row-reading-rules.ts';

function mappingOf(json: object): ColumnMapping {
  const read = readMapping(json, mappedService);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.mapping;
}

test('a wrong mapping is told in a line that names the field', () => {
  const cases: [object, RegExp][] = [
    [{ fields: { name: 'Name' } }, /^id: /],
    [{ id: 'Id', fields: {} }, /“name” is missing/],
    [{ id: 'Id', fields: { name: 'Name', 'address.town': 'Town' } }, /address\.town: a service has no such field/],
    [{ id: 'Id', fields: { name: 'Name', email: { colum: 'E-mail' } } }, /fields → email.*colum/],
    [{ id: 'Id', fields: { name: { column: 'A', constant: 'B' } } }, /exactly one/],
    [{ id: 'Id', fields: { name: { column: 'A', pattern: '(' } } }, /no regular expression/],
    [
      { id: 'Id', fields: { name: 'Name' }, terms: [{ column: 'Kind', map: { Swim: 'category:swim' } }] },
      /category:swim/,
    ],
    [{ id: 'Id', fields: { name: 'Name' }, colour: 'red' }, /colour/],
  ];
  for (const [json, expected] of cases) {
    const read = readMapping(json, mappedService);
    assert.ok('problems' in read && read.problems.length === 1, JSON.stringify(read));
    assert.match(read.problems[0] ?? '', expected);
  }
});

test('columns that the file does not have are named', () => {
  const mapping = mappingOf({ id: 'Id', fields: { name: 'Name', phone: { column: 'Tel', or: 'Mobile' } } });
  assert.deepEqual(missingColumns(mapping, ['Id', 'Name', 'Tel']), ['Mobile']);
});

test('a row becomes a service as its mapping says', () => {
  const mapping = mappingOf({
    id: ['List', 'No'],
    skip: [{ column: 'Closed', filled: true }],
    fields: {
      name: { column: 'Name', capitals: 'mend' },
      'organization.name': { column: 'Provider', or: 'Name' },
      description: { columns: ['About', 'Notes'], join: '\n' },
      'address.address_1': { column: 'Address', split: ', ', take: 'all but last' },
      'address.city': { column: 'Address', split: ', ', take: -1 },
      phone: { column: 'Phones', split: '/' },
      minimum_age: { column: 'Ages', pattern: '^(\\d+)' },
      assured_date: { column: 'Checked', date: 'MM/DD/YYYY' },
      status: { column: 'State', map: { A: 'active', T: 'temporarily closed' }, otherwise: 'refuse row' },
    },
    terms: [{ column: 'Kinds', split: ';', map: { Swimming: ['category:sport', 'need:PD'] } }],
    opening_hours: { MO: 'Mon' },
  });
  const row = {
    List: 'x',
    No: '7',
    Closed: '',
    Name: 'SPLASH CLUB',
    Provider: '',
    About: 'Swimming.',
    Notes: 'Bring a towel.',
    Address: '1 Pool Lane, Suffield Park, Cromer',
    Phones: '01632 960001 / 01632 960002',
    Ages: '5 to 11',
    Checked: '3/1/2026',
    State: 'a',
    Kinds: 'Swimming; Chess',
    Mon: '9-12',
  };
  const read = serviceOfRow(mapping, row);
  assert.ok('service' in read);
  const { service } = read;
  assert.equal(service.id, 'x:7');
  assert.equal(service.name, 'Splash Club');
  assert.equal(service.description, 'Swimming.\nBring a towel.');
  assert.deepEqual(service.organization, { name: 'SPLASH CLUB' });
  assert.deepEqual(service.phones, [{ number: '01632 960001' }, { number: '01632 960002' }]);
  assert.equal(service.minimum_age, '5');
  assert.equal(service.assured_date, '2026-03-01');
  assert.deepEqual(service.terms, ['category:sport', 'need:PD']);
  assert.deepEqual(service.service_at_locations, [
    {
      location: { addresses: [{ address_1: '1 Pool Lane, Suffield Park', city: 'Cromer' }] },
      schedules: [{ freq: 'WEEKLY', byday: 'MO', opens_at: '9', closes_at: '12' }],
    },
  ]);
  assert.deepEqual(serviceOfRow(mapping, { ...row, Closed: '2019' }), { skipped: true });
  assert.ok('refused' in serviceOfRow(mapping, { ...row, State: 'Q' }));
});

test('rows of one service are joined: its places side by side, what is the same once', () => {
  const joined = joinRows(
    {
      id: '1',
      name: 'Stay and play',
      terms: ['category:play'],
      service_at_locations: [{ location: { name: 'Holt' } }],
    },
    {
      id: '1',
      name: 'Stay and play',
      terms: ['category:play'],
      service_at_locations: [{ location: { name: 'Diss' } }],
    },
  );
  assert.deepEqual(joined.terms, ['category:play']);
  assert.deepEqual(joined.service_at_locations, [{ location: { name: 'Holt' } }, { location: { name: 'Diss' } }]);
});

test('the mappings of services that are shipped as examples are right', () => {
  const all = globSync(new URL('../../docs/imports/*.json', import.meta.url).pathname);
  const files = all.filter((file) => !file.endsWith('/schools.json'));
  assert.ok(files.length >= 2);
  for (const file of files) mappingOf(JSON.parse(readFileSync(file, 'utf8')));
});

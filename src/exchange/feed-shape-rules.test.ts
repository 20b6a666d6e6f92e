import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapeObject } from './feed-shape-rules.ts';

const id = '009412ae-d797-5585-b07d-1f6b2b38c296';
const full = { is_full: true, is_strict: false };
const service = (fields: object) => shapeObject('service', { id, name: 'A', status: 'active', ...fields }, full);

test('a value that is not of its kind is left out, not given as it is', () => {
  const cases: [field: string, value: unknown, given: unknown][] = [
    ['email', 'swim@example.org', 'swim@example.org'],
    ['email', 'ring us', undefined],
    ['email', 'swim@localhost', undefined],
    ['url', 'https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['url', 'https://example.org/a b/ü', 'https://example.org/a%20b/%C3%BC'],
    ['url', 'www.example.org', undefined],
    ['url', 'javascript:alert(1)', undefined],
    ['url', 'https://', undefined],
    ['assured_date', '2026-01-31', '2026-01-31'],
    ['assured_date', 'last week', undefined],
    ['last_modified', new Date('2026-01-31T09:30:00Z'), '2026-01-31T09:30:00.000Z'],
    ['last_modified', '2026-01-31T09:30:00+00:00', '2026-01-31T09:30:00.000Z'],
    ['last_modified', 'never', undefined],
    ['minimum_age', 0, 0],
    ['minimum_age', 4.5, 4.5],
    ['minimum_age', '4', undefined],
    ['minimum_age', Number.NaN, undefined],
    ['description', 'a\r\n\tb ', 'a\r\n\tb '],
    ['description', '', undefined],
    ['description', null, undefined],
    ['schedules', [], undefined],
    ['schedules', [null], undefined],
    ['not_a_field', 'x', undefined],
  ];
  for (const [field, value, given] of cases)
    assert.deepEqual(service({ [field]: value })[field], given, `${field} ${value}`);
});

test('a required text without a value is empty, because the schema asks for it', () => {
  const at = {
    id,
    location: { id, location_type: 'physical', addresses: [{ id, address_1: '1 High Street', country: 'GB' }] },
  };
  const shaped = service({ organization: { id, name: 'B' }, service_at_locations: [at] });
  assert.deepEqual(shaped.organization, { id, name: 'B', description: '' });
  const place = (shaped.service_at_locations as { location: { addresses: unknown[] } }[])[0]?.location;
  assert.deepEqual(place?.addresses, [
    { id, address_1: '1 High Street', city: '', state_province: '', postal_code: '', country: 'GB' },
  ]);
});

test('a list holds direct fields, strict holds what the profile names, and nothing turns in a circle', () => {
  const values = {
    id,
    name: 'A',
    status: 'active',
    wait_time: 'A week.',
    phones: [{ id, number: '1' }],
    funding: [{ id }],
  };
  const shape = (is_full: boolean, is_strict: boolean) =>
    Object.keys(shapeObject('service', values, { is_full, is_strict }));
  assert.deepEqual(shape(false, false), ['id', 'name', 'status', 'wait_time']);
  assert.deepEqual(shape(true, true), ['id', 'name', 'status', 'funding']);
  assert.deepEqual(shape(true, false), ['id', 'name', 'status', 'wait_time', 'phones', 'funding']);
  const round: Record<string, unknown> = { ...values, organization: { id, name: 'B', description: 'C' } };
  Object.assign(round.organization as object, { services: [round] });
  assert.equal(JSON.stringify(shapeObject('service', round, full)).includes('"services"'), false);
});

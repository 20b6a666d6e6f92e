import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoints } from './feed-endpoint-rules.ts';
import { plainQuery, readFeedQuery } from './feed-query-rules.ts';

const known = endpoints.services.of_list;
const id = '009412AE-d797-5585-b07d-1f6b2b38c296';

test('each parameter is read as the standard means it', () => {
  const cases: [Record<string, unknown>, object][] = [
    [{}, {}],
    [
      { page: '3', per_page: '100' },
      { page: 3, per_page: 100 },
    ],
    [{ search: ' swimming ' }, { search: 'swimming' }],
    [{ search: '', day: ' ' }, {}],
    [{ taxonomy_term_id: [id, id] }, { taxonomy_term_id: [id.toLowerCase()] }],
    [{ modified_after: '2026-01-31' }, { modified_after: new Date('2026-01-31T00:00:00Z') }],
    [{ modified_after: '2026-01-31T09:30:00.5Z' }, { modified_after: new Date('2026-01-31T09:30:00.500Z') }],
    // a plus sign that was not written as %2B
    [{ modified_after: '2026-01-31T09:30:00 01:00' }, { modified_after: new Date('2026-01-31T08:30:00Z') }],
    [{ modified_after: '2026-01-31T09:30:00' }, { modified_after: new Date('2026-01-31T09:30:00Z') }],
    [{ full: 'true', minimal: '0' }, { full: true }],
    [
      { minimum_age: '4.5', maximum_age: '11' },
      { minimum_age: 4.5, maximum_age: 11 },
    ],
    [
      { start_time: '09:30:00Z', end_time: '17:00' },
      { start_time: '09:30', end_time: '17:00' },
    ],
    [{ day: 'mo' }, { day: 'MO' }],
    [{ day: 'Saturday' }, { day: 'SA' }],
    [
      { postcode: 'nr1 1aa', proximity: '500' },
      { postcode: 'nr1 1aa', proximity: 500 },
    ],
    [{ format: 'NDJSON' }, { format: 'ndjson' }],
    [{ profile: 'strict' }, { profile: 'strict' }],
  ];
  for (const [given, expected] of cases)
    assert.deepEqual(readFeedQuery(given, known), { ok: true, query: { ...plainQuery, ...expected }, ignored: [] });
});

test('what cannot be read is refused by its name, never guessed', () => {
  const cases: [string, unknown][] = [
    ['page', '0'],
    ['page', '-1'],
    ['page', '1e3'],
    ['page', ['1', '2']],
    ['per_page', '101'],
    ['per_page', '99999999999'],
    ['search', 'x'.repeat(201)],
    ['taxonomy_id', "1' or '1'='1"],
    ['taxonomy_term_id', Array(21).fill(id)],
    ['organization_id', 'need:ASD'],
    ['modified_after', '2026-02-30'],
    ['modified_after', 'yesterday'],
    ['minimum_age', '-1'],
    ['maximum_age', 'NaN'],
    ['start_time', '25:00'],
    ['end_time', '9'],
    ['day', 'M'],
    ['postcode', 'Norwich'],
    ['postcode', `NR1 1AA${' '.repeat(20)}x`],
    ['proximity', '100'],
    ['format', 'xml'],
    ['full', 'perhaps'],
    ['profile', 'loose'],
  ];
  for (const [name, value] of cases) {
    const read = readFeedQuery({ [name]: value }, known);
    assert.ok(!read.ok, `${name}=${value}`);
    assert.equal(read.parameter, name);
    assert.match(read.message, new RegExp(`^${name} `));
  }
});

test('a parameter that an address does not know is left alone, and said', () => {
  const read = readFeedQuery({ modifed_after: '2026-01-01', page: '2' }, known);
  assert.ok(read.ok);
  assert.deepEqual(read.ignored, ['modifed_after']);
  const other = readFeedQuery({ day: 'whenever' }, endpoints.taxonomies.of_list);
  assert.ok(other.ok);
  assert.deepEqual(other.ignored, ['day']);
});

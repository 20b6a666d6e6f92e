import assert from 'node:assert/strict';
import { test } from 'node:test';
import { envelopeFaults, missingFromDescription, pagesToTry, referencesIn, unnamedFields } from './feed-check-rules.ts';

test('fields that a schema does not name are found at any depth, through references', () => {
  const place = { properties: { city: {} } };
  const schema = {
    properties: { contents: { items: { properties: { id: {}, place: { $ref: 'place' }, anything: {} } } } },
    allOf: [{ properties: { total: {} } }],
  };
  const answer = {
    total: 1,
    more: 1,
    contents: [
      { id: 1, place: { city: 'A', street: 'B' }, anything: { at: 'all' } },
      { id: 2, extra: [] },
    ],
  };
  assert.deepEqual(
    unnamedFields(answer, schema, () => place),
    ['contents[].extra', 'contents[].place.street', 'more'],
  );
});

test('a page whose counts do not agree is told', () => {
  const good = {
    total_items: 7,
    total_pages: 2,
    page_number: 2,
    size: 2,
    first_page: false,
    last_page: true,
    empty: false,
    contents: [1, 2],
  };
  assert.deepEqual(envelopeFaults(good, { page: 2, per_page: 5 }), []);
  const cases: [object, RegExp][] = [
    [{ size: 5 }, /size is 5/],
    [{ total_pages: 3 }, /total_pages is 3/],
    [{ page_number: 1 }, /page_number is 1/],
    [{ first_page: true }, /first_page/],
    [{ last_page: false }, /last_page/],
    [{ empty: true }, /empty/],
    [{ total_items: '7' }, /total_items is not a whole number/],
    [{ contents: undefined }, /contents/],
  ];
  for (const [change, fault] of cases)
    assert.match(envelopeFaults({ ...good, ...change }, { page: 2, per_page: 5 }).join(), fault);
});

test('pages are tried at both ends and in between, each once', () => {
  assert.deepEqual(pagesToTry(0), [1]);
  assert.deepEqual(pagesToTry(1), [1]);
  assert.deepEqual(pagesToTry(3), [1, 2, 3]);
  assert.deepEqual(pagesToTry(120), [1, 30, 60, 90, 120]);
});

test('what a description lacks of another is named', () => {
  const official = {
    paths: { '/a': { get: { parameters: [{ $ref: '#/components/parameters/p' }, { name: 'q' }] } }, '/b': { get: {} } },
    components: { parameters: { p: { name: 'p' } } },
  };
  const ours = { paths: { '/a': { get: { parameters: [{ name: 'p' }] } } } };
  assert.deepEqual(missingFromDescription(ours, official), ['/a lacks q', '/b is missing']);
  assert.deepEqual(referencesIn(official), ['#/components/parameters/p']);
});

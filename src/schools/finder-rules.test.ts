import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, partsOf, readAsked } from './finder-rules.ts';

test('a question is read from its address and written into it again', () => {
  const addresses = [
    '/schools',
    '/schools?q=cromer&near=NR27&within=5&age=7&phase=primary&kind=special&need=ASD&need=SLCN&base=1&places=1&home=1&sort=name&view=map',
    '/schools?near=Holt&urn=999999&sort=nearest&page=3',
  ];
  for (const address of addresses) {
    const query: Record<string, string[]> = {};
    for (const [key, value] of new URL(address, 'http://x').searchParams) (query[key] ??= []).push(value);
    const { asked, errors } = readAsked(query);
    assert.deepEqual(errors, []);
    assert.equal(addressOf(asked, { page: asked.page }), address);
  }
});

test('what cannot be used is said at its field, left out, and kept as it was typed', () => {
  const cases: [query: Record<string, unknown>, field: string][] = [
    [{ age: 'abc' }, 'age'],
    [{ age: '26' }, 'age'],
    [{ age: '-1' }, 'age'],
    [{ age: '7.5' }, 'age'],
    [{ within: '0' }, 'within'],
    [{ within: '1e9' }, 'within'],
    [{ within: '201' }, 'within'],
    [{ kind: 'castle' }, 'kind'],
    [{ phase: ['primary', 'x'] }, 'phase'],
    [{ need: 'communication_and_interaction' }, 'need'],
    [{ sort: 'price' }, 'search'],
    [{ sort: 'nearest' }, 'near'],
    [{ page: '0' }, 'search'],
    [{ page: 'two' }, 'search'],
    [{ q: 'x'.repeat(101) }, 'q'],
    [{ near: 'x'.repeat(101) }, 'near'],
    [{ sort: 'toString' }, 'search'],
  ];
  for (const [query, field] of cases) {
    const { errors, typed } = readAsked({ q: 'pier', ...query });
    assert.deepEqual(
      errors.map((error) => error.field),
      [field],
      JSON.stringify(query),
    );
    if (!query.q) assert.equal(typed.q, 'pier');
  }
  assert.equal(readAsked({ age: 'abc' }).typed.age, 'abc');
  assert.deepEqual(readAsked({ q: { a: 1 }, near: ['', '\0'], urn: ['1', '999999', 'x'] }).errors, []);
});

test('each part of a question can be taken out alone', () => {
  const { asked } = readAsked({
    q: 'pier',
    near: 'Holt',
    within: '5',
    need: ['ASD', 'SLCN'],
    base: '1',
    sort: 'nearest',
  });
  assert.deepEqual(
    partsOf(asked, { short_name: 'Norfolk', default_within_miles: 10 }).map(({ text, without }) => [
      text,
      addressOf(asked, without),
    ]),
    [
      ['“pier”', '/schools?near=Holt&within=5&need=ASD&need=SLCN&base=1&sort=nearest'],
      ['Near Holt, within 5 miles', '/schools?q=pier&need=ASD&need=SLCN&base=1'],
      ['Autism', '/schools?q=pier&near=Holt&within=5&need=SLCN&base=1&sort=nearest'],
      ['Speech, language and communication', '/schools?q=pier&near=Holt&within=5&need=ASD&base=1&sort=nearest'],
      ['Has a specialist base', '/schools?q=pier&near=Holt&within=5&need=ASD&need=SLCN&sort=nearest'],
    ],
  );
});

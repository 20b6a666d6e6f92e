import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agesInWords, costInWords, dialOf, linkTo, stageOf } from './service-words-rules.ts';

test('ages are said as people say them', () => {
  const open_to_all = false;
  assert.equal(agesInWords({ minimum_age: 5, maximum_age: 12, open_to_all }), '5 to 12 years');
  assert.equal(agesInWords({ minimum_age: 16, open_to_all }), '16 years and over');
  assert.equal(agesInWords({ minimum_age: 0, maximum_age: 4.5, open_to_all }), 'Up to 4.5 years');
  assert.equal(agesInWords({ minimum_age: 1, maximum_age: 1, open_to_all }), '1 year');
  assert.equal(agesInWords({ minimum_age: 0, maximum_age: 120, open_to_all }), 'All ages');
});

test('ages that nobody has told are not said to be all ages', () => {
  assert.equal(agesInWords({ open_to_all: false }), undefined);
  assert.equal(agesInWords({ open_to_all: true }), 'All ages');
});

const price = (amount?: number) => ({
  id: '1',
  service_id: '2',
  currency: 'GBP',
  ...(amount === undefined ? {} : { amount }),
});

test('the cost is said in a few words', () => {
  assert.equal(costInWords({ cost_options: [price(0)] }), 'Free');
  assert.equal(costInWords({ cost_options: [price(4.5)] }), '£4.50');
  assert.equal(costInWords({ cost_options: [price(12), price(4)] }), 'From £4');
  assert.equal(costInWords({ cost_options: [price(0), price(12), price(4)] }), 'Free or from £4');
  assert.equal(costInWords({ cost_options: [], fees: 'Free for families' }), 'Free');
  assert.equal(costInWords({ cost_options: [], fees: 'Ask us' }), undefined);
});

const recorded = { recorded_at: '2026-01-01T00:00:00.000Z', recorded_by: 'a test' };

test('what is planned, proposed or closed says so, with its date', () => {
  const tag = (fields: Parameters<typeof stageOf>[0]) => stageOf(fields, '2026-11-22')?.tag;
  assert.equal(tag({ status: 'active' }), undefined);
  assert.equal(tag({ status: 'active', commitment: { commitment: 'available_now', ...recorded } }), undefined);
  assert.equal(
    tag({ status: 'active', commitment: { commitment: 'planned', starts_on: '2027-01-12', ...recorded } }),
    'Planned: starts 12 January 2027',
  );
  assert.equal(tag({ status: 'active', commitment: { commitment: 'proposed', ...recorded } }), 'Proposed');
  assert.equal(tag({ status: 'temporarily closed' }), 'Closed for now');
  const closed = stageOf(
    { status: 'active', commitment: { commitment: 'closed', ends_on: '2026-07-31', ...recorded } },
    '2026-11-22',
  );
  assert.deepEqual(closed, { tag: 'Closed', sentence: 'This closed on 31 July 2026.', is_closed: true });
});

test('only addresses of web pages become links', () => {
  assert.equal(linkTo('www.example.org/club'), 'https://www.example.org/club');
  assert.equal(linkTo('http://example.org'), 'http://example.org/');
  assert.equal(linkTo('javascript:alert(1)'), undefined);
  assert.equal(linkTo('none'), undefined);
  assert.equal(dialOf('(01632) 960 001'), 'tel:01632960001');
  assert.equal(dialOf('+44 (0)1632 960001'), 'tel:+441632960001');
  assert.equal(dialOf('ask'), undefined);
});

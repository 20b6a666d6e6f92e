import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldChange } from './record-changes.ts';
import { isSafeChange } from './safe-change-rules.ts';

const change = (field: string, new_value: unknown): FieldChange => ({ field, old_value: null, new_value });
const confirmed = { confirmed_at: '2026-11-16T10:00:00.000Z', confirmed_by: 'Splash' };

const cases: [what: string, changes: FieldChange[], is_public: boolean, is_safe: boolean][] = [
  ['new times', [change('schedules', [{ freq: 'WEEKLY', byday: 'SA', valid_from: '2026-11-16' }])], true, true],
  ['new costs', [change('fees', 'Four pounds.'), change('cost_options', [{ amount: 4 }])], true, true],
  ['a confirmation', [change('local_offer.confirmation', confirmed)], true, true],
  ['nothing', [], true, false],
  ['new times of what is not public', [change('schedules', [])], false, false],
  ['another name', [change('name', 'Splash')], true, false],
  ['another phone number', [change('phones', [{ number: '01632 960001' }])], true, false],
  ['another website', [change('url', 'https://example.org')], true, false],
  ['another description', [change('description', 'Short.')], true, false],
  ['the badge', [change('local_offer.membership', { state: 'approved' })], true, false],
  ['a number within the fees', [change('fees', 'Ring 01632 960 001.')], true, false],
  ['an address within the fees', [change('fees', 'See www.example.org')], true, false],
  ['a long text in the fees', [change('fees', 'Four pounds. '.repeat(40))], true, false],
  ['safe ones and one that is not', [change('fees', 'Free.'), change('email', 'a@example.org')], true, false],
];

for (const [what, changes, is_public, is_safe] of cases)
  test(`${what} ${is_safe ? 'may' : 'may not'} be approved together with others`, () => {
    assert.equal(isSafeChange(changes, { is_public }), is_safe);
  });

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPromise } from './promise-form-rules.ts';

const right = {
  months: '6',
  ask_days: '28',
  remind_days: '14',
  others_days: '7',
  phone_days: '7',
  warn_days: '14',
  drop_days: '42',
  lapse_days: '42',
  hide_days: '90',
  link_days: '60',
  'holds_from-day': '1',
  'holds_from-month': '4',
  'holds_from-year': '2027',
};
const read = (more: Record<string, string>) =>
  readPromise({ ...right, ...more }, { category: 'sport', today: '2026-11-16' });

test('a promise is read with the day from which it holds', () => {
  assert.deepEqual(read({}), {
    promise: {
      category: 'sport',
      holds_from: '2027-04-01',
      months: 6,
      ask_days: 28,
      remind_days: 14,
      others_days: 7,
      phone_days: 7,
      warn_days: 14,
      drop_days: 42,
      lapse_days: 42,
      hide_days: 90,
      link_days: 60,
    },
  });
});

const wrong: [what: Record<string, string>, field: string, text: RegExp][] = [
  [{ months: '' }, 'months', /from 1 to 60/],
  [{ months: '6.5' }, 'months', /whole number/],
  [{ months: '-6' }, 'months', /whole number/],
  [{ hide_days: '99999' }, 'hide_days', /from 0 to 1095/],
  [{ ask_days: '14' }, 'ask_days', /Ask before you remind/],
  [{ others_days: '20' }, 'remind_days', /Remind before you ask others/],
  [{ drop_days: '7' }, 'drop_days', /Warn the public before/],
  [{ lapse_days: '7' }, 'lapse_days', /before the badge is lost/],
  [{ hide_days: '30' }, 'hide_days', /Take down last/],
  [{ 'holds_from-day': '31' }, 'holds_from-day', /real day/],
  [{ 'holds_from-year': '' }, 'holds_from-day', /real day/],
  [{ 'holds_from-year': '2026' }, 'holds_from-day', /from tomorrow on/],
  [{ 'holds_from-day': '16', 'holds_from-month': '11', 'holds_from-year': '2026' }, 'holds_from-day', /from tomorrow/],
];
for (const [what, field, text] of wrong)
  test(`a promise with ${JSON.stringify(what)} is not taken`, () => {
    const result = read(what);
    const error = 'errors' in result ? result.errors.find((one) => one.field === field) : undefined;
    assert.match(error?.text ?? '', text);
  });

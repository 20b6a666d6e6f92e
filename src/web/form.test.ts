import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aDay, fieldsOf } from './form.ts';

test('what no database keeps is taken out of a form: NUL, and halves of characters; a thing is no text', () => {
  const form = {
    words: 'a\0b \ud800 c',
    list: ['first', 'last \udc00'],
    none: null,
    thing: { a: 1 },
    emoji: '\ud83d\ude00',
  };
  assert.deepEqual(fieldsOf(form), {
    words: 'ab \ufffd c',
    list: 'last \ufffd',
    none: '',
    thing: '',
    emoji: '\ud83d\ude00',
  });
  assert.deepEqual(fieldsOf(undefined), {});
  assert.deepEqual(fieldsOf('words'), {});
});

test('a day of a form is one that there is, and that a database knows', () => {
  const isTaken = (typed: string) => aDay('Write a day').safeParse(typed).success;
  for (const day of ['2026-11-16', ' 2028-02-29 ', '1900-01-01']) assert.ok(isTaken(day), day);
  for (const day of ['2026-02-30', '2027-02-29', '0000-01-01', '1899-12-31', '9999-12-31', '2026-1-1', 'soon', ''])
    assert.ok(!isTaken(day), day);
});

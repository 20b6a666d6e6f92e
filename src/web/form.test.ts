import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf } from './form.ts';

test('what no database keeps is taken out of a form: NUL, and halves of characters', () => {
  const form = { words: 'a\0b \ud800 c', list: ['first', 'last \udc00'], none: null, emoji: '\ud83d\ude00' };
  assert.deepEqual(fieldsOf(form), { words: 'ab \ufffd c', list: 'last \ufffd', none: '', emoji: '\ud83d\ude00' });
  assert.deepEqual(fieldsOf(undefined), {});
  assert.deepEqual(fieldsOf('words'), {});
});

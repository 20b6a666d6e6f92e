import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textChange } from './text-change-rules.ts';

/** A text with what is changed in it between brackets. */
const marked = (parts: { text: string; is_changed: boolean }[]) =>
  parts.map(({ text, is_changed }) => (is_changed ? `[${text}]` : text)).join('');

const cases: [old: string, now: string, oldMarked: string, nowMarked: string][] = [
  [
    'A quiet hour in a pool.',
    'A quiet hour in a warm pool.',
    'A quiet hour in a pool.',
    'A quiet hour in a [warm ]pool.',
  ],
  ['Come on Monday at ten.', 'Come on Friday at ten.', 'Come on [Monday ]at ten.', 'Come on [Friday ]at ten.'],
  ['One two three', 'One two', 'One two [three]', 'One two'],
  ['Nothing alike', 'All is new', '[Nothing alike]', '[All is new]'],
  ['go go go', 'go go', 'go go [go]', 'go go'],
  ['the same', 'the same', 'the same', 'the same'],
  ['', 'new', '', '[new]'],
];

for (const [old, now, oldMarked, nowMarked] of cases)
  test(`"${old}" to "${now}" marks what differs`, () => {
    const change = textChange(old, now);
    assert.deepEqual([marked(change.old), marked(change.now)], [oldMarked, nowMarked]);
  });

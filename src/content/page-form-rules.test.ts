import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPageForm } from './page-form-rules.ts';

const good = {
  title: 'T',
  summary: 'S',
  audience: 'family',
  owner: 'Officer',
  review_months: '12',
  markdown: 'Words.',
};

const wrong: { field: string; typed: string; says: RegExp }[] = [
  { field: 'title', typed: ' ', says: /Write the title/ },
  { field: 'summary', typed: 'x'.repeat(201), says: /200 characters or fewer/ },
  { field: 'audience', typed: 'all', says: /Choose for whom/ },
  { field: 'review_months', typed: 'soon', says: /how many months/ },
  { field: 'order', typed: '-1', says: /Zero is the first/ },
  { field: 'order', typed: 'first', says: /as a number/ },
  { field: 'order', typed: '99999', says: /10,000 is the last/ },
  { field: 'words', typed: 'x'.repeat(81), says: /80 characters or fewer/ },
  { field: 'law', typed: 'x'.repeat(301), says: /300 characters or fewer/ },
  { field: 'serves', typed: Array.from({ length: 61 }, (_, at) => `LO-${at}`).join(), says: /Sixty of/ },
  { field: 'replaces', typed: 'x'.repeat(201), says: /200 characters or fewer/ },
  { field: 'markdown', typed: 'x'.repeat(60_001), says: /60,001 characters; 60,000 is the most/ },
];

for (const { field, typed, says } of wrong)
  test(`in a page's form, ${field} "${typed.slice(0, 12)}" is refused in plain words`, () => {
    const form = readPageForm({ ...good, [field]: typed });
    assert.ok(!form.ok);
    assert.deepEqual(
      form.errors.map((error) => error.field),
      [field],
    );
    assert.match(form.errors[0]?.text ?? '', says);
  });

test('a good form is read', () => assert.ok(readPageForm(good).ok));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOfThisSite } from '../web/form.ts';
import { replyTo } from './message-rules.ts';
import { newReference, readReference } from './references.ts';

const paths: [typed: string, path: string | undefined][] = [
  ['/about', '/about'],
  ['/services?q=swim&near=NR1', '/services?q=swim&near=NR1'],
  ['/services#top', '/services'],
  ['/../secret', '/secret'],
  ['about', undefined],
  ['//evil.example/x', undefined],
  ['/\\evil.example', undefined],
  ['/.//evil.example', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['/a\nb', undefined],
  [`/${'a'.repeat(3000)}`, undefined],
  ['', undefined],
];

for (const [typed, path] of paths)
  test(`a page of this site: ${JSON.stringify(typed.slice(0, 30))} is ${path ?? 'none'}`, () => {
    assert.equal(pathOfThisSite(typed), path);
  });

const contacts: [typed: string, isFine: boolean][] = [
  ['', true],
  ['parent@example.org', true],
  ['01632 960 001', true],
  ['+44 (0)1632 960001', true],
  ['07700900123', true],
  ['parent@', false],
  ['12345', false],
  ['call me', false],
];

for (const [typed, isFine] of contacts)
  test(`a way to answer: "${typed}" is ${isFine ? 'taken' : 'handed back'}`, () => {
    assert.equal(replyTo.safeParse(typed).success, isFine);
  });

test('a reference has no letters that look or sound alike, and is read as people type it', () => {
  const reference = newReference('CO');
  assert.match(reference, /^CO-[^AEIOUBSZL01258]{4}-[^AEIOUBSZL01258]{4}$/);
  assert.equal(readReference(` ${reference.toLowerCase().replaceAll('-', ' ')} `), reference);
  assert.equal(readReference('nonsense'), undefined);
  assert.notEqual(newReference('CO'), newReference('CO'));
});

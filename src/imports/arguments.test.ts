import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments, sourceCode } from './arguments.ts';

test('every wrong argument is told in one clear line', () => {
  const cases: [string, RegExp][] = [
    ['', /Say what to import/],
    ['cheese x.csv', /“cheese” is not a kind/],
    ['oruk', /which file or address/],
    ['oruk a.json b.json', /One file at a time.*b\.json/],
    ['oruk a.json --frobnicate', /--frobnicate/],
    ['oruk a.json --source', /--source/],
    ['oruk a.json --source Big_Name', /small letters/],
    ['oruk a.json --mapping m.json', /--mapping is for services-csv/],
    ['oruk ftp://example.org/x', /only http and https/],
    ['oruk a.json --allow-private', /address of a feed/],
    ['oruk a.json --neighbour --ours', /do not go together/],
    ['oruk a.json --under young', /--under/],
    ['services-csv a.csv', /needs --mapping/],
    ['services-csv https://example.org/a.csv --mapping m.json', /reads files/],
    ['postcodes a.zip --hold', /--hold is for services/],
    ['schools', /which file to import/],
    ['schools a.csv --source gias', /--source is for services/],
    ['schools a.csv --counted-on 2026-02-30', /write a day/],
    ['places a.csv --links b.csv', /--links is for schools/],
    ['postcodes a.zip --mapping m.json', /--mapping is for services-csv and schools/],
  ];
  for (const [line, expected] of cases) {
    const read = readArguments(line.split(' ').filter((part) => part !== ''));
    assert.ok('problem' in read, line);
    assert.match(read.problem, expected);
    assert.doesNotMatch(read.problem, /\n/);
  }
});

test('a right command is understood, its options in any place', () => {
  const read = readArguments(['--dry-run', 'oruk', 'https://example.org/api', '--neighbour', '--name', 'Suffolk']);
  assert.ok('kind' in read);
  assert.deepEqual([read.kind, read.is_address, read.dry_run, read.is_neighbour], ['oruk', true, true, true]);
  assert.deepEqual(readArguments(['--help']), { help: true });
});

test('schools are imported with links, with a census day, or with a mapping and its source', () => {
  const read = readArguments([
    'schools',
    'a.csv',
    '--links',
    'b.csv',
    '--counted-on',
    '2026-01-15',
    '--changed-header',
  ]);
  assert.ok('kind' in read);
  assert.deepEqual(
    [read.kind, read.links, read.counted_on, read.is_changed_header],
    ['schools', 'b.csv', '2026-01-15', true],
  );
  const mapped = readArguments(['schools', 'a.csv', '--mapping', 'm.json', '--source', 'old-register']);
  assert.ok('kind' in mapped);
  assert.equal(mapped.source, 'old-register');
});

test('a source gets its code from its file or host', () => {
  assert.equal(sourceCode('/data/Norfolk services.csv.gz', false), 'norfolk-services');
  assert.equal(sourceCode('https://Directory.example.org:8080/api', true), 'directory-example-org-8080');
});

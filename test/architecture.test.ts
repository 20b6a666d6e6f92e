import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

// What ARCHITECTURE.md forbids, as far as the text of the code tells.

const root = new URL('..', import.meta.url).pathname;
const AUDIENCES = ['public', 'family', 'provider', 'school', 'staff', 'api'];
const SHARED = ['db', 'web'];
/** Packages without files, network or state: rules may compute with them. */
const PURE_PACKAGES = [
  'decimal.js',
  'diff',
  'double-metaphone',
  'fastest-levenshtein',
  'hast-util-to-html',
  'mdast-util-directive',
  'mdast-util-from-markdown',
  'mdast-util-gfm-table',
  'mdast-util-to-hast',
  'mdast-util-to-string',
  'micromark-extension-directive',
  'micromark-extension-gfm-table',
  'parse5',
  'proj4',
  'syllable',
  'unist-util-visit',
  'yaml',
  'zod',
];
/** Where `now` and `today` are made, to be passed to all others. */
const CLOCKS = [
  'src/start.ts',
  'src/import.ts',
  'src/check-oruk.ts',
  'src/check-report.ts',
  'src/make-admin.ts',
  'src/offline.ts',
];
const LONGEST_FILE = 250;
/** Written by a program, or data: lists of texts that only happen to stand in a .ts file. */
const NOT_CODE = /^src\/db\/types\.ts$|^src\/[^/]+\/demonstration\/[^/]+-kinds\.ts$/;

interface Import {
  from: string;
  is_type: boolean;
}

interface SourceFile {
  path: string;
  text: string;
  /** without comments */
  code: string;
  /** the first folder below src/, '' for the files beside it */
  domain: string;
  name: string;
  imports: Import[];
}

function importsOf(path: string, code: string): Import[] {
  const statements = [
    ...code.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm),
    ...code.matchAll(/\bimport()\(\s*'([^']+)'/g),
  ];
  return statements.map(([, type, target = '']) => ({
    from: target.startsWith('.') ? normalize(join(dirname(path), target)) : target,
    is_type: Boolean(type),
  }));
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  const parts = path.split('/');
  return {
    path,
    text,
    code,
    domain: parts.length > 2 ? (parts[1] ?? '') : '',
    name: (parts.at(-1) ?? '').replace(/\.ts$/, ''),
    imports: importsOf(path, code),
  };
}

const everything = globSync(['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'], { cwd: root }).sort().map(readSource);
const source = everything.filter((file) => file.path.startsWith('src/') && !file.path.endsWith('.test.ts'));
const domains = new Set(source.map((file) => file.domain).filter((domain) => domain && !SHARED.includes(domain)));

const domainOf = (path: string) => (path.startsWith('src/') ? (path.split('/')[2] ? path.split('/')[1] : '') : '');
const isAudience = (path: string) => AUDIENCES.some((audience) => path.match(`^src/[^/]+/${audience}\\.ts$`));
const none = (offences: string[]) => assert.deepEqual(offences, []);

/** Every import of the files that the predicate forbids, as `file → imported`. */
function forbidden(files: SourceFile[], isForbidden: (file: SourceFile, imported: Import) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports.filter((imported) => isForbidden(file, imported)).map(({ from }) => `${file.path} → ${from}`),
  );
}

function lines(files: SourceFile[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    file.code.split('\n').flatMap((line) => (pattern.test(line) ? [`${file.path}: ${line.trim()}`] : [])),
  );
}

test('there is something to check', () => {
  assert.ok(source.length > 5 && domains.size > 0);
});

test('web/ and db/ know no domain', () => {
  const shared = source.filter((file) => SHARED.includes(file.domain));
  none(forbidden(shared, (_, { from }) => domains.has(domainOf(from) ?? '') || from === 'src/app.ts'));
});

test('rules import only rules, data, types and packages that compute', () => {
  const rules = source.filter((file) => file.name.endsWith('-rules'));
  none(
    forbidden(rules, (_, { from, is_type }) => {
      const isPure = from.startsWith('src/') ? /-rules\.ts$|\.json$/.test(from) : PURE_PACKAGES.includes(from);
      return !isPure && !is_type;
    }),
  );
});

test('only app.ts imports an audience file', () => {
  none(forbidden(everything, (file, { from }) => isAudience(from) && file.path !== 'src/app.ts'));
});

test('what stores things knows nothing of web pages', () => {
  const stored = source.filter(
    (file) =>
      domains.has(file.domain) && !isAudience(file.path) && file.imports.some(({ from }) => domainOf(from) === 'db'),
  );
  none(forbidden(stored, (_, { from }) => domainOf(from) === 'web'));
});

test('the domains know one another in one direction only', () => {
  const arrows = new Map([...domains].map((domain) => [domain, new Set<string>()]));
  for (const file of source)
    for (const { from } of file.imports) {
      const target = domainOf(from) ?? '';
      if (domains.has(target) && target !== file.domain) arrows.get(file.domain)?.add(target);
    }
  const cycles: string[] = [];
  function follow(path: string[]) {
    for (const next of arrows.get(path.at(-1) ?? '') ?? []) {
      if (next === path[0]) cycles.push([...path, next].join(' → '));
      else if (!path.includes(next)) follow([...path, next]);
    }
  }
  for (const domain of domains) follow([domain]);
  none(cycles);
});

test('the environment is read in config.ts alone', () => {
  none(
    lines(
      source.filter((file) => file.path !== 'src/config.ts'),
      /\bprocess\.env\b/,
    ),
  );
});

test('the clock is read where now and today are made, and passed from there', () => {
  const others = source.filter((file) => !CLOCKS.includes(file.path));
  none(lines(others, /\bDate\.now\(|\bnew Date\(\s*\)|\bTemporal\.Now\b/));
});

test('a domain writes its own tables only', () => {
  const writers = new Map<string, Set<string>>();
  const write =
    /(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`](\w+)|\b(?:insert into|update|delete from|copy|truncate)\s+(\w+)/gi;
  for (const file of source.filter((one) => domains.has(one.domain)))
    for (const [, built, plain] of file.code.matchAll(write)) {
      const table = built ?? plain ?? '';
      writers.set(table, (writers.get(table) ?? new Set()).add(file.domain));
    }
  const tables = readFileSync(join(root, 'src/db/types.ts'), 'utf8').match(/^ {2}\w+(?=: \w+Table;)/gm) ?? [];
  none(
    tables
      .map((table) => table.trim())
      .filter((table) => (writers.get(table)?.size ?? 0) > 1)
      .map((table) => `${table} is written by ${[...(writers.get(table) ?? [])].join(', ')}`),
  );
});

test(`no file of code is longer than ${LONGEST_FILE} lines`, () => {
  const long = source.filter((file) => !NOT_CODE.test(file.path) && file.text.split('\n').length > LONGEST_FILE + 1);
  none(long.map((file) => `${file.path}: ${file.text.split('\n').length - 1} lines`));
});

test('folders and files are named for what they hold', () => {
  const vague = /^(services|utils?|helpers?|common|lib|types|constants|managers?|handlers?|index)$/;
  none([...domains].filter((domain) => vague.test(domain)));
  none(source.filter((file) => /^index$|(util|helper|manager)s?$/.test(file.name)).map((file) => file.path));
});

test('every exported function says what it is', () => {
  none(
    source.flatMap((file) =>
      [...file.text.matchAll(/(^.*\n)?^export (?:default )?(?:async )?function\*? (\w+)/gm)]
        .filter(([, before = '']) => !before.trimEnd().endsWith('*/'))
        .map(([, , name]) => `${file.path}: ${name}`),
    ),
  );
});

test('nothing is left for later and no check is switched off', () => {
  const marks = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', '@ts-' + 'ignore', '@ts-' + 'expect-error', '@ts-' + 'nocheck'];
  none(everything.filter((file) => marks.some((mark) => file.text.includes(mark))).map((file) => file.path));
  const switches =
    /\b(?:test|it|describe|suite)\.(?:skip|todo|only)\b|\{\s*(?:skip|todo|only):|\bt\.(?:skip|todo)\(|\bas any\b|: any\b/;
  none(
    lines(
      everything.filter((file) => file.path !== 'test/architecture.test.ts'),
      switches,
    ),
  );
});

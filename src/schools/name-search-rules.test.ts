import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speaksOfSchool } from '../thesaurus/school-phrase-rules.ts';
import { prepareSpeller } from '../thesaurus/spelling-rules.ts';
import { correctSchoolName, readSchoolName } from './name-search-rules.ts';

test('a name is read by the words that tell one school from another', () => {
  const cases: [typed: string, needed: string[], liked: string[]][] = [
    ['St. Mary’s C of E Primary School', ['st', 'marys'], ['of', 'primary', 'school']],
    ['saint marys', ['st', 'marys'], []],
    ['Cromer Academy', ['cromer'], ['academy']],
    ['crom', ['crom'], []],
    ['primary school', ['primary', 'school'], []],
    ['King’s Lynn', ['kings', 'lynn'], []],
    ['', [], []],
    ['!?', [], []],
    ["'; drop table school; --", ['drop', 'table'], ['school']],
  ];
  for (const [typed, needed, liked] of cases) {
    const named = readSchoolName(typed);
    assert.deepEqual([named.needed, named.liked], [needed, liked], typed);
  }
  assert.equal(readSchoolName(' 120777 ').urn, '120777');
  assert.equal(readSchoolName('1207777').urn, undefined);
});

test('a mistyped word becomes the one that a school has; a word that is begun stays', () => {
  const speller = prepareSpeller(
    new Map(Object.entries({ cromer: 3, sheringham: 2, heather: 5, primary: 90, st: 9, marys: 4 })),
  );
  const cases: [typed: string, shown: string][] = [
    ['cromar academy', 'cromer academy'],
    ['sherringham', 'sheringham'],
    ['shering', 'shering'],
    ['st marys', 'st marys'],
    ['qqqqqqq', 'qqqqqqq'],
  ];
  for (const [typed, shown] of cases) assert.equal(correctSchoolName(readSchoolName(typed), speller).shown, shown);
});

test('a question that speaks of schools is known by its words', () => {
  for (const typed of ['cromer academy', 'Special Schools', 'sixth form near Norwich', 'nursery'])
    assert.ok(speaksOfSchool(typed), typed);
  for (const typed of ['speech therapy', 'swimming', 'scholarly', '']) assert.ok(!speaksOfSchool(typed), typed);
});

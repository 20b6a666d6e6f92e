import assert from 'node:assert/strict';
import { test } from 'node:test';
import { milesBetween } from '../places/distance-rules.ts';
import { anySchool, type ListedSchool, prepareSchools, schoolsThatFit, type Wanted } from './find-schools-rules.ts';
import { mostFound } from './finder-rules.ts';
import { readSchoolName } from './name-search-rules.ts';

function school(urn: string, fields: Partial<ListedSchool> = {}): ListedSchool {
  return {
    urn,
    name: 'Pier School',
    folded_name: 'pier school',
    kind: 'mainstream',
    phase: 'primary',
    status: 'open',
    area: 'in_area',
    la_name: 'Norfolk',
    low_age: 4,
    high_age: 11,
    has_nursery: false,
    has_sixth_form: null,
    town: 'Cromer',
    postcode: null,
    latitude: 52.93,
    longitude: 1.3,
    closed_on: null,
    needs: [],
    bases: [],
    ...fields,
  };
}

const urnsOf = (schools: ListedSchool[], wanted: Partial<Wanted>) =>
  schoolsThatFit(prepareSchools(schools), { ...anySchool, ...wanted })
    .map((one) => one.school.urn)
    .join(' ');

test('a name finds first what is called so, then what begins so, then what has more of its words, and those near', () => {
  const named = (urn: string, folded_name: string, fields: Partial<ListedSchool> = {}) =>
    school(urn, { folded_name, ...fields });
  const schools = [
    named('1', 'old oak academy'),
    named('2', 'oak academy'),
    named('3', 'oak primary school', { latitude: 52.99 }),
    named('4', 'oakfield infant school', { area: 'out_of_area' }),
    named('5', 'elm school', { town: 'Oakham' }),
    named('6', 'oak primary school', { latitude: 52.94 }),
  ];
  const near = { latitude: 52.93, longitude: 1.3, miles: 40 };
  const cases: [typed: string, wanted: Partial<Wanted>, urns: string][] = [
    ['oak academy', {}, '2 3 6 4 1 5'],
    ['oak primary school', {}, '3 6 4 2 5 1'],
    ['oak primary school', { near }, '6 3 4 2 5 1'],
    ['oak', { sort: 'name' }, '5 2 3 6 4 1'],
    ['school', {}, '5 3 6 4'],
    ['000003', {}, ''],
    ['!!', {}, ''],
  ];
  for (const [typed, wanted, urns] of cases)
    assert.equal(urnsOf(schools, { named: readSchoolName(typed), ...wanted }), urns, typed);
});

test('a school whose ages nobody knows is judged by its stage', () => {
  const unknown = { low_age: null, high_age: null };
  const schools = [
    school('1', { ...unknown, phase: 'secondary' }),
    school('2', { ...unknown, phase: 'none' }),
    school('3', { low_age: null, high_age: 16, phase: 'none' }),
    school('4', { low_age: 3, high_age: null, phase: 'all_through' }),
    school('5', { has_nursery: true }),
  ];
  const cases: [wanted: Partial<Wanted>, urns: string][] = [
    [{ age: 9 }, '2 3 4 5'],
    [{ age: 10 }, '1 2 3 4 5'],
    [{ age: 17 }, '2 4'],
    [{ phase: ['nursery'] }, '4 5'],
    [{ phase: ['sixteen_plus'] }, ''],
    [{ phase: ['secondary'] }, '1 2 3 4'],
  ];
  for (const [wanted, urns] of cases) assert.equal(urnsOf(schools, wanted), urns, JSON.stringify(wanted));
});

test('however many schools lie within reach, those that can be turned to come by their distance', () => {
  const many = Array.from({ length: mostFound * 2 }, (_, at) =>
    school(String(100000 + at), { latitude: 51 + ((at * 7919) % 4000) / 1000, longitude: null }),
  ).map((one, at) => ({ ...one, longitude: -1 + ((at * 104729) % 3000) / 1000 }));
  const here = { latitude: 52.5, longitude: 0.2 };
  const found = schoolsThatFit(prepareSchools(many), { ...anySchool, near: { ...here, miles: 200 } });
  assert.equal(found.length, many.length);
  const distances = many.map((one) => milesBetween(here, { latitude: one.latitude ?? 0, longitude: one.longitude }));
  const first = (miles: readonly (number | null)[]) => miles.slice(0, mostFound);
  assert.deepEqual(first(found.map(({ miles }) => miles)), first(distances.sort((one, other) => one - other)));
});

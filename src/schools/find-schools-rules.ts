import { boundingBox, isWithin, milesBetween, type Point } from '../places/distance-rules.ts';
import { foldName } from '../places/name-rules.ts';
import { hasFreePlace } from './base-words-rules.ts';
import { type Asked, mostFound } from './finder-rules.ts';
import { indexNames, type NameIndex, placesNamed } from './name-index-rules.ts';
import type { NamedSchool } from './name-search-rules.ts';
import { type Phase, phases, specialistKinds } from './school-words-rules.ts';
import type { School } from './schools.ts';

/** A question with what was made of its words: nothing in it must be asked back. */
export interface Wanted extends Pick<Asked, 'age' | 'phase' | 'kind' | 'need' | 'base' | 'places' | 'home' | 'sort'> {
  named: NamedSchool | undefined;
  /** miles in a straight line */
  near: (Point & { miles: number }) | undefined;
  /** special schools and those with a base, for some of these ages, but not the school of this number */
  specialist?: { not: string; low_age: number; high_age: number };
}

/** Every school, in the order of what fits best. */
export const anySchool: Wanted = {
  named: undefined,
  near: undefined,
  age: undefined,
  phase: [],
  kind: [],
  need: [],
  base: false,
  places: false,
  home: false,
  sort: 'best',
};

/** A specialist base in a list. */
export interface FoundBase {
  name: string;
  needs: string[];
  places: number | null;
  occupied: number | null;
  counted_on: string;
}

/** A school as the finder looks at it, open or not. */
export interface ListedSchool
  extends Pick<
    School,
    | 'urn'
    | 'name'
    | 'folded_name'
    | 'kind'
    | 'phase'
    | 'status'
    | 'area'
    | 'la_name'
    | 'low_age'
    | 'high_age'
    | 'has_nursery'
    | 'has_sixth_form'
    | 'town'
    | 'postcode'
    | 'latitude'
    | 'longitude'
    | 'closed_on'
  > {
  /** what it says in its newest addition, else what the register says */
  needs: string[];
  bases: FoundBase[];
}

/** A school with what is worked out of it once for all questions, and what each question asks for beside it. */
interface PreparedSchool extends Pick<ListedSchool, 'kind' | 'area' | 'bases'> {
  school: ListedSchool;
  /** its place in the list from A to Z */
  place_by_name: number;
  /** years: as the register has them, else as its stage is, a year wider; 0 and 99 where nobody knows */
  low_age: number;
  high_age: number;
  stages: Phase[];
  /** its own, and those of its bases */
  needs: readonly string[];
}

/** Schools in the order of the list, laid out for questions. */
export interface PreparedSchools {
  schools: PreparedSchool[];
  /** degrees; not a number for a school whose place nobody knows */
  latitudes: Float64Array;
  longitudes: Float64Array;
  /** of the name and the town */
  names: NameIndex;
}

/** A school that fits, and how far it is in a straight line: null where no place was asked for. */
export interface Fitting {
  school: ListedSchool;
  miles: number | null;
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** Puts schools into the order of the list, those of the area first, and works out once what questions ask for. */
export function prepareSchools(listed: readonly ListedSchool[]): PreparedSchools {
  const schools = listed
    .toSorted((one, other) => compare(one.folded_name, other.folded_name) || compare(one.urn, other.urn))
    .map((school, place_by_name): PreparedSchool => {
      const ages = agesOf(school);
      const stages = (Object.keys(phases) as Phase[]).filter((stage) => servesStage(school, ages, stage));
      const { kind, area, bases } = school;
      const needs = [school, ...bases].flatMap((one) => one.needs);
      return { school, kind, area, bases, place_by_name, ...ages, stages, needs };
    })
    .sort((one, other) => compare(one.school.area, other.school.area));
  return {
    schools,
    latitudes: Float64Array.from(schools, ({ school }) => school.latitude ?? Number.NaN),
    longitudes: Float64Array.from(schools, ({ school }) => school.longitude ?? Number.NaN),
    names: indexNames(schools.map(({ school }) => `${school.folded_name} ${foldName(school.town ?? '')}`)),
  };
}

/**
 * The schools that fit, in the order asked for; what is equal stays in the order of the list. Where they are asked for by
 * distance, those behind the first `mostFound` come in any order: nobody can turn to them.
 */
export function schoolsThatFit(prepared: PreparedSchools, wanted: Wanted): Fitting[] {
  const { named, near, sort } = wanted;
  const box = near && boundingBox(near, near.miles);
  const fitting: FittingInOrder[] = [];
  const places = named && placesOf(prepared, named);
  for (let at = 0; at < (places ?? prepared.schools).length; at++) {
    const place = places?.[at] ?? at;
    const point = near && {
      latitude: prepared.latitudes[place] ?? Number.NaN,
      longitude: prepared.longitudes[place] ?? Number.NaN,
    };
    if (point && box && !isWithin(point, box)) continue;
    const one = prepared.schools[place];
    if (!one || !fitsFilters(one, wanted)) continue;
    const miles = point ? milesBetween(near, point) : null;
    if (near && miles !== null && miles > near.miles) continue;
    fitting.push({ school: one.school, miles, rank: sort === 'name' ? one.place_by_name : 0 });
  }
  if (sort === 'best' && named && !named.is_common) for (const one of fitting) one.rank = rankOf(one.school, named);
  else if (sort !== 'name') return near ? nearestFirst(fitting) : fitting;
  return fitting.sort((one, other) => one.rank - other.rank || distance(one) - distance(other));
}

interface FittingInOrder extends Fitting {
  rank: number;
}

const distance = ({ miles }: Fitting) => miles ?? 0;

function nearestFirst(fitting: readonly Fitting[]): Fitting[] {
  const furthest = Float64Array.from(fitting, distance).sort()[mostFound - 1] ?? Number.POSITIVE_INFINITY;
  const { near = [], far = [] } = Object.groupBy(fitting, (one) => (distance(one) <= furthest ? 'near' : 'far'));
  return [...near.sort((one, other) => distance(one) - distance(other)), ...far];
}

/** The places in the list of the schools that have each of the words as the beginning of one of theirs, or the number. */
function placesOf({ schools, names }: PreparedSchools, { needed, urn }: NamedSchool): number[] {
  const numbered = urn === undefined ? -1 : schools.findIndex(({ school }) => school.urn === urn);
  return numbered === -1 ? placesNamed(names, needed) : [numbered];
}

// The whole name comes before names that begin so, and these before all that have its words; then those with more of the rest.
function rankOf({ folded_name }: ListedSchool, { folded, needed, liked }: NamedSchool): number {
  const steps = [folded_name === folded, folded_name.startsWith(folded), folded_name.startsWith(needed[0] ?? ''), true];
  const also = liked.filter((word) => ` ${folded_name}`.includes(` ${word}`)).length;
  return steps.indexOf(true) * 100 - also;
}

function fitsFilters(prepared: PreparedSchool, wanted: Wanted): boolean {
  const { school, stages, needs, bases } = prepared;
  const { age, phase, kind, need, base, places, home, specialist } = wanted;
  if (home && prepared.area !== 'in_area') return false;
  if (kind.length > 0 && !kind.includes(prepared.kind)) return false;
  if (age !== undefined && !takesAges(prepared, age, age)) return false;
  if (phase.length > 0 && !stages.some((stage) => phase.includes(stage))) return false;
  if (!isForNeed(needs, need)) return false;
  if ((base || places) && !bases.some((one) => isForNeed(one.needs, need) && (!places || hasFreePlace(one))))
    return false;
  if (!specialist) return true;
  return (
    school.urn !== specialist.not &&
    (specialistKinds.includes(prepared.kind) || bases.length > 0) &&
    takesAges(prepared, specialist.low_age, specialist.high_age)
  );
}

function isForNeed(codes: readonly string[], need: readonly string[]): boolean {
  return need.length === 0 || (codes.length > 0 && need.some((code) => codes.includes(code)));
}

interface Ages {
  low_age: number;
  high_age: number;
}

// A school whose ages nobody knows is judged by its stage, and one without a stage is not left out.
function agesOf({ low_age, high_age, phase }: ListedSchool): Ages {
  const unknown = low_age === null && high_age === null && phase !== 'all_through' && phase !== 'none';
  if (unknown) return { low_age: phases[phase].from - 1, high_age: phases[phase].to + 1 };
  return { low_age: low_age ?? 0, high_age: high_age ?? 99 };
}

const takesAges = ({ low_age, high_age }: Ages, from: number, to: number) => low_age <= to && high_age >= from;

function servesStage(school: ListedSchool, ages: Ages, stage: Phase): boolean {
  const { from, to } = phases[stage];
  if (school.phase === stage) return true;
  const isMixed = school.phase === 'all_through' || school.phase === 'none';
  if (stage === 'nursery')
    return school.has_nursery === true || (isMixed && school.low_age !== null && school.low_age < to);
  if (stage === 'sixteen_plus')
    return school.has_sixth_form === true || (isMixed && school.high_age !== null && school.high_age > from);
  return isMixed && takesAges(ages, from, to);
}

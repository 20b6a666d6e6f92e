import { anySchool, type Wanted } from './find-schools-rules.ts';
import type { FoundSchool, SchoolFinder } from './school-finder.ts';
import type { School } from './schools.ts';

const withinMiles = 20;
const most = 4;

/** The nearest special schools, and schools with a base, that take children of some of a school's ages. */
export async function nearbySpecialist(finder: SchoolFinder, school: School): Promise<FoundSchool[]> {
  const { urn, latitude, longitude, low_age, high_age } = school;
  if (latitude === null || longitude === null) return [];
  const near = { latitude, longitude, miles: withinMiles };
  const specialist = { not: urn, low_age: low_age ?? 0, high_age: high_age ?? 25 };
  const wanted: Wanted = { ...anySchool, near, sort: 'nearest', specialist };
  return (await finder.list(wanted, { from: 0, most })).schools;
}

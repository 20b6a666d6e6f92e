import type { Tag } from '../directory/result-card-rules.ts';
import { distanceInWords } from '../places/distance-rules.ts';
import { hasFreePlace, placesInWords } from './base-words-rules.ts';
import { needNames } from './need-rules.ts';
import type { FoundSchool } from './school-finder.ts';
import { agesInWords, kindNames, statusInWords } from './school-words-rules.ts';

/** A school in a list. */
export interface SchoolCard {
  urn: string;
  name: string;
  /** "Ordinary (mainstream) school, ages 4 to 11" */
  kind: string;
  tags: Tag[];
  /** where it is and how far away */
  facts: string[];
  /** its specialist bases, each with its places */
  bases: { name: string; places: string }[];
  needs: string[];
  /** its number on the map, where it has a place there */
  number: number | null;
  is_compared: boolean;
}

const mostNeeds = 4;

/** What a list says of a school. */
export function cardOf(
  school: FoundSchool,
  {
    area_name,
    fewest,
    number,
    is_compared,
  }: { area_name: string; fewest: number; number: number | null; is_compared: boolean },
): SchoolCard {
  const ages = agesInWords(school);
  const status = statusInWords(school);
  const tags: Tag[] = [];
  if (status) tags.push({ text: status, tone: 'care', icon: null });
  if (school.area === 'out_of_area')
    tags.push({ text: `Outside ${area_name}${school.la_name ? `: ${school.la_name}` : ''}`, tone: 'care', icon: null });
  if (school.bases.length > 0) tags.push({ text: 'Specialist base', tone: 'good', icon: 'tick' });
  if (school.bases.some((base) => hasFreePlace(base)))
    tags.push({ text: 'A place was free', tone: 'good', icon: null });
  const needs = needNames(school.needs);
  return {
    urn: school.urn,
    name: school.name,
    kind: ages ? `${kindNames[school.kind]}, ages ${ages}` : kindNames[school.kind],
    tags,
    facts: [
      ...(school.miles === null ? [] : [`${distanceInWords(school.miles)} in a straight line`]),
      ...[[school.town, school.postcode].filter(Boolean).join(', ')].filter(Boolean),
    ],
    bases: school.bases.map((base) => ({
      name: [base.name, needNames(base.needs).join(', ')].filter(Boolean).join(': '),
      places: placesInWords(base, fewest),
    })),
    needs: needs.length > mostNeeds ? [...needs.slice(0, mostNeeds), `${needs.length - mostNeeds} more`] : needs,
    number,
    is_compared,
  };
}

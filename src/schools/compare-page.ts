import type { Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { type CompareRow, compareSections } from './compare-rules.ts';
import { type Asked, addressOf, mostCompared, readAsked } from './finder-rules.ts';
import { tellSchools } from './known-school.ts';
import type { SchoolAsides } from './school-asides.ts';
import type { SchoolSection } from './school-line-rules.ts';
import { kindNames, statusInWords } from './school-words-rules.ts';
import { namesOf } from './schools.ts';

/** More than that nobody ticked by hand. */
const mostRead = 50;

/** Several schools, section by section in the one order: first where they differ, then once what is the same for all. */
export interface ComparePage {
  schools: { urn: string; name: string; kind: string; status: string | null; without_href: string | null }[];
  rows: CompareRow[];
  same: SchoolSection[];
  /** the list from which these were chosen; it remembers them */
  add_href: string;
  errors: FormError[];
}

/**
 * Puts up to four schools side by side, in the order in which they were chosen. 422 with what is wrong for more than four
 * (the first four are shown), for a number that no school has (the others are shown), and where none was chosen.
 */
export async function comparePage(
  parts: Pick<Parts, 'db' | 'authority' | 'now'>,
  asides: SchoolAsides,
  query: Record<string, unknown>,
): Promise<{ status: number; model: ComparePage }> {
  const chosen = [...new Set([query.urn ?? []].flat().map((urn) => String(urn).trim()))]
    .filter(Boolean)
    .slice(0, mostRead);
  const numbers = chosen.filter((urn) => /^\d{5,6}$/.test(urn));
  const known = new Set((await namesOf(parts.db, numbers)).map(({ urn }) => urn));
  const unknown = chosen.filter((urn) => !known.has(urn));
  const urns = chosen.filter((urn) => known.has(urn));
  const told = await tellSchools(parts, asides, urns.slice(0, mostCompared));
  const shown = told.map(({ detail }) => detail.school.urn);
  const { asked } = readAsked(query);
  const errors: FormError[] = [];
  const fail = (text: string) => errors.push({ field: 'compare', text });
  if (chosen.length === 0) fail('Choose two to four schools to compare: tick them in the list of schools');
  if (chosen.length > mostCompared)
    fail(
      `You chose ${chosen.length} schools. Only ${mostCompared} fit side by side: these are the first ${mostCompared}`,
    );
  if (unknown.length > 0)
    fail(
      `There is no school with the number ${unknown
        .slice(0, mostCompared)
        .map((urn) => `“${urn.slice(0, 20)}”`)
        .join(' or ')}`,
    );
  const { differing, same } = compareSections(
    told.map(({ detail: { school }, sections }) => ({ urn: school.urn, name: school.name, sections })),
  );
  return {
    status: errors.length > 0 ? 422 : 200,
    model: {
      schools: told.map(({ detail: { school } }) => ({
        urn: school.urn,
        name: school.name,
        kind: kindNames[school.kind],
        status: statusInWords(school),
        without_href:
          shown.length > 1
            ? compareAddress(
                asked,
                shown.filter((urn) => urn !== school.urn),
              )
            : null,
      })),
      rows: differing,
      same,
      add_href: addressOf(asked, { urn: shown, page: asked.page }),
      errors,
    },
  };
}

function compareAddress(asked: Asked, urn: string[]): string {
  return addressOf(asked, { urn, page: asked.page }).replace(/^\/schools/, '/schools/compare');
}

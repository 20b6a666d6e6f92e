import { dayOf, type Parts } from '../parts.ts';
import { figuresToShow } from './figure-rules.ts';
import registerPages from './reference/register-pages.json' with { type: 'json' };
import type { SchoolAsides } from './school-asides.ts';
import { type SchoolDetail, schoolDetail } from './school-detail.ts';
import type { SchoolSection } from './school-line-rules.ts';
import { fewestPupils } from './school-policies.ts';
import { sectionsOf } from './school-sections-rules.ts';

/** A school with everything that is said of it. */
export interface ToldSchool {
  detail: SchoolDetail;
  sections: SchoolSection[];
}

/** Puts together what is said of some schools, each in the one order, as its page and the comparison show it. */
export async function tellSchools(
  parts: Pick<Parts, 'db' | 'authority' | 'now'>,
  asides: SchoolAsides,
  urns: readonly string[],
): Promise<ToldSchool[]> {
  const { db, authority } = parts;
  const details: SchoolDetail[] = [];
  for (const urn of urns) {
    const detail = await schoolDetail(db, urn);
    if (detail) details.push(detail);
  }
  const found = details.map(({ school }) => school.urn);
  const reports = await asides.reports(found);
  const money = await asides.money(found);
  const fewest = await fewestPupils(db, dayOf(parts.now()));
  return details.map((detail) => ({
    detail,
    sections: sectionsOf({
      detail,
      report: reports.get(detail.school.urn),
      money: money.get(detail.school.urn),
      figures: figuresToShow(detail.figures, fewest),
      area_name: authority.short_name,
      cluster_word: authority.names.cluster,
      fewest,
      inspection_href: registerPages.inspection.replace('{urn}', detail.school.urn),
    }),
  }));
}

/** Where the national register has a school's own page. */
export function registerPageOf(urn: string): string {
  return registerPages.register.replace('{urn}', urn);
}

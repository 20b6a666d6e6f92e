import {
  type KnownSchool,
  type SchoolSection,
  type Section,
  type SectionKey,
  sectionOrder,
} from './school-line-rules.ts';
import { ownSections } from './school-own-sections-rules.ts';
import { shownSections } from './school-shown-sections-rules.ts';

const sections: Record<SectionKey, (known: KnownSchool) => Section> = { ...ownSections, ...shownSections };

/** Everything that is said of a school, in the one order; no section is ever left out. */
export function sectionsOf(known: KnownSchool): SchoolSection[] {
  return sectionOrder.map((key) => ({ key, ...sections[key](known) }));
}

import { longDate } from '../directory/date-rules.ts';
import type { Tag } from '../directory/result-card-rules.ts';
import type { ResultMap } from '../directory/result-map.ts';
import { dayOf, type Parts } from '../parts.ts';
import { distanceInWords } from '../places/distance-rules.ts';
import { registerPageOf, tellSchools } from './known-school.ts';
import { nearbySpecialist } from './nearby-specialist.ts';
import { department_source } from './register.ts';
import type { SchoolAsides } from './school-asides.ts';
import { schoolAsData } from './school-data-rules.ts';
import type { SchoolDetail } from './school-detail.ts';
import { phoneHref, phoneInWords, type SchoolSection } from './school-line-rules.ts';
import { mapOfSchool } from './school-map.ts';
import { agesInWords, kindNames, statusInWords } from './school-words-rules.ts';

/** Something that must be known before anything else is read. */
interface SchoolNotice {
  title: string;
  text: string;
  links: { text: string; href: string | null }[];
}

/** The page of `/schools/<urn>`. */
export interface SchoolPage {
  urn: string;
  name: string;
  kind: string;
  tags: Tag[];
  notices: SchoolNotice[];
  /** what most people come to see */
  glance: { term: string; words: string }[];
  call: { text: string; href: string } | null;
  sections: SchoolSection[];
  map: ResultMap | null;
  /** special schools, and schools with a base, that are near and take children of its ages */
  nearby: { name: string; href: string; note: string }[];
  /** schools that it took the place of */
  before: { text: string; href: string | null }[];
  source: { text: string; href: string | null };
  is_closed: boolean;
  /** schema.org, as JSON that is safe inside a page */
  data: string;
}

/** What the page of a school shows; undefined where there is no school of this number. */
export async function schoolPage(
  parts: Pick<Parts, 'db' | 'authority' | 'now' | 'config' | 'schools'>,
  asides: SchoolAsides,
  urn: string,
): Promise<SchoolPage | undefined> {
  const [told] = await tellSchools(parts, asides, [urn]);
  if (!told) return undefined;
  const { detail, sections } = told;
  const { school } = detail;
  const { short_name } = parts.authority;
  const isClosed = school.status === 'closed';
  const nearby = isClosed ? [] : await nearbySpecialist(parts.schools, school);
  const ages = agesInWords(school);
  return {
    urn,
    name: school.name,
    kind: [kindNames[school.kind], ages && `ages ${ages}`, school.town].filter(Boolean).join(', '),
    tags: tagsOf(detail, short_name),
    notices: noticesOf(detail, short_name, dayOf(parts.now())),
    glance: isClosed ? [] : glanceOf(detail, sections),
    call: school.phone && !isClosed ? { text: phoneInWords(school.phone), href: phoneHref(school.phone) } : null,
    sections: isClosed ? leftOfClosed(sections) : sections,
    map: await mapOfSchool(parts, school),
    nearby: nearby.map((other) => ({
      name: other.name,
      href: `/schools/${other.urn}`,
      note: [
        other.bases.length > 0 ? `base: ${other.bases.map(({ name }) => name).join(', ')}` : kindNames[other.kind],
        distanceInWords(other.miles ?? 0),
      ].join(', '),
    })),
    before: detail.predecessors.map(linkOf),
    source: sourceOf(detail),
    is_closed: isClosed,
    data: schoolAsData(detail, sections, parts.config.base_url),
  };
}

// What a closed school was, and what was published of it: nobody can ask it for the rest.
function leftOfClosed(sections: readonly SchoolSection[]): SchoolSection[] {
  return sections.filter(
    ({ key, lines }) => key === 'school' || (['report', 'money'].includes(key) && lines.some(({ href }) => href)),
  );
}

function glanceOf(detail: SchoolDetail, sections: readonly SchoolSection[]): SchoolPage['glance'] {
  const { school, bases, sen_contact } = detail;
  const report = sections.find(({ key }) => key === 'report')?.lines[0]?.text;
  return [
    { term: 'Ages', words: agesInWords(school) ?? 'Not known' },
    { term: 'Specialist base', words: bases.map(({ name }) => name).join(', ') || 'None that we know of' },
    { term: 'Report on special needs', words: report ?? 'Not checked yet' },
    { term: 'Who to ask', words: sen_contact.name ?? (school.kind === 'college' ? 'Learning support' : 'The SENCO') },
  ];
}

function sourceOf({ school, source }: SchoolDetail): SchoolPage['source'] {
  if (source.is_demonstration) return { text: 'This school is made up, to show how the site works.', href: null };
  const day = longDate(school.register_changed_on ?? dayOf(school.imported_at));
  const from = school.source === department_source ? 'the national register of schools' : `“${source.name}”`;
  return {
    text: `From ${from}, as of ${day}. The school and the council add the rest.`,
    href: registerPageOf(school.urn),
  };
}

function linkOf({ urn, name, is_here }: { urn: string; name: string; is_here: boolean }) {
  return { text: name, href: is_here ? `/schools/${urn}` : null };
}

function tagsOf({ school, bases }: SchoolDetail, area_name: string): Tag[] {
  const status = statusInWords(school);
  return [
    ...(status ? [{ text: status, tone: 'care', icon: null } as const] : []),
    ...(school.area === 'out_of_area' ? [{ text: `Outside ${area_name}`, tone: 'care', icon: null } as const] : []),
    ...(bases.length > 0 ? [{ text: 'Specialist base', tone: 'good', icon: 'tick' } as const] : []),
    ...(school.is_section_41_approved ? [{ text: 'A plan can name it', tone: 'good', icon: null } as const] : []),
  ];
}

function noticesOf({ school, successors }: SchoolDetail, area_name: string, today: string): SchoolNotice[] {
  const on = (day: string | null) => (day ? ` on ${longDate(day)}` : '');
  // the register is told late that a day was kept
  const isDue = (day: string | null) => (day && day < today ? 'was due' : 'is due');
  const notices: SchoolNotice[] = [];
  if (school.status === 'closed')
    notices.push({
      title: `This school closed${on(school.closed_on)}.`,
      text: successors.length > 0 ? 'After it came:' : 'We know of no school that took its place.',
      links: successors.map(linkOf),
    });
  if (school.status === 'closing')
    notices.push({
      title: `This school ${isDue(school.closed_on)} to close${on(school.closed_on)}.`,
      text: successors.length > 0 ? 'After it comes:' : 'Ask the school what comes after it.',
      links: successors.map(linkOf),
    });
  if (school.status === 'proposed')
    notices.push({
      title: 'This school is planned.',
      text: school.opened_on
        ? `It ${isDue(school.opened_on)} to open${on(school.opened_on)}. What is here may change.`
        : 'What is here may change.',
      links: [],
    });
  if (school.area === 'out_of_area')
    notices.push({
      title: `This school is outside ${area_name}.`,
      text: `${school.la_name ? `It is in ${school.la_name}. ` : ''}Children from ${area_name} can go there too. A plan still comes from the council where you live.`,
      links: [{ text: 'Schools outside the area', href: '/education-and-training/outside-the-area' }],
    });
  return notices;
}

import type { SchoolDetail } from './school-detail.ts';
import type { SchoolSection } from './school-line-rules.ts';
import { agesInWords } from './school-words-rules.ts';

const types: Partial<Record<SchoolDetail['school']['phase'], string>> = {
  nursery: 'Preschool',
  primary: 'ElementarySchool',
  secondary: 'HighSchool',
  sixteen_plus: 'CollegeOrUniversity',
};

/**
 * A school as schema.org data (JSON-LD), so that search engines show it rightly. Safe inside a `<script>` element. Counts
 * of pupils stand in it as the page's section of figures has them, and in no other way.
 */
export function schoolAsData(
  { school, website, sen_contact }: SchoolDetail,
  sections: readonly SchoolSection[],
  base_url: string,
): string {
  const figures = sections.find(({ key }) => key === 'figures')?.lines ?? [];
  const contact = {
    '@type': 'ContactPoint',
    contactType: 'Special educational needs',
    email: sen_contact.email ?? undefined,
    telephone: sen_contact.phone ?? undefined,
  };
  const data = {
    '@context': 'https://schema.org',
    '@type': types[school.phase] ?? 'School',
    '@id': `${base_url}/schools/${school.urn}`,
    name: school.name,
    identifier: { '@type': 'PropertyValue', name: 'Unique reference number', value: school.urn },
    url: `${base_url}/schools/${school.urn}`,
    sameAs: website ?? undefined,
    telephone: school.phone ?? undefined,
    address: {
      '@type': 'PostalAddress',
      streetAddress: [school.street, school.locality].filter(Boolean).join(', ') || undefined,
      addressLocality: school.town ?? undefined,
      addressRegion: school.county ?? undefined,
      postalCode: school.postcode ?? undefined,
      addressCountry: 'GB',
    },
    geo:
      school.latitude === null || school.longitude === null
        ? undefined
        : { '@type': 'GeoCoordinates', latitude: school.latitude, longitude: school.longitude },
    foundingDate: school.opened_on ?? undefined,
    dissolutionDate: school.status === 'closed' ? (school.closed_on ?? undefined) : undefined,
    audience: {
      '@type': 'EducationalAudience',
      educationalRole: 'student',
      audienceType: agesInWords(school) ?? undefined,
    },
    contactPoint: contact.email || contact.telephone ? contact : undefined,
    additionalProperty: figures.map(({ label, text, note }) => ({
      '@type': 'PropertyValue',
      name: label,
      value: text,
      description: note ?? undefined,
    })),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '').replaceAll('\u2029', '');
}

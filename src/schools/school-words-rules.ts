import type { School } from './schools.ts';

/** What a kind of school is called to families, in the order in which they choose. */
export const kindNames: Record<School['kind'], string> = {
  mainstream: 'Ordinary (mainstream) school',
  nursery: 'Nursery school',
  special: 'Special school',
  non_maintained_special: 'Special school run by a charity',
  independent_special: 'Private special school',
  hospital_special: 'School in a hospital',
  alternative_provision: 'Alternative provision, for when school has broken down',
  independent: 'Private school',
  college: 'College',
  specialist_college: 'Special college',
  other: 'Another kind',
};

/** Stages of education as families choose them, and the ages in years that each is mostly about. */
export const phases = {
  nursery: { name: 'Nursery', from: 2, to: 4 },
  primary: { name: 'Primary', from: 5, to: 10 },
  secondary: { name: 'Secondary', from: 11, to: 15 },
  sixteen_plus: { name: 'After 16', from: 16, to: 25 },
} as const;
export type Phase = keyof typeof phases;

/** The kinds of school that are there for children with special educational needs alone. */
export const specialistKinds: readonly School['kind'][] = [
  'special',
  'non_maintained_special',
  'independent_special',
  'specialist_college',
];

/** Ages in years in words: "4 to 11", "from 16", "up to 11"; null where the register does not say. */
export function agesInWords({ low_age, high_age }: Pick<School, 'low_age' | 'high_age'>): string | null {
  if (low_age !== null && high_age !== null) return `${low_age} to ${high_age}`;
  if (low_age !== null) return `from ${low_age}`;
  return high_age === null ? null : `up to ${high_age}`;
}

/** What must be known of a school's state before its name means anything; null for one that is simply open. */
export function statusInWords({ status }: Pick<School, 'status'>): string | null {
  if (status === 'proposed') return 'Planned, not open yet';
  if (status === 'closing') return 'Open, but due to close';
  return status === 'closed' ? 'Closed' : null;
}

/** A school's address in lines, without what the register does not say or says twice. */
export function addressLines(school: Pick<School, 'street' | 'locality' | 'town' | 'county' | 'postcode'>): string[] {
  const { street, locality, town, county, postcode } = school;
  return [...new Set([street, locality, town, county, postcode])].filter((line): line is string => Boolean(line));
}

import type { School } from './schools.ts';

/** The letters of Schedule 2, paragraph 1, of the SEND Regulations 2014 under which schools and colleges stand. */
export const providerLetters = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;
export type ProviderLetter = (typeof providerLetters)[number];

/** What decides under which letters a school stands. */
export type LawfulKind = Pick<School, 'kind' | 'governance' | 'is_section_41_approved'> & {
  has_nursery: boolean | null;
};

const isUnder: Record<ProviderLetter, (school: LawfulKind) => boolean> = {
  a: ({ kind, has_nursery }) => kind === 'nursery' || has_nursery === true,
  b: ({ kind, governance }) => governance === 'maintained' && kind !== 'alternative_provision',
  c: ({ governance }) => governance === 'academy',
  d: ({ kind }) => kind === 'non_maintained_special',
  e: ({ kind }) => kind === 'college' || kind === 'specialist_college',
  f: ({ is_section_41_approved }) => is_section_41_approved,
  g: ({ kind, governance }) => kind === 'alternative_provision' && governance === 'maintained',
};

/**
 * The kinds of provider that a school is (SEND Regulations 2014, Schedule 2, paragraph 1): (a) early years, (b) maintained
 * school, (c) academy, (d) non-maintained special school, (e) post-16 institution, (f) approved under section 41, (g) pupil
 * referral unit. A sixth form academy is two of them, a private school that is not approved none.
 */
export function lettersOf(school: LawfulKind): ProviderLetter[] {
  return providerLetters.filter((letter) => isUnder[letter](school));
}

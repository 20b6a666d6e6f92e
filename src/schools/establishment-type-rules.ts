import reference from './reference/establishment-types.json' with { type: 'json' };
import type { School } from './schools.ts';

type Kind = School['kind'];
type Governance = School['governance'];
type Phase = School['phase'];

/** What the Department's code for a type of establishment means. */
export interface EstablishmentType {
  code: string;
  name: string;
  kind: Kind;
  governance: Governance;
}

const types = reference.types as EstablishmentType[];
const byCode = new Map(types.map((type) => [type.code, type]));
const byName = new Map(types.map((type) => [folded(type.name), type]));

/** All types of the register, by their code. */
export function establishmentTypes(): readonly EstablishmentType[] {
  return types;
}

/**
 * What a school is, by the register's code for its type (`"34"`) or, where a table has only words, by the name of the type.
 * A special school whose name says that it is in a hospital is a hospital school, which owes no SEN information report
 * (SEND Regulations 2014, reg 51): the register has no type and no other column for these, and an address names hospitals
 * that are long gone. Undefined for a type that nobody knows.
 */
export function establishmentType(
  type: { code?: string; name?: string },
  school: string,
): EstablishmentType | undefined {
  const known = byCode.get(type.code ?? '') ?? byName.get(folded(type.name ?? ''));
  if (!known) return undefined;
  if (known.kind === 'special' && /\bhospital\b/i.test(school)) return { ...known, kind: 'hospital_special' };
  return known;
}

// "LA Nursery School" and "Local authority nursery school" are one, as are "Academy 16-19 Converter" and "16 to 19".
function folded(name: string): string {
  return name
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/^la /, 'local authority ')
    .replace(/16 ?(?:-|to) ?19/g, '16 to 19')
    .replace(/schools?$/, 'school')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const phases: Record<string, Phase> = {
  nursery: 'nursery',
  primary: 'primary',
  'middle deemed primary': 'primary',
  secondary: 'secondary',
  'middle deemed secondary': 'secondary',
  '16 plus': 'sixteen_plus',
  'all-through': 'all_through',
  'all through': 'all_through',
};

/**
 * The phase of a school by the register's words (`"Middle deemed primary"`). Where it says none, as for special and
 * independent schools, by its kind and its ages in years.
 */
export function phaseOf(words: string, school: { kind: Kind; low_age: number | null; high_age: number | null }): Phase {
  const said = phases[words.trim().toLowerCase()];
  if (said) return said;
  if (school.kind === 'nursery') return 'nursery';
  if (school.kind === 'college' || school.kind === 'specialist_college') return 'sixteen_plus';
  const { low_age: low, high_age: high } = school;
  if (low === null || high === null) return 'none';
  if (high <= 5) return 'nursery';
  if (low >= 16) return 'sixteen_plus';
  if (high <= 13 && low < 9) return 'primary';
  if (low >= 9) return 'secondary';
  return 'all_through';
}

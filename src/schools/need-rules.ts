import taxonomies from '../directory/reference/taxonomies.json' with { type: 'json' };

interface NeedTerm {
  code: string;
  name: string;
  parent?: string;
}

const terms: NeedTerm[] = taxonomies.find(({ code }) => code === 'need')?.terms ?? [];
/** Those that the school census knows: a broad area of need is none, nor is a diagnosis of ours. */
const censusCodes = new Set([
  'SPLD',
  'MLD',
  'SLD',
  'PMLD',
  'SEMH',
  'SLCN',
  'HI',
  'VI',
  'MSI',
  'PD',
  'ASD',
  'DS',
  'OTH',
]);
const names = new Map(terms.filter(({ code }) => censusCodes.has(code)).map(({ code, name }) => [code, name]));

/** The types of need that a school can be for, in the codes of the school census, with their names for families. */
export const schoolNeeds: readonly { code: string; name: string }[] = [...names].map(([code, name]) => ({
  code,
  name,
}));

/** A type of need in words: `ASD` → "Autism". A code that nobody knows stays as it is. */
export function needName(code: string): string {
  return names.get(code) ?? code;
}

/** Types of need in words, each once, in the order of the list: `["HI", "ASD"]` → `["Autism", "Deaf or hearing loss"]`. */
export function needNames(codes: readonly string[]): string[] {
  const wanted = new Set(codes);
  return schoolNeeds.filter(({ code }) => wanted.has(code)).map(({ name }) => name);
}

const formerCodes: Record<string, string> = { BESD: 'SEMH', SPLD: 'SPLD', AUT: 'ASD', ASC: 'ASD' };

/**
 * The codes in a cell of the register: `"SpLD - Specific Learning Difficulty"` → `["SPLD"]`, several parted by `~`.
 * "Not Applicable" and "None" are none; behaviour difficulties of before 2014 are SEMH (social, emotional and mental health).
 */
export function needsOfRegister(cell: string): string[] {
  if (cell === '') return [];
  const codes = cell.split('~').flatMap((one) => {
    const [said = ''] = one.trim().split(/\s+-\s+|\s/);
    const code = formerCodes[said.toUpperCase()] ?? said.toUpperCase();
    return censusCodes.has(code) ? [code] : [];
  });
  return [...new Set(codes)];
}

import type { MappedThing } from '../exchange/column-mapping-rules.ts';
import { foldName } from '../places/name-rules.ts';
import { establishmentType, phaseOf } from './establishment-type-rules.ts';
import { needsOfRegister } from './need-rules.ts';
import { kindOfLink } from './register-link-rules.ts';
import {
  type RegisterSchool,
  readAges,
  readCount,
  readDay,
  readName,
  readPhone,
  readPoint,
  readPostcode,
  readUrn,
  readWebsite,
  WrongValue,
  words,
} from './register-row-rules.ts';
import type { RegisterLink } from './school-links.ts';

const texts = [
  ...['la_code', 'la_name', 'establishment_number', 'gender', 'religious_character', 'admissions_policy', 'boarders'],
  ...['trust', 'street', 'locality', 'town', 'county', 'uprn', 'district_code'],
] as const;
const others = [
  ...['name', 'type', 'kind', 'governance', 'phase', 'status', 'opened_on', 'closed_on', 'inspected_on', 'low_age'],
  ...['high_age', 'oldest_age', 'has_nursery', 'has_sixth_form', 'capacity', 'is_section_41_approved', 'needs'],
  ...['postcode', 'latitude', 'longitude', 'easting', 'northing', 'website', 'phone', 'figures.as_of', 'successors'],
  ...['figures.pupils', 'figures.sen_support', 'figures.ehc_plans', 'figures.free_school_meals'],
] as const;
type Field = (typeof texts)[number] | (typeof others)[number];

/** What a mapping can make of a row of a table of schools. */
export const mappedSchool: MappedThing = {
  thing: 'school',
  fields: new Set<string>([...texts, ...others]),
  path: (field) => field,
  has_lists: false,
};

const allowed = {
  kind: [
    'mainstream',
    'nursery',
    'special',
    'hospital_special',
    'non_maintained_special',
    'independent_special',
    'alternative_provision',
    'independent',
    'college',
    'specialist_college',
    'other',
  ],
  governance: ['maintained', 'academy', 'independent', 'college', 'other'],
  phase: ['nursery', 'primary', 'secondary', 'all_through', 'sixteen_plus', 'none'],
  status: ['proposed', 'open', 'closing', 'closed'],
} as const;

/**
 * Makes a school of the fields that a mapping took from a row, with what it says comes after it. The type decides what kind
 * of school it is; `kind`, `governance` and `phase` count where the type is none that the Department knows. Refuses
 * (WrongValue) what the Department's own register would be refused for, and words that are none of ours.
 */
export function schoolOfFields(
  id: string,
  fields: ReadonlyMap<string, string[]>,
): { school: RegisterSchool; links: RegisterLink[] } {
  const all = (field: Field) => fields.get(field) ?? [];
  const text = (field: Field) => all(field).join(' ').trim();
  const urn = readUrn(id);
  const name = readName(text('name'));
  const known = establishmentType({ name: text('type') }, name);
  const kind = known?.kind ?? one('kind', text('kind'), 'other');
  const ages = readAges(text('low_age'), text('high_age') || highestAge(text('oldest_age')));
  const phase = text('phase');
  const school: RegisterSchool = {
    urn,
    name,
    folded_name: foldName(name),
    ...(Object.fromEntries(texts.map((field) => [field, words(text(field))])) as Record<
      (typeof texts)[number],
      string | null
    >),
    gss_code: null,
    type: known?.name ?? (text('type') || 'Not known'),
    kind,
    governance: known?.governance ?? one('governance', text('governance'), 'other'),
    phase: phase === '' ? phaseOf('', { kind, ...ages }) : one('phase', phase, 'none'),
    status: one('status', text('status'), 'open'),
    opened_on: readDay(text('opened_on'), 'opened_on'),
    closed_on: readDay(text('closed_on'), 'closed_on'),
    inspected_on: readDay(text('inspected_on'), 'inspected_on'),
    ...ages,
    has_nursery: readYes(text('has_nursery')),
    has_sixth_form: readYes(text('has_sixth_form')),
    capacity: readCount(text('capacity'), 'capacity'),
    is_section_41_approved: readYes(text('is_section_41_approved')) ?? false,
    needs: [...new Set(all('needs').flatMap(needsOfRegister))],
    postcode: readPostcode(text('postcode')),
    ...pointOf(text),
    website: readWebsite(text('website')),
    phone: readPhone(text('phone')),
    register_changed_on: null,
    figures: figuresOf(text),
    bases: [],
  };
  const links = all('successors').map((other): RegisterLink => {
    const other_urn = readUrn(other.trim());
    return {
      urn,
      other_urn,
      other_name: `School ${other_urn}`,
      kind: kindOfLink('Successor'),
      words: 'Successor',
      established_on: null,
    };
  });
  return { school, links };
}

function one<Key extends keyof typeof allowed>(
  field: Key,
  text: string,
  otherwise: (typeof allowed)[Key][number],
): (typeof allowed)[Key][number] {
  if (text === '') return otherwise;
  const values: readonly (typeof allowed)[Key][number][] = allowed[field];
  const found = values.find((value) => value === text);
  if (!found) throw new WrongValue(`“${text.slice(0, 40)}” is no ${field}: write ${values.join(', ')}`);
  return found;
}

// Pupils leave at the register's highest age: in a school from 3 to 11 the oldest are 10 when the school year begins.
function highestAge(oldest: string): string {
  const age = readCount(oldest, 'oldest_age');
  return age === null ? '' : String(age + 1);
}

function readYes(text: string): boolean | null {
  if (/^(?:yes|true|1|has\b.*)$/i.test(text)) return true;
  return /^(?:no\b.*|false|0)$/i.test(text) ? false : null;
}

function figuresOf(text: (field: Field) => string): RegisterSchool['figures'] {
  const as_of = readDay(text('figures.as_of'), 'figures.as_of');
  return (['pupils', 'sen_support', 'ehc_plans', 'free_school_meals'] as const).flatMap((measure) => {
    const count = readCount(text(`figures.${measure}`), measure);
    if (count !== null && as_of === null)
      throw new WrongValue('there are counts, and figures.as_of does not say of which day');
    return count === null || as_of === null ? [] : [{ measure, as_of, count }];
  });
}

function pointOf(text: (field: Field) => string): { latitude: number | null; longitude: number | null } {
  const [latitude, longitude] = [text('latitude'), text('longitude')];
  if (latitude === '' || longitude === '') return readPoint(text('easting'), text('northing'));
  const isPoint = Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180;
  if (!isPoint) throw new WrongValue(`“${latitude.slice(0, 20)}, ${longitude.slice(0, 20)}” is no place`);
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

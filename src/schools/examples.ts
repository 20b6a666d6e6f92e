import type { Db } from '../db/database.ts';
import { saveSource } from '../directory/save-services.ts';
import { foldName } from '../places/name-rules.ts';
import { findSchool, type School } from './schools.ts';

/** Saves a school, by default an open primary school of this council, and returns it. */
export async function exampleSchool(db: Db, fields: Partial<School> = {}): Promise<School> {
  const urn = fields.urn ?? '990001';
  const name = fields.name ?? 'Example Primary School';
  await saveSource(db, { code: 'gias', name: 'Get Information About Schools' });
  await db
    .insertInto('school')
    .values({
      urn,
      name,
      folded_name: foldName(name),
      la_code: '926',
      establishment_number: urn.slice(-4),
      la_name: 'Norfolk',
      area: 'in_area',
      type: 'Community school',
      kind: 'mainstream',
      governance: 'maintained',
      phase: 'primary',
      status: 'open',
      low_age: 4,
      high_age: 11,
      street: '1 School Lane',
      town: 'Cromer',
      postcode: 'NR27 9AA',
      latitude: 52.93,
      longitude: 1.3,
      website: 'https://example-primary.example.org',
      phone: '01632 960111',
      source: 'gias',
      register_hash: '',
      imported_at: new Date('2026-11-01T09:00:00Z'),
      ...fields,
    })
    .execute();
  const school = await findSchool(db, urn);
  if (!school) throw new Error('The example is not there.');
  return school;
}

import { insertRows } from '../db/bulk.ts';
import { type Db, transaction } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { saveSource } from '../directory/save-services.ts';
import { dayOf } from '../parts.ts';
import { foldName } from '../places/name-rules.ts';
import { establishmentType, phaseOf } from './establishment-type-rules.ts';
import reference from './reference/demonstration.json' with { type: 'json' };

const by = 'demonstration data';
const source = 'demonstration';

/** A made-up school as the reference file has it: its dates are months from today. */
interface MadeUpSchool {
  urn: string;
  name: string;
  type: string;
  low_age: number;
  high_age: number;
  town: string;
  county: string;
  la_code: string;
  la_name: string;
  district_code: string;
  postcode: string | null;
  latitude: number;
  longitude: number;
  needs: string[];
  figures?: Record<string, number>;
  status?: string;
  opened_months?: number;
  closes_months?: number;
  has_nursery?: boolean;
  has_sixth_form?: boolean;
  has_boarders?: boolean;
  is_section_41_approved?: boolean;
  trust?: string;
  religious_character?: string;
}

/** A made-up SENCO: dates are months from today. */
interface MadeUpSenco {
  urn: string;
  name: string;
  is_name_public: boolean;
  is_qualified_teacher: boolean;
  appointed_months: number;
  months_before?: number;
  course_started_months?: number;
  qualification?: string;
  qualified_months?: number;
}

/**
 * Writes made-up schools, their clusters, co-ordinators, bases and SENCOs where there is no school; returns how many.
 */
export async function seedDemonstrationSchools(db: Db, now: Date): Promise<number> {
  const today = dayOf(now);
  const schools = reference.schools as MadeUpSchool[];
  return transaction(db, async (tx) => {
    if (await tx.selectFrom('school').select('urn').limit(1).executeTakeFirst()) return 0;
    await saveSource(tx, { code: source, name: 'Demonstration data', is_demonstration: true });
    await insertRows(
      tx,
      'school',
      schools.map((school) => schoolRow(school, today, now)),
    );
    await insertRows(
      tx,
      'school_link',
      reference.links.map(({ months, ...link }) => ({
        ...link,
        other_name: schools.find(({ urn }) => urn === link.other_urn)?.name ?? '',
        established_on: addMonths(today, months),
      })),
    );
    await insertRows(
      tx,
      'school_figure',
      schools.flatMap((school) => figureRows(school, lastCensus(today))),
    );
    await seedBases(tx, today, now);
    await seedClusters(tx, now);
    await seedCoordinators(tx, now);
    await seedSencos(tx, today, now);
    await insertAdditions(tx, now);
    return schools.length;
  });
}

function schoolRow(school: MadeUpSchool, today: string, now: Date) {
  const type = establishmentType({ code: school.type }, school.name);
  const kind = type?.kind ?? 'other';
  const month = (months: number | undefined) => (months === undefined ? null : addMonths(today, months));
  return {
    urn: school.urn,
    name: school.name,
    folded_name: foldName(school.name),
    la_code: school.la_code,
    establishment_number: school.urn.slice(-4),
    la_name: school.la_name,
    area: school.la_code === reference.education_code ? 'in_area' : 'out_of_area',
    type: type?.name ?? 'Other',
    kind,
    governance: type?.governance ?? 'other',
    phase: phaseOf('', { ...school, kind }),
    status: school.status ?? 'open',
    opened_on: month(school.opened_months),
    closed_on: month(school.closes_months),
    low_age: school.low_age,
    high_age: school.high_age,
    gender: 'Mixed',
    religious_character: school.religious_character ?? null,
    admissions_policy: null,
    boarders: school.has_boarders ? 'Boarding school' : 'No boarders',
    has_nursery: school.has_nursery ?? false,
    has_sixth_form: school.has_sixth_form ?? false,
    capacity: school.figures?.pupils ? Math.ceil((school.figures.pupils * 1.1) / 10) * 10 : null,
    trust: school.trust ?? null,
    is_section_41_approved: school.is_section_41_approved ?? false,
    needs: school.needs,
    street: '1 School Lane',
    locality: null,
    town: school.town,
    county: school.county,
    postcode: school.postcode,
    uprn: null,
    latitude: school.latitude,
    longitude: school.longitude,
    district_code: school.district_code,
    website: `https://${websiteHost(school.name)}`,
    phone: `01632 960 ${String(Number(school.urn) % 1000).padStart(3, '0')}`,
    inspected_on: school.status === 'proposed' ? null : addMonths(today, -(6 + (Number(school.urn) % 40))),
    source,
    register_changed_on: today,
    register_hash: '',
    imported_at: now,
  };
}

function websiteHost(name: string): string {
  return `${foldName(name.replace(' (demonstration)', '')).replaceAll(' ', '-')}.example.org`;
}

// The school census of January is published in summer.
function lastCensus(today: string): string {
  const year = Number(today.slice(0, 4));
  return `${today.slice(5) < '06-15' ? year - 1 : year}-01-15`;
}

function figureRows(school: MadeUpSchool, as_of: string) {
  const { urn, figures = {} } = school;
  return Object.entries(figures).map(([measure, count]) => ({
    urn,
    measure,
    as_of,
    count,
    source: 'School census (made up)',
  }));
}

async function seedBases(tx: Db, today: string, now: Date): Promise<void> {
  for (const base of reference.bases)
    await tx
      .insertInto('specialist_base')
      .values({ ...base, kind: 'resource_base', counted_on: addMonths(today, -2), written_by: by, written_at: now })
      .execute();
}

async function seedClusters(tx: Db, now: Date): Promise<void> {
  for (const { slug, name, schools } of reference.clusters) {
    const { id } = await tx.insertInto('cluster').values({ slug, name }).returning('id').executeTakeFirstOrThrow();
    await tx
      .insertInto('cluster_member')
      .values(schools.map((urn, place) => ({ cluster_id: id, urn, is_lead: place === 0, joined_at: now })))
      .execute();
  }
}

async function seedCoordinators(tx: Db, now: Date): Promise<void> {
  for (const { schools, ...person } of reference.coordinators) {
    const { id } = await tx.insertInto('coordinator').values(person).returning('id').executeTakeFirstOrThrow();
    await tx
      .insertInto('coordinator_school')
      .values(schools.map((urn) => ({ coordinator_id: id, urn, since: now })))
      .execute();
  }
}

async function seedSencos(tx: Db, today: string, now: Date): Promise<void> {
  const month = (months: number | undefined) => (months === undefined ? null : addMonths(today, months));
  for (const senco of reference.sencos as MadeUpSenco[])
    await tx
      .insertInto('senco')
      .values({
        urn: senco.urn,
        name: senco.name,
        is_name_public: senco.is_name_public,
        is_qualified_teacher: senco.is_qualified_teacher,
        appointed_on: addMonths(today, senco.appointed_months),
        months_before: senco.months_before ?? null,
        course_started_on: month(senco.course_started_months),
        qualification: senco.qualification === 'nasenco' || senco.qualification === 'npq' ? senco.qualification : null,
        qualified_on: month(senco.qualified_months),
        written_by: by,
        written_at: now,
      })
      .execute();
}

async function insertAdditions(tx: Db, now: Date): Promise<void> {
  await tx
    .insertInto('school_addition')
    .values(
      reference.additions.map(({ urn, addition }) => ({
        urn,
        addition: JSON.stringify(addition),
        written_at: now,
        written_by: by,
      })),
    )
    .execute();
}

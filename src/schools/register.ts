import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Json } from '../db/types.ts';
import { written_by_register } from './bases.ts';
import type { RegisterSchool } from './register-row-rules.ts';

/** The code of the source of what the Department for Education says: it counts more than any other. */
export const department_source = 'gias';

/** Whose area a school is in: the council's number at the Department ("926"), and its code in statistics. */
export interface OwnArea {
  education_code: string;
  code: string;
}

export interface RegisterCounts {
  new: number;
  changed: number;
  unchanged: number;
  /** of a table that is not the Department's: schools that are here from another source, and stay as that says */
  left: number;
  figures: number;
  bases: number;
}

const batch_rows = 2_000;

/**
 * Writes what a register says of schools where it says something new. What the council and the schools added is not
 * touched, and no school is taken away. The Department's register counts more than other tables, which change only what
 * came from themselves. To be called in a transaction; `dry_run` counts and writes nothing.
 */
export async function saveRegister(
  tx: Db,
  schools: readonly RegisterSchool[],
  options: {
    source: string;
    figure_source: string;
    own: OwnArea;
    now: Date;
    dry_run: boolean;
    progress: (rows: number) => void;
  },
): Promise<RegisterCounts> {
  const { source, own, now } = options;
  const known = await tx.selectFrom('school').select(['urn', 'register_hash', 'source']).execute();
  const before = new Map(known.map((school) => [school.urn, school]));
  const counts: RegisterCounts = { new: 0, changed: 0, unchanged: 0, left: 0, figures: 0, bases: 0 };
  const changed: { school: RegisterSchool; row: Record<string, unknown> }[] = [];
  for (const school of schools) {
    const { figures: _figures, bases: _bases, gss_code, ...columns } = school;
    const area = isOwn(school, own) ? 'in_area' : 'out_of_area';
    const register_hash = createHash('sha1')
      .update(JSON.stringify([school, area, source]))
      .digest('base64');
    const there = before.get(school.urn);
    if (there && there.source !== source && source !== department_source) counts.left += 1;
    else if (there?.register_hash === register_hash) counts.unchanged += 1;
    else {
      counts[there ? 'changed' : 'new'] += 1;
      changed.push({ school, row: { ...columns, area, register_hash, source, imported_at: now } });
    }
  }
  for (let at = 0; at < changed.length && !options.dry_run; at += batch_rows) {
    const batch = changed.slice(at, at + batch_rows);
    await writeSchools(
      tx,
      batch.map(({ row }) => row),
    );
    const written = batch.map(({ school }) => school);
    counts.bases += await writeBases(tx, written, now);
    counts.figures += (await writeFigures(tx, figuresOf(written, options.figure_source))).length;
    options.progress(at + batch.length);
  }
  if (changed.length > 0 && !options.dry_run) await placeSchools(tx, own);
  return counts;
}

function isOwn(school: RegisterSchool, own: OwnArea): boolean {
  return school.la_code === null ? school.gss_code === own.code : school.la_code === own.education_code;
}

async function writeSchools(tx: Db, rows: readonly Record<string, unknown>[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  const columns = sql.join(names.map((name) => sql.id(name)));
  const updates = sql.join(
    names.filter((name) => name !== 'urn').map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`),
  );
  await sql`insert into school (${columns})
    select ${columns} from jsonb_populate_recordset(null::school, ${JSON.stringify(rows)}::jsonb)
    on conflict (urn) do update set ${updates}`.execute(tx);
}

// What the council has written of a school's bases, or has ended, counts for good.
async function writeBases(tx: Db, schools: readonly RegisterSchool[], now: Date): Promise<number> {
  const urns = schools.map(({ urn }) => urn);
  await sql`delete from specialist_base where written_by = ${written_by_register} and urn = any(${urns}::text[])`.execute(
    tx,
  );
  const bases = schools.flatMap(({ urn, bases }) =>
    bases.map((base) => ({ urn, ...base, written_by: written_by_register, written_at: now })),
  );
  if (bases.length === 0) return 0;
  const { rows } = await sql<Json>`
    insert into specialist_base (urn, kind, name, needs, places, occupied, counted_on, written_by, written_at)
    select urn, kind, name, needs, places, occupied, counted_on, written_by, written_at
    from jsonb_populate_recordset(null::specialist_base, ${JSON.stringify(bases)}::jsonb) as given
    where not exists (select from specialist_base ours where ours.urn = given.urn)
    returning urn`.execute(tx);
  return rows.length;
}

interface FigureRow {
  urn: string;
  measure: string;
  as_of: string;
  count: number;
  source: string;
}

function figuresOf(schools: readonly RegisterSchool[], source: string): FigureRow[] {
  return schools.flatMap(({ urn, figures }) => figures.map((figure) => ({ urn, ...figure, source })));
}

/** Writes counts of schools that are here; says which were new or different. */
export async function writeFigures(tx: Db, figures: readonly FigureRow[]): Promise<{ urn: string; is_new: boolean }[]> {
  if (figures.length === 0) return [];
  const { rows } = await sql<{ urn: string; is_new: boolean }>`
    insert into school_figure (urn, measure, as_of, count, source)
    select given.urn, measure, as_of, count, given.source
    from jsonb_populate_recordset(null::school_figure, ${JSON.stringify(figures)}::jsonb) as given
    join school on school.urn = given.urn
    on conflict (urn, measure, as_of) do update set count = excluded.count, source = excluded.source
    where (school_figure.count, school_figure.source) is distinct from (excluded.count, excluded.source)
    returning urn, xmax = 0 as is_new`.execute(tx);
  return rows;
}

// A school without a grid reference stands where its postcode is known to be; one whose council nobody names is ours
// where it stands within our outline.
async function placeSchools(tx: Db, own: OwnArea): Promise<void> {
  await sql`update school set latitude = postcode.latitude, longitude = postcode.longitude from postcode
    where school.latitude is null and postcode.postcode = school.postcode and postcode.latitude is not null`.execute(
    tx,
  );
  await sql`update school set area = 'in_area' from area_shape
    where la_code is null and area <> 'in_area' and area_code = ${own.code}
      and shape @> point(longitude, latitude)`.execute(tx);
}

import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { boundingBox, type Point } from '../places/distance-rules.ts';
import { written_by_register } from './bases.ts';
import { type Asked, mostFound, pageSize } from './finder-rules.ts';
import type { NamedSchool } from './name-search-rules.ts';
import { type Phase, phases, specialistKinds } from './school-words-rules.ts';
import type { School } from './schools.ts';

/** A question with what was made of its words: nothing in it must be asked back. */
export interface Wanted extends Pick<Asked, 'age' | 'phase' | 'kind' | 'need' | 'base' | 'places' | 'home' | 'sort'> {
  named: NamedSchool | undefined;
  /** miles in a straight line */
  near: (Point & { miles: number }) | undefined;
  /** special schools and those with a base, for some of these ages, but not the school of this number */
  specialist?: { not: string; low_age: number; high_age: number };
}

/** Every school, in the order of what fits best. */
export const anySchool: Wanted = {
  named: undefined,
  near: undefined,
  age: undefined,
  phase: [],
  kind: [],
  need: [],
  base: false,
  places: false,
  home: false,
  sort: 'best',
};

/** A school in a list. */
export interface FoundSchool
  extends Pick<
    School,
    | 'urn'
    | 'name'
    | 'kind'
    | 'phase'
    | 'status'
    | 'area'
    | 'la_name'
    | 'low_age'
    | 'high_age'
    | 'town'
    | 'postcode'
    | 'latitude'
    | 'longitude'
  > {
  needs: string[];
  /** in a straight line; null where no place was asked for */
  miles: number | null;
  bases: FoundBase[];
}

/** A specialist base in a list. */
export interface FoundBase {
  name: string;
  needs: string[];
  places: number | null;
  occupied: number | null;
  counted_on: string;
}

const earthInMiles = 3958.8;

/** A page of the schools that fit, and how many fit: counted up to one more than `mostFound`. Closed schools never do. */
export async function findSchools(
  db: Db,
  wanted: Wanted,
  page = 1,
): Promise<{ total: number; schools: FoundSchool[] }> {
  const total = await countSchools(db, wanted);
  const from = (page - 1) * pageSize;
  return { total, schools: from < total ? await listSchools(db, wanted, { from, most: pageSize }) : [] };
}

/** How many schools fit: never more than one beyond `mostFound`. */
export async function countSchools(db: Db, wanted: Wanted): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    ${fitsOf(wanted)} select count(*) as n from (
      select 1 from ${schoolsOf(wanted)} where ${conditionsOf(wanted)} limit ${mostFound + 1}) found`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Schools that fit, in their order. */
export async function listSchools(
  db: Db,
  wanted: Wanted,
  { from, most }: { from: number; most: number },
): Promise<FoundSchool[]> {
  const { rows } = await sql<FoundSchool>`
    ${fitsOf(wanted)} select urn, name, kind, phase, status, area, la_name, low_age, high_age, town, postcode, latitude, longitude, needs,
      ${wanted.near ? milesTo(wanted.near) : sql`null::real`} as miles,
      coalesce((select json_agg(json_build_object('name', base.name, 'needs', base.needs, 'places', base.places,
          'occupied', base.occupied, 'counted_on', base.counted_on) order by base.name)
        from specialist_base base where base.urn = school.urn and ${counts}), '[]') as bases
    from (select school.* from ${schoolsOf(wanted)} where ${conditionsOf(wanted)} order by ${orderOf(wanted)} limit ${most} offset ${from}) school
    order by ${orderOf(wanted)}`.execute(db);
  return rows;
}

/** Closed schools of a name, the last closed first: they are not listed, and somebody may look for one. */
export async function closedSchools(db: Db, named: NamedSchool, most: number) {
  return db
    .selectFrom('school')
    .select(['urn', 'name', 'town', 'closed_on'])
    .where('status', '=', 'closed')
    .where(nameMatches(named))
    .orderBy('area')
    .orderBy('closed_on', (order) => order.desc().nullsLast())
    .orderBy('urn')
    .limit(most)
    .execute();
}

/** The names of schools by their numbers, in the order of the numbers given; what is no school's number is left out. */
export async function namesOf(db: Db, urns: readonly string[]): Promise<{ urn: string; name: string }[]> {
  if (urns.length === 0) return [];
  const rows = await db.selectFrom('school').select(['urn', 'name']).where('urn', 'in', urns).execute();
  const names = new Map(rows.map(({ urn, name }) => [urn, name]));
  return urns.flatMap((urn) => ({ urn, name: names.get(urn) ?? '' })).filter(({ name }) => name !== '');
}

// The expression of the index `school_words`.
const words = sql`to_tsvector('simple', folded_name || ' ' || translate(lower(coalesce(town, '')), '-’''.', ' '))`;

function nameMatches({ needed, is_common, urn }: NamedSchool): RawBuilder<boolean> {
  // what most schools have is found sooner by looking than by an index
  if (is_common) {
    const each = needed.map((word) => sql<boolean>`position(${` ${word}`} in ' ' || folded_name) > 0`);
    return sql`(${sql.join(each, sql` and `)})`;
  }
  const query = needed.map((word) => `'${word}':*`).join(' & ');
  const matches = sql<boolean>`${words} @@ to_tsquery('simple', ${query})`;
  return urn ? sql`(urn = ${urn} or ${matches})` : matches;
}

function conditionsOf(wanted: Wanted): RawBuilder<boolean> {
  const { named, near, age, phase, kind, home } = wanted;
  const conditions = [sql<boolean>`status <> 'closed'`];
  // a name of nothing but signs names no school
  if (named) conditions.push(named.needed.length > 0 ? nameMatches(named) : sql`false`);
  if (near) {
    const { west, south, east, north } = boundingBox(near, near.miles);
    conditions.push(
      sql`point(longitude, latitude) <@ box(point(${west}::float8, ${south}::float8), point(${east}::float8, ${north}::float8))`,
      sql`${milesTo(near)} <= ${near.miles}::real`,
    );
  }
  if (age !== undefined) conditions.push(fitsAges(age, age));
  if (phase.length > 0)
    conditions.push(
      sql`(${sql.join(
        phase.map((one) => fitsPhase(one as Phase)),
        sql` or `,
      )})`,
    );
  if (kind.length > 0) conditions.push(sql`kind = any(${kind}::text[])`);
  if (home) conditions.push(sql`area = 'in_area'`);
  if (wanted.specialist) {
    const { not, low_age, high_age } = wanted.specialist;
    conditions.push(
      sql`urn <> ${not}`,
      sql`(kind = any(${specialistKinds}::text[]) or urn in (${withBase({ need: [], places: false })}))`,
      fitsAges(low_age, high_age),
    );
  }
  return sql`${sql.join(conditions, sql` and `)}`;
}

// A school whose ages nobody knows is judged by its stage, and one without a stage is not left out.
function fitsAges(from: number, to: number): RawBuilder<boolean> {
  const stages = Object.entries(phases).flatMap(([code, ages]) =>
    ages.from <= to + 1 && ages.to >= from - 1 ? code : [],
  );
  return sql`(low_age is null or low_age <= ${to}) and (high_age is null or high_age >= ${from})
    and (low_age is not null or high_age is not null or phase = any(${[...stages, 'all_through', 'none']}::text[]))`;
}

function fitsPhase(phase: Phase): RawBuilder<boolean> {
  const { from, to } = phases[phase];
  const own = sql<boolean>`phase = ${phase}`;
  if (phase === 'nursery')
    return sql`(${own} or has_nursery or (phase in ('all_through', 'none') and low_age <= ${to - 1}))`;
  if (phase === 'sixteen_plus')
    return sql`(${own} or has_sixth_form or (phase in ('all_through', 'none') and high_age >= ${from + 1}))`;
  return sql`(${own} or (phase in ('all_through', 'none') and ${fitsAges(from, to)}))`;
}

// What the register says of a school's bases counts only where the council has written of none.
const counts = sql`ended_at is null and (written_by <> ${sql.lit(written_by_register)} or not exists (
  select from specialist_base ours where ours.urn = base.urn and ours.ended_at is null
    and ours.written_by <> ${sql.lit(written_by_register)}))`;

/** Schools with such a base: for one of the needs, with a place that was free when it was counted. */
function withBase({ need, places }: Pick<Wanted, 'need' | 'places'>): RawBuilder<unknown> {
  return sql`select urn from specialist_base base where ${counts}
    ${need.length > 0 ? sql`and needs && ${need}::text[]` : sql``} ${places ? sql`and occupied < places` : sql``}`;
}

// Few schools name a need or have a base: they are looked up first, then asked for the rest.
const hasFits = ({ base, places, need }: Wanted) => base || places || need.length > 0;

function schoolsOf(wanted: Wanted): RawBuilder<unknown> {
  return hasFits(wanted) ? sql`fits join school using (urn)` : sql`school`;
}

function fitsOf(wanted: Wanted): RawBuilder<unknown> {
  if (!hasFits(wanted)) return sql``;
  const fits = wanted.base || wanted.places ? withBase(wanted) : knowsNeeds(wanted.need);
  return sql`with fits as materialized (select distinct urn from (${fits}) named)`;
}

// What a school says in its newest addition takes the place of what the register says.
function knowsNeeds(need: string[]): RawBuilder<unknown> {
  const said = sql`from school_addition newest where addition ? 'needs'
    and not exists (select from school_addition later where later.urn = newest.urn and later.id > newest.id)`;
  return sql`
    select urn from school where needs && ${need}::text[] and needs <> '{}' and urn not in (select urn ${said})
    union all ${withBase({ need, places: false })}
    union all select urn ${said} and addition->'needs' ?| ${need}::text[]`;
}

function milesTo({ latitude, longitude }: Point): RawBuilder<number> {
  const between = (from: number, to: RawBuilder<unknown>) => sql`(1 - cos(radians(${to} - ${from}::float8)))`;
  return sql`(${sql.lit(2 * earthInMiles)} * asin(sqrt(least(1, (${between(latitude, sql`latitude`)}
    + cos(radians(${latitude}::float8)) * cos(radians(latitude)) * ${between(longitude, sql`longitude`)}) / 2))))::real`;
}

function orderOf({ named, near, sort }: Wanted): RawBuilder<unknown> {
  const byName = sql`area, folded_name, urn`;
  if (sort === 'name') return sql`folded_name, urn`;
  const isNamed = named && !named.is_common;
  const nearest = near ? [milesTo(near)] : [];
  if (sort === 'nearest' || !isNamed) return sql`${sql.join([...nearest, byName])}`;
  const liked = named.liked.map((word) => sql`(position(${` ${word}`} in ' ' || folded_name) > 0)::int`);
  const whole = sql`case when folded_name = ${named.folded} then 0 when starts_with(folded_name, ${named.folded}) then 1
    when starts_with(folded_name, ${named.needed[0] ?? ''}) then 2 else 3 end`;
  const score = liked.length > 0 ? [sql`(${sql.join(liked, sql` + `)}) desc`] : [];
  return sql`${sql.join([whole, ...score, ...nearest, byName])}`;
}

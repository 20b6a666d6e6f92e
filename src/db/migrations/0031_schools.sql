-- The register of schools and colleges. What the Department for Education's register says stands in `school`,
-- `school_link` and `school_figure`, and an import writes it anew; what the council and the schools add has its own tables,
-- which no import touches.

create table school (
  -- the school's unique reference number
  urn text primary key check (urn ~ '^[0-9]{5,6}$'),
  name text not null,
  -- the name as people type it: lower case, letters, digits and single spaces
  folded_name text not null,
  -- the council's number at the Department for Education, and the school's within it: 926/4001
  la_code text,
  establishment_number text,
  la_name text,
  area text not null check (area in ('in_area', 'out_of_area')),
  -- as the register says it, and what that means for the duties of the law
  type text not null,
  kind text not null check (kind in ('mainstream', 'nursery', 'special', 'hospital_special', 'non_maintained_special',
    'independent_special', 'alternative_provision', 'independent', 'college', 'specialist_college', 'other')),
  -- maintained by a council, or an academy: who has the duties of a governing body
  governance text not null check (governance in ('maintained', 'academy', 'independent', 'college', 'other')),
  phase text not null check (phase in ('nursery', 'primary', 'secondary', 'all_through', 'sixteen_plus', 'none')),
  status text not null check (status in ('proposed', 'open', 'closing', 'closed')),
  opened_on date,
  closed_on date,
  low_age int check (low_age between 0 and 99),
  high_age int check (high_age between 0 and 99),
  gender text,
  religious_character text,
  admissions_policy text,
  boarders text,
  has_nursery boolean,
  has_sixth_form boolean,
  capacity int,
  trust text,
  is_section_41_approved boolean not null default false,
  -- types of need in the codes of the school census: ASD, SLCN
  needs text[] not null default '{}',
  street text,
  locality text,
  town text,
  county text,
  postcode text,
  uprn text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  district_code text,
  website text,
  phone text,
  -- the day of the last inspection that the register knows
  inspected_on date,
  source text not null references source,
  -- the day on which the register last changed the row
  register_changed_on date,
  -- of everything that the register says of the school: the same, and there is nothing to write
  register_hash text not null,
  imported_at timestamptz not null
);
create index on school (folded_name);
create index on school using gist (point(longitude, latitude));
create index on school (area, status);

-- what came before or after a school
create table school_link (
  urn text not null references school on delete cascade,
  other_urn text not null,
  other_name text not null,
  kind text not null check (kind in ('successor', 'predecessor', 'other')),
  -- as the register says it: "Successor - merged"
  words text not null,
  established_on date,
  primary key (urn, other_urn, words)
);
create index on school_link (other_urn);

-- how many pupils a school had on a day, by whose count
create table school_figure (
  urn text not null references school on delete cascade,
  measure text not null check (measure in ('pupils', 'sen_support', 'ehc_plans', 'free_school_meals')),
  as_of date not null,
  count int not null check (count >= 0),
  source text not null,
  primary key (urn, measure, as_of)
);

-- places for a type of need within a mainstream school: a specialist resource base, a SEN unit
create table specialist_base (
  id uuid primary key default gen_random_uuid(),
  urn text not null references school on delete cascade,
  kind text not null check (kind in ('resource_base', 'sen_unit')),
  name text not null,
  needs text[] not null,
  places int check (places >= 0),
  occupied int check (occupied >= 0),
  low_age int,
  high_age int,
  -- how it is decided who gets a place
  how_decided text,
  counted_on date not null,
  -- 'register', or the mail address of who wrote it: the register's row gives way to the council's
  written_by text not null,
  written_at timestamptz not null,
  ended_at timestamptz
);
create index on specialist_base (urn) where ended_at is null;

-- what the council or the school adds: the newest row of a school counts
create table school_addition (
  id bigint generated always as identity primary key,
  urn text not null references school on delete cascade,
  -- "what we offer", admissions, travel: {about, sen_email, sen_phone, admissions_url, transport_url, website, needs[] …}
  addition jsonb not null,
  written_at timestamptz not null,
  written_by text not null
);
create index on school_addition (urn, id desc);

-- who is, or was, the SENCO (special educational needs co-ordinator) of a school: SEND Regulations 2014, regs 49 and 50
create table senco (
  id uuid primary key default gen_random_uuid(),
  urn text not null references school on delete cascade,
  name text not null,
  -- families see the name by the school's choice only; the address of the role always
  is_name_public boolean not null default false,
  email text,
  is_qualified_teacher boolean,
  appointed_on date not null,
  course_started_on date,
  qualification text check (qualification in ('nasenco', 'npq')),
  qualified_on date,
  ended_on date,
  written_by text not null,
  written_at timestamptz not null
);
create unique index on senco (urn) where ended_on is null;

-- a high school and its feeders; each council calls it by its own name
create table cluster (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  name text not null,
  ended_at timestamptz
);
create table cluster_member (
  id bigint generated always as identity primary key,
  cluster_id uuid not null references cluster,
  urn text not null references school on delete cascade,
  is_lead boolean not null default false,
  joined_at timestamptz not null,
  left_at timestamptz
);
create unique index on cluster_member (urn) where left_at is null;
create index on cluster_member (cluster_id);

-- the council's named EHC plan co-ordinator of a school
create table coordinator (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null,
  phone text,
  ended_at timestamptz
);
create table coordinator_school (
  id bigint generated always as identity primary key,
  coordinator_id uuid not null references coordinator,
  urn text not null references school on delete cascade,
  since timestamptz not null,
  ended_at timestamptz
);
create unique index on coordinator_school (urn) where ended_at is null;
create index on coordinator_school (coordinator_id);

-- The directory, in the words of Open Referral UK 3.0, and what a Local Offer adds to it.

create table source (
  code text primary key,
  name text not null,
  url text,
  attribution text,
  is_neighbour boolean not null default false,
  is_demonstration boolean not null default false
);

create table organization (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  alternate_name text,
  description text not null,
  email text,
  url text,
  logo text,
  uri text,
  parent_organization_id uuid references organization,
  source text not null references source,
  source_id text,
  last_modified timestamptz not null default now(),
  unique (source, source_id)
);
create index on organization (lower(name));

create table organization_identifier (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organization on delete cascade,
  identifier_scheme text,
  identifier_type text not null,
  identifier text not null
);
create index on organization_identifier (organization_id);

create table service (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  organization_id uuid not null references organization,
  name text not null,
  alternate_name text,
  summary text,
  description text,
  url text,
  email text,
  status text not null default 'active' check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
  fees text,
  accreditations text,
  minimum_age real check (minimum_age between 0 and 120),
  maximum_age real check (maximum_age between 0 and 120),
  assured_date date,
  assurer_email text,
  alert text,
  application_process text,
  -- reg. 53, Schedule 2 para. 18: criteria, or an explicit "open to all"
  open_to_all boolean not null default false,
  area text not null default 'in_area' check (area in ('in_area', 'out_of_area')),
  -- a refuge or a home-based childminder: only the town is ever shown
  is_place_hidden boolean not null default false,
  source text not null references source,
  source_id text,
  created_at timestamptz not null default now(),
  last_modified timestamptz not null default now(),
  unique (source, source_id)
);
create index on service (organization_id);
create index on service (last_modified, id);

-- who published a record and when, who took it down and when; public while an open row stands
create table publication (
  id bigint generated always as identity primary key,
  service_id uuid not null references service on delete cascade,
  published_at timestamptz not null,
  published_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  reason text
);
create unique index on publication (service_id) where withdrawn_at is null;
create index on publication (service_id);

create table local_offer_membership (
  id bigint generated always as identity primary key,
  service_id uuid not null references service on delete cascade,
  state text not null check (state in ('asked', 'approved', 'refused', 'lapsed')),
  decided_at timestamptz not null,
  decided_by text not null,
  reason text
);
create index on local_offer_membership (service_id, decided_at desc, id desc);

create table commitment (
  id bigint generated always as identity primary key,
  service_id uuid not null references service on delete cascade,
  commitment text not null check (commitment in ('available_now', 'planned', 'proposed', 'closed')),
  starts_on date,
  ends_on date,
  note text,
  recorded_at timestamptz not null,
  recorded_by text not null
);
create index on commitment (service_id, recorded_at desc, id desc);

create table confirmation (
  id bigint generated always as identity primary key,
  service_id uuid not null references service on delete cascade,
  confirmed_at timestamptz not null,
  confirmed_by text not null
);
create index on confirmation (service_id, confirmed_at desc);

create table waiting_time (
  id bigint generated always as identity primary key,
  service_id uuid not null references service on delete cascade,
  weeks real check (weeks >= 0),
  description text not null,
  declared_on date not null,
  declared_by text not null
);
create index on waiting_time (service_id, declared_on desc, id desc);

create table eligibility (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references service on delete cascade,
  criterion text not null check (criterion in
    ('age', 'residence', 'ehc_plan', 'diagnosis', 'need', 'referral', 'benefit', 'school', 'other')),
  value text,
  description text not null,
  position int not null default 0
);
create index on eligibility (service_id);

create table location (
  id uuid primary key default gen_random_uuid(),
  location_type text not null default 'physical' check (location_type in ('physical', 'postal', 'virtual')),
  name text,
  description text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  external_identifier text,
  external_identifier_type text,
  source text not null references source
);

create table service_at_location (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references service on delete cascade,
  location_id uuid not null references location,
  description text,
  unique (service_id, location_id)
);
create index on service_at_location (location_id);

create table address (
  id uuid primary key default gen_random_uuid(),
  location_id uuid not null references location on delete cascade,
  attention text,
  address_1 text not null,
  address_2 text,
  city text not null,
  region text,
  state_province text not null,
  postal_code text not null,
  country text not null default 'GB',
  address_type text not null default 'physical' check (address_type in ('physical', 'postal', 'virtual'))
);
create index on address (location_id);

create table accessibility (
  id uuid primary key default gen_random_uuid(),
  location_id uuid not null references location on delete cascade,
  description text not null,
  details text,
  url text
);
create index on accessibility (location_id);

-- a named role to contact: `name` of a person only by that person's choice
create table contact (
  id uuid primary key default gen_random_uuid(),
  service_id uuid references service on delete cascade,
  organization_id uuid references organization on delete cascade,
  name text,
  title text,
  department text,
  email text
);
create index on contact (service_id);
create index on contact (organization_id);

create table phone (
  id uuid primary key default gen_random_uuid(),
  service_id uuid references service on delete cascade,
  organization_id uuid references organization on delete cascade,
  contact_id uuid references contact on delete cascade,
  number text not null,
  extension text,
  type text,
  description text
);
create index on phone (service_id);
create index on phone (organization_id);
create index on phone (contact_id);

create table schedule (
  id uuid primary key default gen_random_uuid(),
  service_id uuid references service on delete cascade,
  service_at_location_id uuid references service_at_location on delete cascade,
  valid_from date,
  valid_to date,
  dtstart date,
  freq text check (freq in ('WEEKLY', 'MONTHLY')),
  interval int check (interval > 0),
  byday text,
  bymonthday text,
  opens_at text,
  closes_at text,
  description text,
  attending_type text,
  notes text,
  schedule_link text
);
create index on schedule (service_id);
create index on schedule (service_at_location_id);

create table cost_option (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references service on delete cascade,
  option text,
  amount numeric check (amount >= 0),
  amount_description text,
  currency text not null default 'GBP',
  valid_from date,
  valid_to date
);
create index on cost_option (service_id);

create table funding (
  id uuid primary key default gen_random_uuid(),
  service_id uuid references service on delete cascade,
  organization_id uuid references organization on delete cascade,
  source text not null
);
create index on funding (service_id);

create table language (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references service on delete cascade,
  name text not null,
  code text,
  note text
);
create index on language (service_id);

create table service_area (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references service on delete cascade,
  name text not null,
  description text,
  extent text,
  extent_type text check (extent_type in ('geojson', 'topojson', 'kml', 'text')),
  uri text,
  -- our own area of that name (places), whose outline search uses
  area_code text
);
create index on service_area (service_id);

create table taxonomy (
  id uuid primary key,
  code text not null unique,
  name text not null,
  description text not null,
  uri text,
  version text
);

create table taxonomy_term (
  id uuid primary key,
  taxonomy_id uuid not null references taxonomy,
  code text not null,
  name text not null,
  description text not null,
  parent_id uuid references taxonomy_term,
  term_uri text,
  position int not null default 0,
  unique (taxonomy_id, code)
);

create table attribute (
  id uuid primary key default gen_random_uuid(),
  link_id uuid not null,
  link_entity text not null check (link_entity in ('service', 'organization', 'location', 'contact', 'accessibility')),
  link_type text,
  taxonomy_term_id uuid not null references taxonomy_term,
  value text,
  unique (link_id, taxonomy_term_id)
);
create index on attribute (taxonomy_term_id);

-- every change from the first day, field by field: who, when, from which source
create table change (
  id bigint generated always as identity primary key,
  entity text not null,
  entity_id uuid not null,
  field text not null,
  old_value jsonb,
  new_value jsonb,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  source text not null references source
);
create index on change (entity_id, changed_at);

-- what search reads: one row for each published service, written when its record is
create table search_document (
  service_id uuid primary key references service on delete cascade,
  words tsvector not null,
  facets text[] not null,
  minimum_age real not null default 0,
  maximum_age real not null default 999,
  area_codes text[] not null default '{}',
  -- 0 to 1: commitment, Local Offer, status; freshness is weighed when searching
  quality real not null,
  name text not null,
  confirmed_at timestamptz,
  last_modified timestamptz not null
)
-- rows of up to a page stay whole and uncompressed: ranking reads each row's words several times
with (toast_tuple_target = 8160);
-- what is new waits in each index's list until indexServices has written a batch and clears it
create index on search_document using gin (words);
create index on search_document using gin (facets);
create index on search_document using gin (area_codes);

create table search_place (
  service_id uuid not null references search_document on delete cascade,
  -- (longitude, latitude)
  position point not null
);
create index on search_place using gist (position);
create index on search_place (service_id);

-- the directory's own vocabulary, against which typing errors are corrected
create table search_word (
  word text primary key,
  services int not null
);

create table thesaurus_group (
  code text primary key,
  words text[] not null,
  -- what a query for one of the words also asks for, and not the other way round
  means text[] not null default '{}',
  note text
);

create table guided_search (
  slug text primary key,
  title text not null,
  introduction text not null,
  query text not null,
  position int not null default 0
);

-- nothing about the person: words, area down to the outcode, filters
create table search_without_result (
  searched_on date not null,
  words text not null,
  outcode text not null,
  filters text not null,
  times int not null default 1,
  primary key (searched_on, words, outcode, filters)
);

create table problem_report (
  id bigint generated always as identity primary key,
  reference text not null unique,
  service_id uuid not null references service on delete cascade,
  reason text not null,
  details text not null,
  reply_to text,
  reported_at timestamptz not null default now()
);

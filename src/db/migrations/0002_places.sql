-- Where places are: postcodes, towns, postcode districts and the outlines of areas.

create table postcode (
  postcode text primary key,
  latitude real,
  longitude real,
  district_code text
);

create table place (
  id bigint generated always as identity primary key,
  name text not null,
  -- the name as people type it: lower case, letters, digits and single spaces
  folded_name text not null,
  kind text not null check (kind in ('town', 'village', 'outcode', 'sector', 'district', 'county')),
  county text,
  latitude double precision not null,
  longitude double precision not null,
  population int,
  source text not null,
  unique (source, kind, name, latitude, longitude)
);
create index on place (folded_name);

create table area (
  code text primary key,
  name text not null,
  uri text,
  kind text not null
);

-- outer rings, (longitude, latitude)
create table area_shape (
  area_code text not null references area on delete cascade,
  part int not null,
  shape polygon not null,
  primary key (area_code, part)
);
create index on area_shape using gist (shape);

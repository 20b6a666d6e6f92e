-- Each record as it last came in, whole: what the next one is compared with, and what a held one waits as.

create table service_record (
  service_id uuid primary key references service on delete cascade,
  record jsonb not null,
  saved_at timestamptz not null
);

-- a change to a published record that waits for staff: what is live stays as it is
create table held_record (
  service_id uuid primary key references service on delete cascade,
  record jsonb not null,
  source text not null references source,
  held_at timestamptz not null
);

create table setting (
  name text primary key,
  value text not null
);

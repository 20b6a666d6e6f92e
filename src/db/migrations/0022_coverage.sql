-- How much of what the law asks of a Local Offer is there: as it stood each day, how many clicks away, and who was asked.

-- one row a day: every item with its state and what served it
create table coverage_day (
  day date primary key,
  counted_at timestamptz not null,
  items jsonb not null
);

-- every address of the site that its own links lead to, as far from the home page as they are, counted by walking them
create table site_click (
  path text primary key,
  clicks int not null,
  -- null: not opened, as its answer depends on what is asked for
  is_there boolean
);
-- the links that led to nothing, by the page on which they stood
create table site_dead_link (
  page text not null,
  target text not null,
  primary key (page, target)
);
create table site_walk (
  walked_at timestamptz primary key,
  pages int not null
);

-- whom the council asked about its Local Offer (SEND Regulations 2014, reg. 54 and 55), how, and what they said
create table consultation_record (
  id bigint generated always as identity primary key,
  consultee text not null,
  -- a group or a body, never a person
  who text not null,
  asked_on date not null,
  how text not null,
  answered_on date,
  said text not null default '',
  -- what came of it
  did text not null default '',
  -- of regulation 55: what they were asked about
  topics text[] not null default '{}',
  is_demonstration boolean not null default false,
  version int not null default 1,
  recorded_at timestamptz not null,
  recorded_by text not null,
  withdrawn_at timestamptz
);
create index on consultation_record (consultee, asked_on desc);

-- what the council measures itself by: policy, with the day from which it holds
create table coverage_policy (
  holds_from date primary key,
  -- clicks from the home page to what the law asks for
  most_clicks int not null check (most_clicks > 0),
  -- how long a consultation counts as done
  consulted_months int not null check (consulted_months > 0),
  -- of services, how many in a hundred are to have each
  criteria_percent int not null check (criteria_percent between 0 and 100),
  contact_percent int not null check (contact_percent between 0 and 100),
  fresh_percent int not null check (fresh_percent between 0 and 100),
  -- services outside the area, at least
  outside_services int not null check (outside_services >= 0)
);
insert into coverage_policy values ('2026-01-01', 3, 12, 95, 90, 90, 1);

-- The money for special educational needs: how each school's notional SEN budget of a year is worked out, the memos that
-- were published, what schools say they spent it on, and what the council says about the rest. Amounts are exact: numeric,
-- read as text.

-- a financial or school year of the council's formula
create table funding_year (
  id bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^20[0-9]{2}-to-20[0-9]{2}$'),
  name text not null,
  starts_on date not null unique,
  method text not null check (method in ('rates', 'shares')),
  -- what the schools block names as notional SEN for all schools together: the memos must come to it
  notional_total numeric(14, 2) check (notional_total >= 0),
  source text not null default '',
  state text not null default 'draft' check (state in ('draft', 'published')),
  -- counts up with each change, so that what is published is what was seen
  version int not null default 1,
  is_demonstration boolean not null default false,
  created_at timestamptz not null,
  published_at timestamptz,
  published_by text,
  check ((state = 'published') = (published_at is not null))
);

create table funding_factor (
  year_id bigint not null references funding_year on delete cascade,
  code text not null check (code ~ '^[a-z][a-z0-9_]*$'),
  position int not null,
  label text not null,
  kind text not null check (kind in ('each', 'fixed')),
  -- pounds, or percent where the method is shares
  rate numeric(14, 4) not null check (rate >= 0),
  -- counts below this tell of single children
  hidden_below numeric(14, 2),
  primary key (year_id, code)
);

create table funding_count (
  year_id bigint not null references funding_year on delete cascade,
  urn text not null references school,
  code text not null,
  -- pupils, or pounds where the method is shares
  count numeric(16, 4) not null check (count >= 0),
  primary key (year_id, urn, code)
);

-- a memo as it was published, with its lines; a correction is another version, and the old one stays
create table funding_memo (
  id bigint generated always as identity primary key,
  year_id bigint not null references funding_year,
  urn text not null references school,
  version int not null,
  school_name text not null,
  method text not null check (method in ('rates', 'shares')),
  -- [{code, label, kind, count, rate, amount, hidden_below}]
  lines jsonb not null,
  total numeric(14, 2) not null,
  -- why it replaces the version before, and where the difference comes from or goes to
  reason text,
  met_from text,
  published_at timestamptz not null,
  published_by text not null,
  unique (year_id, urn, version),
  check (version >= 1 and (version = 1) = (reason is null))
);
create index on funding_memo (urn, year_id);

-- What was published can never change silently: not by this program, and not by whoever sits at the database.
create function refuse_change_of_memo() returns trigger language plpgsql as $$
begin
  raise exception 'A memo that was published never changes. Write a correction: it is kept beside it.';
end $$;
create trigger funding_memo_stays before update or delete on funding_memo
  for each row execute function refuse_change_of_memo();
create trigger funding_year_stays before update or delete on funding_year
  for each row when (old.state = 'published') execute function refuse_change_of_memo();

create function refuse_change_of_published_year() returns trigger language plpgsql as $$
begin
  if exists (select from funding_year where id = old.year_id and state = 'published') then
    raise exception 'The rates and counts of a published year never change.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger funding_factor_stays before update or delete on funding_factor
  for each row execute function refuse_change_of_published_year();
create trigger funding_count_stays before update or delete on funding_count
  for each row execute function refuse_change_of_published_year();

-- what a school says it spends its money for special educational needs on; the newest that is published counts
create table spending_statement (
  id bigint generated always as identity primary key,
  urn text not null references school,
  year_id bigint not null references funding_year,
  -- [{provision, what, amount, paid_from}]
  lines jsonb not null,
  -- what was thought of before the money was given out
  considered text[] not null default '{}',
  note text not null default '',
  is_published boolean not null,
  is_demonstration boolean not null default false,
  written_at timestamptz not null,
  written_by text not null
);
create index on spending_statement (urn, year_id, id desc);

-- What the council says about its money: the blocks of the grant, the figures of the law and its own, the balance, who was
-- given what, who is about to join, when the Schools Forum met. A change is another row of the same thing.
create table money_entry (
  id bigint generated always as identity primary key,
  thing uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('block', 'figure', 'scheme', 'balance', 'award', 'forecast', 'meeting')),
  -- by kind, as src/funding/entry-kinds.ts says; amounts are texts
  entry jsonb not null,
  is_ended boolean not null default false,
  is_demonstration boolean not null default false,
  written_at timestamptz not null,
  written_by text not null
);
create index on money_entry (kind, thing, id desc);

-- How deprived a neighbourhood or a postcode is, by decile: 1 is the most deprived tenth of England
create table deprivation_area (
  lsoa_code text primary key,
  decile int not null check (decile between 1 and 10),
  -- the column of the file that the decile came from: IMD_decile
  measure text not null,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180)
);
create index on deprivation_area using gist (point(longitude, latitude));
create table deprivation_postcode (
  postcode text primary key,
  lsoa_code text not null,
  decile int not null check (decile between 1 and 10),
  measure text not null
);

-- what the government says every year since then, for all councils
insert into money_entry (kind, entry, written_at, written_by) values
  ('figure', '{"code": "element_2_threshold", "amount": "6000", "holds_from": "2013-04-01", "source": "School and Early Years Finance (England) Regulations; Department for Education, the notional SEN budget for mainstream schools."}', '2026-01-01', 'the software'),
  ('figure', '{"code": "special_place", "amount": "10000", "holds_from": "2013-04-01", "source": "Department for Education, high needs funding: operational guide."}', '2026-01-01', 'the software'),
  ('figure', '{"code": "sen_unit_place_taken", "amount": "6000", "holds_from": "2018-04-01", "source": "Department for Education, high needs funding: operational guide."}', '2026-01-01', 'the software'),
  ('figure', '{"code": "sen_unit_place_empty", "amount": "10000", "holds_from": "2018-04-01", "source": "Department for Education, high needs funding: operational guide."}', '2026-01-01', 'the software');

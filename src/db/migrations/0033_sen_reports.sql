-- SEN information reports of schools (Children and Families Act 2014, section 69; SEND Regulations 2014, regs 51 and 52):
-- where each school publishes its own, what a check found there and who confirmed it, and reports written here.

-- what the council promises about checks, from a day on
create table report_policy (
  holds_from date primary key,
  -- after so many months a report is stale: it is published once a year
  stale_months int not null check (stale_months > 0),
  -- a good report is looked at again after so many days, one with a fault sooner
  recheck_days int not null check (recheck_days > 0),
  recheck_fault_days int not null check (recheck_fault_days > 0),
  -- how many schools are looked at in one night at most
  checks_a_night int not null check (checks_a_night > 0),
  -- the yearly round: so many days before a report is a year old the school is asked, reminded, and others there are asked
  ask_days int not null check (ask_days > remind_days),
  remind_days int not null check (remind_days > others_days),
  others_days int not null check (others_days >= 0),
  -- and so many days after it, somebody phones, and the school is told that families read that its report is old
  phone_days int not null check (phone_days >= 0),
  warn_days int not null check (warn_days >= phone_days)
);
insert into report_policy values ('2014-09-01', 12, 90, 14, 40, 42, 21, 7, 7, 14);

-- where a school's report stands on its own website: the newest row counts, and no address means that none is known
create table report_address (
  id bigint generated always as identity primary key,
  urn text not null references school on delete cascade,
  address text check (address ~ '^https?://'),
  -- a mail address, or 'check' where the check found it itself
  given_by text not null,
  given_at timestamptz not null
);
create index on report_address (urn, id desc);

-- what a check found: never changed
create table report_check (
  id bigint generated always as identity primary key,
  urn text not null references school on delete cascade,
  checked_at timestamptz not null,
  -- null: no report was found to look at
  address text,
  -- {items: {key: {found, confidence, passage}}, missing: [], links: {}, …}
  result jsonb not null,
  state text not null check (state in
    ('missing', 'incomplete', 'stale', 'broken_link', 'wrong_local_offer_link', 'current', 'unreadable')),
  -- the report's own date
  dated date
);
create index on report_check (urn, id desc);

-- when a school's website was last asked for its report, and when it is asked again; one that did not answer, and may be there
-- all the same, leaves no check
create table report_try (
  urn text primary key references school on delete cascade,
  tried_at timestamptz not null,
  next_on date not null
);

-- a person looked at what a check found: only then is it told of the school
create table report_confirmation (
  check_id bigint primary key references report_check on delete cascade,
  -- where the person saw otherwise: {key: found}
  corrections jsonb not null default '{}',
  -- with the corrections
  state text not null check (state in
    ('missing', 'incomplete', 'stale', 'broken_link', 'wrong_local_offer_link', 'current', 'unreadable')),
  note text not null default '',
  confirmed_by text not null,
  confirmed_at timestamptz not null
);

-- one answer of a report that is written here, as it was saved: rows are only added. The highest version counts that does
-- not stand beside another
create table report_draft (
  urn text not null references school on delete cascade,
  item_key text not null,
  version int not null check (version > 0),
  -- the version that its writer had before them; 0: none
  based_on int not null check (based_on >= 0),
  -- somebody else had saved meanwhile: it stands beside what they wrote, until somebody has looked at both
  is_aside boolean not null,
  -- its writer had before them every text that stands beside, up to this version
  settles int,
  text text not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (urn, item_key, version)
);

-- a report that was published here: never changed
create table report_publication (
  id bigint generated always as identity primary key,
  urn text not null references school on delete cascade,
  published_at timestamptz not null,
  published_by text not null,
  -- {school, is_demonstration, items: [{key, heading, text}], missing: [{key, heading}]}
  content jsonb not null,
  -- the date that the report bears by law
  report_date date not null,
  -- its address below the school's, for ever: 2026-11-16; the second of a day: 2026-11-16-2
  edition text not null,
  unique (urn, edition)
);
create index on report_publication (urn, id desc);

-- what reports say, to be searched: of the newest report that was published here, else of a check that a person confirmed
create table report_text (
  urn text not null references school on delete cascade,
  item_key text not null,
  text text not null,
  -- where it can be read: a path of this site, or an address elsewhere
  href text not null,
  words tsvector not null generated always as (to_tsvector('english', text)) stored,
  primary key (urn, item_key)
);
create index on report_text using gin (words);

-- a round of asking a school for its yearly report
create table report_round (
  id bigint generated always as identity primary key,
  urn text not null references school on delete cascade,
  opened_at timestamptz not null,
  -- when the report is, or was, a year old
  ends_on date not null,
  closed_at timestamptz,
  -- 'over': nobody has to ask any more
  outcome text check (outcome in ('renewed', 'over')),
  check ((closed_at is null) = (outcome is null))
);
create unique index on report_round (urn) where closed_at is null;
create table report_round_step (
  round_id bigint not null references report_round on delete cascade,
  step text not null check (step in ('asked', 'reminded', 'others_asked', 'to_phone', 'warned')),
  done_at timestamptz not null,
  -- how many people a letter went to
  letters int not null default 0,
  primary key (round_id, step)
);

-- a family said that the link to a school's report is of no use; without a word of their own
create table report_link_problem (
  id bigint generated always as identity primary key,
  urn text not null references school on delete cascade,
  reason text not null check (reason in ('broken', 'another', 'old', 'unreadable')),
  -- where the link led then
  address text,
  reported_at timestamptz not null
);
create index on report_link_problem (urn, id desc);
alter table desk_item drop constraint desk_item_kind_check;
alter table desk_item add constraint desk_item_kind_check check (kind in ('new_record', 'changed_record', 'local_offer',
  'claim', 'problem', 'comment', 'rating', 'broken_link', 'past_date', 'duplicate', 'to_phone', 'gap', 'late_promise',
  'report_link', 'report_late'));
insert into desk_promise (kind, holds_from, days) values
  ('report_link', '2026-01-01', 5), ('report_late', '2026-01-01', 10);

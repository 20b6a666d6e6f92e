-- Bulletins to schools (in Norfolk: Management Information Sheets): numbered by year when they are published, corrected
-- under the same number, answered where they ask for something to be done. What was published stays readable for ever.

create table bulletin (
  id bigint generated always as identity primary key,
  -- 74/19 is the 74th of 2019; given when it is published, and kept
  year int check (year between 2000 and 2999),
  number int check (number > 0),
  -- of bulletin_version: what waits
  draft_version bigint,
  -- planned, with the reason to publish in spite of findings
  publish_at timestamptz,
  publish_reason text,
  planned_by text,
  -- taken back: its page says so, and why
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_because text,
  -- never published, and given up
  discarded_at timestamptz,
  -- counts up with each change: who saves on top of an older one is told
  version int not null default 1,
  is_demonstration boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  unique (year, number),
  check ((year is null) = (number is null)),
  check ((withdrawn_at is null) = (withdrawn_because is null))
);
create index on bulletin (publish_at) where publish_at is not null;

-- the last number of each year: its row is locked while a number is given, so that there are no two, and no gaps
create table bulletin_year (
  year int primary key,
  last_number int not null check (last_number > 0)
);

-- never changed, never deleted
create table bulletin_version (
  id bigint generated always as identity primary key,
  bulletin_id bigint not null references bulletin on delete cascade,
  number int not null,
  type text not null check (type in ('information', 'action', 'event')),
  title text not null,
  summary text not null,
  markdown text not null,
  -- for whom: an empty list is everybody. Clusters by their slugs.
  roles text[] not null,
  kinds text[] not null,
  phases text[] not null,
  clusters text[] not null,
  -- everybody may read it; else schools that have signed in
  is_public boolean not null,
  -- a role and its mailbox, never a person
  contact_role text not null,
  contact_email text not null,
  -- of an action
  due_on date,
  -- of an event, on the clock of the United Kingdom
  event_on date,
  starts_at text check (starts_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  ends_at text check (ends_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  place text not null default '',
  written_at timestamptz not null,
  written_by text not null,
  -- of a correction: what everybody reads of why, and whether schools are told by mail
  because text not null default '',
  tells boolean not null default true,
  unique (bulletin_id, number),
  check ((type = 'action') = (due_on is not null)),
  check ((type = 'event') = (event_on is not null))
);

-- what was public from when: the first edition, and each correction; only grows
create table bulletin_edition (
  id bigint generated always as identity primary key,
  bulletin_id bigint not null references bulletin on delete cascade,
  edition int not null,
  version_id bigint not null references bulletin_version,
  published_at timestamptz not null,
  published_by text not null,
  -- an editor's reason to publish in spite of the findings that are kept beside it
  override_reason text,
  findings jsonb not null default '[]',
  unique (bulletin_id, edition)
);
create index on bulletin_edition (published_at);

create table bulletin_search (
  bulletin_id bigint primary key references bulletin on delete cascade,
  words tsvector not null
);
create index on bulletin_search using gin (words);

-- what a school says of an action: the newest counts, the earlier stay
create table bulletin_answer (
  id bigint generated always as identity primary key,
  bulletin_id bigint not null references bulletin on delete cascade,
  urn text not null references school on delete cascade,
  answer text not null check (answer in ('read', 'done')),
  note text not null default '',
  -- the text that was answered
  edition int not null,
  answered_at timestamptz not null,
  answered_by text not null
);
create index on bulletin_answer (bulletin_id, urn, id desc);

-- once a day at most
create table bulletin_reminder (
  bulletin_id bigint not null references bulletin on delete cascade,
  day date not null,
  at timestamptz not null,
  by text not null,
  schools int not null,
  people int not null,
  primary key (bulletin_id, day)
);

-- how somebody wants to hear of new ones; who has said nothing, by the policy
create table bulletin_digest (
  person_id uuid primary key references person on delete cascade,
  digest text not null check (digest in ('at_once', 'daily', 'weekly', 'never')),
  set_at timestamptz not null,
  -- from when on something is sent: nobody who starts again gets what came meanwhile
  wanted_since timestamptz not null
);

-- what was sent to whom: never twice
create table bulletin_mailed (
  person_id uuid not null references person on delete cascade,
  edition_id bigint not null references bulletin_edition on delete cascade,
  at timestamptz not null,
  primary key (person_id, edition_id)
);
create index on bulletin_mailed (edition_id);

-- when digests go out, and how those hear who have not said how: policy, with the day from which it holds
create table bulletin_policy (
  holds_from date primary key,
  digest_at text not null check (digest_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  -- 1 is Monday
  weekly_on int not null check (weekly_on between 1 and 7),
  digest text not null check (digest in ('at_once', 'daily', 'weekly', 'never')),
  -- what is older is not mailed any more
  mail_for_days int not null check (mail_for_days > 0)
);
insert into bulletin_policy values ('2026-01-01', '07:00', 1, 'daily', 28);

-- a letter that comes by subscription names the address that ends it with one click (RFC 8058)
alter table mail add column stop_href text;

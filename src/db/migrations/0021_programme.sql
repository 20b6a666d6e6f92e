-- What is planned, proposed, piloted, changing or closing: with what was promised when, and what came.

create table development (
  id bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  kind text not null check (kind in ('service', 'scheme', 'school', 'page', 'money', 'plan')),
  title text not null,
  summary text not null,
  stage text not null check (stage in ('proposed', 'consulting', 'planned', 'pilot', 'changing', 'closing', 'open', 'dropped', 'closed')),
  -- roles and bodies, never persons
  decided_by text not null,
  decision text not null default '',
  take_part text not null default '',
  take_part_href text,
  take_part_until date,
  -- what became of it
  outcome text not null default '',
  -- a page of this site that says more
  page text,
  is_demonstration boolean not null default false,
  published_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- a date that was promised: never deleted; one that moves is followed by another
create table development_promise (
  id bigint generated always as identity primary key,
  development_id bigint not null references development on delete cascade,
  -- "The school opens"
  what text not null,
  promised_on date not null,
  -- the last day on which it is kept
  due_on date not null,
  -- as it was said: "autumn 2027"
  due_words text not null,
  -- what came
  settled_on date,
  came text check (came in ('kept', 'moved', 'dropped')),
  came_on date,
  note text not null default '',
  made_by text not null,
  check ((settled_on is null) = (came is null))
);
create index on development_promise (development_id, id);
create index on development_promise (due_on) where settled_on is null;

-- everything that was said of it, in order; only grows
create table development_step (
  id bigint generated always as identity primary key,
  development_id bigint not null references development on delete cascade,
  stage text not null,
  text text not null,
  at timestamptz not null,
  by text not null
);
create index on development_step (development_id, id);

-- a promise whose day has passed unkept waits at the desk
alter table desk_item drop constraint desk_item_kind_check;
alter table desk_item add constraint desk_item_kind_check check (kind in ('new_record', 'changed_record', 'local_offer',
  'claim', 'problem', 'comment', 'rating', 'broken_link', 'past_date', 'duplicate', 'to_phone', 'gap', 'late_promise'));
insert into desk_promise (kind, holds_from, days) values ('late_promise', '2026-01-01', 5);

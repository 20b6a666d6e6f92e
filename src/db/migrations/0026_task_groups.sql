-- Documents under way, with who answers for them, and the groups that are set up to work on what is in development.

create table task_group (
  id bigint generated always as identity primary key,
  name text not null,
  -- what it is to do
  remit text not null,
  -- "role, organisation": never a person
  members text[] not null check (cardinality(members) > 0),
  begins_on date not null,
  ends_on date check (ends_on >= begins_on),
  -- what came of its work
  outputs text[] not null default '{}',
  is_demonstration boolean not null default false,
  published_at timestamptz,
  version int not null default 1,
  changed_at timestamptz not null
);

alter table development
  drop constraint development_kind_check,
  add constraint development_kind_check check (kind in ('service', 'scheme', 'school', 'page', 'document', 'money', 'plan')),
  drop constraint development_stage_check,
  add constraint development_stage_check check (stage in ('drafting', 'proposed', 'consulting', 'planned', 'pilot', 'changing',
    'closing', 'open', 'dropped', 'closed')),
  -- the role or team that answers for it
  add column owner text not null default '',
  add column task_group_id bigint references task_group;

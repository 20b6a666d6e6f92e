-- What the council expects settings to provide (SEND Regulations 2014, Schedule 2, paragraphs 3 to 5): one statement in
-- versions. A published version is never changed and never deleted; at most one draft waits.

create table provision_version (
  id bigint generated always as identity primary key,
  -- counts up from 1 with each publication; null: a draft
  number int unique,
  made_by text not null,
  -- what is different from the one before, in a sentence
  note text not null default '',
  review_months int not null check (review_months between 1 and 60),
  review_by date,
  is_demonstration boolean not null default false,
  -- the version that the draft was begun from
  based_on bigint references provision_version,
  -- counts up with each change of a draft: who saves on top of an older one is told
  edit int not null default 1,
  begun_at timestamptz not null,
  begun_by text not null,
  published_at timestamptz,
  published_by text,
  check ((number is null) = (published_at is null))
);
create unique index provision_one_draft on provision_version ((number is null)) where number is null;

-- one expectation of a version: for whom, at which step, what
create table provision_expectation (
  version_id bigint not null references provision_version on delete cascade,
  -- the same in every version, so that a school can say which it meets
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  setting text not null check (setting in ('any', 'early_years', 'school', 'special_school', 'alternative_provision', 'post_16')),
  need text not null check (need in ('any', 'communication_and_interaction', 'cognition_and_learning',
    'social_emotional_mental_health', 'sensory_and_or_physical')),
  step text not null check (step in ('every_child', 'sen_support', 'more_money', 'ehc_assessment')),
  -- of SEN support: the part of the cycle that it belongs to
  cycle text check (cycle in ('assess', 'plan', 'do', 'review')),
  -- who: what a setting does, what parents can expect, what a setting pays itself, when the step applies
  says text not null check (says in ('does', 'parents', 'pays', 'when')),
  text text not null,
  law text,
  position int not null,
  primary key (version_id, code),
  check (cycle is null or step = 'sen_support')
);

-- what is known to help, of a version
create table provision_intervention (
  version_id bigint not null references provision_version on delete cascade,
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  need text not null check (need in ('any', 'communication_and_interaction', 'cognition_and_learning',
    'social_emotional_mental_health', 'sensory_and_or_physical')),
  ages text not null,
  what text not null,
  -- how sure research is of it
  strength text not null check (strength in ('strong', 'moderate', 'limited', 'practice')),
  outcomes text not null,
  cost text not null check (cost in ('very_low', 'low', 'moderate', 'high')),
  source text not null,
  position int not null,
  primary key (version_id, code)
);

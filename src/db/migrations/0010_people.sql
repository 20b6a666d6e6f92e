-- People who sign in, what they may do, and the record of what they did. The tables of sign-in are better-auth's, under
-- our names.

create table person (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  two_factor_enabled boolean default false,
  last_seen_at timestamptz not null default now(),
  -- told that the account ends unless it is used
  warned_at timestamptz,
  is_demonstration boolean not null default false
);

-- who may do what: a row while it holds. A provider's role is with an organisation, a school's with a school.
create table role (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('owner', 'editor', 'head', 'senco', 'cluster_lead',
    'moderator', 'content_editor', 'commissioner', 'ehc_coordinator', 'administrator')),
  organization_id uuid references organization on delete cascade,
  -- the school's unique reference number
  school_urn text,
  given_at timestamptz not null,
  given_by text not null,
  ended_at timestamptz,
  ended_by text,
  check ((role in ('owner', 'editor')) = (organization_id is not null)),
  check ((role in ('head', 'senco', 'cluster_lead')) = (school_urn is not null))
);
create unique index role_once on role (person_id, role, organization_id, school_urn) nulls not distinct where ended_at is null;
create index on role (organization_id) where ended_at is null;

create table session (
  id uuid primary key default gen_random_uuid(),
  token text not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ip_address text,
  user_agent text,
  person_id uuid not null references person on delete cascade,
  -- the role in which the person acts now
  role_id uuid references role on delete set null,
  -- when the second factor was shown in this session
  second_factor_at timestamptz
);
create index on session (person_id);
create index on session (expires_at);

create table account (
  id uuid primary key default gen_random_uuid(),
  account_id text not null,
  provider_id text not null,
  issuer text,
  person_id uuid not null references person on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on account (person_id);
create index on account (provider_id, account_id);

create table verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on verification (identifier);
create index on verification (expires_at);

create table passkey (
  id uuid primary key default gen_random_uuid(),
  name text,
  public_key text not null,
  person_id uuid not null references person on delete cascade,
  credential_id text not null,
  counter int not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index on passkey (person_id);
create index on passkey (credential_id);

create table two_factor (
  id uuid primary key default gen_random_uuid(),
  secret text not null,
  backup_codes text not null,
  person_id uuid not null references person on delete cascade,
  verified boolean default true,
  failed_verification_count int default 0,
  locked_until timestamptz
);
create index on two_factor (person_id);

-- somebody who is asked to take a role: whoever signs in with that address may accept
create table invitation (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  role text not null,
  organization_id uuid references organization on delete cascade,
  school_urn text,
  invited_by uuid references person on delete set null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  answer text check (answer in ('accepted', 'declined', 'withdrawn'))
);
create index on invitation (lower(email)) where answered_at is null;
create index on invitation (organization_id) where answered_at is null;

-- who did what to which record, in which role. Rows are added and, after the time of retention, taken away as a whole
-- by the job that does just that; none is ever changed.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id uuid,
  -- as it was then: the person's address, or the job's name
  who text not null,
  role text,
  action text not null,
  entity text,
  entity_id text,
  detail jsonb not null default '{}'
);
create index on audit (entity_id, at);
create index on audit (person_id, at);
create index on audit (at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('retention.is_running', true) = 'yes' then return old; end if;
  raise exception 'The table % only grows.', tg_table_name;
end $$;
create trigger only_grows before update or delete on audit for each row execute function refuse_change();

-- every mail, from the moment it is owed. `key` says what it is about: the same mail is never owed twice.
create table mail (
  id bigint generated always as identity primary key,
  key text not null unique,
  to_address text not null,
  subject text not null,
  text text not null,
  html text not null,
  owed_at timestamptz not null,
  -- taken up by a sender; without sent_at nobody knows whether it left
  taken_at timestamptz,
  sent_at timestamptz,
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  last_error text,
  given_up_at timestamptz
);
create index on mail (next_attempt_at) where sent_at is null and given_up_at is null;
create index on mail (owed_at);

-- for how long what is kept: policy, with the day from which it holds
create table retention (
  kind text not null,
  holds_from date not null,
  months int not null check (months > 0),
  -- a notice goes out so many days before
  notice_days int not null default 0,
  primary key (kind, holds_from)
);
insert into retention (kind, holds_from, months, notice_days) values
  ('account_unused', '2026-01-01', 24, 30),
  ('audit', '2026-01-01', 12, 0),
  ('mail', '2026-01-01', 6, 0);

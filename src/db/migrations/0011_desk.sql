-- What waits for the council, whatever it is about, each with the day by which it is due.

create table desk_item (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('new_record', 'changed_record', 'local_offer', 'claim', 'problem', 'comment',
    'rating', 'broken_link', 'past_date', 'duplicate', 'to_phone', 'gap')),
  -- the row in its own table
  subject_id text not null,
  title text not null,
  service_id uuid references service on delete cascade,
  organization_id uuid references organization on delete cascade,
  is_urgent boolean not null default false,
  came_at timestamptz not null,
  due_on date not null,
  -- who has it on the table now: nobody else decides it meanwhile
  held_by uuid references person on delete set null,
  held_until timestamptz,
  decided_at timestamptz,
  decided_by text,
  decision text,
  reason text
);
create unique index desk_item_once on desk_item (kind, subject_id) where decided_at is null;
create index on desk_item (is_urgent desc, due_on, id) where decided_at is null;
create index on desk_item (service_id);

create table desk_note (
  id bigint generated always as identity primary key,
  item_id bigint not null references desk_item on delete cascade,
  text text not null,
  written_at timestamptz not null,
  written_by text not null
);
create index on desk_note (item_id);

-- why something is sent back: the council's own list
create table reason (
  code text primary key,
  text text not null,
  -- what the letter says
  letter text not null,
  position int not null default 0
);

-- how many days the council gives itself for each kind of item, from a day on
create table desk_promise (
  kind text not null,
  holds_from date not null,
  days int not null check (days >= 0),
  primary key (kind, holds_from)
);
insert into desk_promise (kind, holds_from, days) values
  ('new_record', '2026-01-01', 5), ('changed_record', '2026-01-01', 5), ('local_offer', '2026-01-01', 10),
  ('claim', '2026-01-01', 3), ('problem', '2026-01-01', 5), ('comment', '2026-01-01', 10), ('rating', '2026-01-01', 20),
  ('broken_link', '2026-01-01', 10), ('past_date', '2026-01-01', 10), ('duplicate', '2026-01-01', 20),
  ('to_phone', '2026-01-01', 10), ('gap', '2026-01-01', 60);

-- a record that somebody is writing: saved at every step, seen by the organisation alone
create table draft (
  id uuid primary key default gen_random_uuid(),
  -- the record that it changes; null for a new one
  service_id uuid references service on delete cascade,
  organization_id uuid not null references organization on delete cascade,
  -- a ServiceRecord as far as it is written
  record jsonb not null,
  -- what was asked beside the record: Local Offer membership, a note to the council
  answers jsonb not null default '{}',
  -- counts up with every saving: who saves an older one is shown both
  version int not null default 1,
  started_at timestamptz not null,
  saved_at timestamptz not null,
  saved_by text not null,
  -- handed in: it waits at the desk, and is written no further
  handed_in_at timestamptz,
  sent_back_at timestamptz,
  sent_back_reason text
);
create index on draft (organization_id);
create unique index draft_once on draft (service_id) where service_id is not null;

-- somebody says that an organisation's records are theirs to keep
create table claim (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  organization_id uuid not null references organization on delete cascade,
  -- why, in the person's own words
  words text not null default '',
  proof text not null check (proof in ('code', 'staff')),
  -- the public e-mail address to which the code went
  code_sent_to text,
  code text,
  code_expires_at timestamptz,
  wrong_codes int not null default 0,
  claimed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decision text check (decision in ('proved', 'approved', 'refused'))
);
create index on claim (organization_id);
create unique index claim_once on claim (person_id, organization_id) where decided_at is null;

-- What the council's desk needs to decide: reasons, what a decision did so that it can be undone, merged records.

insert into reason (code, text, letter, position) values
  ('not_clear', 'Families would not understand what it is', 'Please say in plain words what happens there, for whom, and what a family can expect.', 1),
  ('who_for', 'It does not say whom it is for', 'Please say for which ages and needs it is, and what somebody must meet to use it, or that it is open to all.', 2),
  ('how_to_get', 'It does not say how to get it', 'Please say how a family gets a place: whom to ask, whether a referral is needed, and how long it takes.', 3),
  ('contact', 'Nobody can be reached by what it says', 'Please give a phone number or an e-mail address that works and that families may use.', 4),
  ('personal', 'It has private details of a person', 'Please take out private names, home addresses or numbers, or tell us that the person agrees to be named.', 5),
  ('advertising', 'It reads like an advertisement', 'Please describe what you do, without praise or comparison with others.', 6),
  ('not_local', 'It is not for children and young people of our area', 'Please tell us how children and young people of our area, or those who live here and learn elsewhere, can use it.', 7),
  ('already_here', 'It is here already', 'We have a record of this service already. Please change that one, or tell us what is different about this one.', 8),
  ('no_evidence', 'We could not see that what it says is so', 'Please send us something by which we can check it, such as a registration number or a page of your website.', 9)
on conflict (code) do nothing;

-- the queue of one kind; whether something was decided before; what was decided lately
create index on desk_item (kind, is_urgent desc, due_on, id) where decided_at is null;
create index on desk_item (kind, subject_id);
create index on desk_item (decided_at) where decided_at is not null;

-- what a decision did to a record, so that it can be undone on the same day
create table record_decision (
  id bigint generated always as identity primary key,
  item_id bigint not null references desk_item on delete cascade,
  service_id uuid references service on delete cascade,
  -- the record before; null where there was none
  former_record jsonb,
  was_public boolean not null,
  -- the draft, or the held record of an import, as it waited
  draft jsonb,
  held jsonb,
  -- the record that the decision wrote; null where it wrote none
  written_record jsonb,
  -- another record that was merged into this one
  merged_id uuid references service on delete cascade,
  merged_was_public boolean,
  decided_at timestamptz not null,
  undone_at timestamptz,
  undone_by text
);
create index on record_decision (item_id);
create index on record_decision (service_id, decided_at);

-- two records that were one service: the address of the first leads to the second
create table merged_service (
  service_id uuid primary key references service on delete cascade,
  into_id uuid not null references service on delete cascade,
  merged_at timestamptz not null,
  merged_by text not null,
  check (service_id <> into_id)
);
create index on merged_service (into_id);

alter table problem_report
  add column decided_at timestamptz,
  add column outcome text check (outcome in ('mended', 'not_so')),
  add column answer text;

-- by what a record is found again: its place, its number, its name
create index on address (upper(replace(postal_code, ' ', '')));
create index on phone (right(regexp_replace(number, '\D', '', 'g'), 10));
create index on service (lower(name));
create index on service (regexp_replace(lower(url), '^https?://(www\.)?|/+$', '', 'g'));

-- Decisions that can be undone, the desk's own edits, comments that staff write down, and what the Local Offer officer
-- told and asked whom.

alter table desk_item
  -- what the decision did, so that it can be undone on the same day
  add column did jsonb,
  add column undone_at timestamptz,
  add column undone_by text;

update desk_item set undone_at = decision.undone_at, undone_by = decision.undone_by
from record_decision decision where decision.item_id = desk_item.id and decision.undone_at is not null;

alter table record_decision
  drop column undone_at,
  drop column undone_by,
  -- the rows of its states that the decision wrote, by table, and the mark that it took away
  add column states jsonb not null default '{}';

-- what somebody at the desk changes of a waiting record before it is approved: saved at every page
create table record_edit (
  item_id bigint primary key references desk_item on delete cascade,
  -- the record as it waited when the edit was begun
  base jsonb not null,
  record jsonb not null,
  version int not null default 1,
  saved_at timestamptz not null,
  saved_by text not null
);

-- how a comment came (SEND Regulations 2014, reg. 57: also from people who do not use the internet), and who wrote it down
alter table comment
  add column came_by text not null default 'form' check (came_by in ('form', 'phone', 'post', 'e_mail', 'in_person', 'event')),
  add column recorded_by text;

-- the smallest number of comments that the public reads: from smaller ones somebody might be known
alter table comment_cycle add column fewest_shown int not null default 5 check (fewest_shown >= 5);

-- whom the Local Offer officer told of the Local Offer, or asked about it, and what came of it: groups, never families
create table outreach (
  id bigint generated always as identity primary key,
  on_day date not null,
  who text not null,
  kind text not null check (kind in ('told', 'asked')),
  how text not null check (how in ('meeting', 'event', 'visit', 'phone', 'e_mail', 'post', 'leaflet', 'social_media', 'other')),
  -- of what was asked: the topics on which comments must be sought (reg. 56)
  topic text check (topic in ('content_quality_gaps', 'accessibility', 'development_and_review', 'other')),
  what text not null,
  people int check (people >= 0),
  came_of text,
  version int not null default 1,
  written_at timestamptz not null,
  written_by text not null,
  changed_at timestamptz not null,
  changed_by text not null
);
create index on outreach (on_day desc, id desc);

-- what is kept beyond its time, as somebody needs it for a complaint, a court or an inquiry: nothing of it is deleted
create table legal_hold (
  id bigint generated always as identity primary key,
  -- of a comment, a rating of a page or a reported problem
  reference text not null,
  why text not null,
  held_at timestamptz not null,
  held_by text not null,
  ended_at timestamptz,
  ended_by text
);
create unique index legal_hold_once on legal_hold (reference) where ended_at is null;

insert into retention (kind, holds_from, months) values
  -- what staff wrote beside an item, after it was decided; and what a decision kept so that it could be undone
  ('desk_note', '2026-01-01', 12),
  ('desk_draft', '2026-01-01', 1);

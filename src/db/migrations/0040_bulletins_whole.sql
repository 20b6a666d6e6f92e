-- Bulletins are checked again when they go out as planned; who said what for a school.

-- in spite of which findings it goes out, with publish_reason
alter table bulletin add column publish_findings jsonb not null default '[]';
-- when it did not go out as planned, for what was found then; until somebody has seen to it
alter table bulletin add column held_at timestamptz;

alter table desk_item drop constraint desk_item_kind_check;
alter table desk_item add constraint desk_item_kind_check check (kind in ('new_record', 'changed_record', 'local_offer',
  'claim', 'problem', 'comment', 'rating', 'broken_link', 'past_date', 'duplicate', 'to_phone', 'gap', 'late_promise',
  'report_link', 'report_late', 'held_bulletin'));
insert into desk_promise (kind, holds_from, days) values ('held_bulletin', '2026-01-01', 1);

-- whose answer it was, as long as the account is there
alter table bulletin_answer add column person_id uuid references person on delete set null;
create index on bulletin_answer (person_id);

-- somebody wants a school's report looked at soon, and not only in the night when it is due: until it was (`report_try`)
create table report_ask (
  urn text primary key references school on delete cascade,
  asked_at timestamptz not null,
  -- a mail address
  asked_by text not null
);

-- of what one person typed into an answer in one day, what was overwritten: see `forgetTyping`
insert into retention (kind, holds_from, months) values ('report_typing', '2026-01-01', 1);

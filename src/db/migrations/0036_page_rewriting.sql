-- What was said of a page that is being rewritten: by when it is back, each time that it was said, and that it is back.
create table page_rewriting (
  id bigint generated always as identity primary key,
  page_id bigint not null references page on delete cascade,
  said_at timestamptz not null,
  said_by text not null,
  -- null: it is back
  until date
);
create index on page_rewriting (page_id, id);

insert into page_rewriting (page_id, said_at, said_by, until)
  select id, now(), 'whoever was writing then', rewriting_until from page where rewriting_until is not null;

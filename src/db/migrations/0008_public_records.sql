-- Each public service whole, as pages and the feed show it: put together once, when the record is written.

create table public_record (
  service_id uuid primary key references service on delete cascade,
  detail jsonb not null
);

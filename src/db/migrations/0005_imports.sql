-- How far the import of a live feed has come, so that one that was broken off goes on where it stopped.
-- Rows are removed when a feed has been read to its end.
create table import_progress (
  source text not null,
  record_id text not null,
  read_at timestamptz not null,
  primary key (source, record_id)
);

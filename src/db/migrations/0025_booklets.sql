-- The booklets of sections as PDF, made by night: the newest of each, in normal and in large print.
create table booklet (
  section text not null references page_section,
  is_large boolean not null,
  -- what it was made of: it is made anew only where that is different
  made_of text not null,
  made_at timestamptz not null,
  file bytea not null,
  primary key (section, is_large)
);

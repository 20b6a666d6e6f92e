-- Documents: what sort each is, and the files that it can be had as beside its own page.

create table document (
  page_id bigint primary key references page on delete cascade,
  kind text not null check (kind in ('letter', 'checklist', 'guidance', 'good-practice', 'example', 'form', 'strategy', 'report')),
  -- people may still say what should be different
  is_draft boolean not null
);

-- never overwritten: what is uploaded later is a file of its own, which may take the place of an earlier one
create table document_file (
  id bigint generated always as identity primary key,
  page_id bigint not null references page on delete cascade,
  -- counts up within a document
  number int not null,
  -- made by us: stands at the end of its address
  name text not null check (name ~ '^[a-z0-9-]+\.(pdf|docx|odt)$'),
  format text not null check (format in ('pdf', 'docx', 'odt')),
  title text not null,
  -- the day that the document itself bears
  dated date not null,
  -- null where the file does not say
  pages int check (pages > 0),
  size int not null,
  -- in hex, of the bytes that are kept
  sha256 text not null,
  -- as it was cleaned
  bytes bytea not null,
  -- what was taken out of it, and what an editor should look at, in words
  cleaned text[] not null,
  warnings text[] not null,
  -- when no virus was found in it; null where no scanner is configured
  scanned_at timestamptz,
  -- the file whose place it takes once it is public
  replaces_id bigint references document_file,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  published_at timestamptz,
  withdrawn_at timestamptz,
  unique (page_id, number)
);
-- one file has one successor
create unique index on document_file (replaces_id) where published_at is not null;

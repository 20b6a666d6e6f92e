-- The Local Offer's own pages and documents: every version whole, what was public when, addresses that stay.

-- in which order the sections stand; their own pages are `page` with an empty name
create table page_section (
  section text primary key check (section ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  position int not null
);

create table page (
  id bigint generated always as identity primary key,
  section text not null references page_section,
  -- '' for the section's own page
  name text not null check (name ~ '^([a-z0-9]+(-[a-z0-9]+)*)?$'),
  path text not null unique,
  -- the file that it came with the program as, and what that held when it was last taken over
  shipped_as text unique,
  shipped_digest text,
  -- of page_version: what everybody reads, and what waits
  published_version bigint,
  draft_version bigint,
  -- planned
  publish_at timestamptz,
  remove_at timestamptz,
  -- why it goes out in spite of findings
  publish_reason text,
  planned_by text,
  review_by date,
  -- being rewritten, and back on a day; the text may stay readable meanwhile
  rewriting_until date,
  rewriting_note text,
  rewriting_hides boolean not null default false,
  -- counts up with each change: who saves on top of an older one is told
  version int not null default 1,
  created_at timestamptz not null
);
create index on page (section);

-- never changed, never deleted
create table page_version (
  id bigint generated always as identity primary key,
  page_id bigint not null references page on delete cascade,
  number int not null,
  title text not null,
  summary text not null,
  audience text not null check (audience in ('family', 'young-people', 'professional')),
  -- a role, never a person
  owner text not null,
  review_months int not null check (review_months between 1 and 60),
  position int not null,
  easy_read boolean not null,
  serves text[] not null,
  acceptance text[] not null,
  words text[] not null,
  law text[] not null,
  markdown text not null,
  -- the path of the document that this one takes the place of
  replaces text,
  written_at timestamptz not null,
  written_by text not null,
  note text not null default '',
  unique (page_id, number)
);

-- what was public from when: the latest line before a moment says how the page stood then
create table page_publication (
  id bigint generated always as identity primary key,
  page_id bigint not null references page on delete cascade,
  -- null: it was taken down
  version_id bigint references page_version,
  path text not null,
  at timestamptz not null,
  by text not null,
  -- an editor's reason to publish in spite of the findings that are kept beside it
  override_reason text,
  findings jsonb not null default '[]'
);
create index on page_publication (page_id, at);

-- old addresses lead on for ever
create table page_redirect (
  path text primary key,
  page_id bigint not null references page on delete cascade,
  since timestamptz not null,
  by text not null
);
create index on page_redirect (page_id);

-- of what is public: its words for the search, and its links to other sites for the link check
create table page_search (
  page_id bigint primary key references page on delete cascade,
  words tsvector not null,
  -- the words of its title, summary and headings as they are written: typing errors are put right against them too
  vocabulary text[] not null
);
create index on page_search using gin (words);
create table page_link (
  page_id bigint not null references page on delete cascade,
  url text not null,
  primary key (page_id, url)
);

-- the reading age that a page's words may need at most: policy, with the day from which it holds
create table reading_age_target (
  audience text not null,
  holds_from date not null,
  years real not null check (years > 0),
  primary key (audience, holds_from)
);
insert into reading_age_target values ('family', '2026-01-01', 11), ('young-people', '2026-01-01', 9);

-- an Easy Read that staff have edited; the newest counts. One idea to a line; a line may begin with a picture's name.
create table page_easy_read (
  id bigint generated always as identity primary key,
  page_id bigint not null references page on delete cascade,
  -- the version of the page that it says in easy words
  version_id bigint not null references page_version,
  lines text not null,
  written_at timestamptz not null,
  written_by text not null
);
create index on page_easy_read (page_id, id);

-- What people tell the council about the Local Offer (SEND Regulations 2014, reg. 56).

create table comment (
  id bigint generated always as identity primary key,
  reference text not null unique,
  topic text not null check (topic in ('content_quality_gaps', 'accessibility', 'development_and_review', 'other')),
  body text not null,
  page text,
  reply_to text,
  received_at timestamptz not null default now()
);

create table page_rating (
  id bigint generated always as identity primary key,
  reference text not null unique,
  page text not null,
  is_helpful boolean not null,
  body text,
  received_at timestamptz not null default now()
);

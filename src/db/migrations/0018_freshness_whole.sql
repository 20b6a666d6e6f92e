-- What is written to whoever keeps a record, gathered into one mail; dates that have passed on the site's own pages.

-- what is to be said to an address about a record, until it stands in a mail
create table freshness_letter (
  service_id uuid not null references service on delete cascade,
  about text not null check (about in ('asked', 'reminded', 'others_asked', 'warned', 'lapsed', 'hidden', 'found')),
  to_address text not null,
  owed_at timestamptz not null,
  primary key (service_id, about, to_address)
);

-- one mail to one address about an organisation's records; its link opens these records and no others
create table freshness_mail (
  id bigint generated always as identity primary key,
  organization_id uuid not null references organization on delete cascade,
  written_at timestamptz not null
);

create table freshness_mail_record (
  mail_id bigint not null references freshness_mail on delete cascade,
  service_id uuid not null references service on delete cascade,
  -- whoever had the mail said that something has changed
  changed_at timestamptz,
  primary key (mail_id, service_id)
);
create index on freshness_mail_record (service_id);

alter table freshness_pace
  -- records of an organisation that would be asked about within so many days are asked about together
  add column gather_days int not null default 14 check (gather_days >= 0),
  -- what was found is told again to whoever keeps the record after so many days at the earliest
  add column tell_again_days int not null default 30 check (tell_again_days > 0);

-- a finding is in a record, or on a page of the site itself
alter table freshness_finding alter column service_id drop not null;
alter table freshness_finding
  add column page text,
  -- whoever keeps the record has been written to
  add column told_at timestamptz,
  add check ((service_id is null) <> (page is null));
create unique index freshness_finding_on_page on freshness_finding (page, kind, field, text) where page is not null;

-- since when a paragraph of the site's own pages has been there: from then on "this year" is that year
create table page_paragraph (
  page text not null,
  digest text not null,
  first_seen_on date not null,
  primary key (page, digest)
);

-- the same problem, told in one click by several people, waits once
alter table problem_report add column times int not null default 1;

-- What providers hand in, and what the Local Offer asks of them.

-- the record as it stood when the draft was begun: what nobody touched in the draft follows the live record meanwhile
alter table draft add column base jsonb;

-- what the council requires of a service in its Local Offer, from a day on
create table local_offer_requirement (
  code text not null,
  holds_from date not null,
  holds_until date,
  text text not null,
  -- why it is asked, for those who answer
  why text not null,
  position int not null default 0,
  primary key (code, holds_from)
);
insert into local_offer_requirement (code, holds_from, position, text, why) values
  ('families', '2026-01-01', 1,
    'It is for children or young people from birth to 25 with special educational needs or disabilities, or for those who care for them.',
    'That is whom the law says a Local Offer is for.'),
  ('safe', '2026-01-01', 2,
    'We have a safeguarding policy, somebody who is responsible for it, and staff whose background has been checked.',
    'Families must be able to trust everybody whom they meet with you.'),
  ('adjustments', '2026-01-01', 3,
    'We change how we do things so that disabled people can take part, as the Equality Act 2010 asks.',
    'Families want to know before they travel that somebody has thought about them.'),
  ('plain', '2026-01-01', 4,
    'The record says who can use the service, how to get it, and what it costs.',
    'The law asks a Local Offer to say so, and families ask it first.'),
  ('kept_true', '2026-01-01', 5,
    'We confirm the record when we are asked, and change it when something changes.',
    'A wrong phone number costs a family a day. A record that nobody confirms loses its badge.');

-- a service asks to be in the Local Offer: what it answered to each requirement
create table local_offer_request (
  id bigint generated always as identity primary key,
  service_id uuid not null references service on delete cascade,
  -- by the requirement's code: what the provider says about it
  answers jsonb not null,
  asked_at timestamptz not null,
  asked_by text not null
);
create index on local_offer_request (service_id);

-- how often a service's page was opened, and how often somebody went on to its contacts: by day, and nobody by name
create table service_use (
  service_id uuid not null references service on delete cascade,
  day date not null,
  views int not null default 0,
  contacts int not null default 0,
  primary key (service_id, day)
);

-- the words of searches from which a service's page was opened, by month, and nobody by name; shown from five on
create table service_found_by (
  service_id uuid not null references service on delete cascade,
  -- the first day of it
  month date not null,
  words text not null,
  searches int not null,
  primary key (service_id, month, words)
);

insert into retention (kind, holds_from, months, notice_days) values
  ('service_use', '2026-01-01', 25, 0),
  ('service_found_by', '2026-01-01', 13, 0),
  ('claim_decided', '2026-01-01', 12, 0);

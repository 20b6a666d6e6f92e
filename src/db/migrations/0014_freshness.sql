-- How long each kind of record may go without a confirmation, what is done about it, and what was found on the way.

-- What the council promises for a kind of support, from a day on. Days are counted from the end of the promise.
create table freshness_promise (
  -- a term of our taxonomy "category"; 'any' for what has none of its own
  category text not null,
  holds_from date not null,
  -- how long a confirmation holds
  months int not null check (months > 0),
  -- before the end
  ask_days int not null check (ask_days > remind_days),
  remind_days int not null check (remind_days > others_days),
  others_days int not null check (others_days >= 0),
  -- after the end
  phone_days int not null check (phone_days >= 0),
  warn_days int not null check (warn_days >= 0),
  drop_days int not null check (drop_days >= warn_days),
  lapse_days int not null check (lapse_days >= warn_days),
  hide_days int not null check (hide_days >= drop_days),
  -- for how long a link in a mail works
  link_days int not null check (link_days > 0),
  primary key (category, holds_from)
);
insert into freshness_promise
  (category, holds_from, months, ask_days, remind_days, others_days, phone_days, warn_days, drop_days, lapse_days, hide_days, link_days)
select category, '2026-01-01', months, 28, 14, 7, 7, 14, 42, 42, 90, 60
from (values
  ('any', 12),
  -- clubs, groups and what volunteers run change with every season
  ('things-to-do', 6), ('families', 6), ('toddler-groups', 6), ('wellbeing', 6), ('friends-and-relationships', 6),
  ('young-carers', 6), ('toy-libraries', 6), ('bereavement', 6),
  -- what the law obliges somebody to run
  ('education', 12), ('health', 12), ('social-care', 12), ('training-and-work', 12), ('travel', 12), ('libraries', 12),
  ('advice', 12)
) as seeded (category, months);

-- how many records are asked about in one day at most: neither a mail server nor the phone list is flooded
create table freshness_pace (
  holds_from date primary key,
  rounds_a_day int not null check (rounds_a_day > 0)
);
insert into freshness_pace values ('2026-01-01', 250);

-- one round of asking about one record
create table chase (
  id bigint generated always as identity primary key,
  service_id uuid not null references service on delete cascade,
  -- counts up for each record; a link belongs to one round
  round int not null,
  opened_at timestamptz not null,
  -- when the promise ends that the round is about
  ends_on date not null,
  closed_at timestamptz,
  -- 'published': somebody made a hidden record public without confirming it, and it is asked about anew
  outcome text check (outcome in ('confirmed', 'withdrawn', 'published')),
  -- somebody pressed "Something has changed"
  changed_at timestamptz,
  unique (service_id, round),
  check ((closed_at is null) = (outcome is null))
);
create unique index chase_once on chase (service_id) where closed_at is null;

-- what has been done in a round; each once
create table chase_step (
  chase_id bigint not null references chase on delete cascade,
  step text not null check (step in
    ('asked', 'reminded', 'others_asked', 'to_phone', 'warned', 'dropped', 'lapsed', 'hidden')),
  done_at timestamptz not null,
  -- how many people a letter went to
  letters int not null default 0,
  primary key (chase_id, step)
);

-- written by the directory: what its pages and its ranking show of a record past its promise
create table freshness_mark (
  service_id uuid primary key references service on delete cascade,
  warned_at timestamptz,
  dropped_at timestamptz
);

-- how much of the offer was confirmed within its promise, as it stood on a day
create table freshness_day (
  day date not null,
  -- a kind of support at the top of our taxonomy; 'all' for the whole offer
  category text not null,
  services int not null,
  within_promise int not null,
  never_confirmed int not null,
  primary key (day, category)
);

-- what the site found in a record: a date that has passed, an address that leads nowhere
create table freshness_finding (
  id bigint generated always as identity primary key,
  service_id uuid not null references service on delete cascade,
  kind text not null check (kind in ('past_date', 'broken_link')),
  -- the part of the record, in words
  field text not null,
  -- what stands there
  text text not null,
  reason text not null,
  found_at timestamptz not null,
  gone_at timestamptz,
  unique (service_id, kind, field, text)
);
create index on freshness_finding (service_id) where gone_at is null;

-- web addresses and mail domains, and how they answered
create table contact_check (
  kind text not null check (kind in ('web', 'mail')),
  target text not null,
  checked_at timestamptz not null,
  is_good boolean not null,
  reason text,
  -- on how many different days it failed, since it last answered
  failed_days int not null default 0,
  next_on date not null,
  primary key (kind, target)
);
create index on contact_check (next_on);

-- how often they are checked: policy, with the day from which it holds
create table contact_check_promise (
  kind text not null check (kind in ('web', 'mail')),
  holds_from date not null,
  every_days int not null check (every_days > 0),
  -- counts as broken when it failed on so many days
  broken_after_days int not null check (broken_after_days >= 1),
  primary key (kind, holds_from)
);
insert into contact_check_promise values ('web', '2026-01-01', 14, 2), ('mail', '2026-01-01', 30, 2);

-- How claims are proved, and for how long; a code that the council reads out on the phone; what families write to a
-- service with our form.

create table claim_policy (
  holds_from date primary key,
  -- a code by e-mail: how long it works, and how many go to one public address in a day
  mail_minutes int not null check (mail_minutes > 0),
  mails_a_day int not null check (mails_a_day > 0),
  -- a code that the council reads out: how long it works, so that somebody has time to ring
  call_days int not null check (call_days > 0),
  -- how many people may wait at once for a call to one organisation
  open_calls int not null check (open_calls > 0),
  -- after so many wrong ones a code is over
  wrong_codes int not null check (wrong_codes > 0),
  -- how many claims of one person may wait at once
  open_claims int not null check (open_claims > 0)
);
insert into claim_policy values ('2026-01-01', 30, 3, 7, 3, 5, 10);

alter table claim drop constraint claim_proof_check;
alter table claim add constraint claim_proof_check check (proof in ('code', 'call', 'staff'));

-- the council rings a public number, and reads a code out to whoever answers
create table claim_call (
  claim_id uuid primary key references claim on delete cascade,
  number text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  wrong_codes int not null default 0
);

-- what somebody wrote to a service: read by the service alone, and forgotten soon
create table family_message (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references service on delete cascade,
  -- the public address whose mailbox has the link to it
  sent_to text not null,
  words text not null,
  -- where the service answers
  reply_to text not null,
  sent_at timestamptz not null,
  opened_at timestamptz
);
create index on family_message (sent_to, sent_at);
create index on family_message (service_id);
insert into retention (kind, holds_from, months, notice_days) values ('family_message', '2026-01-01', 2, 0);

-- how many messages go to one public address within a day
create table family_message_policy (
  holds_from date primary key,
  a_day int not null check (a_day > 0)
);
insert into family_message_policy values ('2026-01-01', 10);

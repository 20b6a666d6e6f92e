-- What becomes of a comment (SEND Regulations 2014, reg. 56): received, triaged, then excluded, or anonymised, answered
-- and published. And of what people searched for and did not find.

-- why a comment need not be published: reg. 56 names these and no others
create table comment_exclusion (
  code text primary key,
  text text not null,
  -- what its writer is told who left an e-mail address; null tells nothing
  letter text,
  position int not null default 0
);
insert into comment_exclusion (code, text, letter, position) values
  ('individual_case', 'It is about the services that one particular child or young person gets or does not get',
    'Your comment is about the help that one child or young person gets or does not get. The law asks us to publish comments on the Local Offer as a whole, so we do not publish yours. There are people who can look at it with you.', 1),
  ('vexatious', 'It is vexatious: meant to annoy or to harass, and not to say anything about the Local Offer', null, 2);

-- one answer may cover many comments
create table comment_answer (
  id bigint generated always as identity primary key,
  answer text not null,
  -- what the council has done or will do
  action text not null,
  written_at timestamptz not null,
  written_by text not null
);

alter table comment
  -- forgotten when its time is over
  alter column body drop not null,
  -- what the page that it names is about
  add column service_id uuid references service on delete set null,
  add column organization_id uuid references organization on delete set null,
  add column is_urgent boolean not null default false,
  add column state text not null default 'received'
    check (state in ('received', 'triaged', 'excluded', 'anonymised', 'answered', 'published')),
  -- counts up with every step: who works from an older one is told so
  add column version int not null default 0,
  -- what is published: nothing in it shows who wrote it
  add column words text,
  add column answer_id bigint references comment_answer,
  add column exclusion text references comment_exclusion,
  add column published_at timestamptz,
  -- what the service says to the council about it
  add column provider_words text,
  add check (state <> 'published' or (words is not null and answer_id is not null and published_at is not null)),
  add check ((state = 'excluded') = (exclusion is not null));
create index on comment (state, received_at);
create index on comment (answer_id) where state = 'published';
create index on comment (organization_id) where organization_id is not null;

-- who took a comment to which state, and when
create table comment_step (
  id bigint generated always as identity primary key,
  comment_id bigint not null references comment on delete cascade,
  state text not null,
  at timestamptz not null,
  by text not null,
  note text
);
create index on comment_step (comment_id, id);

-- how often what people said must be published (reg. 56: at least annually), and when the council is warned
create table comment_cycle (
  holds_from date primary key,
  publish_months int not null check (publish_months > 0),
  warn_months int not null check (warn_months > 0)
);
insert into comment_cycle (holds_from, publish_months, warn_months) values ('2014-09-01', 12, 11);

-- what people send: their own words and ways to reach them (rules of retention, to which /privacy keeps)
insert into retention (kind, holds_from, months) values
  ('message_reply_to', '2014-09-01', 12),
  ('message_reply_to_answered', '2014-09-01', 6),
  ('comment_words', '2014-09-01', 24),
  ('comment_words_published', '2014-09-01', 12),
  ('page_rating', '2014-09-01', 12),
  ('problem_report', '2014-09-01', 24),
  ('problem_report_decided', '2014-09-01', 12);

-- what came before the desk was there
insert into desk_item (kind, subject_id, title, service_id, organization_id, came_at, due_on)
select 'comment', comment.id::text, coalesce('Comment about ' || service.name, 'Comment on the Local Offer'), service.id,
  service.organization_id, comment.received_at, (comment.received_at at time zone 'Europe/London')::date + 10
from comment left join service on comment.page = '/services/' || service.slug;
update comment set service_id = service.id, organization_id = service.organization_id
from service where comment.page = '/services/' || service.slug;
insert into desk_item (kind, subject_id, title, came_at, due_on)
select 'rating', id::text, 'What somebody wrote about a page', received_at,
  (received_at at time zone 'Europe/London')::date + 20
from page_rating where body is not null;

-- something that people looked for and did not find, from the day that somebody takes it up
create table gap (
  id bigint generated always as identity primary key,
  -- groups of the thesaurus and stems: the same for everything that means the same
  meaning text not null unique,
  -- how the council calls it
  name text not null,
  state text not null default 'open' check (state in ('open', 'being_worked_on', 'answered')),
  assigned_to uuid references person on delete set null,
  assigned_role text,
  answer text,
  published_at timestamptz,
  version int not null default 0,
  began_at timestamptz not null,
  changed_at timestamptz not null
);
create index on gap (published_at) where published_at is not null;

create table gap_step (
  id bigint generated always as identity primary key,
  gap_id bigint not null references gap on delete cascade,
  state text not null,
  assigned text,
  answer text,
  is_published boolean not null,
  at timestamptz not null,
  by text not null
);
create index on gap_step (gap_id, id);

-- the fewest searches of which words are ever shown
create table gap_policy (
  holds_from date primary key,
  fewest_searches int not null check (fewest_searches >= 5)
);
insert into gap_policy (holds_from, fewest_searches) values ('2026-01-01', 5);
create index on search_without_result (searched_on);

-- What the finder of schools looks through: words of names and towns, needs, and the schools that are not closed in the
-- order of its list.
create index school_words on school using gin (
  to_tsvector('simple', folded_name || ' ' || translate(lower(coalesce(town, '')), '-’''.', ' '))
);
create index school_needs on school using gin (needs) where needs <> '{}';
create index school_in_order on school (area, folded_name, urn) where status <> 'closed';

-- What the council has decided about showing schools, from a day on.
create table school_policy (
  holds_from date primary key,
  -- counts of pupils below it are not shown, nor what would give them away
  fewest_pupils int not null check (fewest_pupils >= 5)
);
insert into school_policy (holds_from, fewest_pupils) values ('2026-01-01', 5);

-- What was published can never change silently, by no path: nothing is added to the rates and counts of a published year, no
-- memo comes in between or after them but a correction of the newest, and none of these tables is emptied.

drop trigger funding_factor_stays on funding_factor;
drop trigger funding_count_stays on funding_count;
-- once for a statement: a year of all schools has tens of thousands of counts
create or replace function refuse_change_of_published_year() returns trigger language plpgsql as $$
begin
  if exists (select from changed join funding_year year on year.id = changed.year_id where year.state = 'published') then
    raise exception 'The rates and counts of a published year never change.';
  end if;
  return null;
end $$;
create trigger funding_factor_added after insert on funding_factor referencing new table as changed
  for each statement execute function refuse_change_of_published_year();
create trigger funding_factor_moved after update on funding_factor referencing new table as changed
  for each statement execute function refuse_change_of_published_year();
create trigger funding_factor_stays after update on funding_factor referencing old table as changed
  for each statement execute function refuse_change_of_published_year();
create trigger funding_factor_kept after delete on funding_factor referencing old table as changed
  for each statement execute function refuse_change_of_published_year();
create trigger funding_count_added after insert on funding_count referencing new table as changed
  for each statement execute function refuse_change_of_published_year();
create trigger funding_count_moved after update on funding_count referencing new table as changed
  for each statement execute function refuse_change_of_published_year();
create trigger funding_count_stays after update on funding_count referencing old table as changed
  for each statement execute function refuse_change_of_published_year();
create trigger funding_count_kept after delete on funding_count referencing old table as changed
  for each statement execute function refuse_change_of_published_year();

create function refuse_other_memos() returns trigger language plpgsql as $$
begin
  if exists (select from funding_year where id = new.year_id and state = 'published')
    and not exists (
      select from funding_memo where year_id = new.year_id and urn = new.urn and version = new.version - 1)
  then
    raise exception 'A year that was published never changes: only a correction of its newest memo comes beside it.';
  end if;
  return new;
end $$;
create trigger funding_memo_grows before insert on funding_memo
  for each row execute function refuse_other_memos();

create function refuse_emptying() returns trigger language plpgsql as $$
begin
  if exists (select from funding_year where state = 'published') then
    raise exception 'A memo that was published never changes. Write a correction: it is kept beside it.';
  end if;
  return null;
end $$;
create trigger funding_memo_is_not_emptied before truncate on funding_memo
  for each statement execute function refuse_emptying();
create trigger funding_year_is_not_emptied before truncate on funding_year
  for each statement execute function refuse_emptying();
create trigger funding_factor_is_not_emptied before truncate on funding_factor
  for each statement execute function refuse_emptying();
create trigger funding_count_is_not_emptied before truncate on funding_count
  for each statement execute function refuse_emptying();

-- pupils who are about to join: in which school or cluster, or in all of them
update money_entry set entry = entry || '{"to": ""}' where kind = 'forecast' and not entry ? 'to';

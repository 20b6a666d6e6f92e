-- What was published can never change silently, by no path: nothing is added to the rates and counts of a published year, no
-- memo comes in between or after them but a correction of the newest, and none of these tables is emptied.

create or replace function refuse_change_of_published_year() returns trigger language plpgsql as $$
begin
  if exists (
    select from funding_year where state = 'published'
      and (id = case tg_op when 'INSERT' then null else old.year_id end
        or id = case tg_op when 'DELETE' then null else new.year_id end)
  ) then
    raise exception 'The rates and counts of a published year never change.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
drop trigger funding_factor_stays on funding_factor;
create trigger funding_factor_stays before insert or update or delete on funding_factor
  for each row execute function refuse_change_of_published_year();
drop trigger funding_count_stays on funding_count;
create trigger funding_count_stays before insert or update or delete on funding_count
  for each row execute function refuse_change_of_published_year();

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

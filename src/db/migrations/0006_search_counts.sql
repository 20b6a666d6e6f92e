-- How many public services there are of each facet's value, kept with every record, so that a page that asks for
-- nothing in particular counts nothing. 'all' is every one. Closed ones count only under their own commitment.

create table search_count (
  term text primary key,
  services int not null
);

insert into search_count (term, services)
select term, count(*) from search_document, unnest(facets || '{all}') term
where not facets @> '{commitment:closed}' or starts_with(term, 'commitment:')
group by term;

-- the order of a list that asks for nothing in particular
create index search_document_at_rest on search_document (quality desc, confirmed_at desc nulls last, name, service_id);

-- Many services have the very same facets: each different set of them stands once, with how many public services have it.
-- A search then counts its hits by set, and what nothing is asked of is counted already.

create table facet_set (
  id int generated always as identity primary key,
  -- of the terms: they themselves may be too long for an index
  digest text not null unique,
  terms text[] not null,
  services int not null
);

insert into facet_set (digest, terms, services)
select md5(array_to_string(facets, ' ')), facets, count(*) from search_document group by facets;

alter table search_document add column facet_set int references facet_set;
update search_document set facet_set = facet_set.id from facet_set where terms = facets;
alter table search_document alter column facet_set set not null, drop column facets;
create index on search_document (facet_set);

drop table search_count;

-- the other orders of a list that asks for nothing but facets
create index search_document_by_name on search_document (name, service_id);
create index search_document_by_change on search_document (last_modified desc, name, service_id);

-- Phrases of the thesaurus. A record that has one is found by the phrase's mark, one word of the index, and need not be
-- read again to see whether its words stand in a row.
create table search_phrase (
  id int generated always as identity primary key,
  -- its words, lower case, parted by spaces
  phrase text not null unique,
  query tsquery not null,
  -- the rarest of its words as the index has it: where it is not, the phrase is not
  lexeme text not null,
  -- every record that has the phrase has its mark
  is_marked boolean not null default false,
  -- some record has it, or had it once
  is_used boolean not null default false
);
create index on search_phrase (lexeme);

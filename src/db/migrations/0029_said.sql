-- What a source last said of a service, whole. What it says next is compared with that, not with what stands here, so that
-- what was changed here since stays.
create table source_record (
  service_id uuid primary key references service on delete cascade,
  source text not null references source,
  record jsonb not null,
  said_at timestamptz not null
);

-- records that nobody but their import has written since they came
insert into source_record (service_id, source, record, said_at)
select service_id, service.source, record, saved_at
from service_record join service on service.id = service_id
where exists (select from change where entity = 'service' and entity_id = service_id and changed_by like 'import of %')
  and not exists (select from change where entity = 'service' and entity_id = service_id and changed_by not like 'import of %');

-- the record as it stood when a change to it was held back: what has been changed since is not undone by approving
alter table held_record add column base jsonb;

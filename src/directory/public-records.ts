import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/**
 * Puts together what the public sees of these services (`ServiceDetail`), and keeps it; nothing for one that is not
 * published. Of a hidden place there is the town only.
 */
export async function writePublicRecords(db: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from public_record where service_id = any(${ids}::uuid[])`.execute(db);
  await sql`
    insert into public_record (service_id, detail)
    select service.id, jsonb_strip_nulls(
      to_jsonb(service) - 'organization_id' - 'source'
      || jsonb_build_object(
        'organization_id', service.organization_id,
        'last_modified', ${iso(sql`service.last_modified`)},
        'created_at', ${iso(sql`service.created_at`)},
        'source', to_jsonb(origin),
        'organization', to_jsonb(organization) - 'source' - 'source_id' || jsonb_build_object(
          'last_modified', ${iso(sql`organization.last_modified`)},
          'organization_identifiers', ${list(sql`select to_jsonb(i) - 'organization_id' as item from organization_identifier i where i.organization_id = organization.id order by i.id`)},
          'phones', ${list(sql`select to_jsonb(p) - 'organization_id' as item from phone p where p.organization_id = organization.id order by p.id`)}
        ),
        'service_at_locations', ${list(sql`
          select to_jsonb(at) || jsonb_build_object(
            'location', case when service.is_place_hidden
              then to_jsonb(location) - '{latitude,longitude,name,description,external_identifier,external_identifier_type,source}'::text[]
              else to_jsonb(location) - 'source' end
            || jsonb_build_object(
              'addresses', ${list(sql`
                select case when service.is_place_hidden
                  then jsonb_build_object('city', a.city, 'state_province', a.state_province, 'country', a.country, 'address_type', a.address_type, 'id', a.id)
                  else to_jsonb(a) - 'location_id' end as item
                from address a where a.location_id = location.id order by a.id`)},
              'accessibility', ${list(sql`select to_jsonb(x) - 'location_id' as item from accessibility x where x.location_id = location.id order by x.description`)}
            ),
            'schedules', ${list(sql`select to_jsonb(s) - 'service_id' as item from schedule s where s.service_at_location_id = at.id order by s.opens_at, s.id`)}
          ) as item
          from service_at_location at join location on location.id = at.location_id
          where at.service_id = service.id order by at.id`)},
        'schedules', ${list(sql`select to_jsonb(s) - 'service_at_location_id' as item from schedule s where s.service_id = service.id order by s.opens_at, s.id`)},
        'phones', ${list(sql`select to_jsonb(p) - 'service_id' as item from phone p where p.service_id = service.id order by p.id`)},
        'contacts', ${list(sql`
          select to_jsonb(c) - 'service_id' || jsonb_build_object('phones',
            ${list(sql`select to_jsonb(p) - 'contact_id' as item from phone p where p.contact_id = c.id order by p.id`)}) as item
          from contact c where c.service_id = service.id order by c.id`)},
        'cost_options', ${list(sql`select to_jsonb(o) as item from cost_option o where o.service_id = service.id order by o.amount nulls last, o.id`)},
        'funding', ${list(sql`select to_jsonb(f) as item from funding f where f.service_id = service.id order by f.id`)},
        'languages', ${list(sql`select to_jsonb(l) as item from language l where l.service_id = service.id order by l.name`)},
        'service_areas', ${list(sql`select to_jsonb(sa) as item from service_area sa where sa.service_id = service.id order by sa.name`)},
        'eligibility', ${list(sql`select to_jsonb(e) as item from eligibility e where e.service_id = service.id order by e.position, e.id`)},
        'attributes', ${list(sql`
          select jsonb_build_object('id', b.id, 'link_id', b.link_id, 'link_entity', b.link_entity, 'link_type', b.link_type,
            'value', b.value, 'taxonomy_term_id', t.id,
            'taxonomy_term', to_jsonb(t) - 'position' || jsonb_build_object('taxonomy', x.name, 'taxonomy_code', x.code, 'is_ours', x.uri is null)) as item
          from attribute b join taxonomy_term t on t.id = b.taxonomy_term_id join taxonomy x on x.id = t.taxonomy_id
          where b.link_id = service.id order by x.code, t.position, t.name`)},
        'commitment', (select to_jsonb(c) - 'id' - 'service_id' - 'recorded_at' || jsonb_build_object('recorded_at', ${iso(sql`c.recorded_at`)})
          from commitment c where c.service_id = service.id order by c.recorded_at desc, c.id desc limit 1),
        'pause', (select record #> '{local_offer,pause}' from service_record r where r.service_id = service.id),
        'closing', (select record #> '{local_offer,closing}' from service_record r where r.service_id = service.id),
        'membership', (select to_jsonb(m) - 'id' - 'service_id' || jsonb_build_object('decided_at', ${iso(sql`m.decided_at`)})
          from local_offer_membership m where m.service_id = service.id order by m.decided_at desc, m.id desc limit 1),
        'confirmation', (select jsonb_build_object('confirmed_at', ${iso(sql`c.confirmed_at`)}, 'confirmed_by', c.confirmed_by)
          from confirmation c where c.service_id = service.id order by c.confirmed_at desc limit 1),
        'past_promise_since', (select ${iso(sql`f.warned_at`)} from freshness_mark f where f.service_id = service.id
          and not exists (select from confirmation c where c.service_id = service.id and c.confirmed_at > f.warned_at)),
        'waiting_time', (select to_jsonb(w) - 'id' - 'service_id'
          from waiting_time w where w.service_id = service.id order by w.declared_on desc, w.id desc limit 1)
      ))
    from service
      join publication on publication.service_id = service.id and publication.withdrawn_at is null
      join organization on organization.id = service.organization_id
      join source as origin on origin.code = service.source
    where service.id = any(${ids}::uuid[])
  `.execute(db);
}

function list(query: ReturnType<typeof sql>) {
  return sql`coalesce((select jsonb_agg(item) from (${query}) items), '[]')`;
}

// RFC 3339 with milliseconds, in UTC, as the standard asks
function iso(time: ReturnType<typeof sql>) {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

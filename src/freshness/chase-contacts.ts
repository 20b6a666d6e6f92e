import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { contactsInOrder, type KnownAddress } from './chase-contact-rules.ts';

/** Whom to ask about a record. */
export interface ChaseContacts {
  /** who is asked first */
  main: string[];
  /** whoever else may know: asked when nobody answers */
  others: string[];
  phones: { number: string; of: string }[];
}

/** Whom to ask about one record: the service's own addresses, then everybody who has to do with its organisation. */
export async function contactsOf(db: Db, service_id: string): Promise<ChaseContacts> {
  const addresses = await sql<KnownAddress>`
    with chosen as (select * from service where id = ${service_id}::uuid)
    select 1 as nearness, email from chosen
    union all select 2, contact.email from contact join chosen on contact.service_id = chosen.id
    union all select 3, person.email from role join chosen on role.organization_id = chosen.organization_id
      join person on person.id = role.person_id where role.ended_at is null and role.role in ('owner', 'editor')
    union all select 4, organization.email from organization join chosen on organization.id = chosen.organization_id
    union all select 5, assurer_email from chosen
    union all select 6, contact.email from contact join chosen on contact.organization_id = chosen.organization_id
    order by 1, 2`.execute(db);
  const phones = await sql<{ number: string; of: string }>`
    with chosen as (select * from service where id = ${service_id}::uuid)
    select 1 as nearness, number || coalesce(', extension ' || extension, '') as number, 'the service' as of
    from phone join chosen on phone.service_id = chosen.id
    union all select 2, number || coalesce(', extension ' || extension, ''), coalesce(contact.title, contact.department, 'a contact')
    from phone join contact on contact.id = phone.contact_id join chosen on contact.service_id = chosen.id
    union all select 3, number || coalesce(', extension ' || extension, ''), 'the organisation'
    from phone join chosen on phone.organization_id = chosen.organization_id
    order by 1, 2`.execute(db);
  const seen = new Set<string>();
  return {
    ...contactsInOrder(addresses.rows),
    phones: phones.rows
      .filter(({ number }) => !seen.has(number) && seen.add(number).size > 0)
      .map(({ number, of }) => ({ number, of })),
  };
}

import { sql } from 'kysely';
import { insertRows } from '../db/bulk.ts';
import type { Db } from '../db/database.ts';
import type { About } from './chase-letter-rules.ts';

/** Owes addresses a letter about a record, in the transaction of what it is about: it goes with others into one mail. */
export async function oweLetters(
  tx: Db,
  service_id: string,
  { about, to, now }: { about: About; to: readonly string[]; now: Date },
): Promise<void> {
  if (to.length === 0) return;
  await tx
    .insertInto('freshness_letter')
    .values(to.map((to_address) => ({ service_id, about, to_address, owed_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** To whom letters are owed, about whose records. */
export interface Addressee {
  organization_id: string;
  organisation: string;
  to_address: string;
}

/** Everybody to whom letters are owed, each once for each organisation. */
export async function addressees(db: Db): Promise<Addressee[]> {
  const rows = await sql<Addressee>`
    select distinct organization.id as organization_id, organization.name as organisation, to_address
    from freshness_letter join service on service.id = service_id join organization on organization.id = organization_id
    order by 2, 3, 1`.execute(db);
  return rows.rows;
}

/** Takes the letters to an address about an organisation's records: nobody else writes them then. */
export async function takeLetters(
  tx: Db,
  { organization_id, to_address }: Addressee,
): Promise<{ service_id: string; about: About }[]> {
  const taken = await sql<{ service_id: string; about: About }>`
    delete from freshness_letter using service
    where service.id = service_id and organization_id = ${organization_id}::uuid and to_address = ${to_address}
    returning service_id, about`.execute(tx);
  return taken.rows;
}

/** Keeps which records a mail opens; returns its number. */
export async function keepMail(
  tx: Db,
  { organization_id, services, now }: { organization_id: string; services: readonly string[]; now: Date },
): Promise<number> {
  const { id } = await tx
    .insertInto('freshness_mail')
    .values({ organization_id, written_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertRows(
    tx,
    'freshness_mail_record',
    services.map((service_id) => ({ mail_id: id, service_id })),
  );
  return id;
}

/** A mail that was written, and the records that its link opens. */
export interface FreshnessMail {
  id: number;
  organisation: string;
  written_at: Date;
  records: { service_id: string; changed_at: Date | null }[];
}

/** A mail by its number; undefined if there is none. */
export async function findMail(db: Db, id: number): Promise<FreshnessMail | undefined> {
  if (!Number.isSafeInteger(id) || id < 1) return undefined;
  const mail = await db
    .selectFrom('freshness_mail')
    .innerJoin('organization', 'organization.id', 'freshness_mail.organization_id')
    .select(['freshness_mail.id', 'organization.name as organisation', 'written_at'])
    .where('freshness_mail.id', '=', id)
    .executeTakeFirst();
  if (!mail) return undefined;
  const records = await db
    .selectFrom('freshness_mail_record')
    .select(['service_id', 'changed_at'])
    .where('mail_id', '=', id)
    .execute();
  return { ...mail, records };
}

/** Whoever had a mail says that something has changed in a record: it is not confirmed with the others. */
export async function somethingChanged(
  tx: Db,
  { mail_id, service_id, now }: { mail_id: number; service_id: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('freshness_mail_record')
    .set({ changed_at: now })
    .where('mail_id', '=', mail_id)
    .where('service_id', '=', service_id)
    .execute();
  await tx
    .updateTable('chase')
    .set({ changed_at: now })
    .where('service_id', '=', service_id)
    .where('closed_at', 'is', null)
    .execute();
}

/** Forgets mails whose links have run out long ago: those written before a moment. */
export async function forgetMails(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('freshness_mail').where('written_at', '<', before).execute();
}

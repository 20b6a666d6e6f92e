import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { recordOwnDeed } from '../people/audit.ts';
import { mayUseDemonstration } from '../people/demonstration.ts';
import type { BulletinNames } from './bulletin-names-rules.ts';
import { type Digest, type DigestPolicy, dueUpTo, isSentTo, type Subscription } from './digest-rules.ts';
import { digestPolicy } from './digests.ts';
import { type KnownBulletin, publishedBulletins } from './known-bulletins.ts';
import { type DigestItem, digestLetter } from './letter-words-rules.ts';
import { numberInWords } from './number-rules.ts';
import { publishBulletin } from './publishing.ts';
import { stopToken } from './stop-token.ts';

/** Publishes the bulletins whose planned moment has come; each in a transaction of its own. Runs every minute. */
export async function publishPlannedBulletins(db: Db, now: Date): Promise<void> {
  const due = await db
    .selectFrom('bulletin')
    .select('id')
    .where('publish_at', '<=', now)
    .orderBy('publish_at')
    .orderBy('id')
    .execute();
  for (const { id } of due)
    await transaction(db, async (tx) => {
      const bulletin = await tx
        .selectFrom('bulletin')
        .select(['publish_at', 'publish_reason', 'planned_by'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!bulletin?.publish_at || bulletin.publish_at > now) return;
      const by = bulletin.planned_by ?? 'the plan';
      const given = await publishBulletin(tx, id, { by, now, override_reason: bulletin.publish_reason });
      const deed = { action: 'published_bulletin', entity: 'bulletin', entity_id: String(id) };
      const detail = { number: given && numberInWords(given) };
      await recordOwnDeed(tx, `planned by ${by}`, { ...deed, detail }, now);
    });
}

interface Subscriber {
  person_id: string;
  email: string;
  digest: Digest;
  wanted_since: Date | null;
  roles: Subscription[];
}

/**
 * Owes everybody at a school the mail about the bulletins that are for them and due by now, as they chose. An edition is
 * sent to nobody twice: what was sent is written down in the transaction in which the mail is owed. Runs every minute.
 */
export async function sendBulletinMails(
  db: Db,
  now: Date,
  around: Letterhead & { secret: string; names: BulletinNames },
): Promise<void> {
  const policy = await digestPolicy(db, dayOf(now));
  const items = await itemsToMail(db, now, policy);
  if (items.length === 0) return;
  const mailed = await mailedPairs(db, items);
  for (const person of await subscribers(db, policy)) {
    const up_to = dueUpTo(person.digest, { now, today: dayOf(now), policy });
    if (!up_to) continue;
    const own = items.filter(
      (item) => !mailed.has(`${person.person_id} ${item.edition_id}`) && isSentTo(item, { ...person, up_to }),
    );
    if (own.length > 0) await transaction(db, (tx) => oweDigest(tx, person, own, { ...around, now }));
  }
}

/** What may be mailed: the newest edition of which schools are told, of each bulletin that stands, for as long as the policy says. */
async function itemsToMail(db: Db, now: Date, { mail_for_days }: DigestPolicy): Promise<DigestItem[]> {
  const since = new Date(now.getTime() - mail_for_days * 24 * 60 * 60 * 1000);
  const editions = await sql<{ id: number; bulletin_id: number; published_at: Date; because: string }>`
    select distinct on (bulletin_edition.bulletin_id) bulletin_edition.id, bulletin_edition.bulletin_id, published_at, because
    from bulletin_edition
      join bulletin_version on bulletin_version.id = version_id
      join bulletin on bulletin.id = bulletin_edition.bulletin_id
    where tells and withdrawn_at is null and published_at > ${since}
    order by bulletin_edition.bulletin_id, edition desc`.execute(db);
  if (editions.rows.length === 0) return [];
  const known = new Map<number, KnownBulletin>((await publishedBulletins(db)).map((one) => [one.id, one]));
  return editions.rows.flatMap(({ id, bulletin_id, published_at, because }) => {
    const bulletin = known.get(bulletin_id);
    return bulletin ? { edition_id: id, published_at, because, bulletin, audience: bulletin } : [];
  });
}

async function mailedPairs(db: Db, items: readonly DigestItem[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('bulletin_mailed')
    .select(['person_id', 'edition_id'])
    .where(
      'edition_id',
      'in',
      items.map(({ edition_id }) => edition_id),
    )
    .execute();
  return new Set(rows.map(({ person_id, edition_id }) => `${person_id} ${edition_id}`));
}

async function subscribers(db: Db, { digest }: DigestPolicy): Promise<Subscriber[]> {
  const withDemonstration = await mayUseDemonstration(db);
  const rows = await sql<Omit<Subscriber, 'roles'> & Subscription>`
    select person.id as person_id, person.email, coalesce(bulletin_digest.digest, ${digest}) as digest, wanted_since,
      role.role, role.given_at as since, school.kind, school.phase, cluster.slug as cluster
    from role
      join person on person.id = role.person_id
      join school on school.urn = role.school_urn
      left join cluster_member on cluster_member.urn = school.urn and left_at is null
      left join cluster on cluster.id = cluster_member.cluster_id
      left join bulletin_digest on bulletin_digest.person_id = person.id
    where role.ended_at is null and (${withDemonstration} or not person.is_demonstration)
    order by person.id`.execute(db);
  const byPerson = Map.groupBy(rows.rows, ({ person_id }) => person_id);
  return [...byPerson.values()].flatMap((roles) => (roles[0] ? { ...roles[0], roles } : []));
}

async function oweDigest(
  tx: Db,
  { person_id, email }: Subscriber,
  items: readonly DigestItem[],
  { secret, names, base_url, from, now }: Letterhead & { secret: string; names: BulletinNames; now: Date },
): Promise<void> {
  const written = await tx
    .insertInto('bulletin_mailed')
    .values(items.map(({ edition_id }) => ({ person_id, edition_id, at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('edition_id')
    .execute();
  // what another process has just sent is not sent again
  const mine = new Set(written.map(({ edition_id }) => edition_id));
  const own = items.filter(({ edition_id }) => mine.has(edition_id));
  if (own.length === 0) return;
  const stop_href = `${base_url}/bulletins/mail/${stopToken(person_id, secret)}`;
  const newest = Math.max(...own.map(({ edition_id }) => edition_id));
  await oweMail(tx, {
    key: `bulletins:${person_id}:${newest}`,
    to: email,
    letter: digestLetter(own, { names, base_url, stop_href, from }),
    now,
  });
}

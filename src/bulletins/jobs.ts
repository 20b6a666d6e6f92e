import { sql } from 'kysely';
import type { HasRoute } from '../content/page-facts.ts';
import { type Db, transaction } from '../db/database.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { recordOwnDeed } from '../people/audit.ts';
import { mayUseDemonstration } from '../people/demonstration.ts';
import { checkBulletin, notAccepted } from './bulletin-check-rules.ts';
import { type BulletinFactsFor, bulletinFacts } from './bulletin-facts.ts';
import type { BulletinNames } from './bulletin-names-rules.ts';
import { staffBulletins } from './bulletins.ts';
import { type Digest, type DigestPolicy, dueUpTo, isSentTo, newestOfEach, type Subscription } from './digest-rules.ts';
import { digestPolicy } from './digests.ts';
import { holdBack } from './held-bulletins.ts';
import { publishedBulletins } from './known-bulletins.ts';
import { type DigestItem, digestLetter } from './letter-words-rules.ts';
import { numberInWords } from './number-rules.ts';
import { publishBulletin } from './publishing.ts';
import { stopToken } from './stop-token.ts';

/**
 * Publishes the bulletins whose planned moment has come, each in a transaction of its own; checked once more, and held back
 * where something is found by now that nobody has accepted. Runs every minute.
 */
export async function publishPlannedBulletins(db: Db, now: Date, app: HasRoute): Promise<void> {
  const due = await db
    .selectFrom('bulletin')
    .select('id')
    .where('publish_at', '<=', now)
    .orderBy('publish_at')
    .orderBy('id')
    .execute();
  if (due.length === 0) return;
  const factsFor = await bulletinFacts(db, app, dayOf(now));
  for (const { id } of due) await transaction(db, (tx) => goOut(tx, id, { factsFor, now }));
}

async function goOut(tx: Db, id: number, { factsFor, now }: { factsFor: BulletinFactsFor; now: Date }): Promise<void> {
  await tx.selectFrom('bulletin').select('id').where('id', '=', id).forUpdate().execute();
  const [bulletin] = await staffBulletins(tx, id);
  if (!bulletin?.publish_at || bulletin.publish_at > now) return;
  const { latest, planned_by, publish_reason, publish_findings } = bulletin;
  const out_on = dayOf(bulletin.first_published_at ?? now);
  const facts = factsFor({ written_on: dayOf(latest.written_at), out_on, today: dayOf(now) });
  const findings = checkBulletin(latest, facts);
  const others = notAccepted(findings, publish_findings);
  if (others.length > 0) return holdBack(tx, bulletin, others, now);
  const by = planned_by ?? 'the plan';
  const override_reason = findings.length > 0 ? publish_reason : null;
  const given = await publishBulletin(tx, id, { by, now, override_reason, findings });
  if (!given) return;
  const deed = { action: 'published_bulletin', entity: 'bulletin', entity_id: String(id) };
  const detail = { number: numberInWords(given), override_reason };
  await recordOwnDeed(tx, `planned by ${by}`, { ...deed, detail }, now);
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
  const mailed = await newestMailed(db, items);
  for (const person of await subscribers(db, policy)) {
    const up_to = dueUpTo(person.digest, { now, today: dayOf(now), policy });
    if (!up_to) continue;
    const isNew = ({ bulletin, edition }: DigestItem) =>
      edition > (mailed.get(mailedKey(person.person_id, bulletin.id)) ?? 0);
    const own = newestOfEach(items.filter((item) => isNew(item) && isSentTo(item, { ...person, up_to })));
    const letters = person.digest === 'at_once' ? own.map((one) => [one]) : [own];
    for (const letter of letters)
      if (letter.length > 0) await transaction(db, (tx) => oweDigest(tx, person, letter, { ...around, now }));
  }
}

/** What may be mailed: the editions of which schools are told, of bulletins that stand, for as long as the policy says. */
async function itemsToMail(db: Db, now: Date, { mail_for_days }: DigestPolicy): Promise<DigestItem[]> {
  const since = new Date(now.getTime() - mail_for_days * 24 * 60 * 60 * 1000);
  const editions = await db
    .selectFrom('bulletin_edition')
    .innerJoin('bulletin_version', 'bulletin_version.id', 'version_id')
    .innerJoin('bulletin', 'bulletin.id', 'bulletin_edition.bulletin_id')
    .select(['bulletin_edition.id as edition_id', 'bulletin.id as bulletin_id', 'edition', 'published_at', 'because'])
    .where('tells', '=', true)
    .where('withdrawn_at', 'is', null)
    .where('published_at', '>', since)
    .execute();
  if (editions.length === 0) return [];
  const ids = [...new Set(editions.map(({ bulletin_id }) => bulletin_id))];
  const known = new Map((await publishedBulletins(db, ids)).map((one) => [one.id, one]));
  return editions.flatMap(({ bulletin_id, ...edition }) => {
    const bulletin = known.get(bulletin_id);
    return bulletin ? { ...edition, bulletin } : [];
  });
}

/** The newest edition of each bulletin that somebody was sent, by `mailedKey`. */
async function newestMailed(db: Db, items: readonly DigestItem[]): Promise<Map<string, number>> {
  const ids = items.map(({ bulletin }) => bulletin.id);
  const rows = await sql<{ person_id: string; bulletin_id: number; edition: number }>`
    select person_id, bulletin_id, max(edition) as edition
    from bulletin_mailed join bulletin_edition on bulletin_edition.id = edition_id
    where bulletin_id = any(${ids}::bigint[]) group by person_id, bulletin_id`.execute(db);
  return new Map(rows.rows.map(({ person_id, bulletin_id, edition }) => [mailedKey(person_id, bulletin_id), edition]));
}

const mailedKey = (person_id: string, bulletin_id: number) => `${person_id} ${bulletin_id}`;

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
    where role.ended_at is null and school.status <> 'closed' and (${withDemonstration} or not person.is_demonstration)
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

import { type Db, transaction } from '../db/database.ts';
import { putOnDesk } from '../desk/items.ts';
import { dayOf } from '../parts.ts';
import { indexServices } from './search-index.ts';

/** Something that the council requires of a service in its Local Offer. */
export interface Requirement {
  code: string;
  text: string;
  why: string;
}

/** What the council requires on a day (`YYYY-MM-DD`) of a service in its Local Offer. */
export async function localOfferRequirements(db: Db, day: string): Promise<Requirement[]> {
  return db
    .selectFrom('local_offer_requirement')
    .select(['code', 'text', 'why'])
    .where('holds_from', '<=', day)
    .where(({ eb, or }) => or([eb('holds_until', 'is', null), eb('holds_until', '>=', day)]))
    .orderBy('position')
    .orderBy('code')
    .execute();
}

/** Asks for a service to be in the Local Offer: it waits at the desk, as its own item of kind `local_offer`. */
export async function askForLocalOffer(
  db: Db,
  asked: { service_id: string; answers: Record<string, string>; asked_by: string; now: Date },
): Promise<void> {
  const { service_id, answers, asked_by, now } = asked;
  await transaction(db, async (tx) => {
    await tx
      .insertInto('local_offer_request')
      .values({ service_id, answers: JSON.stringify(answers), asked_at: now, asked_by })
      .execute();
    await waitForMembership(tx, service_id, { asked_by, now });
    await indexServices(tx, [service_id]);
  });
}

/** Writes that a service asks to be in the Local Offer, and has that wait at the desk. Its pages are put together by the caller. */
export async function waitForMembership(
  tx: Db,
  service_id: string,
  { asked_by, now }: { asked_by: string; now: Date },
): Promise<void> {
  const { name, organization_id } = await tx
    .selectFrom('service')
    .select(['name', 'organization_id'])
    .where('id', '=', service_id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('local_offer_membership')
    .values({ service_id, state: 'asked', decided_at: now, decided_by: asked_by })
    .execute();
  await putOnDesk(tx, { kind: 'local_offer', subject_id: service_id, title: name, service_id, organization_id, now });
}

/** What a service answered when it last asked to be in the Local Offer, beside what was required on that day, in its order. */
export async function localOfferAnswers(
  db: Db,
  service_id: string,
): Promise<{ asked_at: Date; asked_by: string; answers: { text: string; answer: string }[] } | undefined> {
  const request = await db
    .selectFrom('local_offer_request')
    .selectAll()
    .where('service_id', '=', service_id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!request) return undefined;
  const given = new Map(Object.entries(request.answers as Record<string, string>));
  const required = await localOfferRequirements(db, dayOf(request.asked_at));
  return {
    asked_at: request.asked_at,
    asked_by: request.asked_by,
    answers: required.map(({ code, text }) => ({ text, answer: given.get(code) ?? 'Not answered' })),
  };
}

/** How a service stands to the Local Offer: the latest state; undefined where it never asked. */
export async function membershipOf(db: Db, service_id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('local_offer_membership')
    .select('state')
    .where('service_id', '=', service_id)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.state;
}

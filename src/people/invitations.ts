import { type Db, transaction } from '../db/database.ts';
import type { Letter } from '../mail/letter-rules.ts';
import { countMails, oweMail } from '../mail/mails.ts';
import { mayInvite, type RoleName, roleNames } from './access-rules.ts';
import { record } from './audit.ts';
import { endRole, giveRole } from './roles.ts';
import type { Who } from './who.ts';

/** A role that somebody is asked to take. */
export interface Invitation {
  id: string;
  email: string;
  role: RoleName;
  organization_id: string | null;
  organisation: string | null;
  school_urn: string | null;
  invited_at: Date;
  expires_at: Date;
}

const weeks = 4;
/** To one address, and by one person, within a day: nobody is to be flooded with letters from here. */
const mostADay = { to: 3, by: 50 };
/** What is said where an invitation is one too many. */
export const enoughInvitations =
  'As many invitations as may go there, or from you, within a day have been sent. Try tomorrow.';

/**
 * Asks somebody to take a role. Whoever signs in with that address may accept it for four weeks. Refuses (false) what
 * the inviter may not give, and more letters than may go to one address or from one person within a day.
 */
export async function invite(
  db: Db,
  who: Who,
  invited: { email: string; role: RoleName; organization_id?: string | null; school_urn?: string | null },
  { now, base_url, from }: { now: Date; base_url: string; from: Letter['from'] },
): Promise<boolean> {
  const { email, role, organization_id = null, school_urn = null } = invited;
  if (!mayInvite(who.role, { role, organization_id, school_urn })) return false;
  const since = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  if ((await countMails(db, { to: email.toLowerCase(), prefix: 'invitation:', since })) >= mostADay.to) return false;
  if ((await invitationsBy(db, who.person_id, since)) >= mostADay.by) return false;
  const expires_at = new Date(now.getTime() + weeks * 7 * 24 * 60 * 60 * 1000);
  await transaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('invitation')
      .values({
        email: email.toLowerCase(),
        role,
        organization_id,
        school_urn,
        invited_by: who.person_id,
        invited_at: now,
        expires_at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await record(tx, who, { action: 'invited', entity: 'invitation', entity_id: id, detail: { role } }, now);
    await oweMail(tx, {
      key: `invitation:${id}`,
      to: email.toLowerCase(),
      now,
      letter: {
        subject: `You are invited to ${from.site_name}`,
        paragraphs: [
          `You are asked to work with us on ${from.site_name}, as: ${roleNames[role]}.`,
          'Sign in with this e-mail address. Then accept or decline. You need no password.',
        ],
        action: { text: 'Sign in and answer', href: `${base_url}/sign-in?next=%2Faccount` },
        by_when: `The invitation is open for ${weeks} weeks.`,
        from,
      },
    });
  });
  return true;
}

async function invitationsBy(db: Db, person_id: string, since: Date): Promise<number> {
  const { n } = await db
    .selectFrom('invitation')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('invited_by', '=', person_id)
    .where('invited_at', '>', since)
    .executeTakeFirstOrThrow();
  return n;
}

const open = (db: Db, now: Date) =>
  db
    .selectFrom('invitation')
    .leftJoin('organization', 'organization.id', 'invitation.organization_id')
    .select(['invitation.id', 'invitation.email', 'role', 'organization_id', 'organization.name as organisation'])
    .select(['school_urn', 'invited_at', 'expires_at'])
    .where('answered_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('invited_at');

/** The open invitations of an address. */
export async function invitationsOf(db: Db, email: string, now: Date): Promise<Invitation[]> {
  return (await open(db, now).where('invitation.email', '=', email).execute()) as Invitation[];
}

/** The open invitations into an organisation, or (null) into the council. */
export async function invitationsInto(db: Db, organization_id: string | null, now: Date): Promise<Invitation[]> {
  const of =
    organization_id === null
      ? open(db, now).where('organization_id', 'is', null)
      : open(db, now).where('organization_id', '=', organization_id);
  return (await of.execute()) as Invitation[];
}

/** The open invitations into a school. */
export async function invitationsIntoSchool(db: Db, school_urn: string, now: Date): Promise<Invitation[]> {
  return (await open(db, now).where('school_urn', '=', school_urn).execute()) as Invitation[];
}

/** Takes back an open invitation into a school. False where it is not open, or is none that the asker may give. */
export async function withdrawInvitation(
  db: Db,
  who: Who,
  { id, school_urn }: { id: string; school_urn: string },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const invitation = (await invitationsIntoSchool(tx, school_urn, now)).find((one) => one.id === id);
    if (!invitation || !mayInvite(who.role, invitation)) return false;
    const withdrawn = await tx
      .updateTable('invitation')
      .set({ answered_at: now, answer: 'withdrawn' })
      .where('id', '=', id)
      .where('answered_at', 'is', null)
      .executeTakeFirst();
    if (withdrawn.numUpdatedRows === 0n) return false;
    const detail = { role: invitation.role };
    await record(tx, who, { action: 'withdrew_invitation', entity: 'invitation', entity_id: id, detail }, now);
    return true;
  });
}

/** Accepts or declines an invitation to the own address. False where it is not open, or is somebody else's. */
export async function answerInvitation(
  db: Db,
  who: Who,
  id: string,
  answer: 'accepted' | 'declined',
  now: Date,
): Promise<boolean> {
  const invitation = (await invitationsOf(db, who.email, now)).find((one) => one.id === id);
  if (!invitation) return false;
  return transaction(db, async (tx) => {
    const answered = await tx
      .updateTable('invitation')
      .set({ answered_at: now, answer })
      .where('id', '=', id)
      .where('answered_at', 'is', null)
      .executeTakeFirst();
    if (answered.numUpdatedRows === 0n) return false;
    const { role, organization_id, school_urn } = invitation;
    if (answer === 'accepted')
      await giveRole(tx, { person_id: who.person_id, role, organization_id, school_urn }, { now, by: who.email });
    await record(
      tx,
      who,
      { action: `${answer}_invitation`, entity: 'invitation', entity_id: id, detail: { role } },
      now,
    );
    return true;
  });
}

/**
 * Takes back whom somebody has let into an organisation since a moment: open invitations are withdrawn, and the roles that
 * were accepted end. In the transaction in which the own role of who invited them ends.
 */
export async function undoInvitations(
  tx: Db,
  { invited_by, organization_id, since }: { invited_by: string; organization_id: string; since: Date },
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const invited = await tx
    .selectFrom('invitation')
    .leftJoin('person', 'person.email', 'invitation.email')
    .leftJoin('role', (join) =>
      join
        .onRef('role.person_id', '=', 'person.id')
        .onRef('role.organization_id', '=', 'invitation.organization_id')
        .on('role.given_at', '>=', since)
        .on('role.ended_at', 'is', null),
    )
    .select(['invitation.id', 'answer', 'role.id as role_id'])
    .where('invited_by', '=', invited_by)
    .where('invitation.organization_id', '=', organization_id)
    .where('invited_at', '>=', since)
    .execute();
  const open = invited.filter(({ answer }) => answer === null).map(({ id }) => id);
  if (open.length > 0)
    await tx.updateTable('invitation').set({ answered_at: now, answer: 'withdrawn' }).where('id', 'in', open).execute();
  for (const { role_id } of invited) if (role_id) await endRole(tx, role_id, { now, by });
}

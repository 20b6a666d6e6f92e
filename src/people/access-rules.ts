/** What a person may be, as `role.role` says. A provider's role is with an organisation, a school's with a school. */
export const roleNames = {
  owner: 'Provider: owner',
  editor: 'Provider: editor',
  head: 'School: head teacher',
  senco: 'School: SENCO (special educational needs co-ordinator)',
  cluster_lead: 'School: cluster lead',
  moderator: 'Council: moderator',
  content_editor: 'Council: editor',
  commissioner: 'Council: commissioner',
  ehc_coordinator: 'Council: EHC (education, health and care) co-ordinator',
  administrator: 'Council: administrator',
} as const;
export type RoleName = keyof typeof roleNames;

/** Whom pages are for: the part of the site that a role opens. `family` is everybody who has signed in. */
export type Audience = 'family' | 'provider' | 'school' | 'staff';

const audiences: Record<RoleName, Audience> = {
  owner: 'provider',
  editor: 'provider',
  head: 'school',
  senco: 'school',
  cluster_lead: 'school',
  moderator: 'staff',
  content_editor: 'staff',
  commissioner: 'staff',
  ehc_coordinator: 'staff',
  administrator: 'staff',
};

/** A role that somebody holds. */
export interface Role {
  id: string;
  role: RoleName;
  organization_id: string | null;
  school_urn: string | null;
}

/** What a role may do. What is not here, nobody may. */
const rights = {
  /** change an organisation's records, and confirm that they are right */
  edit_services: ['owner', 'editor'],
  /** invite and remove people of an organisation */
  manage_organisation: ['owner'],
  /** decide what waits at the desk: records, claims, Local Offer requests, problems, duplicates */
  moderate: ['moderator', 'administrator'],
  /** answer comments, and publish what people said with what was done */
  answer_comments: ['moderator', 'content_editor', 'administrator'],
  /** see the desk, without deciding */
  see_desk: ['moderator', 'content_editor', 'commissioner', 'ehc_coordinator', 'administrator'],
  /** write down whom the Local Offer officer told of the Local Offer or asked about it, and what came of it */
  log_outreach: ['moderator', 'content_editor', 'commissioner', 'administrator'],
  /** see what is missing, and say what becomes of it */
  work_on_gaps: ['moderator', 'commissioner', 'administrator'],
  /** say from which day how long a confirmation holds, and what is done when nobody answers */
  set_promises: ['administrator'],
  /** write, publish and take down the Local Offer's own pages and documents */
  edit_pages: ['content_editor', 'administrator'],
  /** change the statement of what settings are expected to provide */
  edit_provision: ['content_editor', 'commissioner', 'administrator'],
  /** say who co-ordinates a school's plans, which cluster it is in, its specialist bases and its SENCO */
  edit_schools: ['commissioner', 'ehc_coordinator', 'administrator'],
  /** say what the own school offers, and who its SENCO is */
  edit_own_school: ['head', 'senco'],
  /** invite the SENCO of the own school, and end that role */
  invite_senco: ['head'],
  /** see the state of every school's SEN information report, and say whether what a check found is right */
  check_reports: ['moderator', 'content_editor', 'commissioner', 'administrator'],
  /** write and publish the SEN information report of the own school */
  edit_report: ['head', 'senco'],
  /** say what is planned, by when, and what became of it */
  edit_programme: ['content_editor', 'commissioner', 'administrator'],
  /** load the formula of a year, publish its memos, and say what else the council says about its money */
  edit_money: ['commissioner', 'administrator'],
  /** see the school's memo in full, and say what its money is spent on */
  declare_spending: ['head', 'senco'],
  /** write, publish, correct and withdraw bulletins to schools, and see who has answered */
  edit_bulletins: ['content_editor', 'commissioner', 'administrator'],
  /** read bulletins for schools, and say for the own school that what one asks of that role is read or done */
  answer_bulletins: ['head', 'senco', 'cluster_lead'],
  /** give and take the council's own roles */
  manage_people: ['administrator'],
  /** decide for how long things are kept, and what the law asks to be kept beyond that */
  set_retention: ['administrator'],
  /** keep the list of reasons for which something is sent back */
  set_reasons: ['administrator'],
  read_audit: ['administrator'],
  read_outbox: ['administrator'],
} as const satisfies Record<string, readonly RoleName[]>;
export type Right = keyof typeof rights;

/** Which part of the site a role opens. */
export function audienceOf(role: RoleName): Audience {
  return audiences[role];
}

/** Whether a role may do something at all; for what belongs to an organisation, `organization_id` must be its own. */
export function may(role: Role | undefined, right: Right, organization_id?: string): boolean {
  if (!role || !(rights[right] as readonly RoleName[]).includes(role.role)) return false;
  return role.organization_id === null || role.organization_id === organization_id;
}

/** The roles whose holders show a second factor before they come in. */
export function needsSecondFactor(role: RoleName): boolean {
  return audienceOf(role) === 'staff';
}

/**
 * Who may invite whom: an owner into the own organisation, an administrator into the council and every school, a head the
 * SENCO of the own school and nobody else.
 */
export function mayInvite(
  inviter: Role | undefined,
  invited: Pick<Role, 'role' | 'organization_id' | 'school_urn'>,
): boolean {
  if (!inviter) return false;
  switch (audienceOf(invited.role)) {
    case 'provider':
      return may(inviter, 'manage_organisation', invited.organization_id ?? undefined);
    case 'school':
      return inviter.role === 'administrator' || mayInviteSenco(inviter, invited);
    default:
      return inviter.role === 'administrator';
  }
}

function mayInviteSenco(inviter: Role, { role, school_urn }: Pick<Role, 'role' | 'school_urn'>): boolean {
  return may(inviter, 'invite_senco') && role === 'senco' && school_urn !== null && inviter.school_urn === school_urn;
}

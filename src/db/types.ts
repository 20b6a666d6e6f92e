// Written by `npm run db:types` from the migrations. Never edited by hand.

import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** What a jsonb column reads as; it is written as JSON text. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface AccessibilityTable {
  id: Generated<string>;
  location_id: string;
  description: string;
  details: string | null;
  url: string | null;
}

export interface AccountTable {
  id: Generated<string>;
  account_id: string;
  provider_id: string;
  issuer: string | null;
  person_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  refresh_token_expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  scope: string | null;
  password: string | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface AddressTable {
  id: Generated<string>;
  location_id: string;
  attention: string | null;
  address_1: string;
  address_2: string | null;
  city: string;
  region: string | null;
  state_province: string;
  postal_code: string;
  country: Generated<string>;
  address_type: Generated<'physical' | 'postal' | 'virtual'>;
}

export interface AreaTable {
  code: string;
  name: string;
  uri: string | null;
  kind: string;
}

export interface AreaShapeTable {
  area_code: string;
  part: number;
  shape: string;
}

export interface AttributeTable {
  id: Generated<string>;
  link_id: string;
  link_entity: 'service' | 'organization' | 'location' | 'contact' | 'accessibility';
  link_type: string | null;
  taxonomy_term_id: string;
  value: string | null;
}

export interface AuditTable {
  id: GeneratedAlways<number>;
  at: ColumnType<Date, Date | string, Date | string>;
  person_id: string | null;
  who: string;
  role: string | null;
  action: string;
  entity: string | null;
  entity_id: string | null;
  detail: ColumnType<Json, string | undefined, string>;
}

export interface BookletTable {
  section: string;
  is_large: boolean;
  made_of: string;
  made_at: ColumnType<Date, Date | string, Date | string>;
  file: Buffer;
}

export interface BulletinTable {
  id: GeneratedAlways<number>;
  year: number | null;
  number: number | null;
  draft_version: number | null;
  publish_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  publish_reason: string | null;
  planned_by: string | null;
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  withdrawn_by: string | null;
  withdrawn_because: string | null;
  discarded_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  version: Generated<number>;
  is_demonstration: Generated<boolean>;
  created_at: ColumnType<Date, Date | string, Date | string>;
  created_by: string;
  publish_findings: ColumnType<Json, string | undefined, string>;
  held_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface BulletinAnswerTable {
  id: GeneratedAlways<number>;
  bulletin_id: number;
  urn: string;
  answer: 'read' | 'done';
  note: Generated<string>;
  edition: number;
  answered_at: ColumnType<Date, Date | string, Date | string>;
  answered_by: string;
  person_id: string | null;
}

export interface BulletinDigestTable {
  person_id: string;
  digest: 'at_once' | 'daily' | 'weekly' | 'never';
  set_at: ColumnType<Date, Date | string, Date | string>;
  wanted_since: ColumnType<Date, Date | string, Date | string>;
}

export interface BulletinEditionTable {
  id: GeneratedAlways<number>;
  bulletin_id: number;
  edition: number;
  version_id: number;
  published_at: ColumnType<Date, Date | string, Date | string>;
  published_by: string;
  override_reason: string | null;
  findings: ColumnType<Json, string | undefined, string>;
}

export interface BulletinMailedTable {
  person_id: string;
  edition_id: number;
  at: ColumnType<Date, Date | string, Date | string>;
}

export interface BulletinPolicyTable {
  holds_from: string;
  digest_at: string;
  weekly_on: number;
  digest: 'at_once' | 'daily' | 'weekly' | 'never';
  mail_for_days: number;
}

export interface BulletinReminderTable {
  bulletin_id: number;
  day: string;
  at: ColumnType<Date, Date | string, Date | string>;
  by: string;
  schools: number;
  people: number;
}

export interface BulletinSearchTable {
  bulletin_id: number;
  words: string;
}

export interface BulletinVersionTable {
  id: GeneratedAlways<number>;
  bulletin_id: number;
  number: number;
  type: 'information' | 'action' | 'event';
  title: string;
  summary: string;
  markdown: string;
  roles: string[];
  kinds: string[];
  phases: string[];
  clusters: string[];
  is_public: boolean;
  contact_role: string;
  contact_email: string;
  due_on: string | null;
  event_on: string | null;
  starts_at: string | null;
  ends_at: string | null;
  place: Generated<string>;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
  because: Generated<string>;
  tells: Generated<boolean>;
}

export interface BulletinYearTable {
  year: number;
  last_number: number;
}

export interface ChangeTable {
  id: GeneratedAlways<number>;
  entity: string;
  entity_id: string;
  field: string;
  old_value: ColumnType<Json | null, string | null, string | null>;
  new_value: ColumnType<Json | null, string | null, string | null>;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
  changed_by: string;
  source: string;
}

export interface ChaseTable {
  id: GeneratedAlways<number>;
  service_id: string;
  round: number;
  opened_at: ColumnType<Date, Date | string, Date | string>;
  ends_on: string;
  closed_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  outcome: 'confirmed' | 'withdrawn' | 'published' | null;
  changed_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface ChaseStepTable {
  chase_id: number;
  step: 'asked' | 'reminded' | 'others_asked' | 'to_phone' | 'warned' | 'dropped' | 'lapsed' | 'hidden';
  done_at: ColumnType<Date, Date | string, Date | string>;
  letters: Generated<number>;
}

export interface ClaimTable {
  id: Generated<string>;
  person_id: string;
  organization_id: string;
  words: Generated<string>;
  proof: 'code' | 'call' | 'staff';
  code_sent_to: string | null;
  code: string | null;
  code_expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  wrong_codes: Generated<number>;
  claimed_at: ColumnType<Date, Date | string, Date | string>;
  decided_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  decided_by: string | null;
  decision: 'proved' | 'approved' | 'refused' | null;
}

export interface ClaimCallTable {
  claim_id: string;
  number: string;
  asked_at: ColumnType<Date, Date | string, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  wrong_codes: Generated<number>;
}

export interface ClaimPolicyTable {
  holds_from: string;
  mail_minutes: number;
  mails_a_day: number;
  call_days: number;
  open_calls: number;
  wrong_codes: number;
  open_claims: number;
}

export interface ClusterTable {
  id: Generated<string>;
  slug: string;
  name: string;
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface ClusterMemberTable {
  id: GeneratedAlways<number>;
  cluster_id: string;
  urn: string;
  is_lead: Generated<boolean>;
  joined_at: ColumnType<Date, Date | string, Date | string>;
  left_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface CommentTable {
  id: GeneratedAlways<number>;
  reference: string;
  topic: 'content_quality_gaps' | 'accessibility' | 'development_and_review' | 'other';
  body: string | null;
  page: string | null;
  reply_to: string | null;
  received_at: ColumnType<Date, Date | string | undefined, Date | string>;
  service_id: string | null;
  organization_id: string | null;
  is_urgent: Generated<boolean>;
  state: Generated<'received' | 'triaged' | 'excluded' | 'anonymised' | 'answered' | 'published'>;
  version: Generated<number>;
  words: string | null;
  answer_id: number | null;
  exclusion: string | null;
  published_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  provider_words: string | null;
  came_by: Generated<'form' | 'phone' | 'post' | 'e_mail' | 'in_person' | 'event'>;
  recorded_by: string | null;
  sent_with: string | null;
}

export interface CommentAnswerTable {
  id: GeneratedAlways<number>;
  answer: string;
  action: string;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
}

export interface CommentCycleTable {
  holds_from: string;
  publish_months: number;
  warn_months: number;
  fewest_shown: Generated<number>;
}

export interface CommentExclusionTable {
  code: string;
  text: string;
  letter: string | null;
  position: Generated<number>;
}

export interface CommentStepTable {
  id: GeneratedAlways<number>;
  comment_id: number;
  state: string;
  at: ColumnType<Date, Date | string, Date | string>;
  by: string;
  note: string | null;
}

export interface CommitmentTable {
  id: GeneratedAlways<number>;
  service_id: string;
  commitment: 'available_now' | 'planned' | 'proposed' | 'closed';
  starts_on: string | null;
  ends_on: string | null;
  note: string | null;
  recorded_at: ColumnType<Date, Date | string, Date | string>;
  recorded_by: string;
}

export interface ConfirmationTable {
  id: GeneratedAlways<number>;
  service_id: string;
  confirmed_at: ColumnType<Date, Date | string, Date | string>;
  confirmed_by: string;
}

export interface ConsultationRecordTable {
  id: GeneratedAlways<number>;
  consultee: string;
  who: string;
  asked_on: string;
  how: string;
  answered_on: string | null;
  said: Generated<string>;
  did: Generated<string>;
  topics: Generated<string[]>;
  is_demonstration: Generated<boolean>;
  version: Generated<number>;
  recorded_at: ColumnType<Date, Date | string, Date | string>;
  recorded_by: string;
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface ContactTable {
  id: Generated<string>;
  service_id: string | null;
  organization_id: string | null;
  name: string | null;
  title: string | null;
  department: string | null;
  email: string | null;
}

export interface ContactCheckTable {
  kind: 'web' | 'mail';
  target: string;
  checked_at: ColumnType<Date, Date | string, Date | string>;
  is_good: boolean;
  reason: string | null;
  failed_days: Generated<number>;
  next_on: string;
}

export interface ContactCheckPromiseTable {
  kind: 'web' | 'mail';
  holds_from: string;
  every_days: number;
  broken_after_days: number;
}

export interface CoordinatorTable {
  id: Generated<string>;
  name: string;
  email: string;
  phone: string | null;
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface CoordinatorSchoolTable {
  id: GeneratedAlways<number>;
  coordinator_id: string;
  urn: string;
  since: ColumnType<Date, Date | string, Date | string>;
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface CostOptionTable {
  id: Generated<string>;
  service_id: string;
  option: string | null;
  amount: number | null;
  amount_description: string | null;
  currency: Generated<string>;
  valid_from: string | null;
  valid_to: string | null;
}

export interface CoverageDayTable {
  day: string;
  counted_at: ColumnType<Date, Date | string, Date | string>;
  items: ColumnType<Json, string, string>;
}

export interface CoveragePolicyTable {
  holds_from: string;
  most_clicks: number;
  consulted_months: number;
  criteria_percent: number;
  contact_percent: number;
  fresh_percent: number;
  outside_services: number;
  schools_months: Generated<number>;
}

export interface DeprivationAreaTable {
  lsoa_code: string;
  decile: number;
  measure: string;
  latitude: number | null;
  longitude: number | null;
}

export interface DeprivationPostcodeTable {
  postcode: string;
  lsoa_code: string;
  decile: number;
  measure: string;
}

export interface DeskItemTable {
  id: GeneratedAlways<number>;
  kind: 'new_record' | 'changed_record' | 'local_offer' | 'claim' | 'problem' | 'comment' | 'rating' | 'broken_link' | 'past_date' | 'duplicate' | 'to_phone' | 'gap' | 'late_promise' | 'report_link' | 'report_late' | 'held_bulletin';
  subject_id: string;
  title: string;
  service_id: string | null;
  organization_id: string | null;
  is_urgent: Generated<boolean>;
  came_at: ColumnType<Date, Date | string, Date | string>;
  due_on: string;
  held_by: string | null;
  held_until: ColumnType<Date | null, Date | string | null, Date | string | null>;
  decided_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  decided_by: string | null;
  decision: string | null;
  reason: string | null;
  did: ColumnType<Json | null, string | null, string | null>;
  undone_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  undone_by: string | null;
}

export interface DeskNoteTable {
  id: GeneratedAlways<number>;
  item_id: number;
  text: string;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
}

export interface DeskPromiseTable {
  kind: string;
  holds_from: string;
  days: number;
}

export interface DevelopmentTable {
  id: GeneratedAlways<number>;
  slug: string;
  kind: 'service' | 'scheme' | 'school' | 'page' | 'document' | 'money' | 'plan';
  title: string;
  summary: string;
  stage: 'drafting' | 'proposed' | 'consulting' | 'planned' | 'pilot' | 'changing' | 'closing' | 'open' | 'dropped' | 'closed';
  decided_by: string;
  decision: Generated<string>;
  take_part: Generated<string>;
  take_part_href: string | null;
  take_part_until: string | null;
  outcome: Generated<string>;
  page: string | null;
  is_demonstration: Generated<boolean>;
  published_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  version: Generated<number>;
  created_at: ColumnType<Date, Date | string, Date | string>;
  changed_at: ColumnType<Date, Date | string, Date | string>;
  owner: Generated<string>;
  task_group_id: number | null;
}

export interface DevelopmentPromiseTable {
  id: GeneratedAlways<number>;
  development_id: number;
  what: string;
  promised_on: string;
  due_on: string;
  due_words: string;
  settled_on: string | null;
  came: 'kept' | 'moved' | 'dropped' | null;
  came_on: string | null;
  note: Generated<string>;
  made_by: string;
}

export interface DevelopmentStepTable {
  id: GeneratedAlways<number>;
  development_id: number;
  stage: string;
  text: string;
  at: ColumnType<Date, Date | string, Date | string>;
  by: string;
}

export interface DocumentTable {
  page_id: number;
  kind: 'letter' | 'checklist' | 'guidance' | 'good-practice' | 'example' | 'form' | 'strategy' | 'report';
  is_draft: boolean;
}

export interface DocumentFileTable {
  id: GeneratedAlways<number>;
  page_id: number;
  number: number;
  name: string;
  format: 'pdf' | 'docx' | 'odt';
  title: string;
  dated: string;
  pages: number | null;
  size: number;
  sha256: string;
  bytes: Buffer;
  cleaned: string[];
  warnings: string[];
  scanned_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  replaces_id: number | null;
  uploaded_at: ColumnType<Date, Date | string, Date | string>;
  uploaded_by: string;
  published_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface DraftTable {
  id: Generated<string>;
  service_id: string | null;
  organization_id: string;
  record: ColumnType<Json, string, string>;
  answers: ColumnType<Json, string | undefined, string>;
  version: Generated<number>;
  started_at: ColumnType<Date, Date | string, Date | string>;
  saved_at: ColumnType<Date, Date | string, Date | string>;
  saved_by: string;
  handed_in_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  sent_back_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  sent_back_reason: string | null;
  base: ColumnType<Json | null, string | null, string | null>;
}

export interface EligibilityTable {
  id: Generated<string>;
  service_id: string;
  criterion: 'age' | 'residence' | 'ehc_plan' | 'diagnosis' | 'need' | 'referral' | 'benefit' | 'school' | 'other';
  value: string | null;
  description: string;
  position: Generated<number>;
}

export interface FacetSetTable {
  id: GeneratedAlways<number>;
  digest: string;
  terms: string[];
  services: number;
}

export interface FamilyMessageTable {
  id: Generated<string>;
  service_id: string;
  sent_to: string;
  words: string;
  reply_to: string;
  sent_at: ColumnType<Date, Date | string, Date | string>;
  opened_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface FamilyMessagePolicyTable {
  holds_from: string;
  a_day: number;
}

export interface FreshnessDayTable {
  day: string;
  category: string;
  services: number;
  within_promise: number;
  never_confirmed: number;
}

export interface FreshnessFindingTable {
  id: GeneratedAlways<number>;
  service_id: string | null;
  kind: 'past_date' | 'broken_link';
  field: string;
  text: string;
  reason: string;
  found_at: ColumnType<Date, Date | string, Date | string>;
  gone_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  page: string | null;
  told_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface FreshnessLetterTable {
  service_id: string;
  about: 'asked' | 'reminded' | 'others_asked' | 'warned' | 'lapsed' | 'hidden' | 'found';
  to_address: string;
  owed_at: ColumnType<Date, Date | string, Date | string>;
}

export interface FreshnessMailTable {
  id: GeneratedAlways<number>;
  organization_id: string;
  written_at: ColumnType<Date, Date | string, Date | string>;
}

export interface FreshnessMailRecordTable {
  mail_id: number;
  service_id: string;
  changed_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface FreshnessMarkTable {
  service_id: string;
  warned_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  dropped_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface FreshnessPaceTable {
  holds_from: string;
  rounds_a_day: number;
  gather_days: Generated<number>;
  tell_again_days: Generated<number>;
}

export interface FreshnessPromiseTable {
  category: string;
  holds_from: string;
  months: number;
  ask_days: number;
  remind_days: number;
  others_days: number;
  phone_days: number;
  warn_days: number;
  drop_days: number;
  lapse_days: number;
  hide_days: number;
  link_days: number;
}

export interface FundingTable {
  id: Generated<string>;
  service_id: string | null;
  organization_id: string | null;
  source: string;
}

export interface FundingCountTable {
  year_id: number;
  urn: string;
  code: string;
  count: number;
}

export interface FundingFactorTable {
  year_id: number;
  code: string;
  position: number;
  label: string;
  kind: 'each' | 'fixed';
  rate: number;
  hidden_below: number | null;
}

export interface FundingMemoTable {
  id: GeneratedAlways<number>;
  year_id: number;
  urn: string;
  version: number;
  school_name: string;
  method: 'rates' | 'shares';
  lines: ColumnType<Json, string, string>;
  total: number;
  reason: string | null;
  met_from: string | null;
  published_at: ColumnType<Date, Date | string, Date | string>;
  published_by: string;
}

export interface FundingYearTable {
  id: GeneratedAlways<number>;
  slug: string;
  name: string;
  starts_on: string;
  method: 'rates' | 'shares';
  notional_total: number | null;
  source: Generated<string>;
  state: Generated<'draft' | 'published'>;
  version: Generated<number>;
  is_demonstration: Generated<boolean>;
  created_at: ColumnType<Date, Date | string, Date | string>;
  published_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  published_by: string | null;
}

export interface GapTable {
  id: GeneratedAlways<number>;
  meaning: string;
  name: string;
  state: Generated<'open' | 'being_worked_on' | 'answered'>;
  assigned_to: string | null;
  assigned_role: string | null;
  answer: string | null;
  published_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  version: Generated<number>;
  began_at: ColumnType<Date, Date | string, Date | string>;
  changed_at: ColumnType<Date, Date | string, Date | string>;
}

export interface GapPolicyTable {
  holds_from: string;
  fewest_searches: number;
}

export interface GapStepTable {
  id: GeneratedAlways<number>;
  gap_id: number;
  state: string;
  assigned: string | null;
  answer: string | null;
  is_published: boolean;
  at: ColumnType<Date, Date | string, Date | string>;
  by: string;
}

export interface GuidedSearchTable {
  slug: string;
  title: string;
  introduction: string;
  query: string;
  position: Generated<number>;
}

export interface HeldRecordTable {
  service_id: string;
  record: ColumnType<Json, string, string>;
  source: string;
  held_at: ColumnType<Date, Date | string, Date | string>;
  base: ColumnType<Json | null, string | null, string | null>;
}

export interface ImportProgressTable {
  source: string;
  record_id: string;
  read_at: ColumnType<Date, Date | string, Date | string>;
}

export interface InvitationTable {
  id: Generated<string>;
  email: string;
  role: string;
  organization_id: string | null;
  school_urn: string | null;
  invited_by: string | null;
  invited_at: ColumnType<Date, Date | string, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  answered_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  answer: 'accepted' | 'declined' | 'withdrawn' | null;
}

export interface LanguageTable {
  id: Generated<string>;
  service_id: string;
  name: string;
  code: string | null;
  note: string | null;
}

export interface LegalHoldTable {
  id: GeneratedAlways<number>;
  reference: string;
  why: string;
  held_at: ColumnType<Date, Date | string, Date | string>;
  held_by: string;
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  ended_by: string | null;
}

export interface LocalOfferMembershipTable {
  id: GeneratedAlways<number>;
  service_id: string;
  state: 'asked' | 'approved' | 'refused' | 'lapsed';
  decided_at: ColumnType<Date, Date | string, Date | string>;
  decided_by: string;
  reason: string | null;
}

export interface LocalOfferRequestTable {
  id: GeneratedAlways<number>;
  service_id: string;
  answers: ColumnType<Json, string, string>;
  asked_at: ColumnType<Date, Date | string, Date | string>;
  asked_by: string;
}

export interface LocalOfferRequirementTable {
  code: string;
  holds_from: string;
  holds_until: string | null;
  text: string;
  why: string;
  position: Generated<number>;
}

export interface LocationTable {
  id: Generated<string>;
  location_type: Generated<'physical' | 'postal' | 'virtual'>;
  name: string | null;
  description: string | null;
  latitude: number | null;
  longitude: number | null;
  external_identifier: string | null;
  external_identifier_type: string | null;
  source: string;
}

export interface MailTable {
  id: GeneratedAlways<number>;
  key: string;
  to_address: string;
  subject: string;
  text: string;
  html: string;
  owed_at: ColumnType<Date, Date | string, Date | string>;
  taken_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  sent_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  attempts: Generated<number>;
  next_attempt_at: ColumnType<Date, Date | string, Date | string>;
  last_error: string | null;
  given_up_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  stop_href: string | null;
}

export interface MergedServiceTable {
  service_id: string;
  into_id: string;
  merged_at: ColumnType<Date, Date | string, Date | string>;
  merged_by: string;
}

export interface MoneyEntryTable {
  id: GeneratedAlways<number>;
  thing: Generated<string>;
  kind: 'block' | 'figure' | 'scheme' | 'balance' | 'award' | 'forecast' | 'meeting';
  entry: ColumnType<Json, string, string>;
  is_ended: Generated<boolean>;
  is_demonstration: Generated<boolean>;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
}

export interface OrganizationTable {
  id: Generated<string>;
  name: string;
  alternate_name: string | null;
  description: string;
  email: string | null;
  url: string | null;
  logo: string | null;
  uri: string | null;
  parent_organization_id: string | null;
  source: string;
  source_id: string | null;
  last_modified: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface OrganizationIdentifierTable {
  id: Generated<string>;
  organization_id: string;
  identifier_scheme: string | null;
  identifier_type: string;
  identifier: string;
}

export interface OutreachTable {
  id: GeneratedAlways<number>;
  on_day: string;
  who: string;
  kind: 'told' | 'asked';
  how: 'meeting' | 'event' | 'visit' | 'phone' | 'e_mail' | 'post' | 'leaflet' | 'social_media' | 'other';
  topic: 'content_quality_gaps' | 'accessibility' | 'development_and_review' | 'other' | null;
  what: string;
  people: number | null;
  came_of: string | null;
  version: Generated<number>;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
  changed_at: ColumnType<Date, Date | string, Date | string>;
  changed_by: string;
}

export interface PageTable {
  id: GeneratedAlways<number>;
  section: string;
  name: string;
  path: string;
  shipped_as: string | null;
  shipped_digest: string | null;
  published_version: number | null;
  draft_version: number | null;
  publish_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  remove_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  publish_reason: string | null;
  planned_by: string | null;
  review_by: string | null;
  rewriting_until: string | null;
  rewriting_note: string | null;
  rewriting_hides: Generated<boolean>;
  version: Generated<number>;
  created_at: ColumnType<Date, Date | string, Date | string>;
}

export interface PageEasyReadTable {
  id: GeneratedAlways<number>;
  page_id: number;
  version_id: number;
  lines: string;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
}

export interface PageLinkTable {
  page_id: number;
  url: string;
}

export interface PageParagraphTable {
  page: string;
  digest: string;
  first_seen_on: string;
}

export interface PagePublicationTable {
  id: GeneratedAlways<number>;
  page_id: number;
  version_id: number | null;
  path: string;
  at: ColumnType<Date, Date | string, Date | string>;
  by: string;
  override_reason: string | null;
  findings: ColumnType<Json, string | undefined, string>;
}

export interface PageRatingTable {
  id: GeneratedAlways<number>;
  reference: string;
  page: string;
  is_helpful: boolean;
  body: string | null;
  received_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface PageRedirectTable {
  path: string;
  page_id: number;
  since: ColumnType<Date, Date | string, Date | string>;
  by: string;
}

export interface PageRewritingTable {
  id: GeneratedAlways<number>;
  page_id: number;
  said_at: ColumnType<Date, Date | string, Date | string>;
  said_by: string;
  until: string | null;
}

export interface PageSearchTable {
  page_id: number;
  words: string;
  vocabulary: string[];
}

export interface PageSectionTable {
  section: string;
  position: number;
}

export interface PageVersionTable {
  id: GeneratedAlways<number>;
  page_id: number;
  number: number;
  title: string;
  summary: string;
  audience: 'family' | 'young-people' | 'professional';
  owner: string;
  review_months: number;
  position: number;
  easy_read: boolean;
  serves: string[];
  acceptance: string[];
  words: string[];
  law: string[];
  markdown: string;
  replaces: string | null;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
  note: Generated<string>;
}

export interface PasskeyTable {
  id: Generated<string>;
  name: string | null;
  public_key: string;
  person_id: string;
  credential_id: string;
  counter: number;
  device_type: string;
  backed_up: boolean;
  transports: string | null;
  created_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  aaguid: string | null;
}

export interface PersonTable {
  id: Generated<string>;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
  two_factor_enabled: Generated<boolean | null>;
  last_seen_at: ColumnType<Date, Date | string | undefined, Date | string>;
  warned_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  is_demonstration: Generated<boolean>;
}

export interface PhoneTable {
  id: Generated<string>;
  service_id: string | null;
  organization_id: string | null;
  contact_id: string | null;
  number: string;
  extension: string | null;
  type: string | null;
  description: string | null;
}

export interface PlaceTable {
  id: GeneratedAlways<number>;
  name: string;
  folded_name: string;
  kind: 'town' | 'village' | 'outcode' | 'sector' | 'district' | 'county';
  county: string | null;
  latitude: number;
  longitude: number;
  population: number | null;
  source: string;
}

export interface PostcodeTable {
  postcode: string;
  latitude: number | null;
  longitude: number | null;
  district_code: string | null;
}

export interface ProblemReportTable {
  id: GeneratedAlways<number>;
  reference: string;
  service_id: string;
  reason: string;
  details: string;
  reply_to: string | null;
  reported_at: ColumnType<Date, Date | string | undefined, Date | string>;
  decided_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  outcome: 'mended' | 'not_so' | null;
  answer: string | null;
  times: Generated<number>;
}

export interface ProvisionExpectationTable {
  version_id: number;
  code: string;
  setting: 'any' | 'early_years' | 'school' | 'special_school' | 'alternative_provision' | 'post_16';
  need: 'any' | 'communication_and_interaction' | 'cognition_and_learning' | 'social_emotional_mental_health' | 'sensory_and_or_physical';
  step: 'every_child' | 'sen_support' | 'more_money' | 'ehc_assessment';
  cycle: 'assess' | 'plan' | 'do' | 'review' | null;
  says: 'does' | 'parents' | 'pays' | 'when';
  text: string;
  law: string | null;
  position: number;
}

export interface ProvisionInterventionTable {
  version_id: number;
  code: string;
  name: string;
  need: 'any' | 'communication_and_interaction' | 'cognition_and_learning' | 'social_emotional_mental_health' | 'sensory_and_or_physical';
  ages: string;
  what: string;
  strength: 'strong' | 'moderate' | 'limited' | 'practice';
  outcomes: string;
  cost: 'very_low' | 'low' | 'moderate' | 'high';
  source: string;
  position: number;
}

export interface ProvisionVersionTable {
  id: GeneratedAlways<number>;
  number: number | null;
  made_by: string;
  note: Generated<string>;
  review_months: number;
  review_by: string | null;
  is_demonstration: Generated<boolean>;
  based_on: number | null;
  edit: Generated<number>;
  begun_at: ColumnType<Date, Date | string, Date | string>;
  begun_by: string;
  published_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  published_by: string | null;
}

export interface PublicRecordTable {
  service_id: string;
  detail: ColumnType<Json, string, string>;
}

export interface PublicationTable {
  id: GeneratedAlways<number>;
  service_id: string;
  published_at: ColumnType<Date, Date | string, Date | string>;
  published_by: string;
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  withdrawn_by: string | null;
  reason: string | null;
}

export interface ReadingAgeTargetTable {
  audience: string;
  holds_from: string;
  years: number;
}

export interface ReasonTable {
  code: string;
  text: string;
  letter: string;
  position: Generated<number>;
  retired_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface RecordDecisionTable {
  id: GeneratedAlways<number>;
  item_id: number;
  service_id: string | null;
  former_record: ColumnType<Json | null, string | null, string | null>;
  was_public: boolean;
  draft: ColumnType<Json | null, string | null, string | null>;
  held: ColumnType<Json | null, string | null, string | null>;
  written_record: ColumnType<Json | null, string | null, string | null>;
  merged_id: string | null;
  merged_was_public: boolean | null;
  decided_at: ColumnType<Date, Date | string, Date | string>;
  states: ColumnType<Json, string | undefined, string>;
}

export interface RecordEditTable {
  item_id: number;
  base: ColumnType<Json, string, string>;
  record: ColumnType<Json, string, string>;
  version: Generated<number>;
  saved_at: ColumnType<Date, Date | string, Date | string>;
  saved_by: string;
}

export interface ReportAddressTable {
  id: GeneratedAlways<number>;
  urn: string;
  address: string | null;
  given_by: string;
  given_at: ColumnType<Date, Date | string, Date | string>;
}

export interface ReportAskTable {
  urn: string;
  asked_at: ColumnType<Date, Date | string, Date | string>;
  asked_by: string;
}

export interface ReportCheckTable {
  id: GeneratedAlways<number>;
  urn: string;
  checked_at: ColumnType<Date, Date | string, Date | string>;
  address: string | null;
  result: ColumnType<Json, string, string>;
  state: 'missing' | 'incomplete' | 'stale' | 'broken_link' | 'wrong_local_offer_link' | 'current' | 'unreadable';
  dated: string | null;
}

export interface ReportConfirmationTable {
  check_id: number;
  corrections: ColumnType<Json, string | undefined, string>;
  state: 'missing' | 'incomplete' | 'stale' | 'broken_link' | 'wrong_local_offer_link' | 'current' | 'unreadable';
  note: Generated<string>;
  confirmed_by: string;
  confirmed_at: ColumnType<Date, Date | string, Date | string>;
}

export interface ReportDraftTable {
  urn: string;
  item_key: string;
  version: number;
  based_on: number;
  is_aside: boolean;
  settles: number | null;
  text: string;
  written_by: string;
  written_at: ColumnType<Date, Date | string, Date | string>;
}

export interface ReportLinkProblemTable {
  id: GeneratedAlways<number>;
  urn: string;
  reason: 'broken' | 'another' | 'old' | 'unreadable';
  address: string | null;
  reported_at: ColumnType<Date, Date | string, Date | string>;
}

export interface ReportPolicyTable {
  holds_from: string;
  stale_months: number;
  recheck_days: number;
  recheck_fault_days: number;
  checks_a_night: number;
  ask_days: number;
  remind_days: number;
  others_days: number;
  phone_days: number;
  warn_days: number;
}

export interface ReportPublicationTable {
  id: GeneratedAlways<number>;
  urn: string;
  published_at: ColumnType<Date, Date | string, Date | string>;
  published_by: string;
  content: ColumnType<Json, string, string>;
  report_date: string;
  edition: string;
}

export interface ReportRoundTable {
  id: GeneratedAlways<number>;
  urn: string;
  opened_at: ColumnType<Date, Date | string, Date | string>;
  ends_on: string;
  closed_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  outcome: 'renewed' | 'over' | null;
}

export interface ReportRoundStepTable {
  round_id: number;
  step: 'asked' | 'reminded' | 'others_asked' | 'to_phone' | 'warned';
  done_at: ColumnType<Date, Date | string, Date | string>;
  letters: Generated<number>;
}

export interface ReportTextTable {
  urn: string;
  item_key: string;
  text: string;
  href: string;
  words: GeneratedAlways<string>;
}

export interface ReportTryTable {
  urn: string;
  tried_at: ColumnType<Date, Date | string, Date | string>;
  next_on: string;
}

export interface RetentionTable {
  kind: string;
  holds_from: string;
  months: number;
  notice_days: Generated<number>;
}

export interface RoleTable {
  id: Generated<string>;
  person_id: string;
  role: 'owner' | 'editor' | 'head' | 'senco' | 'cluster_lead' | 'moderator' | 'content_editor' | 'commissioner' | 'ehc_coordinator' | 'administrator';
  organization_id: string | null;
  school_urn: string | null;
  given_at: ColumnType<Date, Date | string, Date | string>;
  given_by: string;
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  ended_by: string | null;
}

export interface ScheduleTable {
  id: Generated<string>;
  service_id: string | null;
  service_at_location_id: string | null;
  valid_from: string | null;
  valid_to: string | null;
  dtstart: string | null;
  freq: 'WEEKLY' | 'MONTHLY' | null;
  interval: number | null;
  byday: string | null;
  bymonthday: string | null;
  opens_at: string | null;
  closes_at: string | null;
  description: string | null;
  attending_type: string | null;
  notes: string | null;
  schedule_link: string | null;
}

export interface SchoolTable {
  urn: string;
  name: string;
  folded_name: string;
  la_code: string | null;
  establishment_number: string | null;
  la_name: string | null;
  area: 'in_area' | 'out_of_area';
  type: string;
  kind: 'mainstream' | 'nursery' | 'special' | 'hospital_special' | 'non_maintained_special' | 'independent_special' | 'alternative_provision' | 'independent' | 'college' | 'specialist_college' | 'other';
  governance: 'maintained' | 'academy' | 'independent' | 'college' | 'other';
  phase: 'nursery' | 'primary' | 'secondary' | 'all_through' | 'sixteen_plus' | 'none';
  status: 'proposed' | 'open' | 'closing' | 'closed';
  opened_on: string | null;
  closed_on: string | null;
  low_age: number | null;
  high_age: number | null;
  gender: string | null;
  religious_character: string | null;
  admissions_policy: string | null;
  boarders: string | null;
  has_nursery: boolean | null;
  has_sixth_form: boolean | null;
  capacity: number | null;
  trust: string | null;
  is_section_41_approved: Generated<boolean>;
  needs: Generated<string[]>;
  street: string | null;
  locality: string | null;
  town: string | null;
  county: string | null;
  postcode: string | null;
  uprn: string | null;
  latitude: number | null;
  longitude: number | null;
  district_code: string | null;
  website: string | null;
  phone: string | null;
  inspected_on: string | null;
  source: string;
  register_changed_on: string | null;
  register_hash: string;
  imported_at: ColumnType<Date, Date | string, Date | string>;
}

export interface SchoolAdditionTable {
  id: GeneratedAlways<number>;
  urn: string;
  addition: ColumnType<Json, string, string>;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
}

export interface SchoolFigureTable {
  urn: string;
  measure: 'pupils' | 'sen_support' | 'ehc_plans' | 'free_school_meals';
  as_of: string;
  count: number;
  source: string;
}

export interface SchoolLinkTable {
  urn: string;
  other_urn: string;
  other_name: string;
  kind: 'successor' | 'predecessor' | 'other';
  words: string;
  established_on: string | null;
}

export interface SchoolPolicyTable {
  holds_from: string;
  fewest_pupils: number;
}

export interface SearchDocumentTable {
  service_id: string;
  words: string;
  minimum_age: Generated<number>;
  maximum_age: Generated<number>;
  area_codes: Generated<string[]>;
  quality: number;
  name: string;
  confirmed_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  last_modified: ColumnType<Date, Date | string, Date | string>;
  facet_set: number;
}

export interface SearchPhraseTable {
  id: GeneratedAlways<number>;
  phrase: string;
  query: string;
  lexeme: string;
  is_marked: Generated<boolean>;
  is_used: Generated<boolean>;
}

export interface SearchPlaceTable {
  service_id: string;
  position: ColumnType<{ x: number; y: number }, string, string>;
}

export interface SearchWithoutResultTable {
  searched_on: string;
  words: string;
  outcode: string;
  filters: string;
  times: Generated<number>;
}

export interface SearchWordTable {
  word: string;
  services: number;
}

export interface SencoTable {
  id: Generated<string>;
  urn: string;
  name: string;
  is_name_public: Generated<boolean>;
  email: string | null;
  is_qualified_teacher: boolean | null;
  appointed_on: string;
  course_started_on: string | null;
  qualification: 'nasenco' | 'npq' | null;
  qualified_on: string | null;
  ended_on: string | null;
  written_by: string;
  written_at: ColumnType<Date, Date | string, Date | string>;
  months_before: number | null;
}

export interface ServiceTable {
  id: Generated<string>;
  slug: string;
  organization_id: string;
  name: string;
  alternate_name: string | null;
  summary: string | null;
  description: string | null;
  url: string | null;
  email: string | null;
  status: Generated<'active' | 'inactive' | 'defunct' | 'temporarily closed'>;
  fees: string | null;
  accreditations: string | null;
  minimum_age: number | null;
  maximum_age: number | null;
  assured_date: string | null;
  assurer_email: string | null;
  alert: string | null;
  application_process: string | null;
  open_to_all: Generated<boolean>;
  area: Generated<'in_area' | 'out_of_area'>;
  is_place_hidden: Generated<boolean>;
  source: string;
  source_id: string | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  last_modified: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface ServiceAreaTable {
  id: Generated<string>;
  service_id: string;
  name: string;
  description: string | null;
  extent: string | null;
  extent_type: 'geojson' | 'topojson' | 'kml' | 'text' | null;
  uri: string | null;
  area_code: string | null;
}

export interface ServiceAtLocationTable {
  id: Generated<string>;
  service_id: string;
  location_id: string;
  description: string | null;
}

export interface ServiceFoundByTable {
  service_id: string;
  month: string;
  words: string;
  searches: number;
}

export interface ServiceRecordTable {
  service_id: string;
  record: ColumnType<Json, string, string>;
  saved_at: ColumnType<Date, Date | string, Date | string>;
}

export interface ServiceUseTable {
  service_id: string;
  day: string;
  views: Generated<number>;
  contacts: Generated<number>;
}

export interface SessionTable {
  id: Generated<string>;
  token: string;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
  ip_address: string | null;
  user_agent: string | null;
  person_id: string;
  role_id: string | null;
  second_factor_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface SettingTable {
  name: string;
  value: string;
}

export interface SiteClickTable {
  path: string;
  clicks: number;
  is_there: boolean | null;
}

export interface SiteDeadLinkTable {
  page: string;
  target: string;
}

export interface SiteWalkTable {
  walked_at: ColumnType<Date, Date | string, Date | string>;
  pages: number;
}

export interface SourceTable {
  code: string;
  name: string;
  url: string | null;
  attribution: string | null;
  is_neighbour: Generated<boolean>;
  is_demonstration: Generated<boolean>;
}

export interface SourceRecordTable {
  service_id: string;
  source: string;
  record: ColumnType<Json, string, string>;
  said_at: ColumnType<Date, Date | string, Date | string>;
}

export interface SpecialistBaseTable {
  id: Generated<string>;
  urn: string;
  kind: 'resource_base' | 'sen_unit';
  name: string;
  needs: string[];
  places: number | null;
  occupied: number | null;
  low_age: number | null;
  high_age: number | null;
  how_decided: string | null;
  counted_on: string;
  written_by: string;
  written_at: ColumnType<Date, Date | string, Date | string>;
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface SpendingStatementTable {
  id: GeneratedAlways<number>;
  urn: string;
  year_id: number;
  lines: ColumnType<Json, string, string>;
  considered: Generated<string[]>;
  note: Generated<string>;
  is_published: boolean;
  is_demonstration: Generated<boolean>;
  written_at: ColumnType<Date, Date | string, Date | string>;
  written_by: string;
}

export interface TaskGroupTable {
  id: GeneratedAlways<number>;
  name: string;
  remit: string;
  members: string[];
  begins_on: string;
  ends_on: string | null;
  outputs: Generated<string[]>;
  is_demonstration: Generated<boolean>;
  published_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  version: Generated<number>;
  changed_at: ColumnType<Date, Date | string, Date | string>;
}

export interface TaxonomyTable {
  id: string;
  code: string;
  name: string;
  description: string;
  uri: string | null;
  version: string | null;
}

export interface TaxonomyTermTable {
  id: string;
  taxonomy_id: string;
  code: string;
  name: string;
  description: string;
  parent_id: string | null;
  term_uri: string | null;
  position: Generated<number>;
}

export interface ThesaurusGroupTable {
  code: string;
  words: string[];
  means: Generated<string[]>;
  note: string | null;
}

export interface TwoFactorTable {
  id: Generated<string>;
  secret: string;
  backup_codes: string;
  person_id: string;
  verified: Generated<boolean | null>;
  failed_verification_count: Generated<number | null>;
  locked_until: ColumnType<Date | null, Date | string | null, Date | string | null>;
}

export interface VerificationTable {
  id: Generated<string>;
  identifier: string;
  value: string;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface WaitingTimeTable {
  id: GeneratedAlways<number>;
  service_id: string;
  weeks: number | null;
  description: string;
  declared_on: string;
  declared_by: string;
}

export interface Database {
  accessibility: AccessibilityTable;
  account: AccountTable;
  address: AddressTable;
  area: AreaTable;
  area_shape: AreaShapeTable;
  attribute: AttributeTable;
  audit: AuditTable;
  booklet: BookletTable;
  bulletin: BulletinTable;
  bulletin_answer: BulletinAnswerTable;
  bulletin_digest: BulletinDigestTable;
  bulletin_edition: BulletinEditionTable;
  bulletin_mailed: BulletinMailedTable;
  bulletin_policy: BulletinPolicyTable;
  bulletin_reminder: BulletinReminderTable;
  bulletin_search: BulletinSearchTable;
  bulletin_version: BulletinVersionTable;
  bulletin_year: BulletinYearTable;
  change: ChangeTable;
  chase: ChaseTable;
  chase_step: ChaseStepTable;
  claim: ClaimTable;
  claim_call: ClaimCallTable;
  claim_policy: ClaimPolicyTable;
  cluster: ClusterTable;
  cluster_member: ClusterMemberTable;
  comment: CommentTable;
  comment_answer: CommentAnswerTable;
  comment_cycle: CommentCycleTable;
  comment_exclusion: CommentExclusionTable;
  comment_step: CommentStepTable;
  commitment: CommitmentTable;
  confirmation: ConfirmationTable;
  consultation_record: ConsultationRecordTable;
  contact: ContactTable;
  contact_check: ContactCheckTable;
  contact_check_promise: ContactCheckPromiseTable;
  coordinator: CoordinatorTable;
  coordinator_school: CoordinatorSchoolTable;
  cost_option: CostOptionTable;
  coverage_day: CoverageDayTable;
  coverage_policy: CoveragePolicyTable;
  deprivation_area: DeprivationAreaTable;
  deprivation_postcode: DeprivationPostcodeTable;
  desk_item: DeskItemTable;
  desk_note: DeskNoteTable;
  desk_promise: DeskPromiseTable;
  development: DevelopmentTable;
  development_promise: DevelopmentPromiseTable;
  development_step: DevelopmentStepTable;
  document: DocumentTable;
  document_file: DocumentFileTable;
  draft: DraftTable;
  eligibility: EligibilityTable;
  facet_set: FacetSetTable;
  family_message: FamilyMessageTable;
  family_message_policy: FamilyMessagePolicyTable;
  freshness_day: FreshnessDayTable;
  freshness_finding: FreshnessFindingTable;
  freshness_letter: FreshnessLetterTable;
  freshness_mail: FreshnessMailTable;
  freshness_mail_record: FreshnessMailRecordTable;
  freshness_mark: FreshnessMarkTable;
  freshness_pace: FreshnessPaceTable;
  freshness_promise: FreshnessPromiseTable;
  funding: FundingTable;
  funding_count: FundingCountTable;
  funding_factor: FundingFactorTable;
  funding_memo: FundingMemoTable;
  funding_year: FundingYearTable;
  gap: GapTable;
  gap_policy: GapPolicyTable;
  gap_step: GapStepTable;
  guided_search: GuidedSearchTable;
  held_record: HeldRecordTable;
  import_progress: ImportProgressTable;
  invitation: InvitationTable;
  language: LanguageTable;
  legal_hold: LegalHoldTable;
  local_offer_membership: LocalOfferMembershipTable;
  local_offer_request: LocalOfferRequestTable;
  local_offer_requirement: LocalOfferRequirementTable;
  location: LocationTable;
  mail: MailTable;
  merged_service: MergedServiceTable;
  money_entry: MoneyEntryTable;
  organization: OrganizationTable;
  organization_identifier: OrganizationIdentifierTable;
  outreach: OutreachTable;
  page: PageTable;
  page_easy_read: PageEasyReadTable;
  page_link: PageLinkTable;
  page_paragraph: PageParagraphTable;
  page_publication: PagePublicationTable;
  page_rating: PageRatingTable;
  page_redirect: PageRedirectTable;
  page_rewriting: PageRewritingTable;
  page_search: PageSearchTable;
  page_section: PageSectionTable;
  page_version: PageVersionTable;
  passkey: PasskeyTable;
  person: PersonTable;
  phone: PhoneTable;
  place: PlaceTable;
  postcode: PostcodeTable;
  problem_report: ProblemReportTable;
  provision_expectation: ProvisionExpectationTable;
  provision_intervention: ProvisionInterventionTable;
  provision_version: ProvisionVersionTable;
  public_record: PublicRecordTable;
  publication: PublicationTable;
  reading_age_target: ReadingAgeTargetTable;
  reason: ReasonTable;
  record_decision: RecordDecisionTable;
  record_edit: RecordEditTable;
  report_address: ReportAddressTable;
  report_ask: ReportAskTable;
  report_check: ReportCheckTable;
  report_confirmation: ReportConfirmationTable;
  report_draft: ReportDraftTable;
  report_link_problem: ReportLinkProblemTable;
  report_policy: ReportPolicyTable;
  report_publication: ReportPublicationTable;
  report_round: ReportRoundTable;
  report_round_step: ReportRoundStepTable;
  report_text: ReportTextTable;
  report_try: ReportTryTable;
  retention: RetentionTable;
  role: RoleTable;
  schedule: ScheduleTable;
  school: SchoolTable;
  school_addition: SchoolAdditionTable;
  school_figure: SchoolFigureTable;
  school_link: SchoolLinkTable;
  school_policy: SchoolPolicyTable;
  search_document: SearchDocumentTable;
  search_phrase: SearchPhraseTable;
  search_place: SearchPlaceTable;
  search_without_result: SearchWithoutResultTable;
  search_word: SearchWordTable;
  senco: SencoTable;
  service: ServiceTable;
  service_area: ServiceAreaTable;
  service_at_location: ServiceAtLocationTable;
  service_found_by: ServiceFoundByTable;
  service_record: ServiceRecordTable;
  service_use: ServiceUseTable;
  session: SessionTable;
  setting: SettingTable;
  site_click: SiteClickTable;
  site_dead_link: SiteDeadLinkTable;
  site_walk: SiteWalkTable;
  source: SourceTable;
  source_record: SourceRecordTable;
  specialist_base: SpecialistBaseTable;
  spending_statement: SpendingStatementTable;
  task_group: TaskGroupTable;
  taxonomy: TaxonomyTable;
  taxonomy_term: TaxonomyTermTable;
  thesaurus_group: ThesaurusGroupTable;
  two_factor: TwoFactorTable;
  verification: VerificationTable;
  waiting_time: WaitingTimeTable;
}

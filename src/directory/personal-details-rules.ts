import type { ServiceRecord } from './records.ts';

/** Something in a record that may belong to a person rather than to an organisation: somebody looks before it is public. */
export interface PersonalDetail {
  /** as it stands in the record */
  found: string;
  kind: 'name' | 'e_mail' | 'mobile';
}

const freeMail =
  /@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|sky|talktalk|tiscali|virginmedia|ntlworld|blueyonder|plusnet|proton|protonmail|pm|gmx|mail|fastmail|zoho)\.(?:com|co\.uk|uk|net|me|org)$/;
const roleWords = new Set(
  'admin administration advice app appointments board bookings booking camhs care chair chairman charity childminder club clubs coach committee community contact contacts council dance duty education ehc enquire enquiries enquiry events families family feedback finance football general group hello help helpdesk helpline hub info information inbox intake join kids leader leaders learning mail manager membership members music news nursery office officer online ot outreach parents play playgroup pool post preschool pre reception referral referrals registrar safeguarding school sec secretary sen send senco sendiass service services shop slt sport sports staff support swim swimming talk team teams theatre therapy treasurer trust us volunteer volunteers web website welcome wellbeing young youth'.split(
    ' ',
  ),
);
const anyMail = /[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[a-z]{2,}/giu;
const anyMobile = /(?:\+44[\s()0-]*|\b0)7\d(?:[\s-]*\d){8}\b/g;
const titled = /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Dame)\.?\s+\p{Lu}[\p{L}'’-]+/gu;

/**
 * Whether an e-mail address looks like one person's own: words with a full stop between them (`first.last@…`), or a free
 * mailbox that has neither a role's word (`info`, `bookings`) nor a word of `names`, what the service and who runs it
 * are called. It only marks what somebody should look at: no rule knows every name.
 */
export function looksPersonal(email: string, names: readonly string[]): boolean {
  const address = email.trim().toLowerCase();
  const local = address.split('@')[0] ?? '';
  const parts = local.split(/[._+-]/).map((part) => part.replace(/\d+/g, ''));
  const known = names.flatMap((name) => name.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
  const initials = names.map((name) => (name.toLowerCase().match(/\b\p{L}/gu) ?? []).join(''));
  const isNamed = (part: string) =>
    roleWords.has(part) || known.some((word) => part.includes(word)) || (part.length > 2 && initials.includes(part));
  if (parts.some(isNamed)) return false;
  const words = parts.filter((part) => /^\p{L}+$/u.test(part));
  return freeMail.test(address) || (words.length > 1 && words.some((word) => word.length > 2));
}

/** Ways to a person that stand in a text: addresses that look personal, mobile numbers, names with a title. */
export function personalInText(text: string, names: readonly string[]): PersonalDetail[] {
  const mails = (text.match(anyMail) ?? []).filter((email) => looksPersonal(email, names));
  return [
    ...mails.map((found) => ({ found, kind: 'e_mail' as const })),
    ...(text.match(anyMobile) ?? []).map((found) => ({ found: found.trim(), kind: 'mobile' as const })),
    ...(text.match(titled) ?? []).map((found) => ({ found, kind: 'name' as const })),
  ];
}

/**
 * What in a record may be a private person's: names of contacts, addresses and numbers that look personal, wherever they
 * stand. Each once. Whoever approves the record asks whether they agreed (UK GDPR, article 6).
 */
export function personalDetails(record: ServiceRecord): PersonalDetail[] {
  const { organization, contacts } = record;
  const names = [record.name, record.alternate_name, organization.name, organization.alternate_name].filter(
    (name) => name !== undefined,
  );
  const named = contacts.flatMap(({ name }) => (name ? [{ found: name, kind: 'name' as const }] : []));
  const parts: unknown[] = [
    { ...record, organization: undefined, contacts: undefined, foreign_terms: undefined, assurer_email: undefined },
    { ...organization, logo: undefined, uri: undefined },
    contacts.map(({ name: _, ...others }) => others),
  ];
  const found = [...named, ...parts.flatMap(textsOf).flatMap((text) => personalInText(text, names))];
  return [...new Map(found.map((one) => [one.found.toLowerCase().replace(/\s+/g, ''), one])).values()];
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

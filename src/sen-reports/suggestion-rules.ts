import type { Contact } from '../authority.ts';

/** What the site knows of a school and of whoever advises its parents. */
export interface KnownOfSchool {
  senco: { name: string } | undefined;
  sen_email: string | null;
  sen_phone: string | null;
  school: string;
  /** who gives free advice to parents by law (Children and Families Act 2014, section 32) */
  advice: { name: string; contact: Contact | undefined };
  /** the site's name and whole address */
  local_offer: { name: string; area: string; address: string };
}

/** How an answer may begin that the site can begin by itself: the SENCO, the advice service, the Local Offer; else empty. */
export function suggestedAnswer(key: string, known: KnownOfSchool): string {
  switch (key) {
    case 'IR-4':
      return sencoLine(known);
    case 'IR-11':
      return adviceLine(known);
    case 'IR-13': {
      const { name, area, address } = known.local_offer;
      return `The Local Offer shows what support there is for children and young people with special educational needs or a disability in ${area}: [${name}](${address}).`;
    }
    default:
      return '';
  }
}

function sencoLine({ senco, sen_email, sen_phone, school }: KnownOfSchool): string {
  if (!senco) return '';
  const ways = [...(sen_phone ? [`Phone ${sen_phone}`] : []), ...(sen_email ? [`e-mail ${sen_email}`] : [])];
  const reach = ways.length > 0 ? ` ${ways.join(', or ').replace(/^e/, 'E')}.` : '';
  return `The SENCO (special educational needs co-ordinator) of ${school} is ${senco.name}.${reach}`;
}

function adviceLine({ advice: { name, contact } }: KnownOfSchool): string {
  const title = contact?.name ?? name;
  const ways = [
    ...(contact?.phone ? [`phone ${contact.phone}`] : []),
    ...(contact?.email ? [`e-mail ${contact.email}`] : []),
    ...(contact?.website ? [`website: ${contact.website}`] : []),
  ];
  const reach = ways.length > 0 ? `: ${ways.join(', ')}` : '';
  return `Free and private advice for parents, children and young people about special educational needs comes from ${title}${reach}.`;
}

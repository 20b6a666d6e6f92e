import type { Evidence } from './cue-rules.ts';
import type { Passage } from './passage-rules.ts';

const senco =
  /\bs\.?e\.?n\.?d?[\s/]?(?:co|cos|coordinator|co-ordinator)\b|special educational needs(?: and disabilit(?:y|ies))?(?: \(send?\))? co-?ordinator|\binclusion (?:lead|leader|manager|co-?ordinator)\b|\bhead of (?:inclusion|learning support)\b/i;
const titled =
  /\b(?:Mrs?|Miss|Ms|Mx|Dr|Revd?|Prof|Sister|Father)\.?\s+(?:[A-Z]\.?\s*){0,2}[A-Z][\p{L}'’-]+(?:[\s-][A-Z][\p{L}'’-]+){0,2}/u;
const named =
  /(?<![\p{L}@.])[A-Z][\p{Ll}'’-]{1,}(?:[\s-](?:(?:de|van|von|der|bin|O['’])\s?)?[A-Z][\p{L}'’-]+){1,2}(?![\p{L}@])/gu;
/** Words that begin with a capital and are nobody's name. */
const nobody =
  /^(?:The|Our|Your|This|Please|If|For|Name|Contact|Special|Educational|Needs?|Disabilit(?:y|ies)|Co-?ordinators?|School|Primary|Infants?|Juniors?|Academy|High|College|Nursery|Community|Church|England|Catholic|Head|Deputy|Assistant|Head ?teacher|Principal|Vice|Teacher|Lead(?:er)?|Manager|National|Award|Code|Practice|Local|Offer|Authority|Council|County|Information|Report|Policy|Support|Team|Learning|Inclusion|Department|Health|Care|Plans?|Education|Governors?|Governing|Board|Body|Chair|Year|Key|Stage|Early|Years|Foundation|SEND?|SENCO|Tel(?:ephone)?|E-?mail|Phone|Office|Monday|Tuesday|Wednesday|Thursday|Friday|January|February|March|April|May|June|July|August|September|October|November|December|Who|What|How|When|Where|Quality|First|Teaching|Pastoral|Senior|Leadership|Designated|Safeguarding|Family|Parents?|Speak|Ask|Talk|Children|Act|Qualified|Status|Qualification|Masters?|University|Postgraduate|Certificate|Responsible|Officer|Link|Class|Mental|Speech|Language|Therap\w+|Educational|Psycholog\w+|Department|Medical)$/i;

const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const phone = /(?:\+44\s?|\b0)(?:\(0\)\s?)?\d[\d\s()-]{7,13}\d\b/;

/** A person's name in a text, without those that only look like one. */
function nameIn(text: string): string | undefined {
  const withTitle = titled.exec(text)?.[0];
  if (withTitle) return withTitle;
  for (const [found] of text.matchAll(named)) {
    const words = found.split(/[\s]+/).filter((word) => !nobody.test(word));
    if (words.length >= 2) return words.join(' ');
  }
  return undefined;
}

const contactIn = ({ text, links }: Passage) =>
  email.test(text) || phone.test(text) || links.some(({ address }) => /^(?:mailto|tel):/i.test(address));

/**
 * Whether a report gives the SENCO's name and how to reach them (SEND Regulations 2014, Schedule 1, paragraph 4). One without
 * the other is not enough. The two may stand apart.
 */
export function sencoIn(passages: readonly Passage[]): Evidence {
  let found: Evidence = { confidence: 0, passage: undefined };
  let isNamed = false;
  let isReachedSomewhere = false;
  const take = (confidence: number, passage: Passage) => {
    if (confidence > found.confidence) found = { confidence, passage };
  };
  for (const [at, passage] of passages.entries()) {
    if (passage.is_void || !(senco.test(passage.text) || senco.test(passage.context))) continue;
    const near = passages.slice(at, at + 4).filter((one) => !one.is_void);
    const before = passages.slice(Math.max(0, at - 1), at).filter((one) => one.context === passage.context);
    const own = nameIn(`${passage.label}. ${passage.text.replace(email, ' ')}`);
    const around = [...near.slice(1), ...before]
      .filter((one) => one.context === passage.context)
      .map((one) => nameIn(one.text.replace(email, ' ')));
    // "Name and contact details of the SENCO.", and then both
    const isOnlyHead = passage.text.split(' ').length <= 10;
    const name =
      own ?? (senco.test(passage.context) || isOnlyHead ? around.find((one) => one !== undefined) : undefined);
    const isReached = [...near, ...before].some(contactIn);
    isNamed ||= name !== undefined;
    isReachedSomewhere ||= contactIn(passage);
    if (name && contactIn(passage)) take(0.95, passage);
    else if (name && isReached) take(0.85, passage);
    else if (name && near.some(({ folded }) => /school office|speak to (?:her|him|them)|at the door/.test(folded)))
      take(0.55, passage);
    else if (name) take(0.4, passage);
    else if (isReached) take(0.3, passage);
  }
  // the name in one place, and how to reach the SENCO in another
  if (isNamed && isReachedSomewhere) return { ...found, confidence: Math.max(found.confidence, 0.7) };
  return found;
}

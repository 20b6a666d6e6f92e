import type { Letter, Letterhead } from '../mail/letter-rules.ts';

/** A record that somebody handed in is public; `edited` names the fields that the desk changed. */
export function approvedLetter(
  { name, slug, edited }: { name: string; slug: string; edited: readonly string[] },
  { from, base_url }: Letterhead,
): Letter {
  const changed = `We changed something, so please read it once: ${edited.join(', ').toLowerCase()}.`;
  return {
    subject: `Your record is public: ${name}`,
    paragraphs: [`Families can now see what you handed in about ${name}.`, ...(edited.length > 0 ? [changed] : [])],
    action: { text: 'See the page as families see it', href: `${base_url}/services/${slug}` },
    by_when: 'If something is wrong, change it in your account at any time.',
    from,
  };
}

/** A record goes back to who handed it in. */
export function sentBackLetter(
  { name, reasons, words }: { name: string; reasons: string[]; words: string },
  { from, base_url }: Letterhead,
): Letter {
  return {
    subject: `Please look again at your record: ${name}`,
    paragraphs: [
      `We cannot make public yet what you handed in about ${name}. What was public before stays as it is.`,
      ...reasons,
      ...(words ? [words] : []),
    ],
    action: { text: 'Open your record', href: `${base_url}/provider` },
    by_when: 'Nothing you wrote is lost. Hand it in again when you have changed it.',
    from,
  };
}

/** A record turned out to be of the same service as another, and was merged into it. */
export function mergedLetter(
  { name, into, slug }: { name: string; into: string; slug: string },
  { from, base_url }: Letterhead,
): Letter {
  return {
    subject: `Two records of one service are now one: ${name}`,
    paragraphs: [
      `We had two records of one service: ${name}, and ${into}. They are one record now.`,
      'The old address of the page leads to it. What you had written and not yet had back is in your account.',
    ],
    action: { text: 'See the page as families see it', href: `${base_url}/services/${slug}` },
    by_when: 'If they are two services after all, tell us, best today.',
    from,
  };
}

/** A decision that a letter told of was taken back on the same day. */
export function undoneLetter({ name }: { name: string }, { from, base_url }: Letterhead): Letter {
  return {
    subject: `We are looking again at your record: ${name}`,
    paragraphs: [
      `Our letter of today about ${name} no longer holds. We have taken the decision back, and look at it again.`,
      'You need to do nothing now. We write when we have decided.',
    ],
    action: { text: 'Your services', href: `${base_url}/provider` },
    from,
  };
}

/** A service asked to be in the Local Offer, and the council has decided. */
export function localOfferLetter(
  { name, is_approved, reasons, words }: { name: string; is_approved: boolean; reasons: string[]; words: string },
  { from, base_url }: Letterhead,
): Letter {
  return {
    subject: is_approved ? `In the Local Offer: ${name}` : `Not in the Local Offer yet: ${name}`,
    paragraphs: is_approved
      ? [`${name} is now part of the Local Offer. Its page and the results show the badge.`]
      : [
          `We could not take ${name} into the Local Offer yet. Its page stays public.`,
          ...reasons,
          ...(words ? [words] : []),
        ],
    action: { text: 'Your services', href: `${base_url}/provider` },
    by_when: is_approved
      ? 'Please confirm the record whenever we ask. A record that nobody confirms loses its badge.'
      : 'You can ask again when this has changed.',
    from,
  };
}

/** Somebody asked to look after an organisation's records, and the council has decided. */
export function claimLetter(
  {
    organisation,
    is_approved,
    reasons,
    words,
  }: { organisation: string; is_approved: boolean; reasons: string[]; words: string },
  { from, base_url }: Letterhead,
): Letter {
  return {
    subject: is_approved ? `You look after the records of ${organisation}` : `About your request for ${organisation}`,
    paragraphs: is_approved
      ? [`You can now change what families read about ${organisation}, and invite colleagues.`]
      : [`We could not let you look after the records of ${organisation}.`, ...reasons, ...(words ? [words] : [])],
    action: is_approved
      ? { text: 'Open your services', href: `${base_url}/provider` }
      : { text: 'How to reach us', href: `${base_url}/contact` },
    by_when: is_approved
      ? 'Please read the records within four weeks, and confirm that they are right.'
      : 'Call or write if you think that we are wrong.',
    from,
  };
}

/** Somebody told us that a page was wrong, and left an address. */
export function problemLetter(
  {
    name,
    slug,
    reference,
    outcome,
    words,
  }: { name: string; slug: string; reference: string; outcome: 'mended' | 'not_so'; words: string },
  { from, base_url }: Letterhead,
): Letter {
  return {
    subject: `What you told us about ${name} (${reference})`,
    paragraphs: [
      outcome === 'mended'
        ? `Thank you for telling us that something was wrong with the page of ${name}. It is mended now.`
        : `Thank you for telling us about the page of ${name}. We checked, and found that it is right as it stands.`,
      ...(words ? [words] : []),
    ],
    action: { text: 'See the page', href: `${base_url}/services/${slug}` },
    by_when: 'If it is still wrong, report it again on that page.',
    from,
  };
}

const again = 'You need to do nothing now. We write when we have decided.';

/** The decision about a place in the Local Offer, of which a letter told, was taken back on the same day. */
export function undoneRequestLetter({ name }: { name: string }, { from, base_url }: Letterhead): Letter {
  return {
    subject: `We are looking again at your request for the Local Offer: ${name}`,
    paragraphs: [
      `Our letter of today about ${name} and the Local Offer no longer holds. We have taken the decision back, and look at it again.`,
      again,
    ],
    action: { text: 'Your services', href: `${base_url}/provider` },
    from,
  };
}

/** The decision about a claim, of which a letter told, was taken back on the same day. */
export function undoneClaimLetter(
  { organisation, had_role }: { organisation: string; had_role: boolean },
  { from, base_url }: Letterhead,
): Letter {
  return {
    subject: `We are looking again at your request for ${organisation}`,
    paragraphs: [
      `Our letter of today about the records of ${organisation} no longer holds. We have taken the decision back, and look at it again.`,
      ...(had_role ? ['Until then you cannot change these records, nor can colleagues whom you invited since.'] : []),
      again,
    ],
    action: { text: 'How to reach us', href: `${base_url}/contact` },
    from,
  };
}

/** What was answered to somebody who reported a problem was taken back on the same day. */
export function undoneProblemLetter(
  { name, slug, reference }: { name: string; slug: string; reference: string },
  { from, base_url }: Letterhead,
): Letter {
  return {
    subject: `We are looking again at what you told us about ${name} (${reference})`,
    paragraphs: [`Our answer of today about the page of ${name} no longer holds. We look at it again.`, again],
    action: { text: 'See the page', href: `${base_url}/services/${slug}` },
    from,
  };
}

import type { Letter, Letterhead } from '../mail/letter-rules.ts';

/** A record that somebody handed in is public. */
export function approvedLetter(
  { name, slug, was_edited }: { name: string; slug: string; was_edited: boolean },
  { from, base_url }: Letterhead,
): Letter {
  const edited = 'We changed a few words, so please read it once.';
  return {
    subject: `Your record is public: ${name}`,
    paragraphs: [`Families can now see what you handed in about ${name}.`, ...(was_edited ? [edited] : [])],
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

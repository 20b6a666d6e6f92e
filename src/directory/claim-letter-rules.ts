import type { Letter, Letterhead } from '../mail/letter-rules.ts';

/** Nobody could be reached on an organisation's public number in time, and the code that was to be read out is over. */
export function callOverLetter(
  { organisation, organization_id }: { organisation: string; organization_id: string },
  { base_url, from }: Letterhead,
): Letter {
  return {
    subject: `About your request for ${organisation}`,
    paragraphs: [
      `You asked to look after the records of ${organisation}. We were to read a code out on its public number, and that did not come about in time.`,
    ],
    action: { text: 'Ask again, or in another way', href: `${base_url}/provider/claim/${organization_id}` },
    by_when: 'You can do so at any time. Until then nothing changes.',
    from,
  };
}

import type { Letter, Letterhead } from '../mail/letter-rules.ts';

/** Somebody wrote to a service with our form. Their words and their address stand behind the link, not in the mail. */
export function familyMessageLetter(
  { name, href, months }: { name: string; href: string; months: number },
  { from }: Letterhead,
): Letter {
  return {
    subject: `Somebody wrote to you about ${name}`,
    paragraphs: [
      `Somebody has a question about ${name}, and wrote to you from its page on ${from.site_name}.`,
      'To keep it private, this e-mail says nothing of what they wrote. Open the link to read it, and to see where to answer.',
    ],
    action: { text: 'Read the message', href },
    by_when: `Please answer within a few days. The message is deleted after ${months === 1 ? 'a month' : `${months} months`}.`,
    from,
  };
}

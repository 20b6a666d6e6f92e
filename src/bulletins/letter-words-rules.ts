import { dayInWords } from '../date-rules.ts';
import type { Letter } from '../mail/letter-rules.ts';
import { type BulletinNames, begun } from './bulletin-names-rules.ts';
import { aboutInWords } from './bulletin-rules.ts';
import type { KnownBulletin } from './known-bulletins.ts';
import { addressOf, numberInWords } from './number-rules.ts';

/** Something that a digest tells of. */
export interface DigestItem {
  edition_id: number;
  edition: number;
  published_at: Date;
  /** of a correction: why */
  because: string;
  bulletin: KnownBulletin;
}

/** The mail about bulletins that have come out or were corrected; what must be done first, then by number. */
export function digestLetter(
  items: readonly DigestItem[],
  {
    names,
    base_url,
    stop_href,
    from,
  }: { names: BulletinNames; base_url: string; stop_href: string; from: Letter['from'] },
): Letter {
  const sorted = items.toSorted(
    (one, other) => urgency(one) - urgency(other) || one.published_at.getTime() - other.published_at.getTime(),
  );
  const [only] = sorted;
  const actions = sorted.filter(({ bulletin }) => bulletin.type === 'action').length;
  return {
    subject:
      sorted.length === 1 && only
        ? `${begun(names.short)} ${titleOf(only)}`
        : `${sorted.length} new or corrected ${names.several_short}`,
    paragraphs: [
      sorted.length === 1
        ? `This ${names.one} is for you.`
        : `These ${names.several} are for you.${actions > 0 ? ` ${actions} ${actions === 1 ? 'asks' : 'ask'} you to do something.` : ''}`,
    ],
    list: sorted.map((item) => ({
      text: titleOf(item),
      about: aboutInWords(item.bulletin, item.because),
      href: `${base_url}${item.bulletin.type === 'action' || !item.bulletin.is_public ? '/school' : ''}${addressOf(item.bulletin)}`,
    })),
    action: { text: 'All that is for you, and how often you hear from us', href: `${base_url}/school/bulletins` },
    ...(actions > 0 ? { by_when: nextDay(sorted) } : {}),
    stop: { text: `Stop these mails about ${names.several_short}`, href: stop_href },
    from,
  };
}

function urgency({ bulletin }: DigestItem): number {
  return bulletin.type === 'action' ? 0 : bulletin.type === 'event' ? 1 : 2;
}

function titleOf({ bulletin, because }: DigestItem): string {
  return `${numberInWords(bulletin)}: ${because ? 'Corrected: ' : ''}${bulletin.title}`;
}

function nextDay(items: readonly DigestItem[]): string {
  const days = items.flatMap(({ bulletin }) => bulletin.due_on ?? []).toSorted();
  return `${days.length === 1 ? 'It' : 'The first'} is to be done by ${dayInWords(days[0] ?? '')}.`;
}

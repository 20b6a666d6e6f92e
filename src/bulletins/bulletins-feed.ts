import { xml } from '../web/xml.ts';
import { whenInWords } from './bulletin-rules.ts';
import type { KnownBulletin } from './known-bulletins.ts';
import { addressOf, numberInWords } from './number-rules.ts';

/** Bulletins as an Atom feed (RFC 4287), the newest change first. `self` is the feed's own address. */
export function bulletinsFeed(
  bulletins: readonly KnownBulletin[],
  {
    base_url,
    title,
    author,
    self,
    page,
    now,
  }: { base_url: string; title: string; author: string; self: string; page: string; now: Date },
): string {
  const entries = bulletins.map((one) => {
    const address = xml(base_url + addressOf(one));
    const reason = one.editions.at(-1)?.because;
    const said = [whenInWords(one), reason && `Corrected because: ${reason}`, one.summary].filter(Boolean).join('. ');
    return [
      '<entry>',
      `<id>${address}</id>`,
      `<title>${xml(`${numberInWords(one)}: ${one.title}`)}</title>`,
      `<link href="${address}"/>`,
      `<published>${one.published_at.toISOString()}</published>`,
      `<updated>${one.changed_at.toISOString()}</updated>`,
      `<category term="${one.type}"/>`,
      `<summary>${xml(said)}</summary>`,
      '</entry>',
    ].join('');
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `<id>${xml(self)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${(bulletins[0]?.changed_at ?? now).toISOString()}</updated>`,
    `<author><name>${xml(author)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n');
}

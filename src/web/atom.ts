import { xml } from './xml.ts';

/** A thing in an Atom feed; moments as RFC 3339 text, addresses whole. */
export interface AtomEntry {
  id: string;
  title: string;
  href: string;
  published?: string;
  updated: string;
  author?: string;
  category?: string;
  summary: string;
}

/**
 * An Atom feed (RFC 4287) of what changed last, the newest first. `self` is the feed's own address, `page` that of the page
 * which shows the same; `now` stands in for the day of the last change where nothing is in it.
 */
export function atomFeed(
  about: { self: string; title: string; author?: string; page: string; now: Date },
  entries: readonly AtomEntry[],
): string {
  const { self, title, author, page, now } = about;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `<id>${xml(self)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${entries[0]?.updated ?? now.toISOString()}</updated>`,
    ...authorOf(author),
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    ...entries.map(entryOf),
    '</feed>',
    '',
  ].join('\n');
}

function entryOf({ id, title, href, published, updated, author, category, summary }: AtomEntry): string {
  return [
    '<entry>',
    `<id>${xml(id)}</id>`,
    `<title>${xml(title)}</title>`,
    `<link href="${xml(href)}"/>`,
    ...(published ? [`<published>${published}</published>`] : []),
    `<updated>${updated}</updated>`,
    ...authorOf(author),
    ...(category ? [`<category term="${xml(category)}"/>`] : []),
    `<summary>${xml(summary)}</summary>`,
    '</entry>',
  ].join('');
}

function authorOf(author: string | undefined): string[] {
  return author ? [`<author><name>${xml(author)}</name></author>`] : [];
}

import { atomFeed } from '../web/atom.ts';
import { aboutInWords } from './bulletin-rules.ts';
import type { KnownBulletin } from './known-bulletins.ts';
import { addressOf, numberInWords } from './number-rules.ts';

/** Bulletins as an Atom feed, the newest change first. `self` is the feed's own address. */
export function bulletinsFeed(
  bulletins: readonly KnownBulletin[],
  { base_url, ...about }: Record<'base_url' | 'title' | 'author' | 'self' | 'page', string> & { now: Date },
): string {
  return atomFeed(
    about,
    bulletins.map((one) => {
      const href = base_url + addressOf(one);
      return {
        id: href,
        title: `${numberInWords(one)}: ${one.title}`,
        href,
        published: one.published_at.toISOString(),
        updated: one.changed_at.toISOString(),
        category: one.type,
        summary: aboutInWords(one, one.editions.at(-1)?.because ?? ''),
      };
    }),
  );
}

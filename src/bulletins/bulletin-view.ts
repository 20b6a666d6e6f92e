import type { FieldDifference } from '../content/difference-rules.ts';
import { dayInWords } from '../date-rules.ts';
import { eventInWords, type ListedContent, types, whenInWords } from './bulletin-rules.ts';
import type { KnownBulletin } from './known-bulletins.ts';
import { addressOf, numberInWords } from './number-rules.ts';

/** A bulletin in a list. */
export interface BulletinRow {
  number: string;
  href: string;
  title: string;
  summary: string;
  type: string;
  tone: string;
  /** "Action by 4 December 2026" */
  when: string | null;
  published: string;
  is_corrected: boolean;
  is_public: boolean;
  is_demonstration: boolean;
}

const tones = { information: '', action: 'care', event: 'note' };

/** A bulletin as a list shows it; `base` stands before its address: '' or '/school'. */
export function bulletinRow(bulletin: KnownBulletin, { base }: { base: string }): BulletinRow {
  const { title, summary, type, is_public, is_demonstration, editions, published_at } = bulletin;
  return {
    number: numberInWords(bulletin),
    href: base + addressOf(bulletin),
    title,
    summary,
    type: types[type],
    tone: tones[type],
    when: whenInWords(bulletin),
    published: dayInWords(published_at),
    is_corrected: editions.length > 1,
    is_public,
    is_demonstration,
  };
}

/** A text of a bulletin as its page shows it. */
export interface BulletinView extends BulletinRow {
  html: string;
  audience: string;
  due: string | null;
  event: { when: string; place: string; file_href: string } | null;
  contact: { role: string; email: string };
  /** each correction with why, and where the text before it can be read; the newest first */
  corrections: { on: string; because: string; before_href: string | null }[];
  /** what this text changed in the one before it */
  changes: FieldDifference[];
  /** this text was corrected since: when, and where the text that stands is */
  is_old: { edition: number; published: string; corrected: string; href: string } | null;
  /** where this very text can be read for ever */
  lasting_href: string;
}

/** A text of a bulletin, as HTML in `html`, with everything that its page says. */
export function bulletinView(
  bulletin: KnownBulletin,
  text: ListedContent & { edition: number },
  {
    html,
    base,
    audience,
    changes,
    mayRead,
  }: {
    html: string;
    base: string;
    /** for whom it is, in words */
    audience: string;
    changes: FieldDifference[];
    /** whether whoever reads this may read an edition */
    mayRead: (edition: { is_public: boolean }) => boolean;
  },
): BulletinView {
  const { editions } = bulletin;
  const href = base + addressOf(bulletin);
  const versionHref = (edition: number) => `${href}/versions/${edition}`;
  const next = editions[text.edition];
  const when = eventInWords(text);
  return {
    ...bulletinRow({ ...bulletin, ...text }, { base }),
    html,
    audience,
    due: text.due_on && dayInWords(text.due_on),
    event: when ? { when, place: text.place, file_href: `${href}/event.ics` } : null,
    contact: { role: text.contact_role, email: text.contact_email },
    corrections: editions
      .slice(1)
      .map(({ edition, published_at, because }) => {
        const before = editions[edition - 2];
        return {
          on: dayInWords(published_at),
          because,
          before_href: before && mayRead(before) ? versionHref(edition - 1) : null,
        };
      })
      .reverse(),
    changes,
    is_old: next
      ? {
          edition: text.edition,
          published: dayInWords(editions[text.edition - 1]?.published_at ?? bulletin.published_at),
          corrected: dayInWords(next.published_at),
          href,
        }
      : null,
    lasting_href: versionHref(text.edition),
  };
}

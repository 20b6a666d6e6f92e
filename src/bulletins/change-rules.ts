import { compareTexts, type FieldDifference } from '../content/difference-rules.ts';
import { dayInWords } from '../date-rules.ts';
import type { Audience } from './audience-rules.ts';
import { type BulletinContent, eventInWords, types } from './bulletin-rules.ts';

/** What is different in two texts of a bulletin, part by part; `inWords` says for whom they are. */
export function changesBetween(
  before: BulletinContent,
  after: BulletinContent,
  inWords: (audience: Audience) => string,
): FieldDifference[] {
  const [old, now] = [partsOf(before, inWords), partsOf(after, inWords)];
  return Object.entries(now).flatMap(([name, text]) => {
    const was = old[name] ?? '';
    return was === text ? [] : { name, stretches: compareTexts(was, text) };
  });
}

function partsOf(content: BulletinContent, inWords: (audience: Audience) => string): Record<string, string> {
  return {
    'What it is': types[content.type],
    Title: content.title,
    Summary: content.summary,
    'To be done by': content.due_on ? dayInWords(content.due_on) : '',
    When: eventInWords(content) ?? '',
    Where: content.place,
    Text: content.markdown,
    'For whom': inWords(content),
    'Who may read it': content.is_public ? 'Everybody' : 'Schools that have signed in',
    'Whom schools ask': `${content.contact_role}, ${content.contact_email}`,
    'Why it is corrected': content.because,
  };
}

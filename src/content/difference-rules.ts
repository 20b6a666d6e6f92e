import { diffWordsWithSpace } from 'diff';
import type { PageContent } from './page-content-rules.ts';
import { fieldsOfPage } from './page-form-rules.ts';

/** A stretch of text that stayed, came or went. */
export interface Stretch {
  text: string;
  kind: 'same' | 'added' | 'removed';
}

/** What is not the same in two versions, field by field. */
export interface FieldDifference {
  name: string;
  stretches: Stretch[];
}

const names: Record<string, string> = {
  title: 'Title',
  summary: 'Summary',
  audience: 'For whom',
  owner: 'Kept by',
  review_months: 'Looked through every so many months',
  order: 'Place among its neighbours',
  easy_read: 'Easy Read',
  serves: 'Parts of the law',
  acceptance: 'What it shows',
  words: 'Other words',
  law: 'Law',
  replaces: 'Takes the place of',
  markdown: 'Text',
};

/** Words of what stayed that are shown around a change. */
const around = 160;
/** Two texts that have next to nothing in common are not compared word by word for longer than this, in milliseconds. */
const longest = 1500;

/** How one version of a page became another: what came, what went, with a little of what stayed around it. */
export function differencesOf(from: PageContent, to: PageContent): FieldDifference[] {
  const [old, now] = [fieldsOfPage(from), fieldsOfPage(to)];
  return Object.entries(names).flatMap(([field, name]) => {
    const [before = '', after = ''] = [old[field], now[field]];
    return before === after ? [] : { name, stretches: compareTexts(before, after) };
  });
}

/** How one text became another, in stretches; of what stayed, a little around each change. */
export function compareTexts(before: string, after: string): Stretch[] {
  const changes = diffWordsWithSpace(before, after, { timeout: longest });
  if (!changes)
    return [
      { text: before, kind: 'removed' },
      { text: after, kind: 'added' },
    ];
  return changes.map(({ value, added, removed }, at) => ({
    text: added || removed ? value : shorten(value, at > 0, at < changes.length - 1),
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }));
}

function shorten(text: string, keepsBeginning: boolean, keepsEnd: boolean): string {
  const kept = (keepsBeginning ? around : 0) + (keepsEnd ? around : 0);
  if (text.length <= kept + around) return text;
  return `${keepsBeginning ? text.slice(0, around) : ''} … ${keepsEnd ? text.slice(-around) : ''}`;
}

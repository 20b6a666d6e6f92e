import { setNames } from './counted-rules.ts';
import type { Coverage } from './coverage.ts';
import {
  type Asked,
  codeItems,
  consultees,
  leaves,
  ofEachProvider,
  providers,
  publicationWays,
  topics,
} from './law-list-rules.ts';
import { stateNames } from './state-rules.ts';

const asked = new Map<string, Asked>(
  [...leaves, ...codeItems, ...consultees, ...topics, ...publicationWays].map((one) => [one.key, one]),
);

/** The coverage as lines of a table, one for everything that the law asks for; the first line names the columns. */
export function coverageLines({ day, items }: Coverage, base_url: string): string[][] {
  return [
    ['day', 'list', 'key', 'what', 'law', 'state', 'pages', 'services', 'schools', 'clicks', 'counted'],
    ...items.map(({ set, key, state, why, pages, services, schools, clicks }) => {
      const { words, law } = wordsOf(key);
      const addresses = pages.map(({ path }) => `${base_url}${path}`).join(' ');
      return [
        day,
        setNames[set],
        key,
        words,
        law,
        stateNames[state],
        addresses,
        String(services),
        String(schools),
        clicks === null ? '' : String(clicks),
        why,
      ];
    }),
  ];
}

function wordsOf(key: string): { words: string; law: string } {
  const found = asked.get(key);
  if (found) return found;
  const [leaf, code] = key.split('/');
  const row = ofEachProvider.find((one) => one.key === leaf);
  const provider = providers.find((one) => one.code === code);
  return {
    words: `${row?.words ?? key}: ${provider ? `${provider.name}, ${provider.area}` : ''}`,
    law: row?.law ?? '',
  };
}

import { stemWord, wordsOf } from '../thesaurus/word-rules.ts';

/** What pages are compared by. */
interface Compared {
  path: string;
  section: string;
  title: string;
  summary: string;
  words: readonly string[];
  serves: readonly string[];
  audience: string;
  /** where it leads to already */
  links: ReadonlySet<string>;
}

const leafCounts = 0.6;
const sameSection = 1.1;
const leastShared = 4;

/** Compares pages by their rarer words and by the parts of the law that they serve. */
export function comparePages(pages: readonly Compared[]): (path: string, most: number) => string[] {
  const words = new Map(
    pages.map((page) => [
      page.path,
      new Set(
        wordsOf(`${page.title} ${page.title} ${page.summary} ${page.words.join(' ')}`)
          .map(stemWord)
          .filter((word) => word.length > 2),
      ),
    ]),
  );
  const pagesWith = new Map<string, number>();
  for (const set of words.values()) for (const word of set) pagesWith.set(word, (pagesWith.get(word) ?? 0) + 1);
  const rarity = (word: string) => Math.log(pages.length / (pagesWith.get(word) ?? 1));
  const byPath = new Map(pages.map((page) => [page.path, page]));

  return (path, most) => {
    const page = byPath.get(path);
    const own = words.get(path);
    if (!page || !own) return [];
    return pages
      .filter(
        (other) =>
          other.path !== path &&
          other.audience === page.audience &&
          !page.links.has(other.path) &&
          other.path !== `/${page.section}`,
      )
      .map((other) => {
        let shared = 0;
        for (const word of words.get(other.path) ?? []) if (own.has(word)) shared += rarity(word);
        shared += leafCounts * other.serves.filter((leaf) => page.serves.includes(leaf)).length;
        if (other.links.has(path)) shared += 2;
        return { path: other.path, score: other.section === page.section ? shared * sameSection : shared };
      })
      .filter(({ score }) => score >= leastShared)
      .sort((one, other) => other.score - one.score || one.path.localeCompare(other.path))
      .slice(0, most)
      .map((other) => other.path);
  };
}

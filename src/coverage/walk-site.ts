import type { ReadPage } from '../freshness/own-pages.ts';
import { isOpened, linksOf, type Walk } from './walk-rules.ts';

/** Nobody clicks further; and no site has so many pages of its own. */
const furthest = 5;
const mostPages = 1500;

/**
 * Walks the site by its own links from the home page, as somebody does who only clicks: how many clicks each address is
 * away, and which links lead to nothing. Pages of which there are thousands alike are counted, and not opened. Refuses a
 * site whose home page cannot be read: that says nothing about its links. Undefined where the site stops meanwhile.
 */
export async function walkSite(readPage: ReadPage, stopping?: AbortSignal): Promise<Walk | undefined> {
  const clicks: Walk['clicks'] = new Map([['/', { clicks: 0, is_there: null }]]);
  const from = new Map<string, string[]>();
  let pages = 0;
  let waiting = ['/'];
  for (let far = 1; waiting.length > 0 && pages < mostPages; far++) {
    const next: string[] = [];
    for (const path of waiting) {
      if (stopping?.aborted) return undefined;
      const html = await readPage(path);
      if (path === '/' && html === undefined)
        throw new Error('The home page cannot be read, so no link can be followed');
      pages++;
      clicks.set(path, { clicks: far - 1, is_there: html !== undefined });
      for (const target of html === undefined ? [] : linksOf(html)) {
        from.set(target, [...(from.get(target) ?? []), path]);
        if (clicks.has(target)) continue;
        clicks.set(target, { clicks: far, is_there: null });
        if (isOpened(target) && far <= furthest) next.push(target);
      }
    }
    waiting = next;
  }
  const dead = [...clicks].flatMap(([target, { is_there }]) =>
    is_there === false ? (from.get(target) ?? []).map((page) => ({ page, target })) : [],
  );
  return { clicks, dead, pages };
}

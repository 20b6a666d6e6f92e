import type { Finding } from './page-check-rules.ts';
import { linksOfPage, type PageTree } from './page-tree-rules.ts';
import { isElsewhere, safeLink } from './safe-address-rules.ts';

/** Which addresses lead somewhere. */
export interface KnownAddresses {
  /** whether an address of this site (without what follows ? and #) is there */
  isThere: (path: string) => boolean;
  /** addresses of other sites that the link check found broken, with why */
  broken: ReadonlyMap<string, string>;
}

const empty =
  /^(?:(?:please )?click )?(?:here|more|this|link|read more|find out more|this (?:page|link|website|document)|details)\.?$/i;
const clicks = /\bclick (?:here|on|this|below|the link)\b/i;

/** Links that lead nowhere, that may lead astray, and whose words do not say where they lead. */
export function findLinks(tree: PageTree, { isThere, broken }: KnownAddresses): Finding[] {
  return linksOfPage(tree).flatMap(({ href, text, line }): Finding[] => {
    const at = { line, quote: text || href };
    const words = text.trim();
    const ofWords: Finding[] =
      empty.test(words) || clicks.test(words) || (words === '' && !/^\/(?:tools|documents)\//.test(href))
        ? [{ ...at, what: `A link says "${words || 'nothing'}"`, mend: 'Let its words say where it leads.' }]
        : [];
    const safe = safeLink(href.replaceAll(/\{\w+\}|%7B\w+%7D/gi, 'x'));
    if (safe === undefined)
      return [
        ...ofWords,
        {
          ...at,
          what: `"${href.slice(0, 80)}" is no address that a link may have`,
          mend: 'Write /section/page for this site, or https:// and the rest for another.',
        },
      ];
    if (isElsewhere(href)) {
      const why = broken.get(href);
      return why === undefined
        ? ofWords
        : [
            ...ofWords,
            {
              ...at,
              what: `The link to ${href} is dead: ${why}`,
              mend: 'Find where the page has gone, or take the link out.',
            },
          ];
    }
    const path = safe.startsWith('/') ? (safe.split(/[?#]/)[0] ?? '') : '';
    if (path === '' || isThere(path)) return ofWords;
    return [...ofWords, { ...at, what: `${path} is not on this site`, mend: 'Choose a page that there is.' }];
  });
}

/** The addresses of other sites that a page leads to, each once. */
export function elsewhereOf(tree: PageTree): string[] {
  return [
    ...new Set(
      linksOfPage(tree)
        .map(({ href }) => href)
        .filter(isElsewhere),
    ),
  ];
}

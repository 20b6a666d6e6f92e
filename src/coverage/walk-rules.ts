/** What a walk of the site found. */
export interface Walk {
  /** address → how far from the home page, and whether it answers (null: it was not opened) */
  clicks: Map<string, { clicks: number; is_there: boolean | null }>;
  /** links that lead to nothing, by the page on which they stand */
  dead: { page: string; target: string }[];
  pages: number;
}

// What is not a page of the offer, of which there are thousands alike, or what waits for the walk itself.
const notOpened =
  /^\/(?:services\/.+|schools\/.+|staff|provider|account|school|api|assets|sign-in|sign-out|confirm|suggestions|documents\/.+\/files|about\/coverage|[^?]*\.(?:ics|csv|json|xml|txt|pdf|atom|svg))(?:$|[/?#])|\?/;

/** Whether a walk opens an address to see where it leads from there. */
export function isOpened(path: string): boolean {
  return !notOpened.test(path);
}

/** The addresses of this site that a page leads to, each once, without what stands after `#`, in the order of the page. */
export function linksOf(html: string): string[] {
  const found = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  const ours = found.filter((href) => href.startsWith('/') && !href.startsWith('//'));
  return [...new Set(ours.map((href) => href.split('#')[0] ?? '').filter(Boolean))];
}

import type { ReportLink } from './report-text-rules.ts';

/** An address as two are compared: without protocol, `www.`, a slash at its end, a mark within the page. */
export function sameAddress(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  const path = decodeURIComponentSafe(url.pathname)
    .replace(/\/(?:index|default|home)\.(?:html?|php|aspx?)$/i, '')
    .replace(/\/+$/, '');
  return `${url.host.replace(/^www\./, '')}${path}${url.search}`.toLowerCase();
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const hints: [pattern: RegExp, worth: number][] = [
  [/\bsen(?:d|\/d)?[\s_-]*(?:and[\s_-]*inclusion[\s_-]*)?(?:information|info)[\s_-]*report/i, 10],
  [/\b(?:sen|send)[\s_-]*report/i, 8],
  [/special[\s_-]+educational[\s_-]+needs/i, 6],
  [/(?:^|[^a-z])(?:sen|send|senco|sendco)(?:[^a-z]|$)/i, 5],
  [/inclusion|additional[\s_-]*needs/i, 4],
  [/statutory[\s_-]*information|key[\s_-]*information/i, 3],
  [/polic(?:y|ies)/i, 2],
  [/our[\s_-]*school|about[\s_-]*us|parents|information/i, 1],
];

const worthOf = ({ text, address }: ReportLink) => {
  const path = URL.parse(address)?.pathname ?? '';
  return Math.max(0, ...hints.map(([pattern, worth]) => (pattern.test(text) || pattern.test(path) ? worth : 0)));
};

/**
 * The links of a school's home page behind which its report may stand, the likeliest first, each page once, at most `most`.
 * Only pages of the school's own site: `home` says which that is.
 */
export function likelyPages(links: readonly ReportLink[], home: string, most: number): ReportLink[] {
  const host = sameAddress(home).split('/')[0] ?? '';
  const pages = new Map<string, { link: ReportLink; worth: number }>();
  for (const link of links) {
    const key = sameAddress(link.address);
    const worth = worthOf(link);
    const isPage = !/\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|zip|mp4|ics)$/i.test(
      URL.parse(link.address)?.pathname ?? '',
    );
    if (worth === 0 || !isPage || key.split('/')[0] !== host || key === sameAddress(home)) continue;
    if ((pages.get(key)?.worth ?? 0) < worth) pages.set(key, { link, worth });
  }
  return [...pages.values()]
    .sort((one, other) => other.worth - one.worth)
    .slice(0, most)
    .map(({ link }) => link);
}

/** The link that most likely leads to a school's report; undefined where none says so. */
export function likelyReport(links: readonly ReportLink[]): ReportLink | undefined {
  const [best] = links
    .map((link) => ({ link, worth: worthOf(link) - (/polic(?:y|ies)/i.test(link.text) ? 3 : 0) }))
    .filter(({ worth }) => worth >= 8)
    .sort((one, other) => other.worth - one.worth);
  return best?.link;
}

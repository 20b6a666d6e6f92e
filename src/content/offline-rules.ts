/** What a copy of the site that needs no server is made of. */
export interface Offline {
  /** the paths of pages that are in the copy */
  paths: ReadonlySet<string>;
  /** where the site itself is, for what is not in the copy */
  base_url: string;
  /** stands above each page: "This is a copy of 16 November 2026." */
  note: string;
}

/** Whether a path leads to a file as it is, and not to a page. */
export function isFile(path: string): boolean {
  return /\.(?:pdf|docx|odt)$/.test(path);
}

/** The file of a page in the copy: `/about/one-place` is `about/one-place.html`; what is a file already stays one. */
export function fileOf(path: string): string {
  if (isFile(path)) return path.slice(1);
  return path === '/' ? 'index.html' : `${path.slice(1)}.html`;
}

/**
 * A page of the site as a page of the copy: addresses that are relative, so that they work from a folder; the search of the
 * copy in place of the site's; no script, and no form that nobody would answer.
 */
export function offlineHtml(html: string, path: string, offline: Offline): string {
  const up = '../'.repeat(path.split('/').length - 2);
  return html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replace(/<link rel="(?:preload|alternate)"[^>]*>/g, '')
    .replace(/<form\b([^>]*)>([\s\S]*?)<\/form>/g, (form, head: string) =>
      /action="\/(?:services|schools|search)"/.test(head)
        ? form.replace(/action="[^"]*"/, `action="${up}search.html"`)
        : '',
    )
    .replace(/<button\b[^>]*data-print[^>]*>[\s\S]*?<\/button>/g, '')
    .replace(
      /\b(href|src)="(\/[^"]*)"/g,
      (_, name: string, address: string) => `${name}="${addressIn(address, up, offline)}"`,
    )
    .replace(/(<body[^>]*>)/, `$1\n<div class="demo-note"><div class="wrap"><p>${offline.note}</p></div></div>`);
}

function addressIn(address: string, up: string, { paths, base_url }: Offline): string {
  const [, path = '/', query = '', part = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(address) ?? [];
  if (path.startsWith('/assets/')) return `${up}${path.slice(1)}`;
  if (['/services', '/schools', '/search'].includes(path) && !part) {
    const q = new URLSearchParams(query.replaceAll('&amp;', '&')).get('q');
    return `${up}search.html${q ? `?${new URLSearchParams({ q })}` : ''}`;
  }
  return paths.has(path) && query === '' ? `${up}${fileOf(path)}${part}` : `${base_url}${address}`;
}

/** The style sheet of the copy: what it names lies beside it. */
export function offlineCss(css: string): string {
  return css.replaceAll(/url\((["']?)\/assets\//g, 'url($1');
}

/** What the copy's search looks through: title, summary, address, other words. */
export type OfflineEntry = [title: string, summary: string, href: string, words: string];

/** The index of the copy as a script, since a page in a folder may read no other file. */
export function offlineIndex(entries: readonly OfflineEntry[]): string {
  return `window.offlineIndex = ${JSON.stringify(entries).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')};\n`;
}

/** Acronyms with what they stand for, ready to be found in a page. */
export interface Acronyms {
  meanings: Map<string, string>;
}

/**
 * Prepares a glossary's acronyms (`SENCO` → `special educational needs coordinator`) for `explainAcronyms`: single
 * words with two capitals at their start (`GP`, `PfA`).
 */
export function prepareAcronyms(entries: readonly { acronym: string; meaning: string }[]): Acronyms {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return { meanings: new Map(entries.map((entry) => [entry.acronym, escape(entry.meaning)])) };
}

// A tag, or a word that may be an acronym: one walk over the page, which costs less than to split it.
const token = /<(\/?)([a-z][a-z0-9]*)[^>]*>|[A-Z][a-z]?[A-Z][A-Za-z]*/g;
// Text that stays as it is: what people type or press, drawings, code, and what the page itself defines.
const untouched = new Set('script style title textarea option button abbr svg code dfn'.split(' '));
// Names that must not change: the meaning stands in an <abbr> there.
const names = new Set('a h1 label legend'.split(' '));

/**
 * Explains every known acronym of a page's main part where it first stands: "SENCO (special educational needs
 * coordinator)". One that the text itself explains in brackets stays as it is. In a title, a link or a field's name it
 * gets an `<abbr>`, and what stands nowhere else is explained in words at the end of the main part.
 */
export function explainAcronyms(html: string, { meanings }: Acronyms): string {
  const start = html.indexOf('<main');
  const end = html.lastIndexOf('</main>');
  if (meanings.size === 0 || start < 0 || end < 0) return html;
  const explained = new Set<string>();
  const marked = new Set<string>();
  let silent: string | undefined;
  let name: string | undefined;
  let out = '';
  let written = 0;
  token.lastIndex = start;
  for (let found = token.exec(html); found && found.index < end; found = token.exec(html)) {
    const [word, closing, tag] = found;
    if (tag !== undefined) {
      if (closing) {
        if (tag === silent) silent = undefined;
        else if (tag === name && silent === undefined) name = undefined;
      } else if (silent === undefined) {
        if (untouched.has(tag) && !word.endsWith('/>')) silent = tag;
        else if (name === undefined && names.has(tag)) name = tag;
      }
      continue;
    }
    if (silent !== undefined) continue;
    const acronym = meanings.has(word) || !word.endsWith('s') ? word : word.slice(0, -1);
    const meaning = meanings.get(acronym);
    const seen = name === undefined ? explained : marked;
    if (meaning === undefined || explained.has(acronym) || seen.has(acronym)) continue;
    const after = found.index + word.length;
    if (!standsAlone(html, found.index, after, meanings)) continue;
    seen.add(acronym);
    const plural = word.slice(acronym.length);
    if (isExplainedHere(html, found.index, after, meaning)) {
      explained.add(acronym);
    } else if (name !== undefined) {
      out += `${html.slice(written, found.index)}<abbr title="${meaning}">${acronym}</abbr>${plural}`;
      written = after;
    } else {
      const owner = /^(?:'|’|&#39;)s\b/.exec(html.slice(after, after + 8))?.[0] ?? '';
      out += `${html.slice(written, after)}${owner} <span class="meaning">(${meaning}${plural})</span>`;
      written = after + owner.length;
    }
  }
  const left = [...marked].filter((acronym) => !explained.has(acronym));
  const inWords = left.map((acronym) => `${acronym} means ${meanings.get(acronym)}.`).join(' ');
  const atTheEnd = inWords && `<p class="govuk-body-s short-words">Short words on this page: ${inWords}</p>\n`;
  return out + html.slice(written, end) + atTheEnd + html.slice(end);
}

/** Not a part of a word or of an e-mail address, and not in a SENTENCE IN CAPITALS, where "PLEASE SEND" is a word. */
function standsAlone(html: string, from: number, to: number, meanings: Map<string, string>): boolean {
  if (/[\w@-]/.test(html[from - 1] ?? '') || /[\w-]/.test(html[to] ?? '')) return false;
  const before = /(?:^|\W)([A-Z]{2,}),? $/.exec(html.slice(Math.max(0, from - 20), from))?.[1];
  const after = /^,? ([A-Z]{2,})(?!\w)/.exec(html.slice(to, to + 20))?.[1];
  return [before, after].every((word) => word === undefined || meanings.has(word));
}

/** Whether the text itself says what it means: "a coordinator (SENCO)", or "SENCO (special …)", across tags. */
function isExplainedHere(html: string, from: number, to: number, meaning: string): boolean {
  if (html[from - 1] === '(' && html[to] === ')') return true;
  const first = /^\s+\((\w)/.exec(html.slice(to, to + 200).replace(/<[^>]*>/g, ' '))?.[1]?.toLowerCase();
  return first !== undefined && (first === html[from]?.toLowerCase() || first === meaning[0]?.toLowerCase());
}

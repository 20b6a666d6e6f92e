/** Acronyms with what they stand for, ready to be found in a page. */
export interface Acronyms {
  pattern: RegExp;
  meanings: Map<string, string>;
}

/** Prepares a glossary's acronyms (`SENCO` → `special educational needs coordinator`) for `explainAcronyms`. */
export function prepareAcronyms(entries: readonly { acronym: string; meaning: string }[]): Acronyms {
  const meanings = new Map(entries.map((entry) => [entry.acronym, entry.meaning]));
  const names = [...meanings.keys()].sort((a, b) => b.length - a.length).map(RegExp.escape);
  return { meanings, pattern: new RegExp(`(?<![\\w-])(${names.join('|')})(s?)(?![\\w-])`, 'g') };
}

// Text that stays as it is: names that must not change, and what people type or press.
const untouched = /^<(script|style|title|textarea|option|button|abbr|svg|a|label|legend|h1|code)\b/;

/**
 * Explains every known acronym of a page's main part where it first stands: "SENCO (special educational needs
 * coordinator)". One that the text itself explains in brackets stays as it is.
 */
export function explainAcronyms(html: string, { pattern, meanings }: Acronyms): string {
  if (meanings.size === 0) return html;
  const start = html.indexOf('<main');
  const end = html.lastIndexOf('</main>');
  if (start < 0 || end < 0) return html;
  const explained = new Set<string>();
  let inside: string | undefined;
  const parts = html.slice(start, end).split(/(<[^>]*>)/);
  for (const [index, part] of parts.entries()) {
    if (part.startsWith('<')) {
      if (inside === undefined) inside = untouched.exec(part)?.[1];
      else if (part.startsWith(`</${inside}`)) inside = undefined;
    } else if (inside === undefined && part.trim() !== '') {
      parts[index] = part.replace(pattern, (found, acronym: string, plural: string, at: number) => {
        if (explained.has(acronym)) return found;
        explained.add(acronym);
        const explainedHere = part[at - 1] === '(' || part.slice(at + found.length).startsWith(' (');
        return explainedHere ? found : `${acronym}${plural} <span class="meaning">(${meanings.get(acronym)})</span>`;
      });
    }
  }
  return html.slice(0, start) + parts.join('') + html.slice(end);
}

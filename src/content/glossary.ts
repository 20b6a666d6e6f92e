import type { Acronyms } from '../web/acronyms.ts';
import { prepareAcronyms } from '../web/acronyms.ts';
import entries from './reference/glossary.json' with { type: 'json' };

/** A word that families meet, explained. `meaning` is short enough for brackets; an acronym is one of the term. */
export interface GlossaryEntry {
  acronym?: string;
  term: string;
  meaning: string;
  explanation: string;
}

/** A term as the glossary shows it, with all its acronyms and ways of writing. */
export interface GlossaryTerm {
  /** its name in addresses: `/glossary#senco` */
  anchor: string;
  term: string;
  acronyms: string[];
  /** left out where it only says the term again */
  meaning: string | undefined;
  explanation: string;
}

export const glossary: readonly GlossaryEntry[] = entries;

/** The glossary's acronyms, ready to be explained on every page. */
export function acronymsOfGlossary(): Acronyms {
  return prepareAcronyms(glossary.flatMap(({ acronym, meaning }) => (acronym ? [{ acronym, meaning }] : [])));
}

/** The glossary by first letter, each term once. */
export function glossaryByLetter(): { letter: string; terms: GlossaryTerm[] }[] {
  const terms = new Map<string, GlossaryTerm>();
  for (const { term, acronym, meaning, explanation } of glossary) {
    const known = terms.get(term);
    if (known) known.acronyms.push(...(acronym ? [acronym] : []));
    else
      terms.set(term, {
        anchor: anchorOf(acronym ?? term),
        term,
        acronyms: acronym ? [acronym] : [],
        meaning: meaning.toLowerCase() === term.toLowerCase() ? undefined : meaning,
        explanation,
      });
  }
  const letters = new Map<string, GlossaryTerm[]>();
  for (const term of [...terms.values()].sort((a, b) => a.term.localeCompare(b.term, 'en-GB'))) {
    const letter = term.term[0]?.toUpperCase() ?? '';
    letters.set(letter, [...(letters.get(letter) ?? []), term]);
  }
  return [...letters].map(([letter, found]) => ({ letter, terms: found }));
}

function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

import { type Cell, readDay, readUrn, WrongValue, words } from './register-row-rules.ts';
import type { RegisterLink } from './school-links.ts';

/** Reads a row of the Department's list of links between schools. Refuses (WrongValue) a URN or a day that is none. */
export function readLinkRow(cell: Cell): RegisterLink {
  const type = words(cell('LinkType'));
  if (type === null) throw new WrongValue('it does not say what the two schools are to one another');
  return {
    urn: readUrn(cell('URN')),
    other_urn: readUrn(cell('LinkURN')),
    // the list has been written in several encodings: a letter that was lost on the way is left out
    other_name: words(cell('LinkName').replace(/\s*\uFFFD/g, '')) ?? `School ${cell('LinkURN')}`,
    kind: kindOfLink(type),
    words: type,
    established_on: readDay(cell('LinkEstablishedDate'), 'LinkEstablishedDate'),
  };
}

/** What the register's words for a link mean: "Successor - merged" is a successor. */
export function kindOfLink(type: string): RegisterLink['kind'] {
  if (/^successor/i.test(type)) return 'successor';
  return /^predecessor/i.test(type) ? 'predecessor' : 'other';
}

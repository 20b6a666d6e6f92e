/** The most services that a list may hold. */
export const longest_list = 100;

/** Somebody's list of services, as its address holds it: `/my-list?s=…&s=…`. */
export interface ReadList {
  /** addresses (slugs) or ids of services, in the person's order, each once */
  ids: string[];
  /** what could not be used, as sentences for the page */
  ignored: string[];
}

/** Whether a text can be the address or id of a service at all. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,199}$/i.test(text);
}

/**
 * Reads a list from an address's query: `s` (repeatable, or joined by commas), `add` and `list` (the address of a list
 * that somebody kept, pasted in), in this order. Reading never fails: what cannot be used is said.
 */
export function readList(query: unknown): ReadList {
  const fields = typeof query === 'object' && query !== null ? (query as Record<string, unknown>) : {};
  const ignored: string[] = [];
  const pasted = textsOf(fields.list).flatMap((text) => {
    const found = idsInAddress(text);
    if (text.trim() !== '' && found.length === 0)
      ignored.push('What you pasted is not the address of a list, so we left it out.');
    return found;
  });
  const asked = [...pasted, ...textsOf(fields.s), ...textsOf(fields.add)]
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const right = asked.filter(isSlug);
  const unique = [...new Set(right)];
  if (right.length < asked.length) {
    const wrong = asked.length - right.length;
    ignored.push(
      wrong === 1 ? 'One entry of the list could not be read.' : `${wrong} entries of the list could not be read.`,
    );
  }
  if (unique.length > longest_list)
    ignored.push(
      `A list holds up to ${longest_list} services. We left out the ${unique.length - longest_list} after that.`,
    );
  return { ids: unique.slice(0, longest_list), ignored };
}

/** The address of a list at one of its pages, such as `/my-list` or `/my-list/booklet`. */
export function addressOfList(path: string, ids: readonly string[], more: Record<string, string> = {}): string {
  const query = new URLSearchParams([...ids.map((id) => ['s', id]), ...Object.entries(more)]).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** A list in which one entry has changed places with the one before it. */
export function furtherUp(ids: readonly string[], at: number): string[] {
  return [...ids.slice(0, at - 1), ...ids.slice(at, at + 1), ...ids.slice(at - 1, at), ...ids.slice(at + 1)];
}

function textsOf(value: unknown): string[] {
  return [value].flat().filter((text) => typeof text === 'string');
}

function idsInAddress(text: string): string[] {
  const query = text.slice(text.indexOf('?') + 1).split('#')[0] ?? '';
  return text.includes('?') ? new URLSearchParams(query.trim()).getAll('s') : [];
}

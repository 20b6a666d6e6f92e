/** A name as part of an address: lower case letters, digits and single dashes, at most 80 long. */
export function slugOf(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replaceAll('&', ' and ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return folded === '' ? 'service' : folded;
}

/** The first of these that nobody has: the name; the name with its town; the name with the start of the id. */
export function freeSlug(
  name: string,
  town: string | undefined,
  id: string,
  isTaken: (slug: string) => boolean,
): string {
  const base = slugOf(name);
  const withTown = town && !base.includes(slugOf(town)) ? `${base}-${slugOf(town)}` : base;
  const candidates = [base, withTown, `${withTown}-${id.slice(0, 4)}`, `${withTown}-${id.slice(0, 8)}`];
  return candidates.find((slug) => !isTaken(slug)) ?? `${base}-${id}`;
}

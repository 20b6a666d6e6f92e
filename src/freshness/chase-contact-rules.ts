/** An address that a record or its organisation has; `nearness` 1 is the service's own. */
export interface KnownAddress {
  nearness: number;
  email: string | null;
}

/** What mail servers take for an address; and nobody puts a second one behind a comma. */
const address = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/;

/** Who is asked first (all addresses of the nearest kind that there is), and who else; each address once. */
export function contactsInOrder(known: readonly KnownAddress[]): { main: string[]; others: string[] } {
  const nearest = new Map<string, number>();
  for (const { nearness, email } of known) {
    const written = email?.trim().toLowerCase() ?? '';
    if (!address.test(written)) continue;
    nearest.set(written, Math.min(nearness, nearest.get(written) ?? nearness));
  }
  const first = Math.min(...nearest.values());
  const those = (isMain: boolean) =>
    [...nearest].filter(([, nearness]) => (nearness === first) === isMain).map(([email]) => email);
  return { main: those(true), others: those(false) };
}

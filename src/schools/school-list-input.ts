import type { Db } from '../db/database.ts';

/**
 * The schools of a list that somebody typed: URNs, one in a line or parted by commas. The problem names the first that is
 * none, or is closed.
 */
export async function schoolsNamed(db: Db, typed: string): Promise<{ urns: string[] } | { problem: string }> {
  const urns = [...new Set(typed.split(/[\s,;]+/).filter((urn) => urn !== ''))];
  if (urns.length === 0) return { problem: 'Write the URN of at least one school' };
  const odd = urns.find((urn) => !/^\d{5,6}$/.test(urn));
  if (odd !== undefined) return { problem: `“${odd.slice(0, 40)}” is no URN: write numbers of five or six digits` };
  const there = await db.selectFrom('school').select(['urn', 'status']).where('urn', 'in', urns).execute();
  const missing = urns.find((urn) => !there.some((school) => school.urn === urn));
  if (missing !== undefined) return { problem: `There is no school with the URN ${missing}` };
  const closed = there.find(({ status }) => status === 'closed');
  return closed ? { problem: `The school with the URN ${closed.urn} is closed` } : { urns };
}

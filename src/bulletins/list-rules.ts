import { isFor, phaseNames, type Reader, roleNames, schoolKinds } from './audience-rules.ts';
import { types } from './bulletin-rules.ts';
import type { KnownBulletin } from './known-bulletins.ts';
import { numberIn } from './number-rules.ts';

/** What an address asks for: each empty where nothing is asked. */
export interface Asked {
  q: string;
  year: string;
  type: string;
  role: string;
  kind: string;
  phase: string;
  cluster: string;
}

const longestQuestion = 200;

/** What the query of an address asks for; what is no year, type, role, kind, phase or cluster is not asked. */
export function readAsked(query: Record<string, string>, clusters: ReadonlyMap<string, string>): Asked {
  const among = (name: string, names: object) => (Object.hasOwn(names, query[name] ?? '') ? (query[name] ?? '') : '');
  return {
    q: (query.q ?? '').trim().slice(0, longestQuestion),
    year: /^2\d{3}$/.test(query.year ?? '') ? (query.year ?? '') : '',
    type: among('type', types),
    role: among('role', roleNames),
    kind: among('kind', schoolKinds),
    phase: among('phase', phaseNames),
    cluster: clusters.has(query.cluster ?? '') ? (query.cluster ?? '') : '',
  };
}

/** What is asked for as the query of an address: `?q=funding&year=2026`, empty where nothing is. */
export function asQuery(asked: Partial<Asked>, more: Record<string, string> = {}): string {
  const set = Object.entries({ ...asked, ...more }).filter(([, value]) => value !== '');
  return set.length > 0 ? `?${new URLSearchParams(set)}` : '';
}

/**
 * The bulletins that are asked for: by what the search `found` (ids, the nearest first) where words are asked for, else
 * the newest first. One whose number was typed stands first.
 */
export function choose(
  all: readonly KnownBulletin[],
  { q, year, type, role, kind, phase, cluster }: Asked,
  found: readonly number[],
): KnownBulletin[] {
  const reader = Object.fromEntries(
    Object.entries({ role, kind, phase, cluster }).filter(([, value]) => value !== ''),
  ) as Reader;
  const wanted = all.filter(
    (one) => (year === '' || String(one.year) === year) && (type === '' || one.type === type) && isFor(one, reader),
  );
  if (q === '') return wanted;
  const number = numberIn(q);
  const isNamed = (one: KnownBulletin) => number?.year === one.year && number.number === one.number;
  const byId = new Map(wanted.map((one) => [one.id, one]));
  const others = found.flatMap((id) => byId.get(id) ?? []).filter((one) => !isNamed(one));
  return [...wanted.filter(isNamed), ...others];
}

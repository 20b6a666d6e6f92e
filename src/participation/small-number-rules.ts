/**
 * Counts for the public: those from 1 to below `fewest` are left out (null), as somebody might be known by them; and where
 * one alone is left out, the smallest other one as well, so that it is not found by taking the others from their sum.
 */
export function withoutSmallNumbers(counts: readonly number[], fewest: number): (number | null)[] {
  const isSmall = (n: number) => n > 0 && n < fewest;
  const shown = counts.map((n) => (isSmall(n) ? null : n));
  const left = shown.filter((n) => n === null).length;
  if (left !== 1) return shown;
  const others = shown.filter((n): n is number => n !== null && n > 0);
  const next = shown.indexOf(Math.min(...others));
  return shown.map((n, at) => (at === next ? null : n));
}

/** A step of a list's pages: a page's number with its address, or a gap. */
export interface PageStep {
  number: number | null;
  href: string | null;
  is_current: boolean;
}

export interface PageSteps {
  previous: string | null;
  next: string | null;
  steps: PageStep[];
}

/** The first, the last, and the pages around the current one, with gaps between; null when there is one page only. */
export function pageSteps(current: number, pages: number, hrefOf: (page: number) => string): PageSteps | null {
  if (pages < 2) return null;
  const shown = [1, current - 1, current, current + 1, pages].filter((page) => page >= 1 && page <= pages);
  const numbers = [...new Set(shown)].sort((a, b) => a - b);
  const steps = numbers.flatMap((number, at): PageStep[] => {
    const step = { number, href: hrefOf(number), is_current: number === current };
    const before = numbers[at - 1];
    return before !== undefined && number - before > 1
      ? [{ number: null, href: null, is_current: false }, step]
      : [step];
  });
  return {
    previous: current > 1 ? hrefOf(current - 1) : null,
    next: current < pages ? hrefOf(current + 1) : null,
    steps,
  };
}

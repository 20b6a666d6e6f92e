/** What a website asks programs to leave alone (RFC 9309, robots.txt), for one program. */
export interface Robots {
  rules: { is_allowed: boolean; path: string }[];
  /** seconds between two requests, where it asks for them */
  crawl_delay: number | undefined;
}

/**
 * Reads a robots.txt for a program by its name: the rules of every group that names it, else those for all. What is no
 * rule is left out; a file without any allows everything.
 */
export function readRobots(text: string, program: string): Robots {
  const groups: { names: string[]; robots: Robots }[] = [];
  let isNaming = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? [];
    const field = key.toLowerCase();
    if (field === 'user-agent') {
      if (!isNaming) groups.push({ names: [], robots: { rules: [], crawl_delay: undefined } });
      groups.at(-1)?.names.push(value.trim().toLowerCase());
      isNaming = true;
      continue;
    }
    const robots = groups.at(-1)?.robots;
    if (!robots) continue;
    if (field === 'allow' || field === 'disallow') {
      isNaming = false;
      if (value.trim() !== '') robots.rules.push({ is_allowed: field === 'allow', path: encoded(value.trim()) });
    }
    if (field === 'crawl-delay') {
      isNaming = false;
      const seconds = Number(value.trim());
      if (seconds > 0) robots.crawl_delay = seconds;
    }
  }
  const own = groups.filter(({ names }) => names.includes(program.toLowerCase()));
  const meant = own.length > 0 ? own : groups.filter(({ names }) => names.includes('*'));
  return {
    rules: meant.flatMap(({ robots }) => robots.rules),
    crawl_delay: meant.find(({ robots }) => robots.crawl_delay !== undefined)?.robots.crawl_delay,
  };
}

/** Whether a program may ask for an address: by the longest rule that fits it, and where two are as long, by the kinder. */
export function mayAsk({ rules }: Robots, address: string): boolean {
  const { pathname, search } = new URL(address);
  const path = encoded(pathname + search);
  let longest = { length: -1, is_allowed: true };
  for (const rule of rules) {
    const { length } = rule.path;
    if (length < longest.length || !fits(path, rule.path)) continue;
    longest = { length, is_allowed: rule.is_allowed || (length === longest.length && longest.is_allowed) };
  }
  return longest.is_allowed;
}

// `*` stands for anything, `$` at the end for the end; each part is looked for from where the last one ended.
function fits(path: string, rule: string): boolean {
  const isWhole = rule.endsWith('$');
  const parts = (isWhole ? rule.slice(0, -1) : rule).split('*');
  let at = 0;
  for (const [n, part] of parts.entries()) {
    const isLast = n === parts.length - 1;
    const found =
      n === 0 ? (path.startsWith(part) ? 0 : -1) : isLast && isWhole ? path.lastIndexOf(part) : path.indexOf(part, at);
    if (found < at) return false;
    at = found + part.length;
  }
  return !isWhole || at === path.length;
}

function encoded(path: string): string {
  return path.replace(/%[\da-f]{2}|[^\x21-\x7e]/gi, (piece) =>
    piece.startsWith('%') && piece.length === 3 ? piece.toUpperCase() : encodeURIComponent(piece.toWellFormed()),
  );
}

const NOTHING = /^(?:-+|\.|n\/?a|nil|null|undefined|not applicable|not known|#n\/a)$/i;
// what PostgreSQL cannot store, and what no text is written with
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFEFF\uFFFE\uFFFF]/g;
const LONGEST = 50_000;
// no name, number or address is longer; patterns that look into one never have more to look through
const LONGEST_LINE = 2_000;

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  bull: '•',
  middot: '·',
  pound: '£',
  euro: '€',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  frac12: '½',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
};

/**
 * A value of somebody else's record as one line of text: trimmed, entities decoded, spaces made single. Undefined for
 * what says nothing: null, an empty text, a dash, `n/a`, `null`, and anything that is no text, number or truth. At most
 * 2,000 characters are kept.
 */
export function readLine(value: unknown): string | undefined {
  const text = asText(value);
  if (text === undefined) return undefined;
  const line = decodeEntities(text.slice(0, LONGEST_LINE)).replace(/\s+/g, ' ').trim();
  return line === '' || NOTHING.test(line) ? undefined : line;
}

/**
 * A value of somebody else's record as text of several paragraphs, without markup: real feeds hold HTML, which would
 * stand on the page as tags. Paragraphs, breaks and list items become lines; the address of a link stands after its
 * words; scripts and styles are left out. At most 50,000 characters are kept.
 */
export function readParagraphs(value: unknown): string | undefined {
  const given = asText(value);
  if (given === undefined) return undefined;
  const text = given.slice(0, LONGEST * 2).replace(/\r\n?/g, '\n');
  const plain = decodeEntities(/<\/?[a-z!]/i.test(text) ? withoutTags(text) : text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, LONGEST);
  return plain === '' || NOTHING.test(plain) ? undefined : plain;
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'string') return undefined;
  return value.toWellFormed().replace(CONTROL, '');
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code >= 32 && code < 0x110000 && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '';
    })
    .replace(CONTROL, '');
}

// One pass over the tags: text that was made to be slow to read costs no more than any other.
function withoutTags(text: string): string {
  let out = '';
  let at = 0;
  let silent: string | undefined;
  let link: { href: string; from: number } | undefined;
  for (const tag of text.matchAll(/<(\/?)([a-z!][a-z0-9-]*)([^<>]*)>/gi)) {
    const [whole, closing, name = '', inner = ''] = tag;
    const kind = name.toLowerCase();
    if (silent === undefined) out += text.slice(at, tag.index);
    at = tag.index + whole.length;
    if (silent !== undefined) {
      if (closing && kind === silent) silent = undefined;
      continue;
    }
    if (!closing && (kind === 'script' || kind === 'style')) silent = kind;
    else if (kind === 'li') out += closing ? '' : '\n- ';
    else if (/^(?:p|div|h\d|ul|ol|table|section|article|blockquote)$/.test(kind)) out += '\n\n';
    else if (/^(?:br|tr|hr)$/.test(kind)) out += '\n';
    else if (kind === 'td' || kind === 'th') out += ' ';
    else if (kind === 'a' && !closing) {
      const href = /\bhref\s*=\s*["']?(https?:\/\/[^"'\s]+)/i.exec(inner)?.[1];
      link = href ? { href, from: out.length } : undefined;
    } else if (kind === 'a' && link) {
      const words = out.slice(link.from);
      if (!words.includes(link.href.replace(/^https?:\/\/(?:www\.)?|\/$/g, ''))) out += ` (${link.href})`;
      link = undefined;
    }
  }
  return silent === undefined ? out + text.slice(at) : out;
}

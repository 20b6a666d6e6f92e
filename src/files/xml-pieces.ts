import { xml } from '../web/xml.ts';

/** A tag or a stretch of text of an XML file, as it stands there. */
export interface XmlPiece {
  kind: 'start' | 'end' | 'text';
  raw: string;
  /** without its prefix; '' of text */
  local: string;
  attributes: XmlAttribute[];
  /** of a start: there is no end to it */
  is_empty: boolean;
}

interface XmlAttribute {
  name: string;
  local: string;
  /** with character references resolved */
  value: string;
}

/** XML that is damaged, or that says what a document of an office program never says. */
export class OddXml extends Error {}

const piece =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<\/([^\s<>/="']+)\s*>|<([^\s<>/="'!?]+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/gy;
const attribute = /([^\s<>/="']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const localOf = (name: string) => name.slice(name.lastIndexOf(':') + 1);
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function resolved(value: string): string {
  return value.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
    if (code === undefined) return named[name] ?? whole;
    if (code > 0x10ffff) throw new OddXml('a character that there is not');
    return String.fromCodePoint(code);
  });
}

/** An XML file's bytes as text. Refuses (OddXml) anything but UTF-8, and types and entities of its own. */
export function xmlText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new OddXml('it is not UTF-8');
  }
  const [, encoding] = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(text) ?? [];
  if (text.includes('\0') || (encoding && !/^utf-?8$/i.test(encoding))) throw new OddXml('it is not UTF-8');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new OddXml('it has types of its own');
  return text;
}

/**
 * Goes through XML piece by piece; what `change` gives for a piece stands in its place, and undefined leaves it. Comments are
 * left out. Refuses (OddXml) what is not well formed enough to be told apart.
 */
export function rewriteXml(text: string, change: (piece: XmlPiece) => string | undefined): string {
  const made: string[] = [];
  let at = 0;
  while (at < text.length) {
    piece.lastIndex = at;
    const found = piece.exec(text);
    if (!found) throw new OddXml(`it cannot be read at character ${at}`);
    const [raw, ended, started, attributes = '', slash] = found;
    at += raw.length;
    if (raw.startsWith('<!--')) continue;
    if (raw.startsWith('<?')) {
      made.push(raw);
      continue;
    }
    const name = started ?? ended ?? '';
    const changed = change({
      kind: started ? 'start' : ended ? 'end' : 'text',
      raw,
      local: localOf(name),
      attributes: attributesOf(attributes),
      is_empty: slash === '/',
    });
    made.push(changed ?? raw);
  }
  return made.join('');
}

function attributesOf(typed: string): XmlAttribute[] {
  return [...typed.matchAll(attribute)].map(([, name = '', double, single]) => ({
    name,
    local: localOf(name),
    value: resolved(double ?? single ?? ''),
  }));
}

/** Every start of a tag. */
export function tagsOf(text: string): XmlPiece[] {
  const tags: XmlPiece[] = [];
  rewriteXml(text, (one) => {
    if (one.kind === 'start') tags.push(one);
    return undefined;
  });
  return tags;
}

/** The value of an attribute, by its name without a prefix. Refuses (OddXml) two: programs differ in which they take. */
export function valueOf({ attributes }: XmlPiece, local: string): string | undefined {
  const [one, ...others] = attributes.filter((attribute) => attribute.local === local);
  if (others.length > 0) throw new OddXml(`${local} is said twice`);
  return one?.value;
}

/** What a stretch of text says, however it is written. */
export function wordsOf({ raw }: XmlPiece): string {
  return raw.startsWith('<![CDATA[') ? raw.slice(9, -3) : resolved(raw);
}

/** A tag with other values; null takes an attribute out. Only those that it has are changed. */
export function withValues(tag: XmlPiece, values: Record<string, string | null>): string {
  const [name = ''] = /[^\s<>/]+/.exec(tag.raw) ?? [];
  const attributes = tag.attributes.flatMap((one) => {
    const value = Object.hasOwn(values, one.local) ? values[one.local] : one.value;
    return value === null || value === undefined ? [] : [` ${one.name}="${xml(value)}"`];
  });
  return `<${name}${attributes.join('')}${tag.is_empty ? '/' : ''}>`;
}

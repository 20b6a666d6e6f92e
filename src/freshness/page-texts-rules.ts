/** Elements whose words no family reads as a sentence: what can be chosen or typed, drawings, tables of figures. */
const left_out = /<(script|style|svg|select|textarea|template|table|nav)\b[^>]*>[\s\S]*?<\/\1>/gi;

/** Elements that end a paragraph where they begin or end. */
const block =
  /<\/?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|section|article|aside|header|footer|main|form|fieldset|legend|label|details|summary|figure|figcaption|blockquote|address|button|br|hr)\b[^>]*>/gi;

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The paragraphs of the main part of a page of our own, as text: each block of it, without its elements. */
export function paragraphsOf(html: string): string[] {
  const main = /<main\b[^>]*>([\s\S]*)<\/main>/i.exec(html)?.[1] ?? '';
  const texts = main
    .replace(/\s+/g, ' ')
    .replace(left_out, '\n')
    .replace(block, '\n')
    .replace(/<[^>]+>/g, '')
    .split('\n')
    .map((line) => withoutEntities(line).replace(/\s+/g, ' ').trim());
  return [...new Set(texts.filter((text) => /\p{L}/u.test(text)))];
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal: string, hex: string, name: string) => {
    if (name) return entities[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

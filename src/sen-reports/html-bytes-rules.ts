/** The text of a web page or a text file by its mark, its header, or what it says of itself; Windows-1252 if it is no UTF-8. */
export function decodeHtml(bytes: Uint8Array, content_type: string): string {
  const [one, two, three] = bytes;
  if (one === 0xef && two === 0xbb && three === 0xbf) return decode(bytes, 'utf-8');
  if (one === 0xff && two === 0xfe) return decode(bytes, 'utf-16le');
  if (one === 0xfe && two === 0xff) return decode(bytes, 'utf-16be');
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 4096));
  const [, said] =
    /charset\s*=\s*["']?\s*([\w-]+)/i.exec(content_type) ??
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(head) ??
    [];
  try {
    // what is said is often wrong: valid UTF-8 with more than ASCII is hardly ever anything else
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decode(bytes, said && !/^utf-?8$/i.test(said) ? said : 'windows-1252');
  }
}

function decode(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether a text is a web page: it says so, or has the tags of one. */
export function isHtml(text: string, content_type: string): boolean {
  const head = text.slice(0, 20_000);
  if (/^\s*(?:<!doctype html|<html|<\?xml|<!--)/i.test(head)) return true;
  const tags = head.match(
    /<\/?(?:p|div|h[1-6]|ul|li|table|td|tr|br|a|span|strong|body|head|section|main|article)\b[^>]*>/gi,
  );
  return (tags?.length ?? 0) >= 3 || (/html/i.test(content_type) && !/text\/plain/i.test(content_type));
}

/** Whether bytes are text at all: few characters that no text has. */
export function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 8192);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  const odd = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length;
  return odd <= head.length / 500;
}

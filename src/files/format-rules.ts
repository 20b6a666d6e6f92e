/** The sorts of file that a document may come as. */
export const formats = {
  pdf: { name: 'PDF', type: 'application/pdf' },
  docx: { name: 'Word', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  odt: { name: 'OpenDocument', type: 'application/vnd.oasis.opendocument.text' },
} as const;
export type Format = keyof typeof formats;

/** The largest file that is taken, in bytes. */
export const mostBytes = 10_000_000;

const begins = (bytes: Uint8Array, ...wanted: number[]) => wanted.every((byte, at) => bytes[at] === byte);

/** What a file is by its first bytes, whatever it is called. Word and OpenDocument files are both zips. */
export function kindOfBytes(bytes: Uint8Array): 'pdf' | 'zip' | 'old-office' | 'other' {
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf';
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'zip';
  return begins(bytes, 0xd0, 0xcf, 0x11, 0xe0) ? 'old-office' : 'other';
}

/** A size in words, by thousands as people see it elsewhere: `81 KB`, `2.4 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 999_500) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What stands beside a link to a file: `PDF, 81 KB, 4 pages`. */
export function fileInWords({ format, size, pages }: { format: Format; size: number; pages: number | null }): string {
  const length = pages === null ? [] : [`${pages} ${pages === 1 ? 'page' : 'pages'}`];
  return [formats[format].name, sizeInWords(size), ...length].join(', ');
}

/** Whether a link within a file may stay: it leads to the web, a mail address or a phone, or nowhere else. */
export function isHarmlessLink(target: string): boolean {
  // whoever opens it may leave out white space and characters that nobody sees
  const typed = target.replace(/[\s\p{Cc}\p{Cf}]/gu, '');
  if (/^[\\/]{2}/.test(typed)) return false;
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(typed) ?? [];
  return scheme === undefined || /^(?:https?|mailto|tel)$/i.test(scheme);
}

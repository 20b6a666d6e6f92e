/** An address that a link may lead to: of this site, of another by http(s), of a mail or a phone; else undefined. */
export function safeLink(address: string): string | undefined {
  const plain = address.trim();
  if (/^(?:\/(?!\/)|#|\?)/.test(plain)) return plain.includes('\\') ? undefined : plain;
  return /^(?:https?:\/\/[^\s]+|mailto:[^\s@]+@[^\s@]+|tel:[+\d][\d\s-]*)$/i.test(plain) ? plain : undefined;
}

/** The address of a picture of this site; of another none is shown, as it would tell that one who reads the page. */
export function safePicture(address: string): string | undefined {
  return /^\/(?!\/)[\w./-]+$/.test(address) ? address : undefined;
}

/** Whether an address leads to another site. */
export function isElsewhere(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

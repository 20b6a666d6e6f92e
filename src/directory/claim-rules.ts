/** An e-mail address so that its owner knows it, and nobody else learns more than its beginning: `sw•••@example.org`. */
export function maskedEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, Math.min(2, name.length - 1))}•••@${domain}`;
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link in a mail is for. */
export interface ConfirmLink {
  /** the mail: its link opens the records of which it speaks */
  mail_id: number;
  expires_at: Date;
}

/** The part of an address that lets its holder confirm the records of one mail, until it expires. Nothing else. */
export function confirmToken({ mail_id, expires_at }: ConfirmLink, secret: string): string {
  const said = `${mail_id.toString(36)}.${Math.floor(expires_at.getTime() / 1000).toString(36)}`;
  return `${said}.${signature(secret, said)}`;
}

/** The link of a token, expired or not; undefined if the token is not one of ours. */
export function readConfirmToken(token: string, secret: string): ConfirmLink | undefined {
  const at = token.lastIndexOf('.');
  const said = token.slice(0, Math.max(at, 0));
  const right = Buffer.from(signature(secret, said));
  const claimed = Buffer.from(token.slice(at + 1));
  if (right.length !== claimed.length || !timingSafeEqual(right, claimed)) return undefined;
  const [mail_id = '', expires = ''] = said.split('.');
  return {
    mail_id: Number.parseInt(mail_id, 36),
    expires_at: new Date(Number.parseInt(expires, 36) * 1000),
  };
}

function signature(secret: string, said: string): string {
  return createHmac('sha256', secret).update(`confirm records: ${said}`).digest('base64url');
}

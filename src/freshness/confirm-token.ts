import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link in a mail is for. */
export interface ConfirmLink {
  service_id: string;
  /** the round of asking; the link does nothing in another */
  round: number;
  expires_at: Date;
}

/** The part of an address that lets its holder confirm one record in one round, until it expires. Nothing else. */
export function confirmToken(link: ConfirmLink, secret: string): string {
  const id = Buffer.from(link.service_id.replaceAll('-', ''), 'hex').toString('base64url');
  const said = `${id}.${link.round.toString(36)}.${Math.floor(link.expires_at.getTime() / 1000).toString(36)}`;
  return `${said}.${signature(secret, said)}`;
}

/** The link of a token, expired or not; undefined if the token is not one of ours. */
export function readConfirmToken(token: string, secret: string): ConfirmLink | undefined {
  const at = token.lastIndexOf('.');
  const said = token.slice(0, Math.max(at, 0));
  const right = Buffer.from(signature(secret, said));
  const claimed = Buffer.from(token.slice(at + 1));
  if (right.length !== claimed.length || !timingSafeEqual(right, claimed)) return undefined;
  const [id = '', round = '', expires = ''] = said.split('.');
  const hex = Buffer.from(id, 'base64url').toString('hex');
  return {
    service_id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    round: Number.parseInt(round, 36),
    expires_at: new Date(Number.parseInt(expires, 36) * 1000),
  };
}

function signature(secret: string, said: string): string {
  return createHmac('sha256', secret).update(`confirm a record: ${said}`).digest('base64url');
}

import type { Authority } from './authority.ts';
import type { Config } from './config.ts';
import type { Letterhead } from './mail/letter-rules.ts';

/** What stands in every letter of this council's site. */
export function letterheadOf(
  { base_url }: Pick<Config, 'base_url'>,
  { site_name, contact }: Pick<Authority, 'site_name' | 'contact'>,
): Letterhead {
  return { base_url, from: { site_name, ...contact } };
}

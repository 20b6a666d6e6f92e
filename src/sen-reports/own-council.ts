import type { Authority } from '../authority.ts';
import { hostOf, type OwnCouncil } from './link-rules.ts';

/** What a report is held against of a council: where its Local Offer is, and how its advice service is reached. */
export function councilOf(authority: Authority, base_url: string): { council: OwnCouncil; advice_service: string[] } {
  const hosts = [hostOf(authority.website), hostOf(base_url), ...authority.local_offer_hosts];
  const { phone, email, website } = authority.contacts.information_service ?? {};
  return {
    council: { short_name: authority.short_name, hosts: hosts.filter((host) => host !== '' && host !== 'localhost') },
    advice_service: [authority.names.information_service, phone, email, website && hostOf(website)].filter(
      (known) => known !== undefined,
    ),
  };
}

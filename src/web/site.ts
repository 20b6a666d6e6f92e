import type { Authority } from '../authority.ts';

export interface Link {
  text: string;
  href: string;
}

/** What every page shows of the council: the same for all requests. */
export interface Site {
  /** the site's name, in full */
  name: string;
  /** the area's name, as in "in Norfolk" */
  short_name: string;
  council: string;
  council_website: string;
  team: string;
  phone: string;
  /** the number as a link dials it */
  phone_href: string;
  phone_hours: string;
  text_phone: string | null;
  email: string;
  address: string[];
  words: Authority['names'];
  /** the directory is full of made-up services */
  is_demonstration: boolean;
  /** the council's own contact details are made up */
  is_example: boolean;
  base_url: string;
  /** stands in the addresses of scripts and styles, so that a browser keeps them until they change */
  assets_version: string;
  navigation: Link[];
  footer: Link[];
}

/** What every page shows of a council. */
export function siteOf(
  authority: Authority,
  {
    base_url,
    assets_version,
    is_demonstration,
  }: { base_url: string; assets_version: string; is_demonstration: boolean },
): Site {
  const { contact } = authority;
  return {
    name: authority.site_name,
    short_name: authority.short_name,
    council: authority.name,
    council_website: authority.website,
    team: contact.team,
    phone: contact.phone,
    phone_href: `tel:${contact.phone.replace(/[^+\d]/g, '')}`,
    phone_hours: contact.phone_hours,
    text_phone: contact.text_phone,
    email: contact.email,
    address: contact.address,
    words: authority.names,
    is_demonstration,
    is_example: authority.is_example,
    base_url,
    assets_version,
    navigation: [
      { text: 'Find support', href: '/services' },
      { text: 'Information and advice', href: '/information' },
      { text: 'Work it out', href: '/tools' },
      { text: 'My list', href: '/my-list' },
      { text: 'Contact us', href: '/contact' },
    ],
    footer: [
      { text: 'About the Local Offer', href: '/about' },
      { text: 'What is planned', href: '/in-development' },
      { text: 'What the law asks, and what is here', href: '/about/coverage' },
      { text: 'Find a school', href: '/schools' },
      { text: 'What schools should provide', href: '/provision' },
      { text: 'Accessibility statement', href: '/accessibility-statement' },
      { text: 'Cookies', href: '/cookies' },
      { text: 'Privacy', href: '/privacy' },
      { text: 'Copies on paper and by phone', href: '/copies' },
      { text: 'Words explained', href: '/glossary' },
      { text: 'How up to date we are', href: '/about/freshness' },
      { text: 'Tell us what you think', href: '/comments' },
      { text: 'You said, we did', href: '/you-said-we-did' },
      { text: 'Searches made for you', href: '/find' },
      { text: 'Work out dates and next steps', href: '/tools' },
      { text: 'Data for other systems', href: '/api' },
      { text: 'Sign in', href: '/sign-in' },
    ],
  };
}

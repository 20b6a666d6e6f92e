import { foldText, type Passage } from './passage-rules.ts';
import councils from './reference/councils.json' with { type: 'json' };

/** The council whose Local Offer a report should lead to. */
export interface OwnCouncil {
  /** as people call it: Norfolk */
  short_name: string;
  /** of its website and its Local Offer, without `www.`; what stands below them counts too */
  hosts: readonly string[];
}

/** Where a report says that the Local Offer is. */
export interface LocalOfferLink {
  /** `named`: this council's, but without an address; `unclear`: nobody can tell whose */
  state: 'right' | 'wrong' | 'named' | 'unclear' | 'none';
  address: string | null;
  passage: string | null;
}

const addressInText =
  /\b(?:https?:\/\/|www\.)[^\s<>"'()[\]]+|\b(?:[a-z0-9-]+\.)+(?:uk|com|org|net|info|gov|school)(?:\/[^\s<>"'()[\]]*)?/gi;

/** Every web address that a text names, as it stands there. */
export function addressesIn(text: string): string[] {
  return [...text.matchAll(addressInText)]
    .filter((found) => text[found.index - 1] !== '@')
    .map(([address]) => address.replace(/[.,;:!?]+$/, ''));
}

/** The host of an address as it is written, without `www.`; '' where there is none. */
export function hostOf(address: string): string {
  const url = URL.parse(/^[a-z]+:/i.test(address) ? address : `https://${address}`);
  return url && /^https?:$/.test(url.protocol) ? url.hostname.replace(/^www\d?\./, '') : '';
}

/** Of the whole country, or of no council. */
const national =
  /(?:^|\.)(?:(?:service|education|legislation|ofsted|publishing\.service)\.gov\.uk|nhs\.uk|ipsea\.org\.uk|contact\.org\.uk|councilfordisabledchildren\.org\.uk)$/;
/** Whether a host belongs to no council. */
export const isNational = (host: string) => host === 'gov.uk' || national.test(host);
const councilHost = /\.gov\.uk$|localoffer|local-offer/;
/** The councils of England, folded, with their names as hosts hold them. */
export const foldedCouncils = councils.map((name) => ({
  name: foldText(name),
  slug: foldText(name).replace(/[^a-z]/g, ''),
}));

/** Whether a host is the council's own, by its list or its name. */
export function isOwnHost(host: string, { short_name, hosts }: OwnCouncil): boolean {
  if (hosts.some((own) => host === own || host.endsWith(`.${own}`))) return true;
  const slug = foldText(short_name).replace(/[^a-z]/g, '');
  return host.split('.').some((label) => label.replaceAll('-', '').startsWith(slug) && !isOtherName(label, slug));
}

// "northsomerset" does not begin with "somerset", but "derbyshire" does with "derby"
const isOtherName = (label: string, slug: string) =>
  foldedCouncils.some(
    (other) =>
      other.slug.length > slug.length &&
      other.slug.startsWith(slug) &&
      label.replaceAll('-', '').startsWith(other.slug),
  );

/** Whether a host is another council's. */
export function isOthersHost(host: string, address: string, own: OwnCouncil): boolean {
  if (isNational(host) || host === '') return false;
  const isNamed = foldedCouncils.some(
    ({ slug }) => slug.length > 4 && slug !== foldText(own.short_name) && host.replaceAll(/[.-]/g, '').includes(slug),
  );
  if (isNamed && (councilHost.test(`${host}${address.toLowerCase()}`) || /send|iass|council/.test(host))) return true;
  return /\.gov\.uk$/.test(host) || /^(?!send|the|my|our|www|your|find)[a-z]{3,}-?(?:send)?-?local-?offer/.test(host);
}

/** Which other council a text (folded) names as one whose Local Offer it means. */
function othersNamed(folded: string, own: OwnCouncil): boolean {
  const named = foldedCouncils.filter(({ name }) => {
    // "reading the local offer" names no council
    const between = `county|city|borough|metropolitan|mbc|council|send|sen|and|disability|s${name === 'reading' ? '' : '|the'}`;
    return new RegExp(`(?<!\\w)${name}(?:'s|s)?(?: (?:${between}))* ?(?:council|local offer|local authority)`).test(
      folded,
    );
  });
  return named.length > 0 && !named.some(({ name }) => name === foldText(own.short_name));
}

/** A sentence (folded) with what stands over it. */
const wordsOf = ({ folded, context }: Passage) => `${context} ${folded}`;

const aboutOffer = /local[\s-]?offer/;
/** What schools call their own report: not the council's. */
const ownOffer = /(?:(?:our|school'?s?|academy'?s?) (?:own )?(?:send? )?|contribution to \w+(?:'s)? )local offer/g;

/**
 * Where a report says that the Local Offer is published, and whether it is this council's (SEND Regulations 2014, Schedule 1,
 * paragraph 13). What leads to this council makes it right, whatever stands beside it.
 */
export function localOfferLink(passages: readonly Passage[], own: OwnCouncil): LocalOfferLink {
  const about = passages.filter(({ folded, context, links, is_void }) => {
    const said = folded.replace(/(?:our school|school)'?s? (?:own )?(?:send? )?local offer/g, '');
    const texts = [said, context, ...links.flatMap(({ text, address }) => [foldText(text), address.toLowerCase()])];
    return !is_void && texts.some((text) => aboutOffer.test(text));
  });
  const found = about.flatMap((passage) => {
    const written = [...passage.links.map(({ address }) => address), ...addressesIn(passage.text)];
    return written
      .filter((address) => hostOf(address) !== '')
      .map((address) => ({ address, host: hostOf(address), passage }));
  });
  const slug = foldText(own.short_name);
  const right = found.find(({ host }) => isOwnHost(host, own));
  if (right) return { state: 'right', address: right.address, passage: right.passage.text };
  const wrong = found.find(
    ({ host, address, passage }) => isOthersHost(host, address, own) || othersNamed(wordsOf(passage), own),
  );
  const named = about.filter(
    (passage) => !othersNamed(wordsOf(passage), own) && wordsOf(passage).replace(ownOffer, '').includes(slug),
  );
  const withAddress = found.find(({ passage }) => named.includes(passage) && !wrong);
  if (withAddress) return { state: 'right', address: withAddress.address, passage: withAddress.passage.text };
  const others = wrong?.passage ?? about.find((passage) => othersNamed(wordsOf(passage), own));
  if (others) return { state: 'wrong', address: wrong?.address ?? null, passage: others.text };
  const [name] = named.filter(({ folded }) => /publish|found|find|website|see|available|visit|view|read/.test(folded));
  if (name) return { state: 'named', address: null, passage: name.text };
  const [unclear] = found;
  if (unclear && !isNational(unclear.host))
    return { state: 'unclear', address: unclear.address, passage: unclear.passage.text };
  return { state: 'none', address: null, passage: null };
}

import {
  addressesIn,
  foldedCouncils,
  hostOf,
  isNational,
  isOthersHost,
  isOwnHost,
  type LocalOfferLink,
  type OwnCouncil,
} from './link-rules.ts';
import { foldText, type Passage } from './passage-rules.ts';

const service =
  '(?:send ?ias[sk]?|iass|parent partnership|send partnership|(?:(?:sen|send|special educational needs and disabilit(?:y|ies)) )?information,? advice (?:and support|service))';
const serviceNamed = new RegExp(`${service}(?![a-z])`);
const serviceAddress = /iass|sendias|parent-?partnership|send-?partnership/i;

/** Whether a text (folded) holds a name, or a phone number however it is spaced. */
export function holds(folded: string, word: string): boolean {
  const digits = word.replace(/\D/g, '');
  if (digits.length > 8) return folded.replace(/\D+/g, '').includes(digits);
  return folded.includes(word.toLowerCase());
}

/** A phone number, a mail address or a host leads somewhere; a name does not. */
const isContact = (word: string) => word.replace(/\D/g, '').length > 8 || /^\S+\.\S+$/.test(word);

const namedAs = (name: string) =>
  new RegExp(
    `(?<!\\w)${name}(?:'?s)?(?:[ -]+(?:county|city|borough|council|metropolitan|send|sen|independent))*[ -]*${service}(?![a-z])|` +
      `${service}(?: service)?(?: (?:in|for|of))?[ :,()–-]+${name}(?!\\w)`,
  );
// "reading" is a word, too
const patterns = foldedCouncils
  .filter(({ name }) => name !== 'reading')
  .map(({ name }) => ({ name, pattern: namedAs(name) }));

/** Where the council's advice service is said to be, as `LocalOfferLink` says it of the Local Offer. */
export type AdviceServiceLink = LocalOfferLink;

/**
 * Which advice and information service a report names, and whether it is this council's (SEND Regulations 2014, Schedule 1,
 * paragraph 11). `known`: its name, phone number, mail address and host. What leads to the own one makes it right.
 */
export function adviceServiceLink(
  passages: readonly Passage[],
  own: OwnCouncil,
  known: readonly string[],
): AdviceServiceLink {
  const slug = foldText(own.short_name);
  const ownName = namedAs(slug);
  const contacts = known.filter(isContact);
  // a name that every such service bears tells nobody whose it is
  const names = known.filter((word) => !isContact(word) && foldText(word).replace(serviceNamed, '').trim() !== '');
  const about = passages
    .filter(({ is_void }) => !is_void)
    .map((passage) => {
      const said = [foldText(passage.label), passage.folded, ...passage.links.map(({ text }) => foldText(text))].join(
        ' ',
      );
      const whole = `${passage.context} ${said}`;
      const isSaid = serviceNamed.test(said);
      const mails = passage.text.match(/(?<=@)[\w.-]+\w/g) ?? [];
      const addresses = [...passage.links.map(({ address }) => address), ...addressesIn(passage.text), ...mails]
        .filter((address) => hostOf(address) !== '' && (isSaid || serviceAddress.test(address)))
        .map((address) => ({ address, host: hostOf(address) }));
      const named = patterns.filter(({ name, pattern }) => whole.includes(name) && pattern.test(whole));
      const isOthers = named.length > 0 && !whole.includes(slug);
      const isOwn = !isOthers && (names.some((word) => holds(whole, word)) || whole.includes(slug));
      const isNamed = !isOthers && ownName.test(said);
      const isReached = contacts.some((word) => holds(`${said} ${addresses.map(({ host }) => host).join(' ')}`, word));
      return {
        passage,
        addresses,
        isOthers,
        isOwn,
        isNamed,
        isReached,
        isAbout: isReached || serviceNamed.test(whole),
      };
    })
    .filter(({ isAbout, addresses }) => isAbout || addresses.length > 0);
  const say = (
    state: LocalOfferLink['state'],
    { passage }: { passage: Passage },
    address: string | null = null,
  ): AdviceServiceLink => ({ state, address, passage: passage.text });
  const found = about.flatMap((one) => one.addresses.map((address) => ({ ...address, one })));

  const reached = about.find(({ isReached, isOthers }) => isReached && !isOthers);
  if (reached) return say('right', reached, reached.addresses[0]?.address);
  const right = found.find(
    ({ host, address, one }) => isOwnHost(host, own) && (!one.isOthers || serviceAddress.test(address)),
  );
  if (right) return say('right', right.one, right.address);
  const isNamedToo = about.some(({ isNamed }) => isNamed);
  // a school near the border may name both
  const wrong = found.find(
    ({ host, address, one }) => !isOwnHost(host, own) && isOthersHost(host, address, own) && (one.isOwn || !isNamedToo),
  );
  if (wrong) return say('wrong', wrong.one, wrong.address);
  const led = found.find(({ host, one }) => one.isOwn && !isNational(host));
  if (led) return say('right', led.one, led.address);
  const named = about.find(({ isOwn }) => isOwn);
  if (named) return say('named', named);
  const others = about.find(({ isOthers }) => isOthers);
  if (others) return say('wrong', others, others.addresses[0]?.address);
  const [first] = about;
  if (!first) return { state: 'none', address: null, passage: null };
  return say('unclear', first, first.addresses.find(({ host }) => !isNational(host))?.address);
}

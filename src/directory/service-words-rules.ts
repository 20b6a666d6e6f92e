import { longDate } from './date-rules.ts';
import { pauseOn } from './kept-days-rules.ts';
import type { ServiceDetail } from './service-detail.ts';

type Fact<Key extends keyof ServiceDetail> = Pick<ServiceDetail, Key>;

/**
 * Ages as people say them: `5 to 12 years`, `16 years and over`, `Up to 5 years`, `All ages`; undefined where nobody has
 * told, which is not the same as all.
 */
export function agesInWords(service: Fact<'minimum_age' | 'maximum_age' | 'open_to_all'>): string | undefined {
  const { minimum_age, maximum_age, open_to_all } = service;
  if (minimum_age === undefined && maximum_age === undefined) return open_to_all ? 'All ages' : undefined;
  const low = minimum_age && minimum_age > 0 ? minimum_age : undefined;
  const high = maximum_age !== undefined && maximum_age < 120 ? maximum_age : undefined;
  if (low !== undefined && high !== undefined) return low === high ? years(low) : `${plain(low)} to ${years(high)}`;
  if (low !== undefined) return `${years(low)} and over`;
  return high === undefined ? 'All ages' : `Up to ${years(high)}`;
}

/** What a service costs in a few words: `Free`, `Free or from £2`, `From £4.50`, `£12`, or its own words on fees. */
export function costInWords({ cost_options, fees }: Fact<'cost_options' | 'fees'>): string | undefined {
  const pounds = cost_options.filter((cost) => cost.currency === 'GBP');
  const amounts = [...new Set(pounds.flatMap((cost) => cost.amount ?? []))].sort((a, b) => a - b);
  const paid = amounts.filter((amount) => amount > 0);
  const [first] = paid;
  if (first !== undefined) {
    const from = paid.length > 1 ? `from ${inPounds(first)}` : inPounds(first);
    return amounts[0] === 0 ? `Free or ${from}` : from.charAt(0).toUpperCase() + from.slice(1);
  }
  if (amounts[0] === 0 || /^\s*(free\b|no (charge|cost))/i.test(fees ?? '')) return 'Free';
  return undefined;
}

/** An amount of pounds: `£4.50`, `£12`. */
export function inPounds(amount: number): string {
  return `£${Number.isInteger(amount) ? amount : amount.toFixed(2)}`;
}

/** At which stage a service is, when it is not simply there: a few words, and a sentence for its page. */
export interface Stage {
  tag: string;
  sentence: string;
  is_closed: boolean;
}

/**
 * The stage of a service that is planned, proposed, closed or has a break, with its dates; undefined for one that is
 * there now. A Local Offer says what is expected to be available (Children and Families Act 2014, s.30(1)), so each says
 * so plainly.
 */
export function stageOf(
  { commitment, status, pause, closing }: Fact<'commitment' | 'status' | 'pause' | 'closing'>,
  today: string,
): Stage | undefined {
  const starts = commitment?.starts_on ? longDate(commitment.starts_on) : undefined;
  const ends = commitment?.ends_on ? longDate(commitment.ends_on) : undefined;
  const note = commitment?.note ? ` ${commitment.note}` : '';
  const stage = (tag: string, sentence: string, is_closed = false) => ({ tag, sentence: sentence + note, is_closed });
  const hasClosed = closing !== undefined && closing.last_day < today;
  switch (hasClosed ? 'closed' : commitment?.commitment) {
    case 'planned':
      return stage(
        starts ? `Planned: starts ${starts}` : 'Planned',
        starts ? `This is planned. It should start on ${starts}.` : 'This is planned. It has not started yet.',
      );
    case 'proposed':
      return stage(
        starts ? `Proposed for ${starts}` : 'Proposed',
        starts
          ? `This is an idea that is being talked about. If it is agreed, it could start on ${starts}.`
          : 'This is an idea that is being talked about. It is not agreed yet.',
      );
    case 'closed':
      return stage('Closed', ends ? `This closed on ${ends}.` : 'This has closed.', true);
  }
  if (pauseOn({ status, pause }, today) === 'lasts') {
    const back = pause?.back_on && longDate(pause.back_on);
    return back
      ? stage(`Back on ${back}`, `This has a break. It is back on ${back}.`, true)
      : stage('Closed for now', 'This is closed for now. Ask when it opens again.', true);
  }
  if (status === 'defunct' || status === 'inactive') return stage('Not running', 'This is not running now.', true);
  if (commitment?.ends_on && ends)
    return commitment.ends_on < today
      ? stage('Ended', `This was to run until ${ends}.`, true)
      : stage(`Until ${ends}`, `This runs until ${ends}.`);
  return commitment?.starts_on && starts && commitment.starts_on > today
    ? stage(`Starts ${starts}`, `This starts on ${starts}.`)
    : undefined;
}

/** Whether a service is in the Local Offer now. */
export function isInLocalOffer({ membership }: Fact<'membership'>): boolean {
  return membership?.state === 'approved';
}

/** The names of a service's own terms in one of our taxonomies. */
export function termsOf({ attributes }: Fact<'attributes'>, taxonomy: string): { code: string; name: string }[] {
  return attributes
    .map((attribute) => attribute.taxonomy_term)
    .filter((term) => term.is_ours && term.taxonomy_code === taxonomy)
    .map(({ code, name }) => ({ code, name }));
}

/** The towns in which a service is, each once. */
export function townsOf({ service_at_locations }: Fact<'service_at_locations'>): string[] {
  const towns = service_at_locations.flatMap((at) => at.location.addresses.map((address) => address.city.trim()));
  return [...new Set(towns.filter((town) => town !== ''))];
}

/** Whether two names are the same to a reader. */
export function isSameName(one: string, other: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return plain(one) === plain(other);
}

/** An address that a link may go to: http and https only, with `https://` put before what has no scheme. */
export function linkTo(url: string | undefined): string | undefined {
  if (!url) return undefined;
  const whole = /^[a-z][a-z+.-]*:/i.test(url) ? url : `https://${url}`;
  if (!URL.canParse(whole)) return undefined;
  const { protocol, hostname, href } = new URL(whole);
  return /^https?:$/.test(protocol) && hostname.includes('.') ? href : undefined;
}

/** A telephone number as a link dials it; undefined where it is none. */
export function dialOf(number: string): string | undefined {
  const digits = number.replace(/\(0\)/, '').replace(/[^+\d]/g, '');
  return digits.length >= 3 ? `tel:${digits}` : undefined;
}

function years(age: number): string {
  return `${plain(age)} ${age === 1 ? 'year' : 'years'}`;
}

function plain(age: number): string {
  return String(Math.round(age * 10) / 10);
}

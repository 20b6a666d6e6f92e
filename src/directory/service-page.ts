import { type Checked, checkedOf } from './checked-rules.ts';
import { fullDate, longDate } from './date-rules.ts';
import type { Promises } from './freshness-rules.ts';
import type { RelatedService } from './related-services.ts';
import type { Tag } from './result-card-rules.ts';
import type { ResultMap } from './result-map.ts';
import { listed, scheduleInWords, seasonOf } from './schedule-rules.ts';
import { type Contact, contactOf } from './service-contact-rules.ts';
import { serviceAsData } from './service-data-rules.ts';
import type { ServiceDetail } from './service-detail.ts';
import { type Notice, noticesOf, type Successor } from './service-notices-rules.ts';
import { accessOf, datesOfService, type Place, placesOf, type TimeLine, timesOf } from './service-places-rules.ts';
import {
  agesInWords,
  costInWords,
  inPounds,
  isInLocalOffer,
  isSameName,
  linkTo,
  stageOf,
  termsOf,
  townsOf,
} from './service-words-rules.ts';

/** The page of one service, in the order in which families ask. */
export interface ServicePage {
  id: string;
  slug: string;
  name: string;
  other_name: string | null;
  organisation: string;
  organization_id: string;
  /** who runs it has the service's own name */
  is_own_organisation: boolean;
  lead: string | null;
  tags: Tag[];
  notices: Notice[];
  glance: { term: string; words: string }[];
  who: {
    ages: string;
    open_to_all: boolean;
    criteria: string[];
    needs: string[];
    areas: string[];
    languages: string[];
  };
  what: { text: string; kinds: { text: string; href: string }[]; accreditations: string | null };
  how: { routes: string[]; text: string | null; waiting: { words: string; declared: string } | null };
  when: { times: TimeLine[]; next: string[]; in_term: boolean; has_calendar: boolean };
  where: { places: Place[]; ways: string[]; is_hidden: boolean; towns: string[] };
  cost: {
    options: { what: string; amount: string | null; note: string | null }[];
    fees: string | null;
    words: string | null;
  };
  /** of all places, where the service is in one; of each, with its name, where it is in several */
  access: string[];
  contact: Contact;
  map: ResultMap | null;
  checked: Checked;
  source: { name: string; href: string | null; attribution: string | null; is_neighbour: boolean };
  changed: string;
  shows_crisis: boolean;
  /** somebody who reads it may have to hide that quickly */
  shows_exit: boolean;
  similar: RelatedService[];
  nearby: RelatedService[];
  /** schema.org, as JSON that is safe inside a page */
  data: string;
}

/** What the page of a service shows. */
export function servicePage(
  service: ServiceDetail,
  around: {
    today: string;
    area_name: string;
    base_url: string;
    promises: Promises;
    similar: RelatedService[];
    nearby: RelatedService[];
    map?: ResultMap | undefined;
    /** what follows a service that closes */
    successor?: Successor | undefined;
  },
): ServicePage {
  const { today } = around;
  const schedules = [...service.schedules, ...service.service_at_locations.flatMap((at) => at.schedules)];
  const hasAddress = service.service_at_locations.some(({ location }) => location.addresses.length > 0);
  const dates = datesOfService(service, today);
  return {
    id: service.id,
    slug: service.slug,
    name: service.name,
    other_name: service.alternate_name ?? null,
    organisation: service.organization.name,
    organization_id: service.organization_id,
    is_own_organisation: isSameName(service.organization.name, service.name),
    lead: service.summary && service.summary !== service.description ? service.summary : null,
    tags: tagsOf(service, around),
    notices: noticesOf(service, around),
    glance: glanceOf(service, today),
    who: {
      ages: agesInWords(service) ?? 'the service has not told us',
      open_to_all: service.open_to_all,
      criteria: service.eligibility.map(({ description }) => description),
      needs: termsOf(service, 'need').map(({ name }) => name),
      areas: service.service_areas.map(({ name }) => name),
      languages: service.languages.map(({ name, note }) => (note ? `${name} (${note})` : name)),
    },
    what: {
      text: service.description ?? service.summary ?? '',
      kinds: termsOf(service, 'category').map(({ code, name }) => ({ text: name, href: `/services?category=${code}` })),
      accreditations: service.accreditations ?? null,
    },
    how: {
      routes: termsOf(service, 'route').map(({ name }) => name),
      text: service.application_process ?? null,
      waiting: service.waiting_time
        ? {
            words: service.waiting_time.description,
            declared: `${service.waiting_time.declared_by} told us this on ${longDate(service.waiting_time.declared_on)}.`,
          }
        : null,
    },
    when: {
      times: timesOf(service.service_at_locations.length > 1 ? service.schedules : schedules, today),
      next: dates.map(fullDate),
      in_term: schedules.some((schedule) => seasonOf(schedule.description) === 'term'),
      has_calendar: dates.length > 0,
    },
    where: {
      places: service.is_place_hidden ? [] : placesOf(service, today),
      ways: termsOf(service, 'delivery').flatMap(({ code, name }) => (code === 'in_person' && hasAddress ? [] : name)),
      is_hidden: service.is_place_hidden,
      towns: townsOf(service),
    },
    cost: costsOf(service),
    access: accessOf(service),
    contact: contactOf(service),
    map: around.map ?? null,
    checked: checkedOf(service, around.promises, today),
    source: {
      name: service.source.name,
      href: linkTo(service.source.url) ?? null,
      attribution: service.source.attribution ?? null,
      is_neighbour: service.source.is_neighbour,
    },
    changed: longDate(service.last_modified),
    shows_crisis:
      termsOf(service, 'category').some(({ code }) => crisisKinds.has(code)) || termsOf(service, 'thrive').length > 0,
    shows_exit: service.is_place_hidden && termsOf(service, 'category').some(({ code }) => code === 'crisis'),
    similar: around.similar,
    nearby: around.nearby,
    data: serviceAsData(service, around.base_url),
  };
}

/** Kinds of support on whose pages the crisis lines stand. */
const crisisKinds = new Set(['mental-health', 'counselling', 'wellbeing', 'camhs', 'crisis', 'bereavement']);

function tagsOf(service: ServiceDetail, { today, area_name }: { today: string; area_name: string }): Tag[] {
  const tags: Tag[] = [];
  const stage = stageOf(service, today);
  if (isInLocalOffer(service)) tags.push({ text: 'Local Offer', tone: 'offer', icon: 'tick' });
  if (stage) tags.push({ text: stage.tag, tone: 'care', icon: null });
  if (service.area === 'out_of_area') tags.push({ text: `Outside ${area_name}`, tone: 'care', icon: null });
  if (service.open_to_all) tags.push({ text: 'Open to all', tone: 'good', icon: null });
  const cost = costInWords(service);
  if (cost === 'Free') tags.push({ text: cost, tone: 'good', icon: null });
  return tags;
}

function glanceOf(service: ServiceDetail, today: string): ServicePage['glance'] {
  const towns = townsOf(service);
  const ways = termsOf(service, 'delivery').map(({ name }) => name);
  const first = [...service.schedules, ...service.service_at_locations.flatMap((at) => at.schedules)][0];
  const routes = termsOf(service, 'route').map(({ code }) => code);
  const facts: [string, string | undefined][] = [
    ['Ages', agesInWords(service)],
    ['Where', towns.length > 0 ? listed(towns.slice(0, 3)) : ways[0]],
    ['When', first ? scheduleInWords(first, today) : undefined],
    ['Cost', costInWords(service)],
    ['How to get it', routes.some((code) => code === 'self' || code === 'parent') ? 'Ask for it yourself' : undefined],
  ];
  return facts.flatMap(([term, words]) => (words ? [{ term, words }] : []));
}

function costsOf(service: ServiceDetail): ServicePage['cost'] {
  const options = service.cost_options.map(({ option, amount, amount_description, currency }) => ({
    what: option ?? (amount === 0 ? 'Free' : 'Cost'),
    amount:
      amount === undefined
        ? null
        : amount === 0
          ? 'Free'
          : currency === 'GBP'
            ? inPounds(amount)
            : `${amount} ${currency}`,
    note: amount_description ?? null,
  }));
  return {
    options: options.map((one) => (one.what === one.amount ? { ...one, what: '' } : one)),
    fees: service.fees ?? null,
    words: costInWords(service) ?? null,
  };
}

import { fullDate, longDate, monthAndYear } from './date-rules.ts';
import { isStale } from './freshness-rules.ts';
import type { RelatedService } from './related-services.ts';
import type { Tag } from './result-card-rules.ts';
import { nextDates } from './schedule-dates-rules.ts';
import { listed, scheduleInWords, seasonOf } from './schedule-rules.ts';
import { serviceAsData } from './service-data-rules.ts';
import type { Phone, Schedule, ServiceDetail } from './service-detail.ts';
import {
  agesInWords,
  costInWords,
  dialOf,
  inPounds,
  isInLocalOffer,
  linkTo,
  stageOf,
  termsOf,
  townsOf,
} from './service-words-rules.ts';

export interface PhoneLine {
  number: string;
  href: string | null;
  note: string | null;
}

export interface TimeLine {
  words: string;
  note: string | null;
}

/** The page of one service, in the order in which families ask. */
export interface ServicePage {
  id: string;
  slug: string;
  name: string;
  other_name: string | null;
  organisation: string;
  lead: string | null;
  tags: Tag[];
  notices: { tone: 'note' | 'care' | 'bad'; title: string; text: string }[];
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
  checked: { words: string; is_stale: boolean };
  source: { name: string; href: string | null; attribution: string | null; is_neighbour: boolean };
  changed: string;
  shows_crisis: boolean;
  similar: RelatedService[];
  nearby: RelatedService[];
  /** schema.org, as JSON that is safe inside a page */
  data: string;
}

interface Place {
  name: string | null;
  lines: string[];
  times: TimeLine[];
  note: string | null;
}

interface Contact {
  roles: { role: string; department: string | null; phones: PhoneLine[]; email: string | null }[];
  phones: PhoneLine[];
  email: string | null;
  website: { href: string; text: string } | null;
  organisation: {
    text: string;
    phones: PhoneLine[];
    email: string | null;
    website: { href: string; text: string } | null;
  };
}

/** What the page of a service shows. */
export function servicePage(
  service: ServiceDetail,
  around: { today: string; area_name: string; base_url: string; similar: RelatedService[]; nearby: RelatedService[] },
): ServicePage {
  const { today } = around;
  const schedules = [...service.schedules, ...service.service_at_locations.flatMap((at) => at.schedules)];
  const stage = stageOf(service, today);
  const dates = stage?.is_closed ? [] : datesAhead(schedules, today);
  return {
    id: service.id,
    slug: service.slug,
    name: service.name,
    other_name: service.alternate_name ?? null,
    organisation: service.organization.name,
    lead: service.summary && service.summary !== service.description ? service.summary : null,
    tags: tagsOf(service, around),
    notices: noticesOf(service, around),
    glance: glanceOf(service, today),
    who: {
      ages: agesInWords(service),
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
      times: timesOf(service.schedules, today),
      next: dates.map(fullDate),
      in_term: schedules.some((schedule) => seasonOf(schedule.description) === 'term'),
      has_calendar: dates.length > 0,
    },
    where: {
      places: service.is_place_hidden ? [] : placesOf(service, today),
      ways: termsOf(service, 'delivery').map(({ name }) => name),
      is_hidden: service.is_place_hidden,
      towns: townsOf(service),
    },
    cost: costsOf(service),
    access: accessOf(service),
    contact: contactOf(service),
    checked: checkedOf(service, today),
    source: {
      name: service.source.name,
      href: linkTo(service.source.url) ?? null,
      attribution: service.source.attribution ?? null,
      is_neighbour: service.source.is_neighbour,
    },
    changed: longDate(service.last_modified),
    shows_crisis:
      termsOf(service, 'category').some(({ code }) => crisisKinds.has(code)) || termsOf(service, 'thrive').length > 0,
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

function noticesOf(
  service: ServiceDetail,
  { today, area_name }: { today: string; area_name: string },
): ServicePage['notices'] {
  const notices: ServicePage['notices'] = [];
  const { source } = service;
  if (source.is_demonstration)
    notices.push({
      tone: 'care',
      title: 'This is a made-up service',
      text: 'It is here to show how the site works. Nobody will answer its phone or e-mail.',
    });
  const stage = stageOf(service, today);
  if (stage) notices.push({ tone: stage.is_closed ? 'bad' : 'care', title: stage.tag, text: stage.sentence });
  if (service.alert) notices.push({ tone: 'care', title: 'Please note', text: service.alert });
  if (service.area === 'out_of_area')
    notices.push({
      tone: 'note',
      title: `This is outside ${area_name}`,
      text: `Families from ${area_name} may be able to use it. Ask before you travel.`,
    });
  if (source.is_neighbour)
    notices.push({
      tone: 'note',
      title: `From ${source.name}`,
      text: `We show this so that you can look across the border. ${source.name} keeps it up to date.`,
    });
  const checked = checkedOf(service, today);
  if (checked.is_stale && !stage?.is_closed)
    notices.push({
      tone: 'care',
      title: 'This may be out of date',
      text: `${checked.words} Call or write before you go.`,
    });
  return notices;
}

function checkedOf(service: ServiceDetail, today: string): ServicePage['checked'] {
  const { confirmation, assured_date } = service;
  const checked = confirmation?.confirmed_at ?? assured_date;
  const is_stale = isStale(checked, today);
  if (!checked) return { words: 'Nobody has checked this with the service yet.', is_stale };
  const by = confirmation ? ` by ${confirmation.confirmed_by}` : '';
  return {
    words: is_stale
      ? `This was last checked in ${monthAndYear(checked)}${by}, more than a year ago.`
      : `Checked on ${longDate(checked)}${by}.`,
    is_stale,
  };
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

function timesOf(schedules: readonly Schedule[], today: string): TimeLine[] {
  const lines = schedules.map((schedule) => {
    const words = scheduleInWords(schedule, today);
    const said = [schedule.description, schedule.notes].filter((text) => text !== undefined);
    const isSaid = seasonOf(schedule.description) !== undefined && said.length === 1 && words !== '';
    const note = isSaid || said.length === 0 ? null : said.join('. ');
    return words === '' ? { words: note ?? '', note: null } : { words, note };
  });
  return [
    ...new Map(lines.filter(({ words }) => words !== '').map((line) => [`${line.words} ${line.note}`, line])).values(),
  ];
}

const mostDates = 4;

function datesAhead(schedules: readonly Schedule[], today: string): string[] {
  const isSeasonal = schedules.every((schedule) => seasonOf(schedule.description) === 'holidays');
  if (isSeasonal) return [];
  const usual = schedules.filter((schedule) => seasonOf(schedule.description) !== 'holidays');
  const dates = usual.flatMap((schedule) => nextDates(schedule, today, mostDates));
  return [...new Set(dates)].sort().slice(0, mostDates);
}

function placesOf(service: ServiceDetail, today: string): Place[] {
  return service.service_at_locations.map(({ location, schedules, description }) => {
    const address = location.addresses[0];
    const lines = address
      ? [address.attention, address.address_1, address.address_2, address.city, address.postal_code]
          .map((line) => line?.trim())
          .filter((line) => line !== undefined && line !== '')
      : [];
    return {
      name: location.name && location.name !== address?.address_1 ? location.name : null,
      lines: [...new Set(lines)].filter((line) => line !== undefined),
      times: service.service_at_locations.length > 1 ? timesOf(schedules, today) : [],
      note: description ?? location.description ?? null,
    };
  });
}

function accessOf(service: ServiceDetail): string[] {
  const several = service.service_at_locations.length > 1;
  return service.service_at_locations.flatMap(({ location }) =>
    location.accessibility.map(({ description, details }) => {
      const words = details ? `${description}: ${details}` : description;
      return several && location.name ? `${location.name}: ${words}` : words;
    }),
  );
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

function contactOf(service: ServiceDetail): Contact {
  const { organization } = service;
  return {
    roles: service.contacts.map(({ title, name, department, email, phones }) => ({
      role: [title, name].filter(Boolean).join(', ') || 'Contact',
      department: department ?? null,
      phones: phoneLines(phones),
      email: email ?? null,
    })),
    phones: phoneLines(service.phones),
    email: service.email ?? null,
    website: websiteOf(service.url),
    organisation: {
      text: organization.description,
      phones: phoneLines(organization.phones),
      email: organization.email ?? null,
      website: organization.url === service.url ? null : websiteOf(organization.url),
    },
  };
}

function phoneLines(phones: readonly Phone[]): PhoneLine[] {
  return phones.map(({ number, extension, description, type }) => ({
    number: extension ? `${number}, extension ${extension}` : number,
    href: dialOf(number) ?? null,
    note: description ?? (type === 'text' || type === 'sms' ? 'Text messages' : null),
  }));
}

function websiteOf(url: string | undefined): Contact['website'] {
  const href = linkTo(url);
  return href ? { href, text: href.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '') } : null;
}

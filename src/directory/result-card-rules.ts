import { distanceInWords } from '../places/distance-rules.ts';
import { checkedInShort } from './checked-rules.ts';
import type { Promises } from './freshness-rules.ts';
import type { ServiceDetail } from './service-detail.ts';
import {
  agesInWords,
  costInWords,
  isInLocalOffer,
  isSameName,
  stageOf,
  termsOf,
  townsOf,
} from './service-words-rules.ts';

/** A short label with its colour: `offer` is the Local Offer badge. */
export interface Tag {
  text: string;
  tone: 'plain' | 'good' | 'care' | 'note' | 'offer';
  icon: 'tick' | 'pin' | null;
}

/** A service in a list: what it is, and why it is there. */
export interface ResultCard {
  id: string;
  slug: string;
  name: string;
  /** who runs it, where that is not the service's own name */
  organisation: string | null;
  summary: string;
  tags: Tag[];
  /** short facts in a row: ages, how to get it, when it was checked */
  facts: string[];
  is_closed: boolean;
  /** its number on the map, where it has a place there */
  number: number | null;
}

export interface CardContext {
  today: string;
  area_name: string;
  /** to its nearest place; null when that is not known, or when only its area covers the place */
  miles: number | null;
  has_place: boolean;
  /** by which a record counts as checked long ago */
  promises: Promises;
  /** codes of needs that were asked for, by filter or in words */
  needs: ReadonlySet<string>;
  number: number | null;
}

/** What a list shows of a service: distance, matched need, badge, stage, cost, ages, how to get it, when it was checked. */
export function cardOf(service: ServiceDetail, context: CardContext): ResultCard {
  const stage = stageOf(service, context.today);
  const tags: Tag[] = [];
  const add = (text: string, tone: Tag['tone'] = 'plain', icon: Tag['icon'] = null) => tags.push({ text, tone, icon });
  if (stage) add(stage.tag, 'care');
  if (isInLocalOffer(service)) add('Local Offer', 'offer', 'tick');
  add(whereOf(service, context), 'plain', 'pin');
  for (const { name } of termsOf(service, 'need').filter(({ code }) => context.needs.has(code))) add(name, 'note');
  const cost = costInWords(service);
  if (cost) add(cost, cost === 'Free' ? 'good' : 'plain');
  if (service.source.is_neighbour) add(`From ${service.source.name}`, 'note');
  else if (service.area === 'out_of_area') add(`Outside ${context.area_name}`, 'care');
  return {
    id: service.id,
    slug: service.slug,
    name: service.name,
    organisation: isSameName(service.organization.name, service.name) ? null : service.organization.name,
    summary: shorten(service.summary ?? service.description ?? ''),
    tags: tags.filter(({ text }) => text !== ''),
    facts: [agesInWords(service), routeOf(service), checkedInShort(service, context.promises, context.today)].filter(
      (fact) => fact !== undefined,
    ),
    is_closed: stage?.is_closed ?? false,
    number: context.number,
  };
}

function whereOf(service: ServiceDetail, { miles, has_place }: CardContext): string {
  const [town, ...others] = townsOf(service);
  const place = town ? (others.length > 0 ? `${town} and ${others.length} more` : town) : '';
  // How far a refuge is would help to find it: only its town is told.
  if (miles !== null && !service.is_place_hidden)
    return others.length === 0 && town
      ? `${town}, ${distanceInWords(miles)} away`
      : `Nearest place ${distanceInWords(miles)} away`;
  const covers = has_place ? 'Comes to your area' : '';
  if (place) return miles === null && covers && !service.is_place_hidden ? covers : place;
  const ways = termsOf(service, 'delivery').map(({ code }) => code);
  if (ways.some((code) => code === 'online')) return 'Online';
  if (ways.some((code) => code === 'phone')) return 'By phone';
  return covers || (ways.includes('home_visit') ? 'At your home' : '');
}

function routeOf(service: ServiceDetail): string | undefined {
  const routes = termsOf(service, 'route');
  const own = routes.find(({ code }) => code === 'self' || code === 'parent');
  return (own ?? routes[0])?.name;
}

const longestSummary = 220;

/** The first sentences of a text that fit into a card; a text without a pause is cut at a word. */
export function shorten(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= longestSummary) return plain;
  const start = plain.slice(0, longestSummary);
  const sentence = start.search(/[.!?] [^.!?]*$/);
  if (sentence > longestSummary / 2.5) return start.slice(0, sentence + 1);
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), longestSummary / 2)).replace(/[,;:]$/, '')} …`;
}

import { UnreadableSource } from '../imports/unreadable-source.ts';
import type { WebReader } from '../imports/web-reader.ts';
import { readLine } from './incoming-text-rules.ts';
import { isObject, readList } from './incoming-value-rules.ts';

type Fields = Record<string, unknown>;

/** One service of a feed, whole; or why it could not be had. */
export type FeedItem = { id: string; value: Fields } | { id: string; reason: string };

/** What a feed lists: each service by its id, with the short form that stood in the list. */
export interface FeedList {
  services: Map<string, Fields>;
  /** pages that could not be read, and why: what stood on them is missing */
  missing: { part: string; reason: string }[];
}

const PAGE_SIZE = 100;
const MOST_PAGES = 10_000;
const GIVE_UP_AFTER = 10;

/** The address under which a feed's `/services` stands, from what somebody pasted. */
export function feedBase(address: string): URL {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) throw new UnreadableSource('it is no http or https address');
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/services$/i, '');
  for (const own of ['page', 'per_page']) url.searchParams.delete(own);
  return url;
}

/**
 * Pages through a feed's `/services`, 3.0 (`contents`, `total_pages`) or 1.0 (`content`, `totalPages`) alike. Refuses
 * (UnreadableSource) a feed whose first page cannot be read. Another page that cannot be read is told and left out.
 */
export async function listFeed(reader: WebReader, base: URL, progress: (services: number) => void): Promise<FeedList> {
  const list: FeedList = { services: new Map(), missing: [] };
  const first = await reader.readJson(pageAddress(base, 1));
  if (!('value' in first)) throw new UnreadableSource(`${pageAddress(base, 1)}: ${first.reason}`);
  const items = itemsOf(first.value);
  if (!items) throw new UnreadableSource(`${pageAddress(base, 1)}: its answer holds no list of services`);
  add(list, items);
  const head = isObject(first.value) ? first.value : {};
  // a server that counts its pages from 0 calls the page that was asked for its second
  if (head.first_page === false || head.first === false) await addPage(reader, base, 0, list);
  const pages = Number(head.total_pages ?? head.totalPages ?? Number.NaN);
  let failures = 0;
  for (let page = 2; page <= Math.min(pages || MOST_PAGES, MOST_PAGES) && failures < 3; page++) {
    if (Number.isNaN(pages) && !isObject(first.value)) break;
    progress(list.services.size);
    const outcome = await addPage(reader, base, page, list);
    failures = outcome === 'failed' ? failures + 1 : 0;
    // where the number of pages is not told, and where it is wrong, an empty or repeated page is the end
    if (outcome === 'nothing new' || outcome === 'last') break;
  }
  return list;
}

async function addPage(reader: WebReader, base: URL, page: number, list: FeedList) {
  const answer = await reader.readJson(pageAddress(base, page));
  const items = 'value' in answer ? itemsOf(answer.value) : undefined;
  if (!items) {
    const reason = 'value' in answer ? 'its answer holds no list of services' : answer.reason;
    list.missing.push({ part: `page ${page} (${pageAddress(base, page)})`, reason });
    return 'failed';
  }
  const before = list.services.size;
  add(list, items);
  if (list.services.size === before) return 'nothing new';
  const value = 'value' in answer && isObject(answer.value) ? answer.value : {};
  return value.last_page === true || value.last === true ? 'last' : 'more';
}

function pageAddress(base: URL, page: number): string {
  const url = under(base, '/services');
  url.searchParams.set('page', String(page));
  url.searchParams.set('per_page', String(PAGE_SIZE));
  return url.href;
}

function under(base: URL, path: string): URL {
  const url = new URL(base);
  url.pathname = url.pathname.replace(/\/$/, '') + path;
  return url;
}

function itemsOf(value: unknown): Fields[] | undefined {
  if (Array.isArray(value)) return readList(value);
  if (!isObject(value)) return undefined;
  const named = ['contents', 'content', 'services', 'items', 'results', 'data'].map((name) => value[name]);
  const items = named.find((list) => Array.isArray(list));
  return items ? readList(items) : undefined;
}

function add(list: FeedList, items: Fields[]): void {
  for (const item of items) {
    const id = readLine(item.id);
    if (id && !list.services.has(id)) list.services.set(id, item);
  }
}

/**
 * Fetches each service of a list by its id, two at a time, and gives them in the list's order. One that cannot be had is
 * given with its reason. Stops (UnreadableSource) when the server answers nothing more.
 */
export async function* readFeed(reader: WebReader, base: URL, services: Map<string, Fields>): AsyncGenerator<FeedItem> {
  const ids = [...services.keys()];
  let failures = 0;
  for (let at = 0; at < ids.length; at += 2) {
    const pair = ids.slice(at, at + 2);
    const items = await Promise.all(pair.map((id) => readService(reader, base, id, services.get(id) ?? {})));
    for (const item of items) {
      failures = 'isTrouble' in item && item.isTrouble ? failures + 1 : 0;
      yield item;
    }
    if (failures >= GIVE_UP_AFTER)
      throw new UnreadableSource(`the server no longer answers, after ${at} of ${ids.length}`);
  }
}

async function readService(reader: WebReader, base: URL, id: string, short: Fields) {
  const answer = await reader.readJson(under(base, `/services/${encodeURIComponent(id)}`).href);
  if (!('value' in answer)) {
    const isTrouble = answer.status === undefined || answer.status >= 500 || answer.status === 429;
    return { id, reason: `its own page could not be had: ${answer.reason}`, isTrouble };
  }
  if (!isObject(answer.value)) return { id, reason: 'its own page holds no service', isTrouble: false };
  const isNamed = readList(answer.value.organization).length > 0 || readList(answer.value.organisation).length > 0;
  const organization = isNamed ? {} : { organization: short.organization };
  return { id, value: { ...answer.value, ...organization, id: answer.value.id ?? id } };
}

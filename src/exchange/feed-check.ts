import { envelopeFaults, missingFromDescription, pagesToTry, referencesIn, unnamedFields } from './feed-check-rules.ts';
import { faultsOf, type SchemaFolder, schemaReader } from './feed-check-schemas.ts';
import { endpoints, feedLists } from './feed-endpoint-rules.ts';
import type { Json } from './feed-shape-rules.ts';
import type { FeedList } from './feed-statements.ts';

/** What was checked at one address of a feed, and what is wrong there. */
export interface Check {
  what: string;
  answers: number;
  faults: string[];
}

/** An answer of the feed, with its JSON where it is some. */
export interface FeedAnswer {
  status: number;
  headers: Headers;
  text: string;
  json: Json;
}

/** A running feed, the schemas to hold it against, and a fetch that notes each answer under the check being made. */
export interface Feed {
  schemas: SchemaFolder;
  description: Json;
  get(path: string, headers?: Record<string, string>, method?: string): Promise<FeedAnswer>;
  expect(holds: boolean, fault: string): void;
}

export interface FeedChecker {
  checks: Check[];
  feed: Feed;
  /** does one check: what it fetches and expects counts under this name */
  check(what: string, work: () => Promise<void>): Promise<void>;
}

/** Prepares to check the feed at an address (its root, without a slash at its end). */
export function openFeed(address: string, schemas: SchemaFolder): FeedChecker {
  const checks: Check[] = [];
  let current: Check = { what: '', answers: 0, faults: [] };
  const expect = (holds: boolean, fault: string) => {
    if (!holds) current.faults.push(fault);
  };
  const feed: Feed = {
    schemas,
    description: {},
    expect,
    async get(path, headers = {}, method = 'GET') {
      const answer = await fetch(`${address}${path}`, { method, headers, redirect: 'error' });
      const text = await answer.text();
      current.answers += 1;
      expect(answer.headers.get('access-control-allow-origin') === '*', `${path}: no access-control-allow-origin: *`);
      const isJson = answer.headers.get('content-type')?.startsWith('application/json') && text !== '';
      return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : {} };
    },
  };
  const check: FeedChecker['check'] = async (what, work) => {
    current = { what, answers: 0, faults: [] };
    checks.push(current);
    await work().catch((error: Error) => current.faults.push(error.message));
  };
  return { checks, feed, check };
}

/** Checks the root and the feed's own description against the official one. */
export async function checkRoot(feed: Feed): Promise<void> {
  const { expect, schemas } = feed;
  const root = await feed.get('');
  for (const fault of schemas.oruk.faults('api_details', root.json)) expect(false, `/: ${fault}`);
  expect(root.json.version === 'HSDS-UK-3.0', `/: version is ${root.json.version}`);
  const address = String(root.json.openapi_url);
  expect(/^https?:\/\//.test(address), `/: openapi_url ${address} is no whole address`);
  const own = await feed.get('/openapi.json');
  feed.description = own.json;
  expect(own.status === 200, '/openapi.json is not there');
  expect(address.endsWith('/openapi.json'), '/: openapi_url is another description');
  for (const reference of referencesIn(own.json)) expect(false, `/openapi.json holds a reference: ${reference}`);
  const missing = schemas.official ? missingFromDescription(own.json, schemas.official) : [];
  for (const fault of missing) expect(false, `/openapi.json: ${fault}`);
}

/** Checks a list as the official validator does: some pages, two page sizes, and what `full` and `strict` give. */
export async function checkList(feed: Feed, list: FeedList): Promise<void> {
  const { expect } = feed;
  const first = await page(feed, list, { page: 1 });
  expect(first.contents.length > 0, `/${list} is empty: a validator calls that not tested`);
  for (const n of pagesToTry(first.total_pages).slice(1)) await page(feed, list, { page: n });
  const five = await page(feed, list, { page: 1, per_page: 5 });
  for (const n of pagesToTry(five.total_pages).slice(1)) await page(feed, list, { page: n, per_page: 5 });
  const strict = await page(feed, list, { page: 1 }, '&profile=strict');
  // the counts around a page are the standard's own, though one of its list schemas leaves them out
  for (const field of feed.schemas.oruk.unnamed(`${endpoints[list].object}_list`, { contents: strict.contents }))
    expect(false, `/${list}?profile=strict has ${field}`);
  if (endpoints[list].of_list.includes('full')) {
    const full = await page(feed, list, { page: 1, per_page: 20 }, '&full=true');
    for (const item of full.contents) checkRecord(feed, list, item, `/${list}?full=true`);
  }
  await checkLines(feed, list, first.total_items);
}

async function page(feed: Feed, list: FeedList, asked: { page: number; per_page?: number }, more = '') {
  const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
  const path = `/${list}?${query}${more}`;
  const { status, json } = await feed.get(path);
  feed.expect(status === 200, `${path}: ${status}`);
  const faults = [
    ...feed.schemas.oruk.faults(`${endpoints[list].object}_list`, json),
    ...envelopeFaults(json, asked),
    ...undescribed(feed, `/${list}`, json),
  ];
  for (const fault of faults) feed.expect(false, `${path}: ${fault}`);
  const contents = (Array.isArray(json.contents) ? json.contents : []) as Json[];
  return { json, contents, total_items: Number(json.total_items), total_pages: Number(json.total_pages) };
}

async function checkLines(feed: Feed, list: FeedList, total: number): Promise<void> {
  const path = `/${list}?format=ndjson`;
  const { text, headers } = await feed.get(path);
  feed.expect(headers.get('content-type')?.startsWith('application/x-ndjson') === true, `${path}: not NDJSON`);
  const records = text.split('\n').filter((line) => line !== '');
  feed.expect(records.length === total, `${path}: ${records.length} lines for ${total} records`);
  const contents = records.slice(0, 200).map((line) => JSON.parse(line));
  for (const fault of feed.schemas.oruk.faults(`${endpoints[list].object}_list`, { contents }))
    feed.expect(false, `${path}: ${fault}`);
}

/** Checks up to ten records by their ids, each also as `profile=strict` gives it, and ids that there are none of. */
export async function checkRecords(feed: Feed, list: FeedList): Promise<void> {
  const { expect } = feed;
  const { json } = await feed.get(`/${list}`);
  const ids = (json.contents as { id: string }[]).slice(0, 10).map(({ id }) => id);
  for (const id of ids) {
    const path = `/${list}/${id}`;
    const found = await feed.get(path);
    expect(found.status === 200, `${path}: ${found.status}`);
    checkRecord(feed, list, found.json, path);
    for (const fault of undescribed(feed, `/${list}/{id}`, found.json)) expect(false, `${path}: ${fault}`);
    const strict = await feed.get(`${path}?profile=strict`);
    checkRecord(feed, list, strict.json, `${path}?profile=strict`);
    for (const field of feed.schemas.oruk.unnamed(endpoints[list].object, strict.json))
      expect(false, `${path}?profile=strict has ${field}`);
  }
  const unknown = await feed.get(`/${list}/00000000-0000-4000-8000-000000000000`);
  expect(
    unknown.status === 404 && unknown.json.message !== undefined,
    `/${list}/ with an unknown id: ${unknown.status}`,
  );
  const malformed = await feed.get(`/${list}/${encodeURIComponent("' or 1=1 --")}`);
  expect([400, 404].includes(malformed.status), `/${list}/ with a malformed id: ${malformed.status}`);
}

function checkRecord(feed: Feed, list: FeedList, record: Json, path: string): void {
  const { object } = endpoints[list];
  for (const fault of feed.schemas.oruk.faults(object, record)) feed.expect(false, `${path}: ${fault}`);
  if (!feed.schemas.hsds?.names.includes(object)) return;
  for (const fault of feed.schemas.hsds.faults(object, record)) feed.expect(false, `${path}: HSDS 3.0: ${fault}`);
}

const reader = schemaReader();

/** What the feed's own description says of an answer: what does not fit it, and fields that it does not name. */
export function undescribed({ description }: Pick<Feed, 'description'>, path: string, answer: unknown): string[] {
  const paths = description.paths as Record<string, { get?: { responses?: Record<string, Json> } }> | undefined;
  const content = paths?.[path]?.get?.responses?.['200']?.content as Record<string, { schema: Json }> | undefined;
  const schema = content?.['application/json']?.schema;
  if (!schema) return [`openapi.json does not describe ${path}`];
  const faults = faultsOf(reader.compile(schema), answer).map((fault) => `own description: ${fault}`);
  return [...faults, ...unnamedFields(answer, schema).map((field) => `own description does not name ${field}`)];
}

/** Every list that the feed has. */
export const listsToCheck = feedLists;

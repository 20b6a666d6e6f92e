import type { Feed } from './feed-check.ts';
import type { Json } from './feed-shape-rules.ts';

interface Record extends Json {
  id: string;
  name: string;
  organization_id: string;
  last_modified: string;
  minimum_age?: number;
  maximum_age?: number;
  attributes?: { taxonomy_term: { id: string; taxonomy_id: string } }[];
  schedules?: { byday?: string; opens_at?: string; closes_at?: string }[];
  service_at_locations?: { location: { latitude?: number; addresses?: { postal_code: string }[] } }[];
}

/** Checks each parameter by a service that must be found with it, and one that must not. */
export async function checkQueries(feed: Feed): Promise<void> {
  const { json } = await feed.get('/services?full=true&per_page=100');
  const services = json.contents as Record[];
  const minimal = await feed.get('/services?minimal=true');
  const all = (minimal.json.contents as Json[]) ?? [];
  feed.expect(all.length === json.total_items, `minimal=true gives ${all.length} of ${json.total_items} services`);
  const extra = all.filter((item) => Object.keys(item).sort().join() !== 'id,last_modified');
  feed.expect(extra.length === 0, 'minimal=true gives more than id and last_modified');

  const terms = services.find((service) => service.attributes)?.attributes?.[0]?.taxonomy_term;
  const placed = services.find((service) => postcodeOf(service) !== undefined);
  const timed = services.find((service) => sessionOf(service) !== undefined);
  const session = timed && sessionOf(timed);
  const aged = services.find(({ minimum_age, maximum_age }) => minimum_age !== undefined && maximum_age !== undefined);
  const named = services[0];
  await finds(feed, named, { search: named?.name });
  await finds(feed, named, { organization_id: named?.organization_id });
  await finds(feed, named, { modified_after: named?.last_modified });
  await finds(
    feed,
    services.find((service) => service.attributes),
    { taxonomy_term_id: terms?.id, taxonomy_id: terms?.taxonomy_id },
  );
  await finds(feed, aged, { minimum_age: aged?.minimum_age, maximum_age: aged?.maximum_age });
  await finds(feed, placed, { postcode: placed && postcodeOf(placed), proximity: 1000 });
  await finds(feed, timed, {
    day: session?.byday?.slice(-2),
    start_time: session?.opens_at,
    end_time: session?.closes_at,
  });
  await findsNone(feed, { modified_after: '2999-01-01T00:00:00Z' });
  await findsNone(feed, { taxonomy_term_id: '00000000-0000-4000-8000-000000000000' });
  await findsNone(feed, { organization_id: '00000000-0000-4000-8000-000000000000' });
  await findsNone(feed, { search: named?.name, taxonomy_id: '00000000-0000-4000-8000-000000000000' });
  for (const wrong of [
    'page=0',
    'page=x',
    'per_page=100000',
    'format=xml',
    'modified_after=yesterday',
    'day=XX',
    'proximity=5',
    'postcode=ZZ99',
    'minimum_age=old',
    'start_time=9',
    'taxonomy_id=1',
    'full=perhaps',
    'profile=loose',
  ]) {
    const { status, json: refusal } = await feed.get(`/services?${wrong}`);
    const name = wrong.split('=')[0];
    feed.expect(
      status === 400 && refusal.parameter === name,
      `/services?${wrong}: ${status}, and does not name ${name}`,
    );
  }
}

/** Checks what lets others keep a copy: ETag, Last-Modified, HEAD, and pages of other sites asking. */
export async function checkProtocol(feed: Feed): Promise<void> {
  const { expect } = feed;
  for (const path of ['', '/services', '/services?format=ndjson', '/services?minimal=true', '/openapi.json']) {
    const { headers } = await feed.get(path);
    const tag = headers.get('etag') ?? '';
    const modified = headers.get('last-modified') ?? '';
    expect(tag !== '' && modified !== '', `${path}: no ETag or no Last-Modified`);
    const known = await feed.get(path, { 'if-none-match': tag });
    expect(known.status === 304 && known.text === '', `${path} with its ETag: ${known.status}`);
    const dated = await feed.get(path, { 'if-modified-since': modified });
    expect(dated.status === 304, `${path} with its date: ${dated.status}`);
    const other = await feed.get(path, { 'if-none-match': '"other"' });
    expect(other.status === 200, `${path} with another ETag: ${other.status}`);
    const head = await feed.get(path, {}, 'HEAD');
    expect(head.status === 200 && head.text === '' && head.headers.get('etag') === tag, `HEAD ${path}: ${head.status}`);
  }
  const asked = { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' };
  const preflight = await feed.get('/services', asked, 'OPTIONS');
  expect([200, 204].includes(preflight.status), `OPTIONS /services: ${preflight.status}`);
  const nowhere = await feed.get('/no-such-list');
  expect(nowhere.status === 404 && nowhere.json.message !== undefined, `/no-such-list: ${nowhere.status}`);
  const written = await feed.get('/services', {}, 'DELETE');
  expect([404, 405].includes(written.status), `DELETE /services: ${written.status}`);
}

async function idsFound(feed: Feed, query: { [name: string]: unknown }): Promise<string[] | undefined> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const parameters = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  const { status, text } = await feed.get(`/services?${parameters}&format=ndjson&minimal=true`);
  feed.expect(status === 200, `/services?${parameters}: ${status}`);
  if (status !== 200) return undefined;
  return text.split('\n').flatMap((line) => (line === '' ? [] : [String(JSON.parse(line).id)]));
}

async function finds(feed: Feed, service: Record | undefined, query: { [name: string]: unknown }): Promise<void> {
  const names = Object.keys(query).join(' and ');
  feed.expect(service !== undefined, `no service to test ${names} with`);
  const found = service && (await idsFound(feed, query));
  if (service && found) feed.expect(found.includes(service.id), `${names} does not find “${service.name}”`);
}

async function findsNone(feed: Feed, query: { [name: string]: unknown }): Promise<void> {
  const found = await idsFound(feed, query);
  feed.expect(found?.length === 0, `${Object.keys(query).join(' and ')} finds ${found?.length}, not none`);
}

function postcodeOf(service: Record): string | undefined {
  const places = (service.service_at_locations ?? []).map(({ location }) => location);
  const code = places.find((place) => place.latitude !== undefined)?.addresses?.[0]?.postal_code;
  return code === '' ? undefined : code;
}

function sessionOf(service: Record) {
  return service.schedules?.find(({ byday, opens_at, closes_at }) => byday && opens_at && closes_at);
}

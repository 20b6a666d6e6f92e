import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp, type Visitor } from '../../test/app.ts';
import { exampleService, saveExample } from '../directory/examples.ts';
import type { ServiceRecordInput } from '../directory/records.ts';
import { withdrawService } from '../directory/services.ts';
import { undescribed } from './feed-check.ts';
import { feedLists } from './feed-endpoint-rules.ts';

type Json = Record<string, unknown>;

async function read(site: Visitor, path: string): Promise<Json> {
  const answer = await site.get(`/api${path}`);
  assert.equal(answer.status, 200, `${path}: ${answer.body.slice(0, 300)}`);
  return JSON.parse(answer.body);
}

async function idsOf(site: Visitor, path: string): Promise<string[]> {
  const { contents } = await read(site, path);
  return (contents as { id: string }[]).map(({ id }) => id).sort();
}

/** A service with something in every field that a record can have. */
const rich: Partial<ServiceRecordInput> = {
  source_id: 'rich',
  name: 'Everything club',
  alternate_name: 'The club',
  summary: 'A club with everything.',
  description: 'Games, crafts and a kitchen.',
  url: 'https://example.org/club',
  terms: ['need:ASD', 'delivery:in_person'],
  fees: '£2 a session',
  accreditations: 'A good mark',
  assured_date: '2026-09-01',
  assurer_email: 'secret-assurer@example.org',
  alert: 'Closed this week',
  organization: {
    name: 'Everything',
    alternate_name: 'All',
    description: 'All of it.',
    email: 'all@example.org',
    url: 'https://example.org',
    logo: 'https://example.org/logo.png',
    uri: 'https://example.org/id/1',
    organization_identifiers: [{ identifier_scheme: 'GB-CHC', identifier_type: 'Charity', identifier: '123' }],
    phones: [{ number: '01632 960010', extension: '1', type: 'voice', description: 'Weekdays' }],
  },
  service_at_locations: [
    {
      description: 'In the hall',
      location: {
        name: 'Hall',
        description: 'A hall',
        latitude: 52.6,
        longitude: 1.3,
        external_identifier: '100',
        external_identifier_type: 'UPRN',
        addresses: [
          {
            attention: 'Secret Caretaker',
            address_1: '2 Hall Road',
            address_2: 'Behind',
            city: 'Norwich',
            region: 'East',
            state_province: 'Norfolk',
            postal_code: 'NR1 1AA',
          },
        ],
        accessibility: [{ description: 'Ramp', details: 'At the back', url: 'https://example.org/ramp' }],
      },
      schedules: [{ freq: 'MONTHLY', byday: '2MO,-1FR', opens_at: '17:00', closes_at: '18:30' }],
    },
  ],
  contacts: [{ title: 'Lead', department: 'Team', email: 'lead@example.org', phones: [{ number: '01632 960011' }] }],
  cost_options: [{ option: 'Child', amount: 2, amount_description: 'a session' }],
  funding: [{ source: 'Grant' }],
  languages: [{ name: 'Polish', code: 'pl', note: 'Some staff' }],
  service_areas: [
    { name: 'Norfolk', description: 'All', extent: 'all', extent_type: 'text', uri: 'https://example.org/n' },
  ],
  eligibility: [{ criterion: 'age', value: '5-12', description: 'From 5 to 12' }],
  foreign_terms: [{ taxonomy: 'Theirs', code: 'x', name: 'Their term', term_uri: 'https://example.org/x' }],
  local_offer: {
    membership: { state: 'approved', decided_at: '2026-01-10T09:00:00Z', decided_by: 'secret-officer' },
    confirmation: { confirmed_at: '2026-10-01T09:00:00Z', confirmed_by: 'secret-confirmer' },
    commitment: { commitment: 'planned', starts_on: '2027-01-01', ends_on: '2027-12-31', note: 'Soon' },
    waiting_time: { weeks: 2, description: 'Two weeks', declared_on: '2026-10-01', declared_by: 'secret-declarer' },
  },
};

/** A refuge: everything about its place but the town is secret. */
const refuge: Partial<ServiceRecordInput> = {
  source_id: 'refuge',
  name: 'Refuge for families',
  service_at_locations: [
    {
      description: 'Ring at the secret gate',
      location: {
        name: 'Secret House',
        description: 'Behind the secret church',
        latitude: 52.123456,
        longitude: 1.654321,
        external_identifier: 'secret-uprn',
        external_identifier_type: 'UPRN',
        addresses: [
          { address_1: '7 Secret Lane', city: 'Dereham', state_province: 'Norfolk', postal_code: 'NR19 7ZZ' },
        ],
        accessibility: [{ description: 'Step-free', details: 'From Secret Lane' }],
      },
    },
  ],
  local_offer: { is_place_hidden: true },
};

test('every answer is as openapi.json describes it, field by field', async (t) => {
  const site = await startApp(t);
  const service = await exampleService(site.db, rich);
  await exampleService(site.db);
  await exampleService(site.db, refuge);
  const description = await read(site, '/openapi.json');
  for (const list of feedLists) {
    for (const more of [
      '',
      '?full=true',
      '?full=true&full_service=true',
      '?profile=strict',
      '?search=nothing-like-this',
    ]) {
      const page = await read(site, `/${list}${more}`);
      assert.deepEqual(undescribed({ description }, `/${list}`, page), [], `/${list}${more}`);
    }
    for (const id of await idsOf(site, `/${list}?per_page=5`))
      for (const more of ['', '?profile=strict', '?full_service=true'])
        assert.deepEqual(undescribed({ description }, `/${list}/{id}`, await read(site, `/${list}/${id}${more}`)), []);
  }
  assert.deepEqual(undescribed({ description }, '/', await read(site, '')), []);
  assert.deepEqual(undescribed({ description }, '/services', await read(site, '/services?minimal=true')), []);
  const full = await read(site, `/services/${service.id}`);
  const missing = described(description).filter((field) => !(field in full));
  assert.deepEqual(missing, [], 'the richest service has every field that is described');
});

function described(description: Json): string[] {
  const paths = description.paths as Record<string, { get: { responses: Record<string, Json> } }>;
  const content = paths['/services/{id}']?.get.responses['200']?.content as Record<string, { schema: Json }>;
  return Object.keys(content['application/json']?.schema.properties as object);
}

test('a service comes with everything that belongs to it, in the words of the standard', async (t) => {
  const site = await startApp(t);
  const { id } = await exampleService(site.db, rich);
  const service = await read(site, `/services/${id}`);
  assert.equal(service.last_modified, '2026-11-22T12:00:00.000Z');
  assert.equal(service.assured_date, '2026-10-01', 'the later of assurance and confirmation');
  assert.equal(service.wait_time, 'Two weeks');
  assert.equal(service.eligibility_description, 'From 5 to 12');
  const [at] = service.service_at_locations as { id: string; location: Json }[];
  assert.deepEqual((at?.location.addresses as Json[])[0]?.postal_code, 'NR1 1AA');
  const schedules = service.schedules as Json[];
  assert.deepEqual(schedules.map(({ byday, service_at_location_id }) => [byday, service_at_location_id]).sort(), [
    ['2MO,-1FR', at?.id],
    ['SA', undefined],
  ]);
  const terms = (service.attributes as { taxonomy_term: Json }[]).map(({ taxonomy_term }) => taxonomy_term.name);
  assert.ok(terms.includes('Autism') && terms.includes('Their term'), terms.join());
  assert.equal((service.local_offer as Json).page_url, 'http://localhost:3000/services/everything-club');
});

test('strict leaves out what the profile does not name, and a list what belongs to a record', async (t) => {
  const site = await startApp(t);
  const { id } = await exampleService(site.db, rich);
  const strict = JSON.stringify(await read(site, `/services/${id}?profile=strict`));
  for (const field of [
    'local_offer',
    'phones',
    'alternate_name',
    'application_process',
    'wait_time',
    'department',
    'currency',
    'code',
    'address_2',
    'link_entity',
  ])
    assert.equal(strict.includes(`"${field}"`), false, field);
  const { contents } = await read(site, '/services');
  const [item] = contents as Json[];
  assert.deepEqual(
    Object.entries(item ?? {}).filter(([, value]) => Array.isArray(value)),
    [],
  );
  assert.equal((item?.organization as Json).name, 'Everything');
  assert.equal('phones' in (item?.organization as Json), false);
});

test('nothing private, held, withdrawn, closed or hidden is in any answer', async (t) => {
  const site = await startApp(t);
  const secret = (what: string) => ({
    source_id: what,
    name: `Secret ${what}`,
    organization: { name: `Secret ${what}` },
  });
  const held = await saveExample(site.db, secret('held'), { publish: false });
  const closed = await exampleService(site.db, {
    ...secret('closed'),
    local_offer: { commitment: { commitment: 'closed' } },
  });
  const gone = await exampleService(site.db, secret('withdrawn'));
  await withdrawService(site.db, gone.id, { now: new Date('2026-11-23'), withdrawn_by: 'x', reason: 'secret reason' });
  const hidden = await exampleService(site.db, refuge);
  await exampleService(site.db, rich);
  await exampleService(site.db, {
    source_id: 'asked',
    local_offer: {
      membership: { state: 'refused', decided_at: '2026-01-10T09:00:00Z', decided_by: 'secret', reason: 'secret' },
    },
  });

  for (const list of feedLists)
    for (const more of ['', '&full=true&full_service=true', '&search=secret']) {
      const { status, body } = await site.get(`/api/${list}?format=ndjson${more}`);
      assert.equal(status, 200);
      assert.doesNotMatch(body, /secret|52\.123456|1\.654321|NR19/i, `/${list}?format=ndjson${more}`);
      if (list === 'services' && more !== '&search=secret') assert.match(body, /Refuge for families/);
    }
  const one = await site.get(`/api/services/${hidden.id}`);
  assert.doesNotMatch(one.body, /secret|52\.12|1\.65|NR19/i);
  assert.match(one.body, /"name":"Dereham"/);
  const inside = hidden.service_at_locations[0];
  assert.ok(inside && !one.body.includes(inside.location_id), 'an id made of the address would tell it');

  const ids: [string, number][] = [
    [held.id, 404],
    [closed.id, 410],
    [gone.id, 410],
    ['00000000-0000-4000-8000-000000000000', 404],
  ];
  for (const [id, status] of ids) assert.equal((await site.get(`/api/services/${id}`)).status, status);
  const { organization_id } = gone;
  assert.equal((await site.get(`/api/organizations/${organization_id}`)).status, 410);
  const [at] = closed.service_at_locations;
  assert.equal((await site.get(`/api/service_at_locations/${at?.id}`)).status, 410);
});

test('how near a hidden place is cannot be found out', async (t) => {
  const site = await startApp(t);
  await site.db.insertInto('postcode').values({ postcode: 'NR19 7ZZ', latitude: 52.1235, longitude: 1.6543 }).execute();
  await exampleService(site.db, refuge);
  const beside = await exampleService(site.db, {
    source_id: 'beside',
    service_at_locations: [{ location: { latitude: 52.124, longitude: 1.654 } }],
  });
  assert.deepEqual(await idsOf(site, '/services?postcode=NR19+7ZZ&proximity=1000'), [beside.id]);
  assert.equal((await idsOf(site, '/service_at_locations?postcode=NR19+7ZZ&proximity=1000')).length, 1);
});

test('parameters add up', async (t) => {
  const site = await startApp(t);
  await site.db.insertInto('postcode').values({ postcode: 'NR1 1AA', latitude: 52.6, longitude: 1.3 }).execute();
  const swim = await exampleService(site.db);
  const club = await exampleService(site.db, rich, { now: new Date('2026-12-01T12:00:00Z') });
  const autism = swim.attributes.find(({ taxonomy_term }) => taxonomy_term.code === 'ASD')?.taxonomy_term;
  const theirs = club.attributes.find(({ taxonomy_term }) => !taxonomy_term.is_ours)?.taxonomy_term;
  const cases: [string, string[]][] = [
    ['', [swim.id, club.id]],
    ['search=kitchin', [club.id]],
    ['search=Everything club', [club.id]],
    ['search=zzzzqqqq', []],
    [`organization_id=${club.organization_id}`, [club.id]],
    [`organization_id=${club.organization_id}&search=swimming pool`, []],
    [`taxonomy_term_id=${autism?.id}`, [swim.id, club.id]],
    [`taxonomy_term_id=${autism?.id}&taxonomy_term_id=${theirs?.id}`, [club.id]],
    [`taxonomy_id=${theirs?.taxonomy_id}`, [club.id]],
    ['modified_after=2026-11-30', [club.id]],
    ['modified_after=2026-12-01T12:00:00.000Z', [club.id]],
    ['modified_after=2026-12-01T12:00:00.001Z', []],
    ['day=MO', [club.id]],
    ['day=SA&start_time=09:00&end_time=10:00', [swim.id, club.id]],
    ['day=SA&start_time=09:01', []],
    // on one session together, not on two
    ['day=MO&end_time=10:00', []],
    ['minimum_age=5&maximum_age=12', [swim.id, club.id]],
    ['minimum_age=6', []],
    ['postcode=nr11aa&proximity=500', [club.id]],
    ['postcode=NR1 1AA&proximity=500&day=TU', []],
    ['postcode=NR1 1AA', [swim.id, club.id]],
  ];
  for (const [query, ids] of cases)
    assert.deepEqual(await idsOf(site, `/services?${query.replaceAll(' ', '%20')}`), [...ids].sort(), query);
  assert.equal((await idsOf(site, '/service_at_locations?day=MO')).length, 1);
  assert.deepEqual(await idsOf(site, '/organizations?search=every'), [club.organization_id]);
  assert.deepEqual(await idsOf(site, `/taxonomy_terms?search=autism&parent_id=${autism?.parent_id}`), [autism?.id]);
  assert.ok(!(await idsOf(site, '/taxonomy_terms?top_only=true&per_page=100')).includes(autism?.id ?? ''));
});

test('a page says where it stands; lines and the short list hold everything', async (t) => {
  const site = await startApp(t);
  for (const source_id of ['a', 'b', 'c']) await exampleService(site.db, { source_id });
  const { contents: _, ...counts } = await read(site, '/services?per_page=2&page=2');
  assert.deepEqual(counts, {
    total_items: 3,
    total_pages: 2,
    page_number: 2,
    size: 1,
    first_page: false,
    last_page: true,
    empty: false,
  });
  const none = await read(site, '/services?search=zzzzqqqq');
  assert.deepEqual([none.total_items, none.total_pages, none.empty, none.contents], [0, 0, true, []]);
  const lines = await site.get('/api/services?format=ndjson&per_page=1');
  assert.match(lines.headers['content-type'] ?? '', /^application\/x-ndjson/);
  assert.equal(
    lines.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)).length,
    3,
  );
  const minimal = await read(site, '/services?minimal=true&per_page=1');
  assert.deepEqual([minimal.total_items, minimal.total_pages, minimal.size, minimal.last_page], [3, 1, 3, true]);
  assert.deepEqual(Object.keys((minimal.contents as Json[])[0] ?? {}), ['id', 'last_modified']);
});

test('what is published later than it was written is news to those who ask what has changed', async (t) => {
  const site = await startApp(t);
  const { id } = await saveExample(site.db, {}, { now: new Date('2026-11-01T12:00:00Z'), publish: false });
  await exampleService(site.db, { name: 'Published now' }, { now: new Date('2026-11-10T12:00:00Z') });
  assert.deepEqual(await idsOf(site, '/services?modified_after=2026-11-05'), [id]);
});

test('any site may read it, and whoever has it already is told so', async (t) => {
  const site = await startApp(t);
  const { id } = await exampleService(site.db);
  for (const path of [
    '',
    `/services/${id}`,
    '/services',
    '/services?format=ndjson',
    '/services?minimal=true',
    '/openapi.json',
  ]) {
    const first = await site.get(`/api${path}`);
    const { etag = '', 'last-modified': modified = '' } = first.headers;
    const asked: Record<string, string>[] = [
      { 'if-none-match': etag },
      { 'if-none-match': `"x", ${etag}` },
      { 'if-modified-since': modified },
    ];
    for (const headers of asked) {
      const again = await site.get(`/api${path}`, headers);
      assert.deepEqual([again.status, again.body, again.headers.etag], [304, '', etag], path);
      assert.equal(again.headers['access-control-allow-origin'], '*');
    }
    assert.equal(
      (await site.get(`/api${path}`, { 'if-none-match': '"x"', 'if-modified-since': modified })).status,
      200,
    );
    const head = await site.app.inject({ method: 'HEAD', url: `/api${path}` });
    assert.deepEqual([head.statusCode, head.body, head.headers.etag], [200, '', etag], path);
  }
  await exampleService(site.db, { name: 'Another name' }, { now: new Date('2026-12-01T12:00:00Z') });
  const { headers } = await site.get('/api/services');
  assert.equal(headers['last-modified'], 'Tue, 01 Dec 2026 12:00:00 GMT');
});

test('a refusal says what is wrong, to any site', async (t) => {
  const site = await startApp(t);
  await exampleService(site.db);
  const cases: [string, number, string | undefined][] = [
    ['/services?page=0', 400, 'page'],
    ['/services?page=999999', 404, 'page'],
    ['/services?per_page=101', 400, 'per_page'],
    [`/services?search=${'x'.repeat(10_000)}`, 400, 'search'],
    ["/services?taxonomy_id=1';drop table service--", 400, 'taxonomy_id'],
    ['/services?postcode=ZZ99 9ZZ', 400, 'postcode'],
    ['/services?postcode=D02 X285', 400, 'postcode'],
    ['/services?proximity=5', 400, 'proximity'],
    ['/services/splash-saturday-swimming', 400, 'id'],
    ['/taxonomies/1', 400, 'id'],
    ['/nothing', 404, undefined],
    ["/services/a'b", 400, 'id'],
  ];
  for (const [path, status, parameter] of cases) {
    const answer = await site.get(`/api${encodeURI(path)}`);
    assert.equal(answer.status, status, path.slice(0, 80));
    const refusal = JSON.parse(answer.body);
    assert.equal(refusal.parameter, parameter);
    assert.ok(refusal.message.length > 10);
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin');
  }
  for (const [method, url, status] of [
    ['OPTIONS', '/api/services', 204],
    ['OPTIONS', '/api', 204],
    ['DELETE', '/api/services', 405],
  ] as const) {
    const { statusCode, headers } = await site.app.inject({
      method,
      url,
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET', host: 'localhost' },
    });
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(statusCode, method === 'DELETE' ? 403 : status);
  }
  const unknown = await site.get('/api/services?modifed_after=2026-01-01');
  assert.deepEqual([unknown.status, unknown.headers['x-ignored-parameters']], [200, 'modifed_after']);
});

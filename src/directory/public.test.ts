import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { exampleService, saveExample } from './examples.ts';
import { withdrawService } from './services.ts';

test('a result says why it is there: how far, in the Local Offer, what it costs, when it was checked', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db, { cost_options: [{ amount: 0 }] });
  const { get } = await startApp(t, { db });
  const page = await get('/services?q=swimming&near=Cromer');
  assert.equal(page.status, 200);
  const [card] = page.find('.result');
  const words = card?.structuredText ?? '';
  for (const reason of [
    'Local Offer',
    'Cromer, less than a mile away',
    'Free',
    'Checked October 2026',
    '5 to 12 years',
  ])
    assert.ok(words.includes(reason), `${reason} in ${words}`);
});

test('what was understood from the words stands as filters that can be removed', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db);
  const { get } = await startApp(t, { db });
  const page = await get('/services?q=swimming+near+Cromer+for+my+9+year+old+on+Saturday');
  const chips = page.find('.chip').map((chip) => chip.text.replace('Remove: ', '').trim());
  assert.deepEqual(chips.sort(), ['Age 9', 'Near Cromer, Norfolk', 'Saturday']);
  const age = page.find('.chip').find((chip) => chip.text.includes('Age 9'));
  const without = await get((age?.getAttribute('href') ?? '').replaceAll('&amp;', '&'));
  assert.equal(without.find('.chip').length, 2);
});

const unusable: [path: string, status: number, says: RegExp][] = [
  ['/services?near=ZZ99+9ZZ', 422, /not a postcode that we know|do not know/i],
  ['/services?near=75001', 422, /not one of the United Kingdom|postcode/i],
  ['/services?within=-3&near=Cromer', 200, /We left out the distance “-3”/],
  ['/services?age=abc', 200, /We left out the age “abc”/],
  ['/services?page=999999', 200, /We left out the page “999999”/],
  ['/services?page=400', 404, /There is no such page/],
  ['/services?need=NOPE&need=%3Cscript%3E', 200, /We left out the need “NOPE”/],
  [`/services?q=${'a'.repeat(10_000)}`, 200, /first 200 letters/],
  ["/services?q=';drop table service;--&sort=1&day=x", 200, /left out/],
  ['/services?q=%00&near=%00&age=%00', 200, /1 service/],
  ['/services?need[]=ASD&need[a]=1&q[]=x', 200, /1 service/],
  ['/services?near=Cromer&q=%3Cscript%3Ealert(1)%3C/script%3E', 200, /Find support/],
  ['/services/%', 404, /Page not found/],
  ['/%E0%A4%A?q=%', 404, /Page not found/],
  ['/services/no-such-service', 404, /Page not found/],
  ['/services/%00', 404, /Page not found/],
  ['/find/no-such-search', 404, /Page not found/],
  ['/help-me-find?who=x&help=x&age=9', 200, /Who needs support/],
  ['/help-me-find?who=&help=&age=abc', 422, /number of years/],
];

test('what cannot be used is answered with words, and never with a fault of ours', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db);
  const { get } = await startApp(t, { db });
  for (const [path, status, says] of unusable) {
    const page = await get(path);
    assert.equal(page.status, status, path.slice(0, 80));
    assert.match(page.text, says, path.slice(0, 80));
    assert.ok(!page.body.includes('<script>alert'), path);
  }
});

test('a place that cannot be used is told beside its field, which keeps what was typed', async (t) => {
  const { get } = await startApp(t);
  const page = await get('/services?q=swimming&near=Newport');
  assert.equal(page.status, 422);
  assert.equal(page.find('#near')[0]?.getAttribute('value'), 'Newport');
  assert.equal(page.find('#q')[0]?.getAttribute('value'), 'swimming');
  assert.ok(page.find('.govuk-error-summary a').length > 2, 'there are places to choose from');
  assert.match(page.find('#near-error')[0]?.text ?? '', /more than one place/);
});

test('a search without a result says what to drop and whom to call, and is counted without the postcode', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db);
  const { get } = await startApp(t, { db });
  const page = await get('/services?q=swimming&near=NR27+9AA&age=19');
  assert.match(page.text, /Search without “Age 19” \(1\)/);
  assert.match(page.text, /Call the .+ on 01632/);
  await get('/services?q=swimming&near=NR27+9AA&age=19&page=2');
  const misses = await db.selectFrom('search_without_result').selectAll().execute();
  assert.deepEqual(
    misses.map(({ words, outcode, filters, times }) => ({ words, outcode, filters, times })),
    [{ words: 'swimming', outcode: 'NR27', filters: 'age=19', times: 1 }],
  );
});

test('the page of a service answers in the order in which families ask', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db, { summary: '</script><script>alert(1)</script>' });
  const { get } = await startApp(t, { db });
  const page = await get(`/services/${service.slug}`);
  assert.deepEqual(
    page.find('.part > h2').map((heading) => heading.text),
    [
      'Is it for us?',
      'What is it?',
      'How do we get it?',
      'When?',
      'Where?',
      'What does it cost?',
      'Getting in and around',
      'Who to contact',
    ],
  );
  assert.match(page.text, /Every Saturday, 9am to 10am/);
  assert.match(page.text, /Checked on 1 October 2026 by Splash/);
  const data = JSON.parse(page.find('script[type="application/ld+json"]')[0]?.rawText ?? '');
  assert.equal(data.name, 'Splash Saturday swimming');
  assert.ok(!page.body.includes('<script>alert'));
  const byId = await get(`/services/${service.id}`);
  assert.equal(byId.headers.location, `/services/${service.slug}`);
});

test('of a hidden place only the town is told, on no map and in no calendar', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db, { name: 'A refuge', local_offer: { is_place_hidden: true } });
  const { get } = await startApp(t, { db });
  for (const path of [
    `/services/${service.slug}`,
    `/services/${service.slug}/calendar.ics`,
    '/services?near=Cromer&view=map',
    '/services.csv',
    '/services.atom',
  ]) {
    const { status, body } = await get(path);
    assert.equal(status, 200, path);
    for (const secret of ['Pool Lane', 'NR27 9AA', 'Example Pool', '52.93,', '"latitude":52.93', 'mile away'])
      assert.ok(!body.includes(secret), `${secret} in ${path}`);
  }
});

test('where a hidden place is cannot be found out by searching closer and closer', async (t) => {
  const db = await inTransaction(t);
  const at = { latitude: 52.9312, longitude: 1.3044 };
  const place = {
    addresses: [{ address_1: '1 Pool Lane', city: 'Cromer', state_province: 'Norfolk', postal_code: 'NR27 9AA' }],
  };
  await exampleService(db, {
    local_offer: { is_place_hidden: true },
    service_at_locations: [{ location: { ...at, ...place } }],
  });
  const { rows } = await sql<{ position: { x: number; y: number } }>`select position from search_place`.execute(db);
  assert.deepEqual(
    rows.map(({ position }) => ({ ...position })),
    [{ x: 1.3, y: 52.95 }],
  );
});

test('a service that was taken down is gone, and one that never was published is not there', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db);
  const draft = await saveExample(db, { source_id: 'draft', name: 'A draft' }, { publish: false });
  const { get } = await startApp(t, { db });
  await withdrawService(db, service.id, { now: new Date(), withdrawn_by: 'a test', reason: 'closed' });
  assert.equal((await get(`/services/${service.slug}`)).status, 410);
  assert.equal((await get(`/services/${service.id}/calendar.ics`)).status, 410);
  assert.equal((await get(`/services/${draft.id}`)).status, 404);
});

test('what is planned, stale or made up says so at once', async (t) => {
  const db = await inTransaction(t);
  const planned = await exampleService(db, {
    local_offer: { commitment: { commitment: 'planned', starts_on: '2027-01-12' } },
  });
  const { get } = await startApp(t, { db });
  const page = await get(`/services/${planned.slug}`);
  assert.match(page.text, /This is planned\. It should start on 12 January 2027\./);
  assert.match(page.text, /Nobody has checked this with the service yet/);
});

test('a table of results cannot run a formula, and a feed holds the newest change first', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db, {
    source_id: 'a',
    name: '=HYPERLINK("http://x","y")',
    phones: [{ number: '+44 1632 960001' }],
  });
  await exampleService(db, { source_id: 'b', name: 'Newer & better' }, { now: new Date('2026-11-23T12:00:00Z') });
  const { get } = await startApp(t, { db });
  const csv = await get('/services.csv?sort=name');
  assert.match(csv.headers['content-type'] ?? '', /^text\/csv/);
  assert.ok(csv.body.includes(`"'=HYPERLINK(""http://x"",""y"")"`));
  assert.ok(csv.body.includes(',+44 1632 960001,'));
  const feed = await get('/services.atom?q=swimming');
  assert.match(feed.body, /<updated>2026-11-23T12:00:00\.000Z<\/updated>/);
  assert.ok(feed.body.indexOf('Newer &amp; better') < feed.body.indexOf('HYPERLINK'));
});

test('the times of a service go into a calendar, on the clock of the family', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db);
  const { get } = await startApp(t, { db });
  const { headers, body } = await get(`/services/${service.slug}/calendar.ics`);
  assert.match(headers['content-type'] ?? '', /^text\/calendar/);
  assert.match(body, /DTSTART:20261121T090000\r\nDTEND:20261121T100000\r\n/);
  assert.match(body, /RRULE:FREQ=WEEKLY;BYDAY=SA\r\n/);
});

test('suggestions are kinds of support, services and places, and nothing for nonsense', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db);
  const { get } = await startApp(t, { db });
  const suggestions = async (q: string) =>
    JSON.parse((await get(`/suggestions?q=${encodeURIComponent(q)}`)).body).suggestions;
  assert.deepEqual(
    (await suggestions('swim')).map(({ kind }: { kind: string }) => kind),
    ['category', 'service'],
  );
  assert.equal((await suggestions('Splash Sat'))[0]?.href, `/services/${service.slug}`);
  assert.ok((await suggestions('crom')).some(({ text }: { text: string }) => text === 'Near Cromer'));
  for (const nonsense of ['', 'x', "'|&!:*", '\0\0\0', 'zzzzzz']) assert.deepEqual(await suggestions(nonsense), []);
});

test('four questions, each of which can be skipped, end in the search that everybody uses', async (t) => {
  const { get } = await startApp(t);
  const first = await get('/help-me-find');
  assert.equal(first.find('input[type="radio"]').length, 5);
  assert.equal((await get('/help-me-find?who=')).find('input[type="radio"]').length, 12);
  const last = await get('/help-me-find?who=child&help=fun&age=9&where=Cromer');
  assert.equal(last.status, 303);
  assert.equal(last.headers.location, '/services?near=Cromer&age=9&category=things-to-do');
});

test('a guided search shows its results under its own address, and leads to the filters', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db, { terms: ['category:short-breaks'] });
  const { get } = await startApp(t, { db });
  assert.ok((await get('/find')).find('.tile a').length >= 24);
  const page = await get('/find/short-breaks');
  assert.equal(page.find('.result').length, 1);
  assert.ok(page.find('a[href="/services?category=short-breaks"]').length > 0);
});

test('the map numbers what the list numbers', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db);
  const { get } = await startApp(t, { db });
  const page = await get('/services?near=Cromer&view=map');
  const [marker] = page.find('#map a');
  assert.equal(marker?.getAttribute('href'), `#service-${service.id}`);
  assert.match(page.find('.result .number')[0]?.text ?? '', /1$/);
  assert.match(page.text, /never show exactly where refuges and home-based childminders are/);
  assert.ok(JSON.parse((await get('/map-data.json')).body).areas.length > 3);
});

test('where next to nothing matches what was asked for, what matches some of it follows, and the page says so', async (t) => {
  const db = await inTransaction(t);
  const plain = { summary: 'For families.', description: 'For families.', terms: [] };
  for (const name of ['Archery and falconry', 'Archery by the sea', 'Falconry', 'Chess', 'Bowls', 'Cards'])
    await exampleService(db, { ...plain, source_id: name, name });
  const { get } = await startApp(t, { db });
  const page = await get('/services?q=archery+falconry');
  assert.match(page.text, /1 service matches most of what you asked for. It comes first. The others match some of it./);
  const names = page.find('.result h3').map((heading) => heading.text.trim());
  assert.equal(names[0], 'Archery and falconry');
  assert.deepEqual(names.slice(1).toSorted(), ['Archery by the sea', 'Falconry']);
  const byName = await get('/services?q=archery+falconry&sort=name');
  assert.equal(byName.find('.result h3').length, 1, 'in another order the best would not come first');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, NOW, startApp } from '../../test/app.ts';
import type { Db } from '../db/database.ts';
import { exampleSchool } from './examples.ts';
import { sectionOrder } from './school-line-rules.ts';

const namesOn = (page: Answer) => page.find('.result-name').map((name) => name.text.trim());

async function base(
  db: Db,
  urn: string,
  fields: { needs?: string[]; places?: number; occupied?: number; written_by?: string } = {},
) {
  await db
    .insertInto('specialist_base')
    .values({
      urn,
      kind: 'resource_base',
      name: 'Quiet base',
      needs: fields.needs ?? ['ASD'],
      places: fields.places ?? 10,
      occupied: fields.occupied ?? 8,
      how_decided: 'A panel decides.',
      counted_on: '2026-09-22',
      written_by: fields.written_by ?? 'council@example.org',
      written_at: NOW,
    })
    .execute();
}

async function addition(db: Db, urn: string, says: object) {
  await db
    .insertInto('school_addition')
    .values({ urn, addition: JSON.stringify(says), written_at: NOW, written_by: 'head@example.org' })
    .execute();
}

async function figures(db: Db, urn: string, counts: Record<string, number>) {
  for (const [measure, count] of Object.entries(counts))
    await db
      .insertInto('school_figure')
      .values({ urn, measure: measure as 'pupils', count, as_of: '2026-01-15', source: 'school census' })
      .execute();
}

/** Six schools: three in Cromer, one in Norwich, one outside the area, one that is closed. */
async function someSchools(db: Db) {
  await exampleSchool(db, { urn: '990001', name: "St Mary's Church of England Primary School" });
  await exampleSchool(db, {
    urn: '990002',
    name: 'Cromer Academy',
    phase: 'secondary',
    low_age: 11,
    high_age: 16,
    latitude: 52.925,
  });
  await exampleSchool(db, {
    urn: '990003',
    name: 'The Lighthouse School',
    kind: 'special',
    phase: 'none',
    low_age: 3,
    high_age: 19,
    needs: ['SLD', 'ASD'],
  });
  await exampleSchool(db, {
    urn: '990004',
    name: 'Wensum Junior School',
    town: 'Norwich',
    low_age: 7,
    latitude: 52.63,
    longitude: 1.29,
  });
  await exampleSchool(db, {
    urn: '990005',
    name: 'Waveney School',
    town: 'Lowestoft',
    area: 'out_of_area',
    la_name: 'Suffolk',
    low_age: null,
    high_age: null,
    phase: 'secondary',
    latitude: 52.48,
    longitude: 1.75,
  });
  await exampleSchool(db, { urn: '990006', name: 'Old Pier Infant School', status: 'closed', closed_on: '2024-08-31' });
}

test('schools are found by parts of their name, saints and typing errors as they come, and by their number', async (t) => {
  const { db, get } = await startApp(t);
  await someSchools(db);
  const cases: [q: string, first: string | undefined][] = [
    ['saint marys', "St Mary's Church of England Primary School"],
    ['St. Mary’s C of E', "St Mary's Church of England Primary School"],
    ['light', 'The Lighthouse School'],
    ['wenssum junior', 'Wensum Junior School'],
    ['cromer academy', 'Cromer Academy'],
    ['990004', 'Wensum Junior School'],
    ['lowestoft', 'Waveney School'],
    ['old pier', undefined],
    ['!!!', undefined],
    ["'; drop table school; --", undefined],
  ];
  for (const [q, first] of cases) {
    const page = await get(`/schools?${new URLSearchParams({ q })}`);
    assert.equal(page.status, 200, q);
    assert.equal(namesOn(page)[0], first, q);
  }
  assert.match((await get('/schools?q=wenssum')).text, /Showing schools for wensum/);
  const closed = await get('/schools?q=old+pier');
  assert.match(
    closed.text,
    /Did you mean a school that has closed\? Old Pier Infant School, Cromer closed on 31 August 2024/,
  );
});

test('schools are found by place, age, stage, kind, need, base and free places, and those of others are marked', async (t) => {
  const { db, get } = await startApp(t);
  await someSchools(db);
  await base(db, '990001', { needs: ['SLCN'], occupied: 10 });
  await base(db, '990002', { needs: ['ASD'], occupied: 4 });
  await base(db, '990004', { needs: ['HI'], written_by: 'register' });
  await base(db, '990004', { needs: ['VI'] });
  await addition(db, '990004', { needs: ['MLD'] });
  await addition(db, '990004', { needs: ['SPLD'] });
  await addition(db, '990003', { needs: ['PMLD'] });
  const cases: [query: string, urns: string][] = [
    ['', '990001 990002 990003 990004 990005'],
    ['home=1', '990001 990002 990003 990004'],
    ['near=NR27+9AA', '990001 990002 990003'],
    ['near=Cromer&within=40', '990001 990002 990003 990004 990005'],
    ['age=5', '990001 990003'],
    ['age=12', '990002 990003 990005'],
    ['phase=primary', '990001 990003 990004'],
    ['phase=secondary', '990002 990003 990005'],
    ['phase=sixteen_plus', '990003'],
    ['kind=special', '990003'],
    ['kind=special&kind=mainstream&q=school&home=1', '990001 990003 990004'],
    ['need=ASD', '990002'],
    ['need=PMLD', '990003'],
    ['need=SPLD', '990004'],
    ['need=MLD', ''],
    ['need=HI', ''],
    ['need=VI&need=SLCN', '990001 990004'],
    ['base=1', '990001 990002 990004'],
    ['places=1', '990002 990004'],
    ['places=1&need=SLCN', ''],
  ];
  for (const [query, urns] of cases) {
    const page = await get(`/schools?${query}`);
    const found = page.find('.result').map(({ id }) => id.replace('school-', ''));
    assert.equal(found.sort().join(' '), urns, query);
  }
  const near = await get('/schools?near=Cromer&within=40&view=map');
  assert.deepEqual(near.find('.result').at(-1)?.id, 'school-990005');
  assert.match(near.text, /about \d+ miles in a straight line/);
  assert.match(near.text, /Outside Norfolk: Suffolk/);
  assert.ok(near.find('#map svg a').length > 0);
  assert.match(near.text, /The numbers are those of the list\. With a \+ it is several schools close together\./);
  assert.match((await get('/schools?places=1')).text, /Quiet base: Autism\. 10 places, fewer than 5 taken/);
  const byName = await get('/schools?sort=name');
  assert.deepEqual(namesOn(byName)[0], 'Cromer Academy');
});

test('what cannot be used gets a message, and nothing that was typed is lost', async (t) => {
  const { db, get } = await startApp(t);
  await someSchools(db);
  const page = await get('/schools?q=pier&near=Zzyzx+Nowhere&age=abc&need=ASD&base=1');
  assert.equal(page.status, 422);
  assert.match(page.text, /Write an age in whole years from 0 to 25/);
  assert.match(page.text, /We do not know a place called/);
  const valueOf = (name: string) => page.find(`input[name="${name}"]`)[0]?.getAttribute('value');
  assert.deepEqual(['q', 'near', 'age'].map(valueOf), ['pier', 'Zzyzx Nowhere', 'abc']);
  assert.ok(page.find('#need-ASD[checked]').length === 1 && page.find('#base[checked]').length === 1);
  assert.equal((await get('/schools?page=40')).status, 404);
  assert.equal((await get('/schools?page=x')).status, 422);
});

test('a question that nothing fits says what to leave out, and what there is then', async (t) => {
  const { db, get } = await startApp(t);
  await someSchools(db);
  const page = await get('/schools?near=Cromer&within=1&kind=college&urn=990001');
  assert.match(page.text, /No school fits all of this/);
  assert.match(page.text, /Leave out: College \(3\)/);
  assert.match(
    (await get('/schools?near=Cromer&within=1&q=wensum')).text,
    /You could try Look within 40 miles \(1\) Leave out/,
  );
  assert.match((await get('/schools?near=Cromer&within=40&q=waveney')).text, /1 school/);
  assert.doesNotMatch((await get('/schools?near=Cromer&q=zzz')).text, /Look within/);
  const link = page.find('.drop-list a').find((one) => one.text.includes('College'));
  assert.equal(link?.getAttribute('href')?.replaceAll('&amp;', '&'), '/schools?near=Cromer&within=1&urn=990001');
});

test('a list is turned in pages', async (t) => {
  const { db, get } = await startApp(t);
  for (let n = 10; n < 35; n++) await exampleSchool(db, { urn: `9900${n}`, name: `Example School ${n}` });
  const first = await get('/schools');
  assert.equal(first.find('.result').length, 20);
  assert.match(first.text, /25 schools/);
  const second = await get('/schools?page=2');
  assert.equal(second.find('.result').length, 5);
  assert.equal(second.find('ol.results')[0]?.getAttribute('start'), '21');
  const turn = first
    .find('.pages button[name="page"]')
    .map((button) => [button.getAttribute('form'), button.getAttribute('value')]);
  assert.deepEqual(
    turn,
    [
      ['search', '2'],
      ['search', '2'],
    ],
    'page 2, and the next',
  );
});

test('what is ticked for comparison is a part of the question: it stays when the list is turned or asked for anew', async (t) => {
  const { db, get } = await startApp(t);
  for (let n = 10; n < 35; n++) await exampleSchool(db, { urn: `9900${n}`, name: `Example School ${n}` });
  const sent = (page: Answer) =>
    page
      .find('input[name="urn"]')
      .filter((box) => box.getAttribute('type') === 'hidden' || box.hasAttribute('checked'))
      .map((box) => [box.getAttribute('form') ?? box.closest('form')?.id, box.getAttribute('value')]);
  const first = await get('/schools?urn=990010&urn=990034&page=1');
  assert.deepEqual(
    sent(first),
    [
      ['search', '990034'],
      ['search', '990010'],
    ],
    'one of another page, one of this',
  );
  assert.deepEqual(sent(await get('/schools?q=&near=&urn=990034&urn=990010&page=2')), [
    ['search', '990010'],
    ['search', '990034'],
  ]);
  assert.deepEqual(
    sent(await get('/schools?q=nothing+like+it&urn=990010')),
    [['search', '990010']],
    'also where nothing fits',
  );
  assert.deepEqual(
    sent(await get('/schools?age=x&urn=990010')),
    [['search', '990010']],
    'and where something is wrong',
  );
  assert.equal(first.find('button[formaction="/schools/compare"][form="search"]').length, 1);
  const many = await get('/schools?urn=990010&urn=990011&urn=990012&urn=990013&urn=990014');
  assert.match(many.text, /Only 4 fit side by side: the first 4 are kept/);
  const compared = await get('/schools/compare?q=example&age=7&page=2&urn=990010&urn=990034');
  assert.equal(
    compared.find('.govuk-back-link')[0]?.getAttribute('href')?.replaceAll('&amp;', '&'),
    '/schools?q=example&age=7&urn=990010&urn=990034&page=2',
    'the way back leads to the list, with what was chosen',
  );
});

test('up to four schools stand side by side in the one order, and more or unknown ones are said', async (t) => {
  const { db, get } = await startApp(t);
  await someSchools(db);
  await figures(db, '990001', { pupils: 74, sen_support: 13, ehc_plans: 3 });
  const page = await get('/schools/compare?urn=990003&urn=990001&urn=990003');
  assert.equal(page.status, 200);
  assert.deepEqual(
    page.find('thead th a:first-child').map((name) => name.text),
    ['The Lighthouse School', "St Mary's Church of England Primary School"],
  );
  const titles = new Set(page.find('.compare-title, .compare-same h3').map(({ text }) => text));
  assert.equal(titles.size, sectionOrder.length, 'every section stands there');
  assert.ok(page.find('.compare-same h3').some(({ text }) => text === 'Getting there'));
  assert.equal(page.find('.wide-table[tabindex="0"] .compare-table').length, 1);
  assert.match(page.text, /fewer than 5/);
  assert.doesNotMatch(page.text, /\b13\b/);
  const many = await get('/schools/compare?urn=990001&urn=990002&urn=990003&urn=990004&urn=990005');
  assert.equal(many.status, 422);
  assert.match(many.text, /You chose 5 schools\. Only 4 fit side by side/);
  assert.equal(many.find('thead th').length, 4);
  const unknown = await get('/schools/compare?urn=990001&urn=123456&urn=%3Cb%3E');
  assert.equal(unknown.status, 422);
  assert.match(unknown.text, /There is no school with the number “123456” or/);
  assert.equal(unknown.find('thead th').length, 1);
  assert.equal((await get('/schools/compare')).status, 422);
  assert.equal((await get('/schools/compare?urn=%00&urn=%F0%9F')).status, 422, 'a database knows no such letters');
  assert.equal(page.find('thead th').length, 2);
  const again = await get('/schools?urn=990003&q=st+marys');
  assert.match(again.text, /Chosen to compare The Lighthouse School/);
  assert.equal(again.find('.compare-form input[checked][form="search"][value="990003"]').length, 1);
});

test('the page of a school says everything in the one order, and what nobody knows', async (t) => {
  const { db, get } = await startApp(t);
  await someSchools(db);
  await base(db, '990001', { needs: ['SLCN'] });
  await base(db, '990003', { needs: ['ASD'] });
  await figures(db, '990001', { pupils: 212, sen_support: 38, ehc_plans: 3, free_school_meals: 51 });
  await addition(db, '990001', {
    about: 'Small groups each morning.',
    sen_email: 'senco@example.org',
    admissions_url: 'https://example.org/join',
    transport_url: 'javascript:alert(1)',
  });
  await db
    .insertInto('senco')
    .values({
      urn: '990001',
      name: 'Ana Example',
      is_name_public: false,
      appointed_on: '2025-01-06',
      written_by: 'x',
      written_at: NOW,
    })
    .execute();
  const page = await get('/schools/990001');
  assert.equal(page.status, 200);
  assert.deepEqual(
    page.find('section.part').map((part) => part.querySelector('h2')?.id),
    [...sectionOrder],
  );
  assert.match(page.text, /Small groups each morning\./);
  assert.match(page.text, /10 places, 2 free on 22 September 2026/);
  assert.match(page.text, /A panel decides\./);
  assert.doesNotMatch(page.body, /Ana Example|javascript:/);
  assert.equal(page.find('a[href="mailto:senco@example.org"]').length, 1);
  assert.equal(page.find('a[href="https://example.org/join"]').length, 1);
  assert.equal(
    page.find('#inspection ~ ul a')[0]?.getAttribute('href'),
    'https://reports.ofsted.gov.uk/provider/21/990001',
  );
  assert.match(page.text, /fewer than 5/);
  assert.doesNotMatch(page.text, /\b38\b|\b51\b/);
  assert.match(page.text, /Special schools and bases near it The Lighthouse School/);
  assert.equal(page.find('a[href="/comments?page=/schools/990001"]').length, 1);
  const [data] = page.find('script[type="application/ld+json"]');
  const school = JSON.parse(data?.rawText ?? '');
  assert.equal(school['@type'], 'ElementarySchool');
  assert.doesNotMatch(JSON.stringify(school), /"38/);
});

test('a closed school keeps its page, which leads to what came after it; others outside the area say so', async (t) => {
  const { db, get } = await startApp(t);
  await someSchools(db);
  await db
    .insertInto('school_link')
    .values({ urn: '990006', other_urn: '990001', other_name: 'St Mary', kind: 'successor', words: 'Successor' })
    .execute();
  const closed = await get('/schools/990006');
  assert.equal(closed.status, 200);
  assert.match(closed.text, /This school closed on 31 August 2024\. After it came: St Mary's/);
  assert.equal(closed.find('.notice a')[0]?.getAttribute('href'), '/schools/990001');
  assert.match((await get('/schools/990005')).text, /This school is outside Norfolk\. It is in Suffolk\./);
  await exampleSchool(db, { urn: '990008', name: 'Late School', status: 'proposed', opened_on: '2026-09-01' });
  assert.match((await get('/schools/990008')).text, /It was due to open on 1 September 2026\./);
  for (const path of ['/schools/990007', '/schools/abc', '/schools/1', '/schools/99000%31x', "/schools/1'--"])
    assert.equal((await get(path)).status, 404, path);
});

test('the one search box finds schools by their names, and the search for services leads to the finder', async (t) => {
  const { db, get } = await startApp(t);
  await someSchools(db);
  const found = await get('/search?q=lighthouse');
  assert.match(found.text, /Schools of that name The Lighthouse School/);
  assert.equal(found.find('a[href="/schools/990003"]').length, 1);
  assert.match((await get('/search?q=wenssum+school')).text, /Wensum Junior School/);
  // a town is no name of a school
  assert.doesNotMatch((await get('/search?q=lowestoft')).text, /Schools of that name/);
  assert.doesNotMatch((await get('/search?q=speech+therapy')).text, /Schools of that name/);
  const services = await get('/services?q=cromer+academy&near=Holt');
  assert.equal(services.find('.notice a[href="/schools?q=cromer+academy&near=Holt"]').length, 1);
  assert.equal((await get('/services?q=swimming')).find('a[href^="/schools?"]').length, 0);
});

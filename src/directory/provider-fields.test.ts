import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW } from '../../test/app.ts';
import { answerStep, approveDraft, beginDraft, formOf, handInDraft, openDraft, owner } from '../../test/provider.ts';
import { steps } from './draft-step-rules.ts';
import { exampleService } from './examples.ts';
import { findService } from './services.ts';

/** What somebody answers who has much to say, page by page, and how families then read it. */
const everything: [step: string, answers: Record<string, string>, seen: RegExp[]][] = [
  [
    'what',
    {
      name: 'Splash for teens',
      alternate_name: 'The Friday swim',
      summary: 'An evening in the pool for teenagers.',
      description: `We begin in the small pool. ${'Two teachers are in the water, and one at its edge. '.repeat(3)}`,
    },
    [/Splash for teens/, /Also called The Friday swim/, /An evening in the pool/, /We begin in the small pool/],
  ],
  [
    'who',
    { minimum_age: '13', maximum_age: '18', open_to_all: 'no', criteria: 'You can swim 25 metres', need_ASD: 'yes' },
    [/13 to 18 years/, /You can swim 25 metres/, /Needs it knows well:/],
  ],
  ['kind', { category_sport: 'yes' }, [/More of this kind:/]],
  [
    'where',
    {
      place_0_name: 'The Lido',
      place_0_address_1: '1 Sea Road',
      place_0_address_2: 'North end',
      place_0_city: 'Cromer',
      place_0_postcode: 'nr27 9aa',
      place_0_access: 'Step-free\nQuiet room',
      place_0_note: 'The door is beside the library.',
      delivery_in_person: 'yes',
    },
    [/The Lido 1 Sea Road North end Cromer NR27 9AA/, /The door is beside the library/, /Quiet room Step-free/],
  ],
  [
    'areas',
    { area_E10000020: 'yes', other_areas: 'Cromer and around', languages: 'English\nPolish (on Fridays)' },
    [/Areas: Cromer and around, Norfolk/, /Languages: English, Polish \(on Fridays\)/],
  ],
  ['when', { times: 'Fridays 7pm to 8pm in term time' }, [/Every Friday, 7pm to 8pm, in term time/]],
  [
    'now',
    { stage: 'planned', starts_on: '8 January 2027', alert: 'Bring a pound for the locker.' },
    [/Planned: starts 8 January 2027/, /Next dates.*: Friday 8 January 2027/, /Bring a pound for the locker\./],
  ],
  [
    'cost',
    { costs: 'Each evening: £3\nCarers: free', fees: 'Bursaries can be had.' },
    [/Each evening: £3/, /Carers: Free/, /Bursaries can be had\./],
  ],
  [
    'how',
    { route_self: 'yes', application_process: 'Just come.', waiting: 'About six weeks' },
    [/Just come\./, /Waiting time: About six weeks/],
  ],
  [
    'contact',
    { phones: '01632 960 555 (evenings)', email: 'teens@example.org', url: 'www.example.org/teens' },
    [/Call 01632 960 555 evenings/, /teens@example\.org/, /example\.org\/teens/],
  ],
  [
    'people',
    {
      contact_0_title: 'Coach',
      contact_0_department: 'Pool team',
      contact_0_email: 'coach@example.org',
      contact_0_phones: '01632 960 556\n01632 960 557 extension 3',
    },
    [/Coach Pool team Call/, /Call 01632 960 556/, /Call 01632 960 557, extension 3/, /E-mail coach@example\.org/],
  ],
  ['quality', { accreditations: 'Swim Mark (2026)' }, [/Quality marks: Swim Mark \(2026\)/]],
  [
    'organisation',
    {
      organisation_description: 'A charity of parents who swim.',
      organisation_phones: '01632 960 100',
      organisation_email: 'office@example.org',
      organisation_url: 'https://splash.example.org',
    },
    [/A charity of parents who swim\./, /01632 960 100/, /office@example\.org/, /splash\.example\.org/],
  ],
];

test('every field that a family sees is reached by the journey, in short pages that each save', async (t) => {
  const visitor = await owner(t);
  const { db, get, service } = visitor;
  const draft = await beginDraft(visitor, service.organization_id, 'Teens');
  assert.deepEqual(
    steps.map(({ code }) => code),
    [...everything.map(([step]) => step), 'local-offer'],
  );
  for (const [step, answers, seen] of everything) {
    await answerStep(visitor, draft, step, answers);
    const preview = await get(`${draft}/preview`);
    for (const words of seen) assert.match(preview.text, words, step);
  }
  const check = await get(draft);
  assert.match(check.text, /How complete it is: 13 of 13/);
  await handInDraft(visitor, draft);
  const id = await approveDraft(visitor, draft);
  const page = await get(`/services/${id}`);
  const public_page = await get(page.headers.location ?? '');
  for (const [step, , seen] of everything) for (const words of seen) assert.match(public_page.text, words, step);
  assert.deepEqual(
    (await findService(db, id))?.service_areas.map(({ area_code }) => area_code),
    [undefined, 'E10000020'],
  );
});

test('what a record says beyond what most do comes back from each page as it was, and can be taken away', async (t) => {
  const visitor = await owner(t);
  const { db, get, service } = visitor;
  const full = {
    alternate_name: 'The Saturday swim',
    alert: 'The lift is broken.',
    accreditations: 'Swim Mark',
    languages: [{ name: 'Polish', code: 'pl', note: 'Saturdays' }],
    service_areas: [{ name: 'Norfolk', area_code: 'E10000020' }, { name: 'Cromer' }],
    contacts: [
      { title: 'Coach', department: 'Pool', phones: [{ number: '01632 960004' }] },
      { title: 'Treasurer', email: 'money@example.org' },
    ],
  };
  await exampleService(db, full, { now: NOW });
  const draft = await openDraft(visitor, service);
  for (const { code } of steps) await answerStep(visitor, draft, code, {});
  assert.match((await get(draft)).text, /What you changed Nothing yet\./);
  const people = await formOf(visitor, `${draft}/people`);
  assert.equal(people.contact_1_title, 'Treasurer');
  assert.equal(people.contact_2_title, '', 'one more can be written');
  await answerStep(visitor, draft, 'people', { contact_0_title: '', contact_0_department: '', contact_0_phones: '' });
  await answerStep(visitor, draft, 'what', { alternate_name: '' });
  await answerStep(visitor, draft, 'now', { alert: '' });
  await answerStep(visitor, draft, 'areas', { area_E10000020: '', other_areas: '', languages: '' });
  await answerStep(visitor, draft, 'quality', { accreditations: '' });
  await handInDraft(visitor, draft);
  await approveDraft(visitor, draft);
  const page = await get(`/services/${service.slug}`);
  assert.doesNotMatch(page.text, /Saturday swim(?!ming)|lift is broken|Swim Mark|Polish|Areas:|Coach/);
  assert.match(page.text, /Treasurer/);
});

test('a preview is the page that the public will see, word for word', async (t) => {
  const visitor = await owner(t);
  const { db, get, service } = visitor;
  await exampleService(db, { source_id: 'like', name: 'Otters at the pool' }, { now: NOW });
  await exampleService(db, { source_id: 'near', name: 'Chess at the pool', terms: ['category:play'] }, { now: NOW });
  const draft = await openDraft(visitor, service);
  await answerStep(visitor, draft, 'what', { summary: 'A calm hour.', description: 'New <b>words</b> & signs.' });
  await answerStep(visitor, draft, 'now', { alert: 'Closed on 24 December.' });
  const main = async (path: string) => {
    const [page] = (await get(path)).find('main');
    // what families can press about the page itself stands on no preview
    for (const part of page?.querySelectorAll('.demo-note, details.one-click, form.helpful') ?? []) part.remove();
    return (page?.outerHTML ?? '').replace(/\s+/g, ' ').replace(/> </g, '><');
  };
  const preview = await main(`${draft}/preview`);
  assert.match(preview, /Otters at the pool/);
  assert.match(preview, /Chess at the pool/);
  await handInDraft(visitor, draft, { is_all_right: 'yes' });
  const waiting = await main(`${draft}/preview`);
  await approveDraft(visitor, draft);
  const seen = await main(`/services/${service.slug}`);
  assert.equal(waiting, seen);
  const dated = (html: string) => html.replace(/Checked on \d+ \w+ \d+/g, 'Checked');
  assert.equal(dated(preview), dated(seen));
});

test('times that cannot be read are kept in their own words, and the page says so', async (t) => {
  const visitor = await owner(t);
  const { get, post, service } = visitor;
  const draft = await openDraft(visitor, service);
  const saved = await answerStep(visitor, draft, 'when', { times: 'Tuesdays 7 to 9\nSaturdays 9am to 10am' });
  assert.equal(saved.headers.location, `${draft}/when#understood`);
  const page = await get(`${draft}/when`);
  assert.match(
    page.text,
    /Tuesdays 7 to 9 Families see this as you wrote it, but it is on no calendar\. Is 7 in the morning/,
  );
  assert.match((await get(`${draft}/preview`)).text, /Tuesdays 7 to 9/);
  const form = await formOf(visitor, `${draft}/when`);
  assert.equal(form.times, 'Tuesdays 7 to 9\nEvery Saturday, 9am to 10am');
  assert.equal((await post(`${draft}/when`, form)).headers.location, `${draft}/now`, 'it may stay so');
  await answerStep(visitor, draft, 'when', { times: 'Tuesdays 7pm to 9pm' });
  assert.doesNotMatch((await get(`${draft}/when`)).text, /on no calendar/);
});

test('what may be a person’s own is marked, and is not public before the council has looked at it', async (t) => {
  const visitor = await owner(t);
  const { get, service } = visitor;
  const draft = await openDraft(visitor, service);
  await answerStep(visitor, draft, 'people', {
    contact_0_title: 'Coach',
    contact_0_name: 'Jo Bloggs',
    contact_0_email: 'jo.bloggs@gmail.com',
    contact_0_phones: '07700 900123',
  });
  const check = await get(draft);
  assert.match(check.text, /This may be a person’s own Jo Bloggs, .*07700 900123.*\. The council looks at it before/);
  assert.match(check.text, /jo\.bloggs@gmail\.com/);
  await handInDraft(visitor, draft);
  const seen = async () => (await get(`/services/${service.slug}`)).body;
  assert.doesNotMatch(await seen(), /Bloggs|900123/i);
  await approveDraft(visitor, draft);
  assert.match(await seen(), /Jo Bloggs/);
});

test('a place outside the council’s area says so by itself', async (t) => {
  const visitor = await owner(t);
  const { db, service } = visitor;
  const draft = await openDraft(visitor, service);
  await answerStep(visitor, draft, 'where', { place_0_address_1: '2 Pool Lane' });
  await handInDraft(visitor, draft);
  await approveDraft(visitor, draft);
  assert.equal((await findService(db, service.id))?.area, 'in_area');
});

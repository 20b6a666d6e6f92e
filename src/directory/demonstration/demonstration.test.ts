import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { serviceRecord } from '../records.ts';
import { demonstrationRecords } from './demonstration.ts';
import { DEMONSTRATION_KINDS, kindOf } from './kinds.ts';

const today = '2026-11-22';
const inputs = demonstrationRecords(today);
const records = inputs.map((input) => serviceRecord.parse(input));
const taxonomies: { code: string; terms: { code: string; parent?: string }[] }[] = JSON.parse(
  readFileSync(new URL('../reference/taxonomies.json', import.meta.url), 'utf8'),
);

/** Short forms, and the words that must stand in the same record. */
const spelledOut: Record<string, string> = {
  AAC: 'augmentative and alternative communication',
  ADHD: 'attention deficit hyperactivity disorder',
  ARFID: 'avoidant restrictive food intake disorder',
  BSL: 'british sign language',
  CAMHS: 'child and adolescent mental health service',
  CV: 'a page about you and what you can do',
  DLA: 'disability living allowance',
  EHC: 'education, health and care',
  GP: 'family doctor',
  OT: 'occupational therapist',
  PA: 'personal assistant',
  PIP: 'personal independence payment',
  SEN: 'special educational needs',
  SENCO: 'special educational needs co-ordinator',
  SEND: 'special educational needs and disabilities',
  SENDIASS: 'special educational needs and disability information, advice and support service',
};

test('there are at least 640 services of at least 95 kinds, each with a source_id of its own that names its kind', () => {
  assert.ok(records.length >= 640 && records.length <= 760, String(records.length));
  assert.equal(new Set(records.map(({ source_id }) => source_id)).size, records.length);
  const kinds = new Set(DEMONSTRATION_KINDS.map(({ slug }) => slug));
  assert.equal(kinds.size, DEMONSTRATION_KINDS.length);
  assert.ok(kinds.size >= 95);
  assert.deepEqual(new Set(records.map(({ source_id }) => kindOf(source_id))), kinds);
});

test('no two services have the same name', () => {
  assert.equal(new Set(records.map(({ name }) => name)).size, records.length);
});

test('the same day gives the same records, and another day moves their dates', () => {
  assert.deepEqual(demonstrationRecords(today), inputs);
  const later = demonstrationRecords('2027-03-01');
  assert.deepEqual(
    later.map(({ source_id, name }) => ({ source_id, name })),
    inputs.map(({ source_id, name }) => ({ source_id, name })),
  );
  assert.notDeepEqual(later, inputs);
});

test('every day of a year gives records that can be read', () => {
  for (const day of ['2026-01-01', '2026-07-20', '2026-07-21', '2028-02-29'])
    for (const record of demonstrationRecords(day)) {
      const { success, error } = serviceRecord.safeParse(record);
      assert.ok(success, `${day} ${record.source_id}: ${error?.message}`);
    }
});

test('every term that families can choose has services, and no term is unknown', () => {
  const used = new Set(records.flatMap(({ terms }) => terms));
  const known = new Set<string>();
  for (const { code: taxonomy, terms } of taxonomies) {
    const parents = new Set(terms.map(({ parent }) => parent));
    for (const { code } of terms) {
      const term = `${taxonomy}:${code}`;
      known.add(term);
      // criteria (LO-18) stand in every record, and a strategy (LO-7) is not a service
      if (taxonomy === 'schedule_2' && ['LO-18', 'LO-7'].includes(code)) continue;
      if (!parents.has(code)) assert.ok(used.has(term), `no service has ${term}`);
    }
  }
  assert.deepEqual(
    [...used].filter((term) => !known.has(term)),
    [],
  );
});

test('every record says what it is, who for, how to get it, when, what it costs and whom to ask', () => {
  for (const record of records) {
    const id = record.source_id;
    const words = (record.description ?? '').split(/\s+/).length;
    assert.ok(words >= 50 && words <= 130, `${id}: ${words} words`);
    for (const text of [record.name, record.summary, record.description, record.application_process])
      assert.ok(text && !text.includes('{'), `${id}: ${text}`);
    for (const taxonomy of ['category', 'need', 'provision', 'schedule_2', 'delivery', 'route'])
      assert.ok(
        record.terms.some((term) => term.startsWith(`${taxonomy}:`)),
        `${id} has no ${taxonomy}`,
      );
    assert.equal(new Set(record.terms).size, record.terms.length, id);
    assert.ok(record.cost_options.length > 0 && record.phones.length > 0 && record.languages.length > 0, id);
    assert.ok(
      record.contacts.every(({ name, title }) => title && !name),
      `${id}: a role, not a person`,
    );
    assert.ok(record.service_at_locations.length > 0 || record.service_areas.length > 0, `${id} is nowhere`);
    assert.ok(!(record.local_offer.open_to_all && record.eligibility.length > 0), `${id}: open to all, with criteria`);
  }
});

test('there are planned, proposed, closed, paused, stale and unconfirmed services, and some without criteria', () => {
  const count = (is: (record: (typeof records)[number]) => boolean) => records.filter(is).length;
  const has = (state: string) => count(({ local_offer }) => local_offer.commitment.commitment === state);
  assert.ok(has('planned') >= 15);
  assert.ok(has('proposed') >= 12);
  assert.ok(has('closed') >= 12);
  assert.ok(count(({ status, alert }) => status === 'temporarily closed' && alert !== undefined) >= 8);
  const confirmed = count(({ local_offer }) => local_offer.confirmation !== undefined);
  assert.ok(count(({ local_offer }) => (local_offer.confirmation?.confirmed_at ?? '') < '2025-11-22') >= 40);
  assert.ok(confirmed < records.length && confirmed > records.length * 0.95);
  assert.ok(count(({ local_offer, eligibility }) => !local_offer.open_to_all && eligibility.length === 0) >= 40);
  for (const state of ['approved', 'asked', 'refused', 'lapsed', undefined])
    assert.ok(count(({ local_offer }) => local_offer.membership?.state === state) >= 10, String(state));
  assert.ok(count(({ local_offer }) => local_offer.area === 'out_of_area') >= 10);
  assert.ok(count(({ service_at_locations }) => service_at_locations.length >= 2) >= 15);
  assert.ok(count(({ languages }) => languages.length >= 2) >= 30);
});

test('dates agree with what they say', () => {
  for (const { source_id, local_offer, schedules, service_at_locations } of records) {
    const { commitment, starts_on, ends_on } = local_offer.commitment;
    assert.equal(starts_on !== undefined, commitment === 'planned', source_id);
    if (starts_on) assert.ok(starts_on > today, source_id);
    assert.equal(ends_on !== undefined, commitment === 'closed', source_id);
    if (ends_on) assert.ok(ends_on < today, source_id);
    if (local_offer.waiting_time) assert.ok(local_offer.waiting_time.declared_on < today, source_id);
    for (const schedule of [...schedules, ...service_at_locations.flatMap((at) => at.schedules)])
      if (schedule.valid_from && schedule.valid_to) assert.ok(schedule.valid_from <= schedule.valid_to, source_id);
  }
});

test('places lie in or near the area, and a hidden place is never named by its building', () => {
  for (const { source_id, service_at_locations, local_offer } of records)
    for (const { location } of service_at_locations) {
      const { latitude = 0, longitude = 0, name } = location;
      assert.ok(latitude > 51.4 && latitude < 53 && longitude > -0.5 && longitude < 1.8, source_id);
      assert.match(location.addresses[0]?.postal_code ?? '', /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/);
      if (local_offer.is_place_hidden) assert.match(name ?? '', /kept private/);
    }
  assert.ok(records.filter(({ local_offer }) => local_offer.is_place_hidden).length >= 10);
});

test('nobody real can be rung, written to or named', () => {
  for (const input of inputs) {
    const text = JSON.stringify(input);
    for (const [number] of text.matchAll(/\+?\b0\d{4} ?\d{6}\b|\+44[\d ]+/g))
      assert.match(number, /^(01632 960\d{3}|07700 900\d{3}|03069 990\d{3})$/, input.source_id);
    for (const { number } of [...(input.phones ?? []), ...(input.organization.phones ?? [])])
      assert.match(number, /^(01632 960|07700 900|03069 990)\d{3}$/, input.source_id);
    for (const [host] of text.matchAll(/(?<=@|:\/\/)[a-z0-9.-]+/g))
      assert.match(host, /(\.example|(^|\.)example\.org)$/, input.source_id);
  }
});

test('every short form is spelled out in the same record', () => {
  for (const record of records) {
    const text = [
      record.name,
      record.summary,
      record.description,
      record.application_process,
      ...record.eligibility.map(({ description }) => description),
      ...record.cost_options.map(({ option, amount_description }) => `${option} ${amount_description}`),
    ].join(' ');
    for (const [short] of text.matchAll(/\b[A-Z]{2,}\b/g)) {
      const long = spelledOut[short];
      assert.ok(long && text.toLowerCase().includes(long), `${record.source_id}: ${short}`);
    }
  }
});

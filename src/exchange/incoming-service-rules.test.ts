import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ServiceRecord, serviceRecord } from '../directory/records.ts';
import { asVersion3 } from './import-oruk.ts';
import { withoutChildIds } from './incoming-id-rules.ts';
import { readIncomingService } from './incoming-service-rules.ts';

const context = { source_name: 'Elsewhere', today: '2026-11-22', is_neighbour: false, is_ours: false };
const minimal = { id: 'a1', name: 'Swimming' };

function read(raw: Record<string, unknown>, more: Partial<typeof context> = {}): ServiceRecord & { notes: string[] } {
  const incoming = readIncomingService(asVersion3({ ...minimal, ...raw }), { ...context, ...more });
  if ('refused' in incoming) throw new Error(incoming.refused);
  return { ...serviceRecord.parse(incoming.record), notes: incoming.notes };
}

const term = (name: string, taxonomy: string) => ({ taxonomy_term: { id: name, name, taxonomy } });

test('only what could not be found again or is no service is refused', () => {
  for (const raw of [null, 'text', [], {}, { id: 'a1' }, { id: '', name: 'x' }, { id: 'a1', name: ' ' }])
    assert.ok('refused' in readIncomingService(raw, context), JSON.stringify(raw));
  assert.equal(read({}).source_id, 'a1');
});

test('every field may be null, empty or of the wrong kind', () => {
  const whole = read({
    organization: { id: '7b3b7f4e-1c1f-4b7e-8a0e-5f6b0a7b1c2d', name: 'Splash', phones: ['01632 960001'] },
    service_at_locations: [{ location: { addresses: [{ address_1: '1 Pool Lane', city: 'Cromer' }] } }],
    schedules: [{ byday: 'MO' }],
    contacts: [{ name: 'Duty manager', phones: [{ number: '01632 960002' }] }],
    cost_options: [{ amount: '3' }],
    attributes: [term('Autism', 'Needs')],
  });
  for (const field of Object.keys(whole))
    for (const wrong of [null, '', 7, 'x', [], {}, [null], [[]], [{ id: null }], { id: 7 }]) {
      if (field === 'id' || field === 'name') continue;
      const record = read({ [field]: wrong });
      assert.equal(record.name, 'Swimming', `${field}: ${JSON.stringify(wrong)}`);
    }
});

test('a record without organisation, street or county is kept, and nothing is invented', () => {
  const record = read({
    service_at_locations: [
      { location: { name: 'The pool', addresses: [{ city: 'Cromer', postal_code: 'NR27 9AA' }] } },
    ],
  });
  assert.equal(record.organization.name, 'Swimming');
  const [address] = record.service_at_locations[0]?.location.addresses ?? [];
  assert.deepEqual([address?.address_1, address?.city, address?.state_province], ['', 'Cromer', '']);
  assert.equal(record.notes.length, 2);
});

test('foreign terms are kept and, where the names mean the same, tagged as ours too', () => {
  const record = read({
    attributes: [
      term('Hearing', 'SEND needs'),
      term('Hearing', 'Court services'),
      term('Mental health', 'Service categories'),
      term('Things to do', 'Service categories'),
      term('Basket weaving', 'Service categories'),
    ],
  });
  assert.deepEqual(record.terms, ['category:mental-health', 'category:things-to-do', 'need:HI']);
  assert.equal(record.foreign_terms.length, 5);
});

test('terms of our own taxonomies, in a feed of this software, are ours again', () => {
  const record = read({
    attributes: [{ taxonomy_term: { id: 'x', code: 'ASD', name: 'Autism', taxonomy: 'Type of need' } }],
  });
  assert.deepEqual(record.terms, ['need:ASD']);
  assert.deepEqual(record.foreign_terms, []);
});

test('the place of a childminder or a refuge is hidden, whatever the source says', () => {
  for (const raw of [
    { name: 'Little Stars Childminding' },
    { name: 'Haven', description: '', organization: { name: 'County refuge' } },
    { attributes: [term('Childminders', 'Kinds')] },
    { local_offer: { is_place_hidden: true } },
  ])
    assert.equal(read(raw).local_offer.is_place_hidden, true, JSON.stringify(raw));
  assert.equal(read({ name: 'Help for refugees' }).local_offer.is_place_hidden, false);
});

test('a hidden place keeps its town from a feed of this software, and gets none from its name in any other', () => {
  const townOf = (local_offer: object, name: string) =>
    read({ local_offer, service_at_locations: [{ location: { name } }] }).service_at_locations[0]?.location.addresses[0]
      ?.city;
  assert.equal(townOf({ is_place_hidden: true, page_url: 'https://example.org/services/x' }, 'Norwich'), 'Norwich');
  assert.equal(townOf({ is_place_hidden: true }, 'Haven House'), undefined);
});

test('only our own records can say that they stand in our Local Offer', () => {
  const raw = { local_offer: { is_approved: true, approved_at: '2026-01-10T09:00:00Z' } };
  assert.equal(read(raw).local_offer.membership, undefined);
  assert.equal(read(raw, { is_ours: true }).local_offer.membership?.state, 'approved');
});

test('a closed service is closed here, a neighbour’s is out of our area, a checked one is confirmed', () => {
  assert.equal(read({ status: 'Closed' }).local_offer.commitment.commitment, 'closed');
  assert.equal(read({ status: 'temporarily closed' }).local_offer.commitment.commitment, 'available_now');
  assert.equal(read({}, { is_neighbour: true }).local_offer.area, 'out_of_area');
  const { confirmation } = read({ assured_date: '2026-05-01' }).local_offer;
  assert.deepEqual(confirmation, { confirmed_at: '2026-05-01T00:00:00Z', confirmed_by: 'Elsewhere' });
  assert.equal(read({ assured_date: '2030-01-01' }).local_offer.confirmation, undefined);
});

test('Open Referral UK 1.0 comes through the adapter whole', () => {
  const record = read({
    eligibilitys: [{ eligibility: '5 to 11', minimum_age: 5, maximum_age: 11 }, { eligibility: 'Lives nearby' }],
    service_taxonomys: [
      { taxonomy: { id: 'esdServiceType:298', name: 'Carers support', vocabulary: 'esdServiceTypes' } },
    ],
    regular_schedules: [{ byday: 'MO', opens_at: '10:00:00', closes_at: '12:00:00', freq: 'WEEKLY' }],
    holiday_schedules: [{ closed: true, start_date: '2026-12-24', end_date: '2026-12-31' }],
    fundings: [{ source: 'The council' }],
    languages: [{ language: 'Polish' }],
    attending_type: 'venue',
    service_at_locations: [
      {
        location: {
          latitude: 52.9,
          longitude: 1.3,
          physical_addresses: [{ address_1: '1 Pool Lane', city: 'Cromer', postal_code: 'NR27 9AA' }],
          accessibility_for_disabilities: [{ accessibility: 'Ramp' }],
        },
        regular_schedule: [{ byday: 'TU', opens_at: '9:00' }],
      },
    ],
  });
  assert.deepEqual([record.minimum_age, record.maximum_age], [5, 11]);
  assert.deepEqual(
    record.eligibility.map(({ description }) => description),
    ['Lives nearby'],
  );
  assert.equal(record.foreign_terms[0]?.term_uri, 'http://id.esd.org.uk/service/298');
  assert.deepEqual(
    record.schedules.map(({ byday, description }) => byday ?? description),
    ['MO', 'Closed'],
  );
  assert.equal(record.funding[0]?.source, 'The council');
  assert.equal(record.languages[0]?.name, 'Polish');
  assert.ok(record.terms.includes('delivery:in_person'));
  const [at] = record.service_at_locations;
  assert.equal(at?.location.addresses[0]?.city, 'Cromer');
  assert.equal(at?.location.accessibility[0]?.description, 'Ramp');
  assert.equal(at?.schedules[0]?.opens_at, '09:00');
});

test('a record of Outpost comes through its adapter, a masked address hidden', () => {
  const record = read({
    id: 6378,
    organisation: { id: 1, name: 'Splash' },
    taxonomies: [{ id: 2, name: 'Things to do', slug: 'things-to-do' }],
    send_needs: [{ id: 3, name: 'Autism', slug: 'autism' }],
    locations: [
      { address_1: '1 Pool Lane', city: 'Cromer', geometry: { coordinates: [1.3, 52.9] }, mask_exact_address: true },
    ],
    regular_schedules: [{ weekday: 'Monday', opens_at: '09:30', closes_at: '12:00' }],
    free: true,
    min_age: 5,
  });
  assert.equal(record.source_id, '6378');
  assert.equal(record.service_at_locations[0]?.location.latitude, 52.9);
  assert.equal(record.schedules[0]?.byday, 'MO');
  assert.equal(record.cost_options[0]?.amount, 0);
  assert.equal(record.local_offer.is_place_hidden, true);
  assert.ok(record.terms.includes('need:ASD'));
});

test('an id that several parts share stays with the first of them', () => {
  const id = '7b3b7f4e-1c1f-4b7e-8a0e-5f6b0a7b1c2d';
  const used = new Set<string>();
  const first = withoutChildIds(
    { ...minimal, source_id: 'a1', organization: { name: 'x' }, phones: [{ id, number: '1234' }] },
    used,
  );
  const second = withoutChildIds(
    { ...minimal, source_id: 'a2', organization: { name: 'x' }, phones: [{ id, number: '1234' }] },
    used,
  );
  assert.equal(first.phones?.[0]?.id, id);
  assert.equal(second.phones?.[0]?.id, undefined);
});

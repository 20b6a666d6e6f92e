import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftChanges, mergeDraft } from './draft-changes.ts';
import { judge } from './draft-completeness-rules.ts';
import { steps } from './draft-step-rules.ts';
import { exampleRecord } from './examples.ts';
import { type ServiceRecordInput, serviceRecord } from './records.ts';

const recordWith = (fields: Partial<ServiceRecordInput> = {}) => serviceRecord.parse(exampleRecord(fields));
const around = {
  today: '2026-11-16',
  organisation: 'Splash',
  terms: [],
  areas: [{ code: 'E10000020', name: 'Norfolk' }],
  requirements: [],
  suggested_kinds: [],
  is_in_offer: true,
};

const merges: [name: string, draft: object, current: object, outcome: object][] = [
  ['what was changed in the draft counts', { name: 'New' }, {}, { name: 'New' }],
  ['what was changed elsewhere stays', {}, { email: 'new@example.org' }, { email: 'new@example.org' }],
  ['where both changed, the draft counts', { name: 'Draft' }, { name: 'Elsewhere' }, { name: 'Draft' }],
  ['what the draft took away is gone', { summary: undefined }, {}, { summary: undefined }],
  ['a list that the draft emptied is empty', { phones: [] }, {}, { phones: [] }],
  ['the states are those of now', {}, { status: 'temporarily closed' }, { status: 'temporarily closed' }],
];

for (const [name, draft, current, outcome] of merges)
  test(`a draft on top of the record as it stands: ${name}`, () => {
    const merged = mergeDraft(recordWith(draft), recordWith(), recordWith(current));
    const expected = recordWith({ ...current, ...outcome });
    assert.deepEqual(JSON.parse(JSON.stringify(merged)), JSON.parse(JSON.stringify(expected)));
  });

test('a draft that says what the record says by now changes nothing', () => {
  const both = recordWith({ email: 'new@example.org' });
  assert.deepEqual(draftChanges(both, recordWith(), both), []);
});

test('a page that comes back as it was shown changes nothing of a record, however it was written', () => {
  const records = [
    recordWith(),
    recordWith({
      cost_options: [
        { option: 'Each week', amount: 4.5, amount_description: 'cash only' },
        { amount: 0 },
        { option: 'Ask' },
      ],
      phones: [{ number: '01632 960 001', extension: '12', description: 'mornings' }, { number: 'ring the bell' }],
      contacts: [
        {
          title: 'Coach',
          name: 'C. Coach',
          email: 'c@example.org',
          phones: [{ number: '01632 960002' }, { number: '01632 960003' }],
        },
      ],
      schedules: [
        {
          freq: 'WEEKLY',
          byday: 'MO',
          opens_at: '17:00',
          description: 'Not on bank holidays',
          notes: 'Ring; then wait',
        },
        { description: 'By arrangement' },
        { freq: 'WEEKLY', interval: 3, byday: 'FR' },
      ],
      alternate_name: 'The Saturday swim',
      alert: 'The lift is broken.',
      accreditations: 'Swim Mark',
      languages: [{ name: 'Polish', code: 'pl', note: 'Saturdays' }, { name: 'English (spoken)' }],
      service_areas: [{ name: 'Cromer' }, { name: 'Norfolk', area_code: 'E10000020' }, { name: 'Norfolk', uri: 'x' }],
      organization: {
        name: 'Splash',
        description: 'A charity.',
        phones: [{ number: '01632 960100', type: 'voice' }],
        logo: 'https://example.org/logo.svg',
      },
      local_offer: {
        commitment: {
          commitment: 'proposed',
          starts_on: '2027-04-12',
          ends_on: '2027-07-16',
          note: 'If it is paid for.',
        },
        pause: { starts_on: '2026-12-20', back_on: '2027-01-05' },
      },
      eligibility: [{ criterion: 'referral', description: 'A letter from a doctor', value: 'gp' }],
    }),
  ];
  for (const record of records)
    for (const step of steps) {
      const written = { record, answers: {} };
      const saved = step.save(step.values(written, around), written, around);
      assert.ok(!('errors' in saved), `${step.code}: ${JSON.stringify(saved)}`);
      assert.deepEqual(saved.record, record, step.code);
    }
});

test('a record is judged by what families ask, and is ready when what the law asks is there', () => {
  const whole = judge(recordWith({ local_offer: { open_to_all: true } }));
  assert.equal(whole.is_ready, true);
  const bare = judge(
    recordWith({ summary: undefined, description: undefined, application_process: undefined, terms: [] }),
  );
  assert.equal(bare.is_ready, false);
  assert.deepEqual(
    bare.judged.filter(({ is_there, is_required }) => is_required && !is_there).map(({ step }) => step),
    ['what', 'who', 'how'],
  );
});

const prices: [typed: string, read: object][] = [
  ['Free', { amount: 0 }],
  ['Carers: free', { option: 'Carers', amount: 0 }],
  ['Each session: £4.50', { option: 'Each session', amount: 4.5 }],
  ['£1,200 a year', { option: 'a year', amount: 1200 }],
  ['Trial: £2 (first visit only)', { option: 'Trial', amount: 2, amount_description: 'first visit only' }],
  ['Ask us', { option: 'Ask us' }],
];

for (const [typed, read] of prices)
  test(`a price is read as people write it: ${typed}`, () => {
    const cost = steps.find(({ code }) => code === 'cost');
    const saved = cost?.save({ costs: typed }, { record: recordWith(), answers: {} }, around);
    assert.deepEqual(saved && 'record' in saved && saved.record.cost_options, [{ currency: 'GBP', ...read }]);
  });

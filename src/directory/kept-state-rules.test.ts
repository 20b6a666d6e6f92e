import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examplePromises } from './examples.ts';
import { type KeptFacts, stateOfRecord } from './kept-state-rules.ts';

const fresh: KeptFacts = {
  service_id: 's',
  is_public: true,
  withdrawn_reason: null,
  status: 'active',
  commitment: 'available_now',
  ends_on: null,
  pause: null,
  closing: null,
  confirmed_at: new Date('2026-10-01T09:00:00Z'),
  is_past_promise: false,
  categories: ['health'],
  draft_id: null,
  handed_in_at: null,
  sent_back_reason: null,
};
const handed_in_at = new Date('2026-11-10T09:00:00Z');

const cases: [name: string, facts: Partial<KeptFacts>, live: string, next: string | null][] = [
  ['public and confirmed', {}, 'Public', null],
  ['never confirmed', { confirmed_at: null }, 'Public, needs confirming', 'Say that it is still right'],
  [
    'a year without a confirmation within four weeks',
    { confirmed_at: new Date('2025-12-01T09:00:00Z') },
    'Public, needs confirming',
    'Say that it is still right',
  ],
  [
    'a club, four weeks before its six months end',
    { categories: ['sport'], confirmed_at: new Date('2026-06-13T09:00:00Z') },
    'Public, needs confirming',
    'Say that it is still right',
  ],
  [
    'a club, five weeks before its six months end',
    { categories: ['sport'], confirmed_at: new Date('2026-06-21T09:00:00Z') },
    'Public',
    null,
  ],
  ['past its promise', { is_past_promise: true }, 'Public, needs confirming', 'Say that it is still right'],
  ['having a break', { status: 'temporarily closed' }, 'Public, has a break', null],
  [
    'having a break whose end is known',
    { status: 'temporarily closed', pause: { starts_on: '2026-11-01', back_on: '2027-01-05' } },
    'Public, says that it is back on 5 January 2027',
    null,
  ],
  [
    'a break that is over, before the night that ends it',
    { status: 'temporarily closed', pause: { starts_on: '2026-11-01', back_on: '2026-11-16' } },
    'Public',
    null,
  ],
  [
    'a break to come',
    { pause: { starts_on: '2026-12-21', back_on: '2027-01-05' } },
    'Public, says that it has a break from 21 December 2026, and is back on 5 January 2027',
    null,
  ],
  [
    'closed since yesterday',
    { ends_on: '2026-11-15', closing: { last_day: '2026-11-15' } },
    'Public, says that it has closed',
    null,
  ],
  ['closing', { ends_on: '2027-03-31' }, 'Public, says that it is there until 31 March 2027', null],
  [
    'closed: nothing more to confirm',
    { commitment: 'closed', confirmed_at: null },
    'Public, says that it has closed',
    null,
  ],
  ['being written', { draft_id: 'd' }, 'Public', 'Go on writing'],
  ['waiting', { draft_id: 'd', handed_in_at }, 'Public', null],
  ['sent back', { draft_id: 'd', sent_back_reason: 'Ages?' }, 'Public', 'Put it right'],
  ['new', { service_id: null, is_public: false, draft_id: 'd' }, 'New, not handed in', 'Go on writing'],
  [
    'new and waiting',
    { service_id: null, is_public: false, draft_id: 'd', handed_in_at },
    'New, waits at the council',
    'Look at what you handed in',
  ],
  ['taken down', { is_public: false, withdrawn_reason: 'It burnt down.' }, 'Not public', null],
];

for (const [name, facts, live, next] of cases)
  test(`the state of a record: ${name}`, () => {
    const state = stateOfRecord({ ...fresh, ...facts }, examplePromises, '2026-11-16');
    assert.deepEqual([state.live, state.next?.text ?? null], [live, next]);
  });

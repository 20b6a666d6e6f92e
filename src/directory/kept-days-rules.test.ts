import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleRecord } from './examples.ts';
import { isInPause, onItsDay, type PauseFacts, pauseOn } from './kept-days-rules.ts';
import { type ServiceRecordInput, serviceRecord } from './records.ts';

const today = '2026-11-16';
const closed = 'temporarily closed';

const pauses: [name: string, facts: PauseFacts, stands: string | undefined][] = [
  ['there is none', { status: 'active' }, undefined],
  ['closed for now, without days', { status: closed }, 'lasts'],
  ['begun, its end unknown', { status: closed, pause: { starts_on: '2026-11-01' } }, 'lasts'],
  ['begins today', { status: 'active', pause: { starts_on: today, back_on: '2026-11-20' } }, 'lasts'],
  ['begins tomorrow', { status: 'active', pause: { starts_on: '2026-11-17' } }, 'comes'],
  ['back tomorrow', { status: closed, pause: { starts_on: '2026-11-01', back_on: '2026-11-17' } }, 'lasts'],
  ['back today', { status: closed, pause: { starts_on: '2026-11-01', back_on: today } }, undefined],
];

for (const [name, facts, stands] of pauses)
  test(`a break on a day: ${name}`, () => assert.equal(pauseOn(facts, today), stands));

test('the days of a break are those before it is back', () => {
  const pause = { starts_on: '2026-12-20', back_on: '2027-01-05' };
  const days = ['2026-12-19', '2026-12-20', '2027-01-04', '2027-01-05'];
  assert.deepEqual(
    days.map((day) => isInPause(day, { pause })),
    [false, true, true, false],
  );
});

type Offer = NonNullable<ServiceRecordInput['local_offer']>;
const becomes: [name: string, before: { status?: string; local_offer: Offer }, after: object | undefined][] = [
  ['nothing is planned', { local_offer: {} }, undefined],
  ['a break is to come', { local_offer: { pause: { starts_on: '2026-11-17' } } }, undefined],
  ['a break begins', { local_offer: { pause: { starts_on: today } } }, { status: closed, pause: { starts_on: today } }],
  ['a break lasts', { status: closed, local_offer: { pause: { starts_on: today } } }, undefined],
  [
    'a break is over',
    { status: closed, local_offer: { pause: { starts_on: '2026-11-01', back_on: today } } },
    { status: 'active', pause: undefined },
  ],
  [
    'a break is over that never began',
    { local_offer: { pause: { starts_on: '2026-11-01', back_on: '2026-11-02' } } },
    { status: 'active', pause: undefined },
  ],
  [
    'its last day is today',
    { local_offer: { closing: { last_day: today }, commitment: { commitment: 'available_now', ends_on: today } } },
    undefined,
  ],
  [
    'its last day was yesterday',
    {
      local_offer: {
        closing: { last_day: '2026-11-15' },
        commitment: { commitment: 'available_now', ends_on: '2026-11-15', note: 'Ask us.' },
      },
    },
    { status: 'active', commitment: { commitment: 'closed', ends_on: '2026-11-15', note: 'Ask us.' } },
  ],
  [
    'it has closed already',
    { local_offer: { closing: { last_day: '2026-11-15' }, commitment: { commitment: 'closed' } } },
    undefined,
  ],
  [
    'only its time is over, and nobody said that it closes',
    { local_offer: { commitment: { commitment: 'available_now', ends_on: '2026-11-15' } } },
    undefined,
  ],
];

for (const [name, before, after] of becomes)
  test(`what a record becomes by itself: ${name}`, () => {
    const record = serviceRecord.parse({ ...exampleRecord(), ...before });
    const become = onItsDay(record, today);
    if (!after) return assert.equal(become, undefined);
    assert.ok(become);
    const { status, ...offer } = after as { status: string };
    assert.equal(become.status, status);
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    assert.deepEqual(plain({ ...become.local_offer, ...offer }), plain(become.local_offer));
    assert.equal(onItsDay(become, today), undefined, 'and nothing more the next time');
  });

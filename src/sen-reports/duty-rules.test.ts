import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DutyFacts, type DutyState, dutiesOf, hasDuties } from './duty-rules.ts';

const says = (passage: string) => ({ is_there: true, passage });
const silent = { is_there: false, passage: '' };
const all = new Map([
  ['IR-3c', says('We teach in small steps.')],
  ['IR-3e', says('A reading group each day.')],
  ['IR-3f', says('All clubs are for all.')],
  ['IR-4', says('Sam Sample')],
  ['IR-7', says('We tell you at once.')],
]);
const senco = { since: '2024-09-01', must_hold_by: '2027-09-01', holds: false, is_no_teacher: false };
const nothing: DutyFacts = {
  items: undefined,
  report: undefined,
  senco: undefined,
  today: '2026-11-16',
  stale_months: 12,
};
const here = { state: 'here', dated: '2026-09-01' } as const;

for (const { name, facts, states } of [
  { name: 'nothing is known', facts: {}, states: ['unknown', 'unknown', 'unknown', 'unknown', 'unknown'] },
  {
    name: 'a whole report and a SENCO',
    facts: { items: all, report: here, senco },
    states: ['met', 'met', 'met', 'met', 'met'],
  },
  { name: 'a SENCO alone', facts: { senco }, states: ['unknown', 'unknown', 'met', 'unknown', 'unknown'] },
  {
    name: 'the qualification is overdue',
    facts: { senco: { ...senco, must_hold_by: '2026-09-01' } },
    states: ['unknown', 'unknown', 'not shown', 'unknown', 'unknown'],
  },
  {
    name: 'the SENCO is no teacher',
    facts: { senco: { ...senco, is_no_teacher: true } },
    states: ['unknown', 'unknown', 'not shown', 'unknown', 'unknown'],
  },
  {
    name: 'the qualification is held',
    facts: { senco: { ...senco, must_hold_by: '2026-09-01', holds: true } },
    states: ['unknown', 'unknown', 'met', 'unknown', 'unknown'],
  },
  {
    name: 'nobody in the register, but the report names the SENCO',
    facts: { items: all, report: here },
    states: ['met', 'met', 'met', 'met', 'met'],
  },
  {
    name: 'a report without activities, parents and SENCO',
    facts: { items: new Map([...all, ['IR-3f', silent], ['IR-7', silent], ['IR-4', silent]]), report: here },
    states: ['met', 'not shown', 'not shown', 'not shown', 'met'],
  },
  {
    name: 'half of what shows that a school does its best',
    facts: { items: new Map([...all, ['IR-3c', silent]]), report: here },
    states: ['not shown', 'met', 'met', 'met', 'met'],
  },
  {
    name: 'a report that is a year old today',
    facts: { items: all, report: { state: 'here', dated: '2025-11-16' } },
    states: ['met', 'met', 'met', 'met', 'met'],
  },
  {
    name: 'a report that is a year and a day old',
    facts: { items: all, report: { state: 'current', dated: '2025-11-15' } },
    states: ['met', 'met', 'met', 'met', 'not shown'],
  },
  {
    name: 'a report without a date',
    facts: { items: all, report: { state: 'stale', dated: null } },
    states: ['met', 'met', 'met', 'met', 'not shown'],
  },
  {
    name: 'somebody confirmed that there is no report',
    facts: { report: { state: 'missing', dated: null } },
    states: ['unknown', 'unknown', 'unknown', 'unknown', 'not shown'],
  },
] as { name: string; facts: Partial<DutyFacts>; states: DutyState[] }[])
  test(`the five duties: ${name}`, () => {
    assert.deepEqual(
      dutiesOf({ ...nothing, ...facts }).map(({ state }) => state),
      states,
    );
  });

test('what shows a duty is told in the report’s own words, shortened', () => {
  const [best] = dutiesOf({ ...nothing, items: new Map([...all, ['IR-3e', says('word '.repeat(100))]]), report: here });
  assert.match(best?.evidence ?? '', /^Its report says: “word word .{100,160} …”$/);
});

for (const { kind, governance, has } of [
  { kind: 'mainstream', governance: 'maintained', has: true },
  { kind: 'mainstream', governance: 'academy', has: true },
  { kind: 'nursery', governance: 'maintained', has: true },
  { kind: 'special', governance: 'maintained', has: false },
  { kind: 'independent', governance: 'independent', has: false },
] as const)
  test(`the duties are ${has ? '' : 'not '}those of a ${kind} school (${governance})`, () => {
    assert.equal(hasDuties({ kind, governance }), has);
  });

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordChanges } from './record-changes.ts';
import { recordBefore } from './record-history-rules.ts';
import { type ServiceRecordInput, serviceRecord } from './records.ts';

const start: ServiceRecordInput = { source_id: '1', name: 'Splash', organization: { name: 'Splash Ltd' } };

const steps: [what: string, next: Partial<ServiceRecordInput>][] = [
  ['a field changes', { name: 'Quiet splash' }],
  ['a field comes', { fees: 'Free' }],
  ['a list comes', { phones: [{ number: '01632 960001' }] }],
  ['a fact of the organisation changes', { organization: { name: 'Splash Charity', email: 'a@example.org' } }],
  [
    'a state comes',
    { local_offer: { waiting_time: { description: 'Weeks', declared_on: '2026-01-01', declared_by: 'x' } } },
  ],
];

for (const [what, next] of steps)
  test(`where ${what}, the record of before is found again, and of that the change of before`, () => {
    const before = serviceRecord.parse(start);
    const after = serviceRecord.parse({ ...start, ...next });
    const there = recordChanges(before, after);
    assert.ok(there.length > 0);
    assert.deepEqual(serviceRecord.parse(recordBefore(after, there)), before);
    const back = recordChanges(after, before);
    assert.deepEqual(serviceRecord.parse(recordBefore(before, back)), after);
  });

test('before a record came there was none', () => {
  assert.equal(recordBefore({ name: 'x' }, [{ field: 'record', old_value: null, new_value: {} }]), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isItemKey, itemKeys, itemOf, itemsFor, reportItems } from './item-rules.ts';

test('there are 23 items in the order of the law, each with its words, its citation and a question', () => {
  assert.deepEqual(
    reportItems.map(({ key }) => key),
    [...itemKeys],
  );
  assert.equal(itemKeys.length, 23);
  for (const { title, law, citation, question } of reportItems) {
    assert.ok(title && law);
    assert.match(
      citation,
      /^SEND Regulations 2014, Schedule 1, paragraph \d|^Children and Families Act 2014, section 69/,
    );
    assert.match(question, /\?$/);
  }
  assert.equal(itemOf('IR-13').title, "Where the council's Local Offer is");
  assert.ok(isItemKey('IR-69iv') && !isItemKey('IR-14'));
});

const cases = [
  { kind: 'mainstream', governance: 'maintained', duty: 'required', count: 23 },
  { kind: 'mainstream', governance: 'academy', duty: 'required', count: 23 },
  { kind: 'nursery', governance: 'maintained', duty: 'required', count: 23 },
  { kind: 'nursery', governance: 'other', duty: 'encouraged', count: 23 },
  { kind: 'special', governance: 'maintained', duty: 'required', count: 21 },
  { kind: 'special', governance: 'academy', duty: 'required', count: 21 },
  { kind: 'hospital_special', governance: 'maintained', duty: 'encouraged', count: 21 },
  { kind: 'non_maintained_special', governance: 'other', duty: 'encouraged', count: 21 },
  { kind: 'independent_special', governance: 'independent', duty: 'encouraged', count: 21 },
  { kind: 'independent', governance: 'independent', duty: 'encouraged', count: 23 },
  { kind: 'college', governance: 'college', duty: 'encouraged', count: 23 },
  { kind: 'alternative_provision', governance: 'maintained', duty: 'encouraged', count: 23 },
  { kind: 'alternative_provision', governance: 'academy', duty: 'encouraged', count: 23 },
] as const;

for (const { kind, governance, duty, count } of cases)
  test(`${kind} (${governance}): a report with ${count} items is ${duty}`, () => {
    const asked = itemsFor({ kind, governance });
    assert.equal(asked.duty, duty);
    assert.equal(asked.items.length, count);
    assert.equal(
      asked.items.some(({ key }) => key === 'IR-2' || key === 'IR-4'),
      count === 23,
    );
  });

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tracesIn } from './identity-rules.ts';

const cases: [text: string, must_go: string[], to_decide: string[]][] = [
  ['Write to parent.one+x@example.org please', ['parent.one+x@example.org'], []],
  ['Ring 01632 960 777 or +44 7700 900123.', ['01632 960 777', '+44 7700 900123'], []],
  ['We live at NR1 1AA', ['NR1 1AA'], []],
  ['NHS 943 476 5919', ['943 476 5919'], []],
  ['He was born on 3 May 2014 in a storm', ['born on 3 May 2014'], []],
  ['See @real_parent for more', ['@real_parent'], []],
  ['My son Jake waits', [], ['My son Jake']],
  ['our little boy Tom Smith waits', [], ['our little boy Tom Smith']],
  ['Mrs Example did not call', [], ['Mrs Example']],
  ['It is bad.\nRegards, Anna Example', [], ['Regards, Anna Example']],
  ['We are at 12 Example Street', [], ['12 Example Street']],
  ['He is in Year 4 at Example Primary School', [], ['Example Primary School', 'Year 4']],
  ['He is 9 years old with ADHD', [], ['9 years old', 'ADHD']],
  ['There is nothing for autistic teenagers', [], []],
  ['Year 6 needs more help', [], []],
  ['The swimming page is out of date. Please mend it by 2027.', [], []],
  ['We waited 18 weeks and called 3 times', [], []],
];

for (const [text, must_go, to_decide] of cases)
  test(`of ${JSON.stringify(text)} this is taken out or decided: ${JSON.stringify([...must_go, ...to_decide])}`, () => {
    const traces = tracesIn(text);
    assert.deepEqual(
      traces
        .filter((trace) => trace.must_go)
        .map(({ found }) => found)
        .sort(),
      [...must_go].sort(),
    );
    assert.deepEqual(
      traces
        .filter((trace) => !trace.must_go)
        .map(({ found }) => found)
        .sort(),
      [...to_decide].sort(),
    );
  });

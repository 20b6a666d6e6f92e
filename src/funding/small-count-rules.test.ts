import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Factor, memoLines, totalOf } from './formula-rules.ts';
import { exactTotal, publicLines, publicTotal, totalInWords } from './public-line-rules.ts';
import { hiddenBelow, linesOfSchools } from './small-count-rules.ts';

const each = (code: string, rate: string, hidden_below: string | null = '5'): Factor => ({
  code,
  label: code,
  kind: 'each',
  rate,
  hidden_below,
});
const pupils = each('pupils', '60.89', null);
const [lpa, deprived] = [each('lpa', '610'), each('deprived', '300')];

/** Every list of so many whole numbers up to `most`. */
function* lists(length: number, most: number): Generator<number[]> {
  if (length === 0) return yield [];
  for (const rest of lists(length - 1, most)) for (let one = 0; one <= most; one++) yield [...rest, one];
}

test('what is public of a memo is the same whatever its small counts are: nobody can solve for them', () => {
  for (const [method, unit] of [
    ['rates', 1],
    ['shares', 1170],
  ] as const) {
    const factors = [pupils, each('lpa', '61.07', String(5 * unit)), each('deprived', '30', String(5 * unit))];
    const published = new Set<string>();
    for (const [few = 0, others = 0] of lists(2, 4)) {
      const counts = { pupils: '90', lpa: String(few * unit), deprived: String(others * unit) };
      const lines = memoLines(method, factors, new Map(Object.entries(counts)));
      published.add(JSON.stringify([publicLines(method, lines), publicTotal(method, lines)]));
      const { least, most } = publicTotal(method, lines);
      const total = Number(totalOf(lines));
      assert.ok(Number(least) <= total && total < Number(most), 'and what is said is true');
    }
    assert.equal(published.size, 1, method);
  }
});

test('a small count is told as fewer than, its amount as less than, and the total as a range', () => {
  const lines = memoLines(
    'rates',
    [pupils, lpa, deprived],
    new Map([
      ['pupils', '30'],
      ['lpa', '4'],
      ['deprived', '20'],
    ]),
  );
  assert.deepEqual(
    publicLines('rates', lines).map(({ count, amount, below }) => [count, amount, below]),
    [
      ['30', '1826.70', null],
      [null, null, { count: '5', amount: '3050.00' }],
      ['20', '6000.00', null],
    ],
  );
  const total = publicTotal('rates', lines);
  assert.deepEqual(total, { least: '7826.70', most: '10876.70' });
  assert.equal(exactTotal(total), null);
  assert.equal(totalInWords(total), '£7,826 to £10,877');
  const told = publicTotal('rates', memoLines('rates', [lpa], new Map([['lpa', '5']])));
  assert.deepEqual([exactTotal(told), totalInWords(told)], ['3050.00', '£3,050.00']);
});

// Whoever wants to know has the rates, the total of the block and so what all counts come to, all that is told of every
// school, and this program: every list of counts with which it would have told just the same is a solution.
for (const [schools, most, least] of [
  [2, 16, 5],
  [3, 12, 5],
  [4, 9, 5],
  [5, 6, 3],
] as const)
  test(`of ${schools} schools no count that is not told can be worked out from the others and their sum`, () => {
    const solutions = new Map<string, { hidden: boolean[]; found: number[][] }>();
    for (const list of lists(schools, most)) {
      const factors = [each('lpa', '610', String(least))];
      const counts = new Map(list.map((count, n) => [String(n), new Map([['lpa', String(count)]])]));
      const told = [...linesOfSchools('rates', factors, counts).values()].map((lines) => publicLines('rates', lines));
      const sum = list.reduce((so_far, count) => so_far + count, 0);
      const known = JSON.stringify([sum, told]);
      const hidden = told.map(([line]) => line?.count === null);
      const one = solutions.get(known) ?? { hidden, found: [] };
      one.found.push(list);
      solutions.set(known, one);
    }
    for (const [known, { hidden, found }] of solutions) {
      // where nothing at all is told of a factor there are too few schools or pupils, and the sum says what it says
      if (hidden.every(Boolean)) continue;
      for (const [at, isHidden] of hidden.entries()) {
        const values = found.map((list) => list[at] ?? 0);
        const spread = Math.max(...values) - Math.min(...values);
        if (isHidden) assert.ok(new Set(values).size >= 2 && spread >= least - 1, `${known}: ${values.slice(0, 20)}`);
      }
    }
  });

test('other schools are hidden along until the small ones cannot be told from their sum', () => {
  for (const [counts, below] of [
    [['5', '30', '62'], '5'],
    [['3', '30', '62', '4', '0'], '5'],
    [['3', '9', '30', '62'], '10'],
    [['3', '62'], '65'],
    [['0', '0', '0'], '5'],
    [['4', '4', '4', '30', '31'], '35'],
    [[], '5'],
  ] as const)
    assert.equal(hiddenBelow(counts, '5'), below, counts.join());
  assert.equal(hiddenBelow(['1000000000', '0'], '0.01'), '1000000000.01');
  assert.equal(hiddenBelow(['3', '30'], '0'), '0', 'a factor of which every count may be told');
});

test('the number below which nothing is told is the same for all schools, and stands in their memos', () => {
  const counts = new Map(
    [
      ['1', '3'],
      ['2', '9'],
      ['3', '30'],
    ].map(([urn = '', count = '']) => [urn, new Map([['lpa', count]])]),
  );
  const lines = linesOfSchools('rates', [lpa, { ...each('sum', '7180', null), kind: 'fixed' }], counts);
  assert.deepEqual(
    [...lines.values()].map((its) => its.map(({ hidden_below }) => hidden_below)),
    Array(3).fill(['10', null]),
  );
});

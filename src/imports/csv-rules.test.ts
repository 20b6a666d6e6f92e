import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCsvReader, likelyDelimiter } from './csv-rules.ts';

function readAll(text: string, pieces: number, row_bytes = 1000) {
  const reader = createCsvReader({ row_bytes });
  const rows: string[][] = [];
  const bad: [number, string][] = [];
  for (let at = 0; at <= text.length; at += pieces) {
    const batch = reader.read(text.slice(at, at + pieces), at + pieces > text.length);
    rows.push(...batch.rows.map((row) => row.cells));
    bad.push(...batch.bad.map((row): [number, string] => [row.line, row.reason]));
  }
  return { rows, bad };
}

const good: [name: string, text: string, rows: string[][]][] = [
  [
    'plain rows',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'no line end at the end',
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'Windows line ends',
    'a,b\r\n"1",2\r\n3,"4"\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  [
    'old Macintosh line ends',
    'a,b\r"1",2\r3,4',
    [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  [
    'quotes with delimiters, quotes and lines in them',
    'a,b\n"x, ""y""","1\n2"\n',
    [
      ['a', 'b'],
      ['x, "y"', '1\n2'],
    ],
  ],
  [
    'a quote inside a plain value',
    'a,b\n6" pipe,2\n',
    [
      ['a', 'b'],
      ['6" pipe', '2'],
    ],
  ],
  [
    'empty cells and empty rows',
    'a,b\n,2\n\n,,\n3,\n',
    [
      ['a', 'b'],
      ['', '2'],
      ['3', ''],
    ],
  ],
  [
    'semicolons',
    'a;b\n1,5;2\n',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
  ],
  [
    'the line by which Excel tells the delimiter',
    'sep=;\r\na;b\r\n1;2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'tabs',
    'a\tb\n1\t"2"\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['one column', 'a\n1\n', [['a'], ['1']]],
  ['nothing', '', []],
];

for (const [name, text, rows] of good) {
  test(`CSV: ${name}`, () => {
    for (const pieces of [1, 2, 3, 7, 1000]) assert.deepEqual(readAll(text, pieces), { rows, bad: [] });
  });
}

test('a broken row costs the line on which it begins, and no other', () => {
  for (const pieces of [1, 5, 1000]) {
    const { rows, bad } = readAll('a,b\n1,"2\n3,4\n5,"6"x\n7,8\n', pieces);
    assert.deepEqual(rows, [
      ['a', 'b'],
      ['3', '4'],
      ['7', '8'],
    ]);
    assert.deepEqual(
      bad.map(([line]) => line),
      [2, 4],
    );
  }
});

test('a quote that is never closed stops nothing, however much follows', () => {
  const { rows, bad } = readAll(`a,b\n1,"2\n${'3,4\n'.repeat(5000)}`, 100);
  assert.equal(rows.length, 5001);
  assert.deepEqual(bad, [[2, 'a quote is opened and never closed']]);
});

test('a row without an end is thrown away, not kept in memory', () => {
  const { rows, bad } = readAll(`a,b\n${'x'.repeat(5000)}\n1,2\n`, 100);
  assert.deepEqual(rows, [
    ['a', 'b'],
    ['1', '2'],
  ]);
  assert.deepEqual(bad, [[2, 'it is longer than 1000 characters']]);
});

test('a row with letters that could not be read is told, with its line', () => {
  const { rows, bad } = readAll('a,b\ncaf\uFFFD,1\n1,\0\n3,4\n', 1000);
  assert.deepEqual(rows, [
    ['a', 'b'],
    ['3', '4'],
  ]);
  assert.deepEqual(
    bad.map(([line]) => line),
    [2, 3],
  );
});

test('the delimiter is the character that stands most often outside quotes', () => {
  assert.equal(likelyDelimiter('"a;b;c;d",e,f'), ',');
  assert.equal(likelyDelimiter('name'), ',');
});

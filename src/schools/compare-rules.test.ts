import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSections } from './compare-rules.ts';
import { line, type SchoolSection } from './school-line-rules.ts';

const section = (key: 'offer' | 'travel', ...texts: string[]): SchoolSection => ({
  key,
  title: key,
  lines: texts.map((text) => line(text)),
  otherwise: 'Nothing is known.',
});
const school = (urn: string, ...sections: SchoolSection[]) => ({ urn, name: `School ${urn}`, sections });

test('what is the same for all schools is said once, and the rest side by side', () => {
  const { differing, same } = compareSections([
    school('990001', section('offer', 'A calm room.'), section('travel', 'By bus.')),
    school('990002', section('offer'), section('travel', 'By bus.')),
  ]);
  assert.deepEqual(
    same.map(({ key, lines }) => [key, lines[0]?.text]),
    [['travel', 'By bus.']],
  );
  assert.deepEqual(
    differing.map(({ key, cells }) => [
      key,
      cells.map(({ school, lines, otherwise }) => [school, lines[0]?.text ?? otherwise]),
    ]),
    [
      [
        'offer',
        [
          ['School 990001', 'A calm room.'],
          ['School 990002', 'Nothing is known.'],
        ],
      ],
    ],
  );
});

test('a line that all have is said once, and what is a school’s own stays in its place', () => {
  const { differing, same } = compareSections([
    school('990001', section('travel', 'A bus of its own.', 'Help with travel.')),
    school('990002', section('travel', 'Help with travel.')),
  ]);
  assert.deepEqual(
    same.map(({ key, lines }) => [key, lines.map(({ text }) => text)]),
    [['travel', ['Help with travel.']]],
  );
  assert.deepEqual(
    differing[0]?.cells.map(({ lines, otherwise }) => lines[0]?.text ?? otherwise),
    ['A bus of its own.', 'Nothing besides what is the same for all.'],
  );
});

test('where nothing is known of any, that is said once', () => {
  const { differing, same } = compareSections([school('990001', section('offer')), school('990002', section('offer'))]);
  assert.deepEqual([differing, same.map(({ otherwise }) => otherwise)], [[], ['Nothing is known.']]);
});

test('one school differs from nobody, and none makes no rows', () => {
  assert.equal(compareSections([school('990001', section('offer', 'A calm room.'))]).differing.length, 1);
  assert.deepEqual(compareSections([]), { differing: [], same: [] });
});

test('a long text is cut between words, a long note is left out, and what is left out has its address', () => {
  const long = 'A calm room for each class. '.repeat(20);
  const { differing } = compareSections([
    school('990001', section('offer', long)),
    school('990002', section('offer', 'x', 'x', 'x', 'x', 'x', 'x')),
  ]);
  const [first, second] = differing[0]?.cells ?? [];
  assert.match(first?.lines[0]?.text ?? '', /^A calm room .*[a-z.]…$/);
  const noted = { ...section('offer'), lines: [line('Met', { note: 'A short note.' }), line('Met', { note: long })] };
  const [cell] = compareSections([school('990001', noted)]).differing[0]?.cells ?? [];
  assert.deepEqual(
    [cell?.lines.map(({ note }) => note), cell?.more_href],
    [['A short note.', null], '/schools/990001#offer'],
  );
  assert.ok((first?.lines[0]?.text.length ?? 999) <= 121);
  assert.deepEqual(
    [first?.more_href, second?.lines.length, second?.more_href],
    ['/schools/990001#offer', 5, '/schools/990002#offer'],
  );
});

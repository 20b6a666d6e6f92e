import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawShares } from './figure-chart-rules.ts';

test('bars stand beside each other on one floor, as high as their shares', () => {
  const { bars, lines } = drawShares([
    { day: '2026-09-16', share: 0 },
    { day: '2026-10-16', share: 0.5 },
    { day: '2026-11-16', share: 1 },
  ]);
  const [bottom, half, whole] = lines.map(({ y }) => y);
  assert.deepEqual(
    bars.map(({ y }) => y),
    [bottom, half, whole],
  );
  for (const { y, height } of bars) assert.equal(y + height, bottom);
  for (const [n, bar] of bars.slice(1).entries()) assert.ok(bar.x > (bars[n]?.x ?? 0) + (bars[n]?.width ?? 0));
});

test('of a year, every third month is named, and today is one of them', () => {
  const shares = Array.from({ length: 13 }, (_, n) => ({
    day: `202${n < 2 ? 5 : 6}-${String(((n + 10) % 12) + 1).padStart(2, '0')}-16`,
    share: 0.5,
  }));
  const labels = drawShares(shares).labels.map(({ text }) => text);
  assert.deepEqual(labels, ['Nov 25', 'Feb 26', 'May 26', 'Aug 26', 'Nov 26']);
});

test('one day alone is drawn too, and none at all', () => {
  assert.equal(drawShares([{ day: '2026-11-16', share: 0.3 }]).bars.length, 1);
  assert.equal(drawShares([]).bars.length, 0);
});

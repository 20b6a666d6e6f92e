import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appealGraph } from '../disputes/appeal-rules.ts';
import { routeGraph } from '../disputes/route-rules.ts';
import { assessmentGraph } from '../ehc/assessment-rules.ts';
import { type Box, layOut } from './graph-layout-rules.ts';
import { type Drawn, drawGraph } from './graph-rules.ts';

const graphs = {
  appeal: drawGraph(appealGraph),
  routes: drawGraph(routeGraph),
  assessment: drawGraph(assessmentGraph),
};

/** Every text that the list of a graph holds: each must stand in the drawing too. */
function textsOf({ number, text, answers, is_above }: Drawn): string[] {
  const own = number === null ? text : is_above ? `Go on at question ${number}` : `${number}. ${text}`;
  return [own, ...answers.flatMap((answer) => [answer.text, ...textsOf(answer.next)])];
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

for (const [name, root] of Object.entries(graphs))
  test(`the drawing of ${name} holds every question, answer and end, none over another, each within its box`, () => {
    const { boxes, lines, width, height } = layOut(root);
    const written = boxes.map((box) => box.lines.map(({ text }) => text).join(' '));
    assert.deepEqual(written.toSorted(), textsOf(root).toSorted());
    for (const [at, box] of boxes.entries()) {
      assert.deepEqual(
        boxes.slice(at + 1).filter((other) => overlap(box, other)),
        [],
      );
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height);
      for (const line of box.lines) assert.ok(line.y > box.y && line.y < box.y + box.height, line.text);
    }
    // one line into each answer, and one with a head from it
    assert.equal(lines.length, 2 * boxes.filter(({ kind }) => kind === 'answer').length);
  });

test('a drawing is narrow enough to be scrolled on a phone', () => {
  for (const root of Object.values(graphs)) assert.ok(layOut(root).width < 900);
});

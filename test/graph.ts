import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Graph, pathsOf, walk } from '../src/tools/graph-rules.ts';

/** The ways through a decision graph that none of some facts take: a test of a graph asks that there are none. */
export function untroddenPaths<Facts, EndName extends string>(
  graph: Graph<Facts, EndName>,
  facts: readonly Facts[],
): string[] {
  const trodden = new Set(facts.map((one) => walk(graph, one).path));
  return pathsOf(graph).filter((path) => !trodden.has(path));
}

/** Facts, and the end to which they must lead. */
export type Case<Facts, End> = readonly [end: End, facts: Facts];

/** Two tests of a decision graph: each case ends where it must, and together they walk every way. */
export function checkGraph<Facts, End extends string>(
  name: string,
  graph: Graph<Facts, End>,
  cases: readonly Case<Facts, End>[],
): void {
  test(`${name}: each case ends where it must`, () => {
    for (const [end, facts] of cases) assert.equal(walk(graph, facts).end, end, JSON.stringify(facts).slice(0, 200));
  });
  test(`${name}: every way is walked`, () => {
    const facts = cases.map(([, one]) => one);
    assert.deepEqual(untroddenPaths(graph, facts), []);
  });
}

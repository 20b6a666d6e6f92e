import { type Graph, pathsOf, walk } from '../src/tools/graph-rules.ts';

/** The ways through a decision graph that none of some facts take: a test of a graph asks that there are none. */
export function untroddenPaths<Facts, EndName extends string>(
  graph: Graph<Facts, EndName>,
  facts: readonly Facts[],
): string[] {
  const trodden = new Set(facts.map((one) => walk(graph, one).path));
  return pathsOf(graph).filter((path) => !trodden.has(path));
}

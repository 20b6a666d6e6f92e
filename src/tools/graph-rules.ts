/** A question of a decision graph. `ask` answers it from the facts with a key of `answers`. */
export interface Step<Facts> {
  question: string;
  law?: string;
  ask(facts: Facts): string;
  answers: Record<string, { text: string; next: string }>;
}

/** Where a way through the graph ends. */
export interface End {
  result: string;
  law?: string;
}

/** A decision as data: a function walks it, and a page draws it. `next` names a step or an end. */
export interface Graph<Facts, EndName extends string = string> {
  title: string;
  start: string;
  steps: Record<string, Step<Facts>>;
  ends: Record<EndName, End>;
}

/** One question on the way, with the answer that the facts gave. */
export interface Walked {
  question: string;
  answer: string;
  law: string | null;
}

/** Walks a graph with facts: the questions on the way and the end's name. Throws when the graph leads nowhere. */
export function walk<Facts, EndName extends string>(
  graph: Graph<Facts, EndName>,
  facts: Facts,
): { path: string; steps: Walked[]; end: EndName } {
  const steps: Walked[] = [];
  const names: string[] = [];
  let name = graph.start;
  while (!isEnd(graph, name)) {
    const step = graph.steps[name];
    const key = step?.ask(facts) ?? '';
    const answer = step?.answers[key];
    if (!step || !answer || names.length > 50) throw new Error(`${graph.title}: no way on from ${name} by "${key}"`);
    steps.push({ question: step.question, answer: answer.text, law: step.law ?? null });
    names.push(`${name}:${key}`);
    name = answer.next;
  }
  return { path: [...names, name].join(' > '), steps, end: name };
}

/** Every way through a graph, as `walk` names it. */
export function pathsOf<Facts, EndName extends string>(graph: Graph<Facts, EndName>, from = graph.start): string[] {
  if (isEnd(graph, from)) return [from];
  return Object.entries(graph.steps[from]?.answers ?? {}).flatMap(([key, { next }]) =>
    pathsOf(graph, next).map((rest) => `${from}:${key} > ${rest}`),
  );
}

/** A graph's part as a page draws it: a question with its answers, or an end. */
export interface Drawn {
  /** its number on the page; questions only */
  number: number | null;
  text: string;
  law: string | null;
  answers: { text: string; next: Drawn }[];
  /** the question stands further up already, with its answers */
  is_above: boolean;
}

/** A graph as nested questions, in the order of a reader; a question that is reached twice is drawn once. */
export function drawGraph<Facts, EndName extends string>(graph: Graph<Facts, EndName>): Drawn {
  const numbers = new Map<string, number>();
  function draw(name: string): Drawn {
    if (isEnd(graph, name)) {
      const { result, law } = graph.ends[name];
      return { number: null, text: result, law: law ?? null, answers: [], is_above: false };
    }
    const step = graph.steps[name];
    const known = numbers.get(name);
    const number = known ?? numbers.size + 1;
    numbers.set(name, number);
    const answers = known ? [] : Object.values(step?.answers ?? {});
    return {
      number,
      text: step?.question ?? '',
      law: step?.law ?? null,
      answers: answers.map(({ text, next }) => ({ text, next: draw(next) })),
      is_above: known !== undefined,
    };
  }
  return draw(graph.start);
}

function isEnd<Facts, EndName extends string>(graph: Graph<Facts, EndName>, name: string): name is EndName {
  return Object.hasOwn(graph.ends, name);
}

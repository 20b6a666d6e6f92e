import assert from 'node:assert/strict';
import test from 'node:test';
import type { Concept } from './concept-rules.ts';
import { exampleKnowledge } from './knowledge-examples.ts';
import { understandQuery } from './query-rules.ts';
import { conceptQueries, MOST_DECIDING, SHARE_TO_MATCH, thresholdQuery } from './threshold-rules.ts';

const concept = (word: string, weight: number, more: Partial<Concept> = {}): Concept => ({
  typed: word,
  alternatives: [word],
  weight,
  known: true,
  ...more,
});

/** Reads a threshold query as PostgreSQL would, for a record that has just these words. */
function holds(query: string, has: Set<string>): boolean {
  const tokens = query.match(/'[a-z0-9]+'(:\*)?|<->|[&|()]/g) ?? [];
  let at = 0;
  const choice = (): boolean => {
    let value = all();
    while (tokens[at] === '|') {
      at += 1;
      value = all() || value;
    }
    return value;
  };
  const all = (): boolean => {
    let value = one();
    while (tokens[at] === '&' || tokens[at] === '<->') {
      at += 1;
      value = one() && value;
    }
    return value;
  };
  const one = (): boolean => {
    const token = tokens[at++];
    if (token !== '(') return has.has(token?.replace(/[':*]/g, '') ?? '');
    const value = choice();
    at += 1;
    return value;
  };
  return choice();
}

test('a concept is any of its alternatives; a phrase is its words in a row', () => {
  const cases: [Concept, string][] = [
    [concept('autism', 1), `'autism'`],
    [concept('autism', 1, { alternatives: ['autism', 'ASD'] }), `('autism' | 'asd')`],
    [concept('short break', 1, { alternatives: ['short break', 'respite'] }), `(('short' <-> 'break') | 'respite')`],
    // PostgreSQL parts "down's" in two, too, and leaves out the "s" on both sides
    [concept("down's syndrome", 1), `('down' <-> 's' <-> 'syndrome')`],
    [concept('play group', 1, { all_of: ['play', 'group'] }), `(('play' <-> 'group') | ('play' & 'group'))`],
    [concept('trampol', 1, { prefix: true }), `'trampol':*`],
  ];
  for (const [one, query] of cases) assert.equal(thresholdQuery([one]), query);
  assert.equal(thresholdQuery([]), '');
});

test('a phrase is asked for by its mark, unless no record has it, and not at all beside a word of it', () => {
  const marks = new Map([
    ['short break', { word: 'ph1x', is_used: true }],
    ['time out', { word: 'ph2x', is_used: false }],
  ]);
  const query = (alternatives: string[], typed = alternatives[0] ?? '') =>
    thresholdQuery([concept(typed, 1, { alternatives })], SHARE_TO_MATCH, marks);
  assert.equal(query(['respite', 'short break', 'time out']), `('respite' | 'ph1x')`);
  assert.equal(query(['time out', 'respite']), `('ph2x' | 'respite')`, 'what was typed is asked for');
  assert.equal(query(['nappy', 'night nappies', 'free nappies']), `'nappy'`, 'in any number');
  assert.equal(query(['bed wetting', 'night bed wetting']), `('bed' <-> 'wetting')`);
});

test('a record qualifies just when what it matches weighs enough', () => {
  const weights = [
    [1, 1],
    [3, 1],
    [1, 1, 1],
    [5, 3, 2, 1],
    [2, 2, 2, 2, 2],
    [7, 6.5, 4, 2, 0.5, 0.1],
    [1, 1, 1, 1, 1, 1],
  ];
  for (const each of weights) {
    const concepts = each.map((weight, at) => concept(`w${at}`, weight));
    const query = thresholdQuery(concepts);
    const total = each.reduce((sum, weight) => sum + weight, 0);
    for (let set = 0; set < 2 ** each.length; set++) {
      const has = each.map((_, at) => `w${at}`).filter((_, at) => set & (1 << at));
      const matched = each.filter((_, at) => set & (1 << at)).reduce((sum, weight) => sum + weight, 0);
      assert.equal(holds(query, new Set(has)), matched >= total * SHARE_TO_MATCH - 1e-9, `${each}: ${has}`);
    }
  }
});

test('only the heaviest concepts decide, and a query of any length stays small', () => {
  const many = Array.from({ length: 24 }, (_, at) => concept(`word${at}`, 10 - at / 10));
  const query = thresholdQuery(many);
  for (const { typed } of many.slice(MOST_DECIDING)) assert.ok(!query.includes(`'${typed}'`), typed);
  assert.ok(query.length < 2000, `${query.length} characters`);
  assert.equal(conceptQueries(many).length, 24, 'all of them rank');
});

test('what comes close to what was meant ranks above what it also may mean, and both qualify', () => {
  const meltdowns = concept('meltdowns', 10, { alternatives: ['meltdowns', 'autism'], close: ['meltdowns'] });
  assert.deepEqual(conceptQueries([meltdowns]), [
    { query: `('meltdowns' | 'autism')`, weight: 3 },
    { query: `'meltdowns'`, weight: 7 },
  ]);
  assert.equal(thresholdQuery([meltdowns]), `('meltdowns' | 'autism')`);
});

test('whatever is typed, the query holds nothing but quoted words and operators', () => {
  const knowledge = exampleKnowledge();
  const texts = [
    "'; drop table service; --",
    `<script>alert("x")</script> autism`,
    "king's :* & | ! <-> \\ speech",
    "my son won't go to school & hits me",
    'zxqv',
    "don't",
    "'''",
  ];
  for (const q of texts) {
    const { concepts } = understandQuery(q, knowledge);
    for (const query of [thresholdQuery(concepts), ...conceptQueries(concepts).map((each) => each.query)]) {
      assert.match(query, /^(?:'[a-z0-9]+'(?::\*)?|<->|[&|() ])*$/, q);
    }
  }
});

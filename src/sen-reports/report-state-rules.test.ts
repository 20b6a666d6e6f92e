import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CheckState, type ReportFacts, reportState, reportWords } from './report-state-rules.ts';

const day = { today: '2026-11-16', stale_months: 12 };
const nothing: ReportFacts = {
  is_required: true,
  asked: 23,
  here: null,
  address: null,
  is_looked_for: false,
  confirmed: null,
  waiting: null,
};
const confirmed = (state: CheckState, fields = {}) => ({
  state,
  on: '2026-11-03',
  dated: '2026-09-01',
  lacks: 0,
  address: 'https://school.example.org/sen',
  ...fields,
});
const address = 'https://school.example.org/sen';
const own = '/schools/990001/report';

for (const { name, facts, state, words, href } of [
  {
    name: 'published here',
    facts: { here: { dated: '2026-09-01', lacks: 0 } },
    state: 'here',
    words: /Published on 1 September 2026: nothing missing/,
    href: own,
  },
  {
    name: 'published here a year ago today',
    facts: { here: { dated: '2025-11-16', lacks: 0 } },
    state: 'here',
    words: /nothing missing/,
    href: own,
  },
  {
    name: 'published here more than a year ago',
    facts: { here: { dated: '2025-11-15', lacks: 0 } },
    state: 'here_old',
    words: /more than a year ago/,
    href: own,
  },
  {
    name: 'published here with a gap',
    facts: { here: { dated: '2026-09-01', lacks: 1 } },
    state: 'here_gaps',
    words: /1 of the 23 things that the law asks for is still to be written/,
    href: own,
  },
  {
    name: 'published here counts before what a check found',
    facts: { here: { dated: '2026-09-01', lacks: 0 }, confirmed: confirmed('missing') },
    state: 'here',
    words: /nothing missing/,
    href: own,
  },
  {
    name: 'checked and confirmed',
    facts: { confirmed: confirmed('current') },
    state: 'current',
    words: /Report checked on 3 November 2026: nothing missing/,
    href: address,
  },
  {
    name: 'confirmed, and a year old since',
    facts: { confirmed: confirmed('current', { dated: '2025-10-01' }) },
    state: 'stale',
    words: /more than a year old/,
    href: address,
  },
  {
    name: 'confirmed with gaps',
    facts: { confirmed: confirmed('incomplete', { lacks: 4 }) },
    state: 'incomplete',
    words: /4 of the 23 things that the law asks for are missing/,
    href: address,
  },
  {
    name: 'confirmed with a broken link',
    facts: { confirmed: confirmed('broken_link'), address },
    state: 'broken_link',
    words: /does not work/,
    href: null,
  },
  {
    name: 'confirmed as missing',
    facts: { confirmed: confirmed('missing', { address: null }) },
    state: 'missing',
    words: /could not find/,
    href: null,
  },
  {
    name: 'a check that nobody confirmed is told to nobody',
    facts: { address, waiting: { state: 'missing', on: '2026-11-10' } },
    state: 'unchecked',
    words: /not checked/,
    href: address,
  },
  { name: 'nobody has looked', facts: {}, state: 'not_looked', words: /have not looked for/, href: null },
  {
    name: 'somebody looked, and no address is known',
    facts: { is_looked_for: true },
    state: 'no_address',
    words: /could not find/,
    href: null,
  },
  {
    name: 'nothing is known of a school that need not have one',
    facts: { is_required: false },
    state: 'not_asked',
    words: /does not ask/,
    href: null,
  },
] as { name: string; facts: Partial<ReportFacts>; state: string; words: RegExp; href: string | null }[])
  test(`a school's report: ${name}`, () => {
    const all = { ...nothing, ...facts };
    const found = reportState(all, day);
    assert.equal(found, state);
    const told = reportWords(all, found, own);
    assert.match(told.state, words);
    assert.equal(told.href, href);
  });

import assert from 'node:assert/strict';
import test from 'node:test';
import { NEGATIONS, PLAIN_WORDS, STOP_WORDS } from './filler-rules.ts';
import { shippedThesaurus } from './knowledge-examples.ts';
import { canonicalPhrase } from './thesaurus-rules.ts';

const groups = shippedThesaurus();
const isMisspelt = (code: string) => code.startsWith('spelling-');

test('the shipped thesaurus has its groups, each with a code of its own and words', () => {
  assert.ok(groups.length >= 220, `${groups.length} groups`);
  assert.equal(new Set(groups.map(({ code }) => code)).size, groups.length);
  for (const { code, words, means } of groups) {
    assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(words.length > 0, code);
    assert.equal(new Set(words).size, words.length, `${code} says a word twice`);
    if (isMisspelt(code)) assert.equal(means?.length, 1, `${code} has one right spelling`);
  }
});

test('every acronym of the SEND world is there', () => {
  const known = new Set(groups.flatMap(({ words }) => words));
  const acronyms =
    'EHCP SENCO SENDIASS CAMHS SLT SALT OT EP ASD ASC ADHD PDA ODD FASD SEMH SLCN MLD SLD PMLD SpLD HI VI MSI PD DLA PIP PfA EBSA ARFID DCD GDD AP PRU SRB EOTAS EHE ITT ICB PCF LAC MASH ABA AAC BSL PECS DSA IEP DFG NEET OCD SPD PTSD CBT';
  for (const acronym of acronyms.split(' ')) assert.ok(known.has(acronym), acronym);
});

test('no phrase of the thesaurus is made of fillers only, so that no filler is read as a subject', () => {
  for (const { code, words } of groups) {
    for (const word of words) {
      const key = canonicalPhrase(word);
      assert.notEqual(key, '', `${code}: ${word}`);
      if (!key.includes(' ') && !['HI', 'TA'].includes(word)) {
        assert.ok(
          !STOP_WORDS.has(key) && !NEGATIONS.has(key) && key !== '¬' && key !== '±',
          `${code}: ${word} is read as "${key}"`,
        );
      }
    }
  }
});

test('no misspelling is a word that is spelt right', () => {
  const right = new Set(
    groups.filter(({ code }) => !isMisspelt(code)).flatMap(({ words }) => words.map(canonicalPhrase)),
  );
  for (const { code, words } of groups.filter((group) => isMisspelt(group.code))) {
    for (const word of words)
      assert.ok(!right.has(canonicalPhrase(word)) && !PLAIN_WORDS.has(word), `${code}: ${word}`);
  }
});

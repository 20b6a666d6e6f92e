import assert from 'node:assert/strict';
import test from 'node:test';
import { allowedErrors, isBeginning, nearestWord, prepareSpeller, soundsLike, typingErrors } from './spelling-rules.ts';
import { stemWord, wordsOf } from './word-rules.ts';

const speller = prepareSpeller(
  new Map([
    ['swimming', 30],
    ['swinging', 2],
    ['speech', 38],
    ['peach', 1],
    ['respite', 9],
    ['respond', 20],
    ['psychologist', 9],
    ['physiotherapy', 9],
    ['club', 80],
    ['clubs', 35],
    ['chub', 1],
  ]),
);

test('typing errors are letters left out, added, changed or swapped', () => {
  const cases: [string, string, number][] = [
    ['autism', 'autism', 0],
    ['autsim', 'autism', 1],
    ['autim', 'autism', 1],
    ['auttism', 'autism', 1],
    ['autizm', 'autism', 1],
    ['atuims', 'autism', 2],
    ['tuaims', 'autism', 3],
    ['ab', 'ba', 1],
    ['autism', 'dyslexia', 3],
  ];
  for (const [a, b, errors] of cases) {
    assert.equal(typingErrors(a, b, 2), Math.min(errors, 3), `${a} ${b}`);
    assert.equal(typingErrors(b, a, 2), Math.min(errors, 3), `${b} ${a}`);
  }
});

test('longer words may have more errors, short ones and numbers none', () => {
  const cases: [string, number][] = [
    ['asd', 0],
    ['club', 1],
    ['respite', 1],
    ['swimming', 2],
    ['2025x', 0],
  ];
  for (const [word, errors] of cases) assert.equal(allowedErrors(word), errors, word);
});

test('the nearest word is the one with fewest errors, then the most frequent', () => {
  const cases: [string, string | undefined][] = [
    ['swimmnig', 'swimming'],
    ['speach', 'speech'],
    ['respit', 'respite'],
    ['clib', 'club'],
    ['zzzz', undefined],
    ['asd', undefined],
  ];
  for (const [word, nearest] of cases) assert.equal(nearestWord(speller, word)?.word, nearest, word);
  assert.equal(nearestWord(speller, 'phub'), undefined, 'the first letter stands unless the words sound alike');
});

test('a word that sounds the same is found further away', () => {
  assert.equal(soundsLike(speller, 'sikologist')?.word, 'psychologist');
  assert.equal(soundsLike(speller, 'fiziotherapy')?.word, 'physiotherapy');
  assert.equal(soundsLike(speller, 'bananas'), undefined);
});

test('beginnings are known', () => {
  assert.equal(isBeginning(speller, 'physio'), true);
  assert.equal(isBeginning(speller, 'zz'), false);
});

test('the same word in any number or tense is one', () => {
  const alike = [
    ['worry', 'worries', 'worrying'],
    ['swim', 'swims', 'swimming'],
    ['bite', 'bites', 'biting'],
    ['nappy', 'nappies'],
    ['class', 'classes'],
    ['house', 'houses', 'housing'],
    ['child', "child's"],
    ['eat', 'eats', 'eating'],
    ['dance', 'dances', 'dancing', 'danced'],
  ];
  for (const words of alike) {
    assert.equal(new Set(words.map(stemWord)).size, 1, words.map(stemWord).join(' '));
  }
  const apart = [
    ['care', 'car'],
    ['fits', 'fit'],
    ['downs', 'down'],
    ['parking', 'park'],
    ['speed', 'spe'],
    ['autism', 'autistic'],
  ];
  for (const [one = '', other = ''] of apart) assert.notEqual(stemWord(one), stemWord(other), `${one} ${other}`);
});

test('words are cut at everything but letters, digits and apostrophes', () => {
  assert.deepEqual(wordsOf('Self-harm, King’s “Lynn” & café 24/7 😀'), [
    'self',
    'harm',
    "king's",
    'lynn',
    'cafe',
    '24',
    '7',
  ]);
});

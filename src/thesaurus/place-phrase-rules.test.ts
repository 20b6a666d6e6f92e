import assert from 'node:assert/strict';
import test from 'node:test';
import { exampleKnowledge } from './knowledge-examples.ts';
import { readOutcode, readPostcode } from './place-phrase-rules.ts';
import { understandQuery } from './query-rules.ts';

const knowledge = exampleKnowledge();
const near = (q: string) => understandQuery(q, knowledge).near?.text;
const subjects = (q: string) => understandQuery(q, knowledge).concepts.map((concept) => concept.typed);

test('a postcode is read in any spacing, with letters for digits put right', () => {
  const cases: [string, string | undefined][] = [
    ['NR1 3AB', 'NR1 3AB'],
    ['nr13ab', 'NR1 3AB'],
    ['nr1-3ab', 'NR1 3AB'],
    ['NRI 3AB', 'NR1 3AB'],
    ['NR1O 3AB', 'NR10 3AB'],
    ['PE3O 1AA', 'PE30 1AA'],
    ['0X4 2RD', 'OX4 2RD'],
    ['SW1A 1AA', 'SW1A 1AA'],
    ['nr1 oab', 'NR1 0AB'],
    ['ZZ1 1AA', undefined],
    ['NR1 3AC', undefined],
    ['12345', undefined],
    ['75008', undefined],
  ];
  for (const [text, postcode] of cases) assert.equal(readPostcode(text), postcode, text);
  assert.equal(readOutcode('pe30'), 'PE30');
  assert.equal(readOutcode('ks2'), undefined, 'a key stage is no postcode district');
});

test('places and postcodes are taken out of what is typed', () => {
  const cases: [string, string | undefined, string[]][] = [
    ['swimming near Cromer', 'Cromer', ['swimming']],
    ['swimming in cromer', 'Cromer', ['swimming']],
    ['swimming cromer', 'Cromer', ['swimming']],
    ['cromer swimming', 'Cromer', ['swimming']],
    ['swimming close to Cromer', 'Cromer', ['swimming']],
    ['swimming around the cromer area', 'Cromer', ['swimming']],
    ['we live in cromer and need respite', 'Cromer', ['respite']],
    ['great yarmouth youth club', 'Great Yarmouth', ['youth club']],
    ['youth club gt yarmouth', 'Great Yarmouth', ['youth club']],
    ['youth club in yarmouth', 'Great Yarmouth', ['youth club']],
    ["youth club king's lynn", "King's Lynn", ['youth club']],
    ['youth club kings lynn', "King's Lynn", ['youth club']],
    ['youth club King’s Lynn', "King's Lynn", ['youth club']],
    ['playgroup wells next the sea', 'Wells-next-the-Sea', ['playgroup']],
    ['playgroup near wells', 'Wells-next-the-Sea', ['playgroup']],
    ['playgroup in holt', 'Holt', ['playgroup']],
    ['playgroup acle', 'Acle', ['playgroup']],
    ['dentist nr1 3ab', 'NR1 3AB', ['dentist']],
    ['dentist near NR13AB', 'NR1 3AB', ['dentist']],
    ['dentist norwich nr1 3ab', 'NR1 3AB', ['dentist']],
    ['dentist NR1', 'NR1', ['dentist']],
    ['dentist in pe30', 'PE30', ['dentist']],
    ['dentist near pe 30', 'PE30', ['dentist']],
    ['swimming in Manchester', 'Manchester', ['swimming']],
    ['autism newcastle upon tyne', 'Newcastle upon Tyne', ['autism']],
    // misspelt, after a word that says a place comes
    ['swimming near cromar', 'Cromer', ['swimming']],
    ['swimming in theford', 'Thetford', ['swimming']],
    ['respite around wymondam', 'Wymondham', ['respite']],
    ['respite in great yarmoth', 'Great Yarmouth', ['respite']],
    ['dance hunstonton', 'Hunstanton', ['dance']],
    ['music in sherringham', 'Sheringham', ['music']],
    // names that are ordinary words
    ['reading help', undefined, ['reading help']],
    ['help with reading', undefined, ['reading']],
    ['falling behind in reading', undefined, ['falling behind', 'reading']],
    ['swimming in Reading', 'Reading', ['swimming']],
    ['swimming near reading', 'Reading', ['swimming']],
    ['hates having a bath', undefined, ['hates', 'bath']],
    ['is there any hope', undefined, ['hope']],
    ['autism support at school', undefined, ['autism', 'support', 'school']],
    // everything in the directory is in the council's area
    ['short breaks in Norfolk', undefined, ['short breaks']],
    ['norfolk autism', undefined, ['autism']],
  ];
  for (const [q, place, concepts] of cases) {
    assert.equal(near(q), place, q);
    if (!['falling behind in reading', 'hates having a bath', 'help with reading'].includes(q)) {
      assert.deepEqual(subjects(q), concepts, q);
    }
  }
});

test('a misspelt place is shown as put right, and left alone when asked', () => {
  const understood = understandQuery('swimming near cromar', knowledge);
  assert.deepEqual(understood.corrections, [{ from: 'cromar', to: 'Cromer' }]);
  assert.equal(understandQuery('swimming near cromar', knowledge, { correct: false }).near, undefined);
});

test('a town that stands twice gives both, the larger first', () => {
  const understood = understandQuery('swimming in Newport', knowledge);
  assert.deepEqual(
    understood.near?.places.map(({ county }) => county),
    ['Gwent', 'Isle of Wight'],
  );
});

test('"near me" is no place, but says that one is wanted', () => {
  const understood = understandQuery('football near me', knowledge);
  assert.equal(understood.near, undefined);
  assert.equal(understood.near_me, true);
  assert.deepEqual(subjects('football near me'), ['football']);
});

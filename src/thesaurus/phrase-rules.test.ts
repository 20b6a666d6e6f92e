import assert from 'node:assert/strict';
import test from 'node:test';
import { exampleKnowledge } from './knowledge-examples.ts';
import { understandQuery } from './query-rules.ts';

const knowledge = exampleKnowledge();
const typed = (q: string) => understandQuery(q, knowledge, { today: '2025-11-20' });
const subjects = (q: string) => typed(q).concepts.map((concept) => concept.typed);

test('an age is taken out of what is typed', () => {
  const cases: [string, number | undefined, string[]][] = [
    ['swimming for my 9 year old', 9, ['swimming']],
    ['swimming for 9yr old', 9, ['swimming']],
    ['swimming 9yo', 9, ['swimming']],
    ['swimming 9 yo', 9, ['swimming']],
    ['football 9-year-old boy', 9, ['football']],
    ['football for 9 year olds', 9, ['football']],
    ['football aged 9', 9, ['football']],
    ['football age 9', 9, ['football']],
    ['drama for my nine year old daughter', 9, ['drama']],
    ['my son is 14 and has anxiety', 14, ['anxiety']],
    ["he's 6 and has epilepsy", 6, ['epilepsy']],
    ['play for 15 months old', 1, ['play']],
    ['still in nappies at 5', 5, ['still in nappies']],
    ['portage for an 8 month old', 0, ['portage']],
    ['music under 5s', 4, ['music']],
    ['music for under fives', 4, ['music']],
    ['music for the under 8s', 7, ['music']],
    ['drama 18+', 18, ['drama']],
    ['drama over 16s', 16, ['drama']],
    ['drama 16 and over', 16, ['drama']],
    ['tuition year 6', 10, ['tuition']],
    ['tuition yr 6', 10, ['tuition']],
    ['tuition y6', 10, ['tuition']],
    ['tuition for year 10s', 14, ['tuition']],
    ['speech therapy reception', 4, ['speech therapy']],
    ['sport for 5-11 year olds', 8, ['sport']],
    ['sport ages 8 to 12', 10, ['sport']],
    ['sport 11-16', 13, ['sport']],
    ['gardening for 19 year old with a learning disability', 19, ['gardening', 'learning disability']],
    // a range as wide as the offer narrows nothing, and a wait is no age
    ['advice 0-25', undefined, ['advice']],
    ['waiting 2 years for autism assessment', undefined, ['waiting', 'autism assessment']],
    ['drama for 900 year old', undefined, ['drama']],
    ['teenager with anxiety', undefined, ['teenager', 'anxiety']],
    ['toddler music', undefined, ['toddler', 'music']],
  ];
  for (const [q, age, concepts] of cases) {
    assert.equal(typed(q).age, age, q);
    assert.deepEqual(subjects(q), concepts, q);
  }
});

test('days are taken out of what is typed, in the order of the week', () => {
  const cases: [string, string[] | undefined, string[]][] = [
    ['football on saturday', ['SA'], ['football']],
    ['football saturdays', ['SA'], ['football']],
    ['football on Sat', ['SA'], ['football']],
    ['football this Saturday', ['SA'], ['football']],
    ['drama tues and thurs', ['TU', 'TH'], ['drama']],
    ['drama sunday or monday', ['MO', 'SU'], ['drama']],
    ['drama mon-fri', ['MO', 'TU', 'WE', 'TH', 'FR'], ['drama']],
    ['drama monday to wednesday', ['MO', 'TU', 'WE'], ['drama']],
    ['respite at the weekend', ['SA', 'SU'], ['respite']],
    ['dance weekends', ['SA', 'SU'], ['dance']],
    ['dance week end', ['SA', 'SU'], ['dance']],
    ['drama on weekdays', ['MO', 'TU', 'WE', 'TH', 'FR'], ['drama']],
    ['swimming today', ['TH'], ['swimming']],
    ['swimming tomorrow', ['FR'], ['swimming']],
    ['my son cant sat still', undefined, ['sat']],
    ['days out', undefined, ['days out']],
  ];
  for (const [q, days, concepts] of cases) {
    assert.deepEqual(typed(q).days, days, q);
    if (!q.includes('sat still')) assert.deepEqual(subjects(q), concepts, q);
  }
  assert.equal(understandQuery('swimming today', knowledge).days, undefined, 'without a date, today is no day');
});

test('a distance is taken out of what is typed, in miles', () => {
  const cases: [string, number | undefined][] = [
    ['swimming within 5 miles of Cromer', 5],
    ['swimming 5 miles from cromer', 5],
    ['swimming 10 mile radius norwich', 10],
    ['swimming cromer 5miles', 5],
    ['swimming within 8 km of cromer', 5],
    ['swimming within 0 miles', undefined],
    ['swimming within 900 miles of cromer', undefined],
  ];
  for (const [q, within] of cases) assert.equal(typed(q).within, within, q);
  assert.equal(typed('swimming 5 miles from cromer').near?.text, 'Cromer');
});

test('free is a price only where a price is meant', () => {
  const cases: [string, true | undefined][] = [
    ['free clubs', true],
    ['drama free of charge', true],
    ['clubs that dont cost anything', true],
    ['free school meals', undefined],
    ['gluten free food', undefined],
    ['free childcare', undefined],
    ['something to do in his free time', undefined],
  ];
  for (const [q, free] of cases) assert.equal(typed(q).free, free, q);
  assert.deepEqual(subjects('free school meals'), ['free school meals']);
});

test('asking for oneself is understood', () => {
  const cases: [string, true | undefined][] = [
    ['counselling without a referral', true],
    ['counselling no referral needed', true],
    ['counselling self refer', true],
    ['physio self-referral', true],
    ['can I refer myself to physio', true],
    ['autism help without going to the gp', true],
    ['autism referral', undefined],
    ['life without school', undefined],
  ];
  for (const [q, self_refer] of cases) assert.equal(typed(q).self_refer, self_refer, q);
});

test('how it happens is a filter only where it is clearly meant', () => {
  const cases: [string, string[] | undefined][] = [
    ['online counselling', ['online']],
    ['counselling on zoom', ['online']],
    ['counselling over the phone', ['phone']],
    ['telephone advice', ['phone']],
    ['portage home visits', ['home_visit']],
    ['someone who will come to our house', ['home_visit']],
    ['online safety', undefined],
    ['staying safe online', undefined],
    ['meltdowns at home', undefined],
    ['always on his phone', undefined],
  ];
  for (const [q, delivery] of cases) assert.deepEqual(typed(q).delivery, delivery, q);
});

test('each filter says what it was typed as, and what the query is without it', () => {
  const { taken } = typed('swimming near Cromer for my 9 year old on Saturday');
  assert.deepEqual(
    taken.map(({ kind, text, value, without }) => [kind, text, value, without]),
    [
      ['age', 'for my 9 year old', '9', 'swimming near Cromer on Saturday'],
      ['day', 'on Saturday', 'SA', 'swimming near Cromer for my 9 year old'],
      ['near', 'near Cromer', 'Cromer', 'swimming for my 9 year old on Saturday'],
    ],
  );
});

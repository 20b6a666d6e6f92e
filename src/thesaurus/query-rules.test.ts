import assert from 'node:assert/strict';
import test from 'node:test';
import { exampleKnowledge } from './knowledge-examples.ts';
import { type UnderstoodQuery, understandQuery } from './query-rules.ts';
import { stemWord, wordsOf } from './word-rules.ts';

const knowledge = exampleKnowledge();
const typed = (q: string) => understandQuery(q, knowledge);
const meant = (understood: UnderstoodQuery) =>
  new Set(understood.concepts.flatMap(({ alternatives }) => alternatives.map(inAnyNumber)));
const inAnyNumber = (phrase: string) => wordsOf(phrase).map(stemWord).join(' ');

test('what parents say is understood as what services call it', () => {
  const cases: [string, string[]][] = [
    ['who can help my daughter who hardly eats at school', ['fussy eating', 'arfid', 'dietitian']],
    ["my son won't eat anything but crisps", ['selective eating', 'feeding']],
    ['fussy eater', ['fussy eating', 'arfid']],
    ['refuses to eat', ['selective eating']],
    ['she only eats beige food', ['selective eating']],
    ["my daughter won't go to school", ['ebsa', 'school refusal', 'attendance']],
    ['school refuser', ['school refusal', 'emotionally based school avoidance']],
    ['he is refusing to go to school', ['school refusal', 'ebsa']],
    ['bed wetting', ['continence', 'bladder and bowel']],
    ['my 7 year old is still in nappies', ['continence', 'toileting']],
    ['not potty trained', ['toileting']],
    ["my little boy doesn't talk", ['speech and language therapy', 'slcn']],
    ['late talker', ['speech and language therapy']],
    ['my 3 year old is not talking yet', ['speech and language therapy']],
    ['only says a few words', ['speech and language therapy']],
    ["can't sit still in class", ['adhd', 'hyperactivity']],
    ['meltdowns', ['emotional regulation', 'behaviour']],
    ['my child lashes out', ['challenging behaviour', 'child to parent violence']],
    ['my son hits me', ['challenging behaviour', 'child to parent violence']],
    ['hits himself', ['self-harm']],
    ['self harm', ['self-harm']],
    ['my teenage daughter cuts herself', ['self-harm']],
    ['panic attacks', ['anxiety']],
    ['she worries all the time', ['anxiety']],
    ["can't make friends", ['friendship', 'social skills']],
    ['he has no friends', ['social skills', 'befriending']],
    ['clumsy', ['dyspraxia', 'occupational therapy']],
    ['bad handwriting', ['occupational therapy', 'dyspraxia']],
    ["my 8 year old can't read", ['literacy', 'dyslexia', 'tuition']],
    ['struggling to read', ['literacy', 'dyslexia']],
    ['walks on tiptoes', ['physiotherapy']],
    ['lisp', ['speech sounds']],
    ['stutter', ['stammering']],
    ['someone to talk to', ['counselling']],
    ['somebody she can talk to about her worries', ['counselling', 'anxiety']],
    ['need a break', ['short breaks', 'respite']],
    ['babysitter for disabled child', ['sitting service', 'respite']],
    ['money help', ['benefits', 'grants']],
    ['help with money', ['benefits', 'grants']],
    ['taxi to school', ['school transport', 'home to school transport']],
    ['something to do', ['things to do', 'activities']],
    ['summer holidays', ['holiday club', 'playscheme']],
    ["won't sleep", ['sleep clinic']],
    ['trouble sleeping', ['sleep clinic']],
    ['awake all night', ['sleep clinic']],
    ['my son has just been diagnosed with autism', ['autistic', 'asd']],
    ['hates loud noises', ['sensory processing']],
    ['covers his ears', ['sensory processing']],
    ['falling behind at school', ['sen support']],
    ['kicked out of school', ['exclusion']],
    ["I can't cope", ['early help', 'carers']],
    ['meet other mums', ['parent support group', 'coffee morning']],
    ['his grandad died', ['bereavement']],
    ['what happens at 18', ['transition', 'adult services']],
    ['help to get a job', ['supported employment', 'job coach']],
  ];
  for (const [q, phrases] of cases) {
    const words = meant(typed(q));
    for (const phrase of phrases)
      assert.ok(words.has(inAnyNumber(phrase)), `${q}: ${phrase} in ${[...words].join(', ')}`);
  }
});

test('what a misspelt acronym or name means is understood, too', () => {
  const cases: [string, string][] = [
    ['asburgers', 'autism'],
    ['ahdh', 'attention deficit hyperactivity disorder'],
    ['camms', 'child and adolescent mental health service'],
    ['ehpc', 'education, health and care plan'],
    ['torettes', 'tics'],
  ];
  for (const [q, phrase] of cases) assert.ok(meant(typed(q)).has(inAnyNumber(phrase)), `${q}: ${[...meant(typed(q))]}`);
});

test('a time off is no day of the week', () => {
  assert.ok(meant(typed('my husband and I need a weekend off')).has(inAnyNumber('short breaks')));
});

test('acronyms, old terms and new ones find each other', () => {
  const cases: [string, string][] = [
    ['EHCP', 'education, health and care plan'],
    ['statement', 'ehc plan'],
    ['statementing', 'ehcp'],
    ['parent partnership', 'sendiass'],
    ['SALT', 'speech and language therapy'],
    ['OT', 'occupational therapy'],
    ['EP', 'educational psychology'],
    ['CAMHS', 'child and adolescent mental health service'],
    ['ASC', 'autism'],
    ['ODD', 'oppositional defiant disorder'],
    ['BESD', 'semh'],
    ['PMLD', 'profound and multiple learning difficulties'],
    ['deaf', 'hearing impairment'],
    ['VI', 'visual impairment'],
    ['DLA', 'disability living allowance'],
    ['PfA', 'preparing for adulthood'],
    ['PRU', 'pupil referral unit'],
    ['EOTAS', 'education otherwise than at school'],
    ['ITT', 'travel training'],
    ['PCF', 'parent carer forum'],
    ['LAC', 'looked after children'],
    ['AAC', 'communication aids'],
    ['DSA', "disabled students' allowance"],
    ['respite', 'short breaks'],
    ['school action plus', 'sen support'],
    ['Connexions', 'careers'],
    ['CCG', 'integrated care board'],
    ["Asperger's", 'autism'],
    ['down syndrome', "down's syndrome"],
    ['mobility', 'wheelchair'],
  ];
  for (const [q, phrase] of cases)
    assert.ok(meant(typed(q)).has(inAnyNumber(phrase)), `${q}: ${[...meant(typed(q))].join(', ')}`);
});

test('a word that means another does not come back for it', () => {
  const words = meant(typed('autism'));
  for (const phrase of ["asperger's", 'asburgers', 'no eye contact', 'high functioning'])
    assert.ok(!words.has(inAnyNumber(phrase)), phrase);
  assert.ok(!meant(typed('physiotherapy')).has(inAnyNumber('fisio')));
  assert.deepEqual(
    typed('keep fit').concepts.flatMap(({ alternatives }) =>
      alternatives.filter((phrase) => /epilep|seizure/.test(phrase)),
    ),
    [],
    'being fit is not having fits',
  );
});

test('typing errors are put right against the words of the directory', () => {
  const cases: [string, string][] = [
    ['swiming', 'swimming'],
    ['swimmnig', 'swimming'],
    ['autisum', 'autism'],
    ['fisio', 'physiotherapy'],
    ['phisio', 'physiotherapy'],
    ['sykologist', 'psychologist'],
    ['dislexia', 'dyslexia'],
    ['asburgers', "Asperger's"],
    ['otistic', 'autistic'],
    ['speach', 'speech'],
    ['speach and langwidge', 'speech language'],
    ['ocupational therapy', 'occupational'],
    ['pediatrition', 'paediatrician'],
    ['camms', 'CAMHS'],
    ['sendco', ''],
    ['councelling', 'counselling'],
    ['trampoleening', 'trampolining'],
    ['behavour', 'behaviour'],
    ['nursary', 'nursery'],
    ['resbite', 'respite'],
    ['wheelchiar', 'wheelchair'],
    ['libary', 'library'],
    ['epilepcy', 'epilepsy'],
    ['brithday', 'birthday'],
    ['diagnossis', 'diagnosis'],
    ['gymnastiks', 'gymnastics'],
    ['atendance', 'attendance'],
    ['autismgroup', 'autism group'],
    ['shortbreaks', ''],
    ['youthclub', 'youth club'],
    ['swimminglessons', 'swimming lessons'],
  ];
  for (const [q, right] of cases) {
    const { corrections, shown_words } = typed(q);
    assert.equal(corrections.map(({ to }) => to).join(' '), right, q);
    if (!q.includes(' ')) assert.equal(shown_words, right || q, q);
  }
});

test('only the misspelt word of a phrase is put right, and the phrase is then known', () => {
  const understood = typed('speach and langwidge theropy');
  assert.equal(understood.shown_words, 'speech and language therapy');
  assert.equal(understood.concepts.length, 1);
});

test('what the directory, the thesaurus, plain English or the gazetteer knows is never put right', () => {
  const known = [
    'golf',
    'karate',
    'sailing',
    'ASD',
    'stammer',
    'worries',
    'worrying',
    'clubs',
    'Cromer',
    'abc',
    'nr1',
    '12345',
  ];
  for (const q of known) assert.deepEqual(typed(q).corrections, [], q);
});

test('with correction off, exactly what was typed is searched for', () => {
  const understood = understandQuery('swiming for otistic', knowledge, { correct: false });
  assert.deepEqual(understood.corrections, []);
  assert.deepEqual(
    understood.concepts.map(({ typed: words, alternatives }) => [words, alternatives]),
    [
      ['swiming', ['swiming']],
      ['otistic', ['otistic']],
    ],
  );
});

test('words typed apart or together are one', () => {
  assert.deepEqual(typed('play group').concepts[0]?.alternatives.slice(0, 2), ['play group', 'playgroup']);
  assert.ok(meant(typed('playgroup')).has(inAnyNumber('play group')));
  assert.ok(meant(typed('short break')).has(inAnyNumber('short breaks')));
  assert.ok(meant(typed('physio therapy')).has(inAnyNumber('physiotherapy')));
  assert.deepEqual(typed('physio therapy').corrections, []);
});

test('fillers of whole sentences are dropped, and kept when nothing else is left', () => {
  const cases: [string, string[]][] = [
    ['I am looking for a youth club for my son', ['youth club']],
    ['is there any drama near me', ['drama']],
    ['can anyone recommend a good dentist please', ['dentist']],
    ['where can I find information about epilepsy', ['information', 'epilepsy']],
    ['hi I need help with sleep', ['help', 'sleep']],
    ['anything for my 9 year old', []],
    ['support near Cromer', []],
    ['help', ['help']],
    ['what is there', ['what', 'is', 'there']],
    ['', []],
    ['   ', []],
  ];
  for (const [q, concepts] of cases) {
    assert.deepEqual(
      typed(q).concepts.map((concept) => concept.typed),
      concepts,
      q,
    );
  }
});

test('rare words weigh more than common ones, and words that every record has weigh least', () => {
  const weights = (q: string) => typed(q).concepts.map(({ weight }) => weight);
  const [trampolining = 0, club = 0] = weights('trampolining club');
  assert.ok(trampolining > club);
  const [support = 0, epilepsy = 0] = weights('support epilepsy');
  assert.ok(epilepsy > support * 10);
  const unknown = typed('quidditch').concepts[0];
  assert.equal(unknown?.known, false);
  assert.ok((unknown?.weight ?? 0) > trampolining);
});

test('a word that is still being typed matches as a beginning', () => {
  const [concept] = typed('trampol').concepts;
  assert.equal(concept?.typed, 'trampol');
  assert.equal(concept?.prefix, true);
  assert.equal(typed('trampolining').concepts[0]?.prefix, undefined);
});

test('the terms that the words name are given as hints', () => {
  assert.deepEqual(typed('ASD').hints, ['need:ASD']);
  assert.deepEqual(typed('respite').hints, ['category:short-breaks']);
});

test('a long text is cut, and the answer says so', () => {
  const long = typed('autism '.repeat(2000));
  assert.equal(long.cut, true);
  assert.equal(long.concepts.length, 1);
  assert.equal(typed('zxqv'.repeat(2500)).cut, true);
  assert.equal(typed(Array.from({ length: 30 }, (_, at) => `q${at}x`).join(' ')).concepts.length, 24);
  assert.equal(typed('autism').cut, false);
});

test('any text is harmless: words hold only letters, digits and apostrophes', () => {
  const texts = [
    "'; drop table service; --",
    '<script>alert(1)</script>',
    '" OR 1=1 --',
    '😀 autism 🧩',
    'ａｕｔｉｓｍ',
    'Café crèche',
    '\u0000\u202eautism',
    "''''' :* & | ! ( ) <->",
    'speech\\therapy%_',
    '١٢٣ مدرسة 学校 школа',
    '\ud800',
    '-5 +3 £20',
    "d'Artagnan o'neil",
  ];
  for (const q of texts) {
    for (const { typed: words } of typed(q).concepts) assert.match(words, /^[a-z0-9']+( [a-z0-9']+)*$|^[A-Z]/, q);
  }
  assert.ok(meant(typed('😀 autism 🧩')).has(inAnyNumber('autism')));
  assert.ok(meant(typed('ａｕｔｉｓｍ')).has(inAnyNumber('asd')), 'full-width letters');
  assert.ok(meant(typed('CRÈCHE')).has(inAnyNumber('creche')));
});

test('everything at once', () => {
  const understood = understandQuery(
    'free swiming lessons within 10 miles of Cromer for my 9 year old otistic son on saturdays or sundays without a referral',
    knowledge,
  );
  assert.deepEqual(
    understood.concepts.map(({ typed: words }) => words),
    ['swimming lessons', 'autistic'],
  );
  assert.equal(understood.near?.text, 'Cromer');
  assert.deepEqual(
    [understood.within, understood.age, understood.days, understood.free, understood.self_refer],
    [10, 9, ['SA', 'SU'], true, true],
  );
  assert.equal(understood.taken.length, 7);
});
